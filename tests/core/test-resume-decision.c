/* Tests of RtResumeDecision: every rule has a row. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-resume-decision.h"

#include <string.h>

#define CHANGED "Sun, 06 Nov 1994 08:49:37 GMT"
#define LATER "Sun, 06 Nov 1994 18:49:37 GMT"

#define TAG "ETag: \"v0\"\n"
#define DATE "Last-Modified: " CHANGED "\nDate: " LATER "\n"
#define BINARY "Content-Type: application/zip\n"
#define REST "Content-Range: bytes 40000-99999/100000\n"

/* 40,000 of 100,000 bytes are on disk unless a row says otherwise. */
typedef struct
{
  const char *what;
  const char *stored; /* fields of the first answer; NULL: nothing is on disk */
  guint status;
  gint64 length; /* 0: none */
  const char *came;
  RtVerdict verdict;
  gint64 first;       /* of the range to write */
  gint64 have;        /* 0: 40000 */
  gint64 total;       /* 0: 100000; -1: not known */
  gboolean plain;     /* Range was not sent */
  RtIfRange if_range; /* was sent */
  gint64 overlap;     /* bytes asked for before the first that is missing */
  gboolean insisted;
  RtRanges ranges; /* of what is stored */
} Row;

static const Row rows[] = {
  /* a beginning */
  { "fresh 200", NULL, 200, 100000, TAG, RT_VERDICT_WHOLE },
  { "fresh 206", NULL, 206, 100000, TAG "Content-Range: bytes 0-99999/100000\n",
    RT_VERDICT_WRITE },
  { "fresh 206 of unknown total", NULL, 206, 0, "Content-Range: bytes 0-99999/*\n",
    RT_VERDICT_WRITE },
  { "fresh 206 that starts late", NULL, 206, 0, "Content-Range: bytes 1-99999/100000\n",
    RT_VERDICT_ASK_PLAIN },
  { "fresh 403", NULL, 403, 0, "", RT_VERDICT_FAIL },
  { "fresh 404", NULL, 404, 0, "", RT_VERDICT_MISSING },
  { "fresh 416: an empty file", NULL, 416, 0, "Content-Range: bytes */0\n",
    RT_VERDICT_ASK_PLAIN },
  { "fresh 206 unasked for", NULL, 206, 0, "Content-Range: bytes 0-1/100000\n",
    RT_VERDICT_FAIL, .plain = TRUE },

  /* 206, one range */
  { "plain 206", TAG, 206, 60000, TAG REST, RT_VERDICT_WRITE, 40000 },
  { "206 by date", DATE, 206, 60000, DATE REST, RT_VERDICT_WRITE, 40000,
    .if_range = RT_IF_RANGE_DATE },
  { "206 of unknown total", TAG, 206, 60000, TAG "Content-Range: bytes 40000-99999/*\n",
    RT_VERDICT_WRITE, 40000 },
  { "206 that gives less", TAG, 206, 10000,
    TAG "Content-Range: bytes 40000-49999/100000\n", RT_VERDICT_WRITE, 40000 },
  { "206 of the whole file", TAG, 206, 100000,
    TAG "Content-Range: bytes 0-99999/100000\n", RT_VERDICT_WRITE, 0 },
  { "206 ten bytes early", TAG, 206, 60010,
    TAG "Content-Range: bytes 39990-99999/100000\n", RT_VERDICT_WRITE, 39990 },
  { "206 with a hole", TAG, 206, 50000, TAG "Content-Range: bytes 50000-99999/100000\n",
    RT_VERDICT_ASK_PLAIN },
  { "206 that ends before", TAG, 206, 100, TAG "Content-Range: bytes 0-99/100000\n",
    RT_VERDICT_ASK_PLAIN },
  { "206 of another length than its range", TAG, 206, 59999, TAG REST,
    RT_VERDICT_ASK_PLAIN },
  { "206 without Content-Range", TAG, 206, 60000, TAG, RT_VERDICT_ASK_PLAIN },
  { "206 without Content-Range, but whole", TAG, 206, 100000, TAG, RT_VERDICT_WHOLE,
    .if_range = RT_IF_RANGE_NONE },
  { "206 with two ranges", TAG, 206, 60000, TAG REST REST, RT_VERDICT_ASK_PLAIN },
  { "206 of parts", TAG, 206, 60000, TAG "Content-Type: multipart/byteranges\n",
    RT_VERDICT_ASK_PLAIN },
  { "206 of nonsense", TAG, 206, 60000, TAG "Content-Range: bytes 99999-40000/100000\n",
    RT_VERDICT_ASK_PLAIN },
  { "206 of gzip", TAG, 206, 60000, TAG REST "Content-Encoding: gzip\n",
    RT_VERDICT_ASK_IDENTITY },
  { "206 of gzip once more", TAG, 206, 60000, TAG REST "Content-Encoding: gzip\n",
    RT_VERDICT_ASK_PLAIN, .insisted = TRUE },
  { "206 of identity", TAG, 206, 60000, TAG REST "Content-Encoding: Identity\n",
    RT_VERDICT_WRITE, 40000 },
  { "206, another tag", TAG, 206, 60000, "ETag: \"v1\"\n" REST, RT_VERDICT_CHANGED },
  { "206, another date", DATE, 206, 60000, "Last-Modified: " LATER "\n" REST,
    RT_VERDICT_CHANGED },
  { "206, another total", TAG, 206, 50000, TAG "Content-Range: bytes 40000-89999/90000\n",
    RT_VERDICT_CHANGED },
  { "206 that says nothing", TAG, 206, 60000, REST, RT_VERDICT_ASK_OVERLAP },
  { "206 without validators", "", 206, 60000, REST, RT_VERDICT_ASK_OVERLAP,
    .if_range = RT_IF_RANGE_NONE },
  { "206 with an overlap", "", 206, 70000, "Content-Range: bytes 30000-99999/100000\n",
    RT_VERDICT_WRITE, 30000, .if_range = RT_IF_RANGE_NONE, .overlap = 10000 },
  { "206 with a weak tag", "ETag: W/\"v0\"\n", 206, 60000, "ETag: W/\"v0\"\n" REST,
    RT_VERDICT_ASK_OVERLAP, .if_range = RT_IF_RANGE_NONE },

  /* 200 */
  { "200 in place of a part", TAG, 200, 100000, TAG, RT_VERDICT_WHOLE },
  { "200 without validators", "", 200, 100000, "", RT_VERDICT_WHOLE,
    .if_range = RT_IF_RANGE_NONE },
  { "200 that does not know If-Range", TAG DATE, 200, 100000, TAG DATE,
    RT_VERDICT_ASK_NEXT, .ranges = RT_RANGES_YES },
  { "200, asked by date", TAG DATE, 200, 100000, TAG DATE, RT_VERDICT_ASK_NEXT,
    .if_range = RT_IF_RANGE_DATE, .ranges = RT_RANGES_YES },
  { "200, asked without If-Range", TAG DATE, 200, 100000, TAG DATE, RT_VERDICT_WHOLE,
    .if_range = RT_IF_RANGE_NONE, .ranges = RT_RANGES_YES },
  { "200, another tag", TAG, 200, 100000, "ETag: \"v1\"\n", RT_VERDICT_CHANGED_WHOLE },
  { "200, another length", "", 200, 90000, "", RT_VERDICT_CHANGED_WHOLE },
  { "200, another length and small", BINARY, 200, 9000, BINARY,
    RT_VERDICT_CHANGED_WHOLE },
  { "200, a page", BINARY TAG, 200, 3000, "Content-Type: text/html; charset=utf-8\n",
    RT_VERDICT_EXPIRED },
  { "200, a page of unknown length", BINARY TAG, 200, 0, "Content-Type: text/html\n",
    RT_VERDICT_EXPIRED },
  { "200, something small of another type", BINARY TAG, 200, 3000,
    "Content-Type: application/json\n", RT_VERDICT_EXPIRED },
  { "200, a page that was a page", "Content-Type: text/html\n" TAG, 200, 3000,
    "Content-Type: text/html\nETag: \"v1\"\n", RT_VERDICT_CHANGED_WHOLE },

  /* 416 */
  { "416, all there", TAG, 416, 0, "Content-Range: bytes */100000\n", RT_VERDICT_COMPLETE,
    .have = 100000 },
  { "416, all there of unknown length", TAG, 416, 0, "Content-Range: bytes */100000\n",
    RT_VERDICT_COMPLETE, .have = 100000, .total = -1 },
  { "416, all there, but of another state", TAG, 416, 0,
    "ETag: \"v1\"\nContent-Range: bytes */100000\n", RT_VERDICT_CHANGED, .have = 100000 },
  { "416, shrunk", TAG, 416, 0, "Content-Range: bytes */50000\n", RT_VERDICT_CHANGED },
  { "416, shrunk, of unknown length", TAG, 416, 0, "Content-Range: bytes */30000\n",
    RT_VERDICT_CHANGED, .total = -1 },
  { "416, a mistake", TAG, 416, 0, "Content-Range: bytes */100000\n",
    RT_VERDICT_ASK_PLAIN },
  { "416 that says nothing", TAG, 416, 0, "", RT_VERDICT_ASK_LENGTH, .have = 100000 },
  { "416 with a range", TAG, 416, 0, "Content-Range: bytes 0-1/2\n",
    RT_VERDICT_ASK_LENGTH, .have = 100000 },
  { "416 unasked for", TAG, 416, 0, "Content-Range: bytes */100000\n", RT_VERDICT_FAIL,
    .plain = TRUE },

  /* the others */
  { "412", TAG, 412, 0, "", RT_VERDICT_CHANGED },
  { "401", TAG, 401, 0, "", RT_VERDICT_EXPIRED },
  { "403", TAG, 403, 0, "", RT_VERDICT_EXPIRED },
  { "410", TAG, 410, 0, "", RT_VERDICT_EXPIRED },
  { "404", TAG, 404, 0, "", RT_VERDICT_MISSING },
  { "408", TAG, 408, 0, "", RT_VERDICT_WAIT },
  { "425", TAG, 425, 0, "", RT_VERDICT_WAIT },
  { "429", TAG, 429, 0, "", RT_VERDICT_WAIT },
  { "500", TAG, 500, 0, "", RT_VERDICT_WAIT },
  { "502", TAG, 502, 0, "", RT_VERDICT_WAIT },
  { "503", TAG, 503, 0, "", RT_VERDICT_WAIT },
  { "504", TAG, 504, 0, "", RT_VERDICT_WAIT },
  { "400", TAG, 400, 0, "", RT_VERDICT_FAIL },
  { "505", TAG, 505, 0, "", RT_VERDICT_FAIL },
  { "204", TAG, 204, 0, "", RT_VERDICT_FAIL },
  { "302 that leads nowhere", TAG, 302, 0, "", RT_VERDICT_FAIL },
};

static RtHeaderList *
read_fields (const char *text)
{
  RtHeaderList *fields = rt_header_list_new ();
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      char *colon = strchr (lines[i], ':');

      *colon = '\0';
      rt_header_list_append_received (fields, lines[i], colon + 2);
    }
  return fields;
}

static RtResumeDecision *
run (const Row *row)
{
  g_autoptr (RtHeaderList) fields = read_fields (row->came);
  g_autoptr (RtIdentity) stored = NULL;
  RtRangeAnswer came = { row->status, fields, row->length > 0 ? row->length : -1 };
  RtRangeAsked asked = { .with_range = !row->plain,
                         .if_range = row->if_range,
                         .identity_insisted = row->insisted,
                         .last = -1 };

  if (row->stored != NULL)
    {
      g_autoptr (RtHeaderList) before = read_fields (row->stored);

      stored
          = rt_identity_new_from_answer (before, row->total != 0 ? row->total : 100000);
      stored->ranges = row->ranges;
      asked.stored = stored;
      asked.have = asked.missing = row->have > 0 ? row->have : 40000;
      asked.first = asked.missing - row->overlap;
    }
  return rt_resume_decide (&asked, &came);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (RtResumeDecision) decision = run (row);
  g_autofree char *text = rt_note_render (decision->note, NULL);

  g_test_message ("%s", text);
  g_assert_cmpint (decision->verdict, ==, row->verdict);
  if (decision->verdict == RT_VERDICT_WRITE)
    g_assert_cmpint (decision->range.first, ==, row->first);
  g_assert_true (g_str_has_suffix (text, "."));
  g_assert_null (strstr (text, "%"));
  g_assert_null (strstr (text, "–"));
}

static char *
turn (const char *words)
{
  return (char *)(g_str_has_prefix (words, "The file") ? "%2$s, not %1$s: 100 %%"
                                                       : "turned");
}

static void
test_says_which_tag (void)
{
  const Row row = { "", TAG, 206, 60000, "ETag: \"v1\"\n" REST };
  g_autoptr (RtResumeDecision) decision = run (&row);
  g_autofree char *text = rt_note_render (decision->note, NULL);
  g_autofree char *turned = rt_note_render (decision->note, turn);

  g_assert_cmpstr (
      text, ==,
      "The file on the server has changed: its ETag was \"v0\" and is now \"v1\".");
  g_assert_cmpstr (turned, ==, "\"v1\", not \"v0\": 100 %");
}

/* What a server said is not taken for words of the program. */
static void
test_translates_what_is_marked (void)
{
  g_autoptr (RtNote) note
      = rt_note_new ("The file: %s, %s.", "reset", RT_NOTE_WORDS "reset", NULL);
  g_autofree char *plain = rt_note_render (note, NULL);
  g_autofree char *turned = rt_note_render (note, turn);

  g_assert_cmpstr (plain, ==, "The file: reset, reset.");
  g_assert_cmpstr (turned, ==, "turned, not reset: 100 %");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/resume-decision/%s", rows[i].what);
      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/resume-decision/says-which-tag", test_says_which_tag);
  g_test_add_func ("/resume-decision/translates-what-is-marked",
                   test_translates_what_is_marked);
  return g_test_run ();
}
