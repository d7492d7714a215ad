/* Tests of RtDiagnosis: what each answer is taken for, and what they come to together. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-resume-diagnosis.h"

#include <string.h>

#define TAG "ETag: \"v0\"\n"
#define FIRST "Content-Range: bytes 0-0/100\nContent-Length: 1\n"
#define LAST "Content-Range: bytes 99-99/100\nContent-Length: 1\n"
#define ALL "Content-Length: 100\n"

typedef struct
{
  guint status;
  const char *fields;
  gint64 received;
} Answer;

#define GOOD_HEAD                                                                        \
  {                                                                                      \
    200, TAG ALL                                                                         \
  }
#define GOOD_FIRST                                                                       \
  {                                                                                      \
    206, TAG FIRST, 1                                                                    \
  }
#define GOOD_LAST                                                                        \
  {                                                                                      \
    206, TAG LAST, 1                                                                     \
  }
#define WHOLE                                                                            \
  {                                                                                      \
    200, TAG ALL, 100                                                                    \
  }

/* One letter for the grade of each question: good, note, bad. */
typedef struct
{
  const char *what;
  Answer answers[RT_N_PROBES];
  const char *grades;
  RtResumability resumability;
} Row;

static const Row rows[] = {
  { "all is well",
    { GOOD_HEAD, GOOD_FIRST, GOOD_LAST, GOOD_FIRST, WHOLE, GOOD_FIRST },
    "gggggg",
    RT_RESUMABLE_SAFELY },
  { "HEAD is refused",
    { { 405, "" }, GOOD_FIRST, GOOD_LAST, GOOD_FIRST, WHOLE, GOOD_FIRST },
    "nggggg",
    RT_RESUMABLE_SAFELY },
  { "no parts",
    { GOOD_HEAD, WHOLE, WHOLE, WHOLE, WHOLE, WHOLE },
    "gbnnnn",
    RT_RESUMABLE_NOT },
  { "If-Range is ignored",
    { GOOD_HEAD, GOOD_FIRST, GOOD_LAST, GOOD_FIRST, GOOD_FIRST, GOOD_FIRST },
    "ggggbg",
    RT_RESUMABLE_COMPARED },
  { "If-Range is not understood",
    { GOOD_HEAD, GOOD_FIRST, GOOD_LAST, WHOLE, WHOLE, GOOD_FIRST },
    "gggbgg",
    RT_RESUMABLE_COMPARED },
  { "nothing tells states apart",
    { { 200, ALL },
      { 206, FIRST, 1 },
      { 206, LAST, 1 },
      { 0 },
      { 200, ALL },
      { 206, FIRST } },
    "nggngg",
    RT_RESUMABLE_COMPARED },
  { "a weak tag",
    { { 200, "ETag: W/\"v0\"\n" ALL },
      { 206, "ETag: W/\"v0\"\n" FIRST, 1 },
      { 206, LAST, 1 },
      { 0 },
      { 200, ALL },
      { 206, FIRST } },
    "nggngg",
    RT_RESUMABLE_COMPARED },
  { "another tag each time",
    { { 200, "ETag: \"v1\"\n" ALL },
      GOOD_FIRST,
      { 206, "ETag: \"v2\"\n" LAST, 1 },
      { 200, "ETag: \"v3\"\n" ALL },
      { 200, "ETag: \"v4\"\n" ALL },
      { 206, "ETag: \"v5\"\n" FIRST, 1 } },
    "gggbgg",
    RT_RESUMABLE_NOT },
  { "a part without its place",
    { GOOD_HEAD,
      { 206, TAG, 1 },
      { 206, TAG, 1 },
      { 206, TAG, 1 },
      WHOLE,
      { 206, TAG, 1 } },
    "gbbgng",
    RT_RESUMABLE_NOT },
  { "a part in the wrong place",
    { GOOD_HEAD,
      { 206, TAG "Content-Range: bytes 10-10/100\n", 1 },
      { 206, TAG "Content-Range: bytes 89-89/100\n", 1 },
      GOOD_FIRST,
      WHOLE,
      GOOD_FIRST },
    "gbbgng",
    RT_RESUMABLE_NOT },
  { "early, surplus, and of unknown length",
    { { 200, TAG },
      { 206, TAG FIRST, 101 },
      { 206, TAG "Content-Range: bytes 90-99/100\n", 10 },
      GOOD_FIRST,
      WHOLE,
      GOOD_FIRST },
    "nnnggg",
    RT_RESUMABLE_SAFELY },
  { "no suffix",
    { GOOD_HEAD, GOOD_FIRST, { 416, "" }, GOOD_FIRST, WHOLE, GOOD_FIRST },
    "ggnggg",
    RT_RESUMABLE_SAFELY },
  { "compressed although ruled out",
    { { 200, TAG "Content-Encoding: gzip\n" },
      { 206, TAG FIRST "Content-Encoding: gzip\n", 1 },
      GOOD_LAST,
      GOOD_FIRST,
      WHOLE,
      { 206, TAG FIRST "Content-Encoding: gzip\n", 1 } },
    "bbggnn",
    RT_RESUMABLE_NOT },
  { "one tag for plain and compressed",
    { GOOD_HEAD,
      GOOD_FIRST,
      GOOD_LAST,
      GOOD_FIRST,
      WHOLE,
      { 200, TAG "Content-Encoding: gzip\n", 30 } },
    "gggggb",
    RT_RESUMABLE_SAFELY },
  { "a tag of its own for the compressed one",
    { GOOD_HEAD,
      GOOD_FIRST,
      GOOD_LAST,
      GOOD_FIRST,
      WHOLE,
      { 200, "ETag: \"v0-gzip\"\nContent-Encoding: gzip\n", 30 } },
    "gggggn",
    RT_RESUMABLE_SAFELY },
  { "the first two show that there is nothing",
    { { 403, "" }, { 403, "" } },
    "bb",
    RT_RESUMABLE_NO_FILE },
  { "trouble", { { 503, "" }, { 429, "" } }, "bb", RT_RESUMABLE_NO_FILE },
  { "silence", { { 0 }, { 0 } }, "bb", RT_RESUMABLE_NO_ANSWER },
  { "an empty file",
    { { 200, "Content-Length: 0\n" }, { 416, "Content-Range: bytes */0\n" } },
    "nb",
    RT_RESUMABLE_NOT },
};

static RtHeaderList *
make_fields (const char *text)
{
  RtHeaderList *fields = rt_header_list_new ();
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], ": ", 2);

      rt_header_list_append_received (fields, parts[0], parts[1]);
    }
  return fields;
}

static char
grade_to_letter (RtFindingGrade grade)
{
  return rt_finding_grade_to_id (grade)[0];
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  guint n = (guint)strlen (row->grades);
  RtProbeAnswer answers[RT_N_PROBES] = { 0 };
  RtDiagnosis diagnosis;

  for (guint i = 0; i < n; i++)
    answers[i]
        = (RtProbeAnswer){ row->answers[i].status, make_fields (row->answers[i].fields),
                           row->answers[i].received };
  rt_diagnosis_make (&diagnosis, answers, n);
  for (guint i = 0; i < n; i++)
    {
      g_test_message ("%s", rt_probe_get ((RtProbeKind)i)->title);
      g_assert_cmpint (grade_to_letter (diagnosis.findings[i].grade), ==, row->grades[i]);
      g_assert_nonnull (diagnosis.findings[i].note);
      g_assert_true (g_str_has_prefix (diagnosis.findings[i].section, "RFC 911"));
    }
  g_assert_cmpint (diagnosis.resumability, ==, row->resumability);
  g_assert_nonnull (diagnosis.verdict);
  rt_diagnosis_clear (&diagnosis);
  for (guint i = 0; i < n; i++)
    rt_header_list_unref ((RtHeaderList *)answers[i].fields);
}

/* As long as questions are open there is no verdict, whatever the answers so far. */
static void
test_no_verdict_before_the_end (void)
{
  for (guint n = 0; n < RT_N_PROBES; n++)
    {
      RtProbeAnswer answers[RT_N_PROBES] = { 0 };
      RtDiagnosis diagnosis;

      for (guint i = 0; i < n; i++)
        answers[i] = (RtProbeAnswer){ rows[0].answers[i].status,
                                      make_fields (rows[0].answers[i].fields),
                                      rows[0].answers[i].received };
      rt_diagnosis_make (&diagnosis, answers, n);
      g_assert_cmpint (diagnosis.resumability, ==, RT_RESUMABLE_UNKNOWN);
      g_assert_null (diagnosis.verdict);
      g_assert_cmpint (diagnosis.findings[n].grade, ==, RT_FINDING_NONE);
      rt_diagnosis_clear (&diagnosis);
      for (guint i = 0; i < n; i++)
        rt_header_list_unref ((RtHeaderList *)answers[i].fields);
    }
}

static void
test_requests (void)
{
  g_autoptr (RtRequest) base = rt_request_new ("GET", "http://localhost/file", NULL);
  g_autoptr (RtIdentity) known = rt_identity_new ();

  g_assert_null (rt_probe_make_request (RT_PROBE_SAME, base, known));
  known->etag = g_strdup ("\"v0\"");
  for (RtProbeKind kind = 0; kind < RT_N_PROBES; kind++)
    {
      g_autoptr (RtRequest) request = rt_probe_make_request (kind, base, known);
      RtHeaderList *fields = rt_request_get_fields (request);
      const char *condition = rt_header_list_find (fields, "If-Range");

      g_assert_cmpstr (rt_request_get_method (request), ==,
                       kind == RT_PROBE_HEAD ? "HEAD" : "GET");
      g_assert_cmpint (rt_header_list_count (fields, "Range"), ==,
                       kind == RT_PROBE_HEAD ? 0 : 1);
      g_assert_cmpstr (rt_header_list_find (fields, "Accept-Encoding"), ==,
                       kind == RT_PROBE_CODED ? "gzip" : "identity");
      g_assert_true ((condition != NULL)
                     == (kind == RT_PROBE_SAME || kind == RT_PROBE_OTHER));
      g_assert_true ((g_strcmp0 (condition, "\"v0\"") == 0) == (kind == RT_PROBE_SAME));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = g_strdup_printf ("/resume-diagnosis/%s", rows[i].what);

      g_test_add_data_func (name, &rows[i], test_row);
    }
  g_test_add_func ("/resume-diagnosis/no-verdict-before-the-end",
                   test_no_verdict_before_the_end);
  g_test_add_func ("/resume-diagnosis/requests", test_requests);
  return g_test_run ();
}
