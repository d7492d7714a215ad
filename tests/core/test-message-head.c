/* Reading start lines and fields, good ones and bad ones. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-error.h"
#include "core/wire/rt-message-head.h"

#include <string.h>

#define BYTES(text) "" text, sizeof (text) - 1

static RtMessageHead *
parse (RtHeadKind kind, const char *bytes, gsize length)
{
  g_autoptr (GBytes) raw = g_bytes_new (bytes, length);
  g_autoptr (GError) error = NULL;
  RtMessageHead *head = rt_message_head_parse (raw, kind, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (head->raw, NULL), g_bytes_get_size (head->raw),
                   bytes, length);
  return head;
}

static void
assert_field (const RtMessageHead *head, guint index, const char *name, const char *value)
{
  const RtHeader *field = rt_header_list_get (head->fields, index);

  g_assert_cmpstr (field->name, ==, name);
  g_assert_cmpstr (field->value, ==, value);
}

static void
test_keeps_order_case_and_duplicates (void)
{
  g_autoptr (RtMessageHead) head = parse (
      RT_HEAD_ANSWER, BYTES ("HTTP/1.1 404 Not Found\r\nb: 1\r\nA:2\r\nB: \t3 \r\nb:\r\n"
                             "Set-Cookie: a=b; c, d\r\n\r\n"));

  g_assert_cmpint (head->kind, ==, RT_HEAD_ANSWER);
  g_assert_cmpuint (head->minor_version, ==, 1);
  g_assert_cmpuint (head->status, ==, 404);
  g_assert_cmpstr (head->reason, ==, "Not Found");
  g_assert_cmphex (head->remarks, ==, RT_REMARK_NONE);
  g_assert_cmpuint (rt_header_list_get_length (head->fields), ==, 5);
  assert_field (head, 0, "b", "1");
  assert_field (head, 1, "A", "2");
  assert_field (head, 2, "B", "3");
  assert_field (head, 3, "b", "");
  assert_field (head, 4, "Set-Cookie", "a=b; c, d");
}

static void
test_joins_folded_lines_by_one_space (void)
{
  g_autoptr (RtMessageHead) head
      = parse (RT_HEAD_ANSWER,
               BYTES ("HTTP/1.1 200 OK\r\nA: b  \r\n\t  c\r\n \r\n d\r\nE:\r\n f\r\n"
                      "none\r\n g\r\nH: i\r\n\r\n"));

  g_assert_cmphex (head->remarks, ==, RT_REMARK_FOLDED | RT_REMARK_NO_COLON);
  g_assert_cmpuint (rt_header_list_get_length (head->fields), ==, 3);
  assert_field (head, 0, "A", "b c d");
  assert_field (head, 1, "E", "f");
  assert_field (head, 2, "H", "i");
}

static void
test_makes_names_that_cannot_be_mistaken (void)
{
  g_autoptr (RtMessageHead) head = parse (
      RT_HEAD_ANSWER, BYTES ("HTTP/1.1 200 OK\r\nHo\0st: a\r\n\xff: b\r\n\xc3\xa4: c\r\n"
                             ": d\r\nE \t: f\r\nG\r: h\r\n\r\n"));

  g_assert_cmphex (head->remarks, ==, RT_REMARK_BAD_NAME | RT_REMARK_SPACE_IN_NAME);
  assert_field (head, 0, "Ho?st", "a");
  assert_field (head, 1, "?", "b");
  assert_field (head, 2, "\xc3\xa4", "c");
  assert_field (head, 3, "", "d");
  assert_field (head, 4, "E", "f");
  assert_field (head, 5, "G?", "h");
}

static void
test_replaces_controls_but_keeps_bytes (void)
{
  g_autoptr (RtMessageHead) head
      = parse (RT_HEAD_ANSWER, BYTES ("HTTP/1.1 200 O\0K\xff\r\nA: \0b\rc\x7f\td\x1b\r\n"
                                      "B: \xff\xc3\xa4\r\n\r\n"));

  g_assert_cmphex (head->remarks, ==, RT_REMARK_CONTROL | RT_REMARK_NOT_UTF8);
  g_assert_cmpstr (head->reason, ==, "O K\xc3\xbf");
  assert_field (head, 0, "A", " b c \td ");
  assert_field (head, 1, "B", "\xff\xc3\xa4");
}

static void
test_reads_heads_without_their_end (void)
{
  g_autoptr (RtMessageHead) head
      = parse (RT_HEAD_ANSWER, BYTES ("HTTP/1.0 200\nA: b\nC: d"));

  g_assert_cmphex (head->remarks, ==,
                   RT_REMARK_BARE_LF | RT_REMARK_OLD_VERSION | RT_REMARK_NO_REASON);
  g_assert_cmpstr (head->reason, ==, "");
  g_assert_cmpuint (rt_header_list_get_length (head->fields), ==, 2);
  assert_field (head, 1, "C", "d");
}

static void
test_reads_requests (void)
{
  g_autoptr (RtMessageHead) head = parse (
      RT_HEAD_REQUEST, BYTES ("M-SEARCH /a?b=\xff HTTP/1.1\r\nHost: c\r\nx: y\r\n\r\n"));
  g_autoptr (RtMessageHead) spaced
      = parse (RT_HEAD_REQUEST, BYTES ("GET /a b HTTP/1.0\r\n\r\n"));

  g_assert_cmpint (head->kind, ==, RT_HEAD_REQUEST);
  g_assert_cmpstr (head->method, ==, "M-SEARCH");
  g_assert_cmpstr (head->target, ==, "/a?b=\xc3\xbf");
  assert_field (head, 0, "Host", "c");
  assert_field (head, 1, "x", "y");
  g_assert_cmpstr (spaced->target, ==, "/a b");
  g_assert_cmpuint (spaced->minor_version, ==, 0);
}

typedef struct
{
  const char *name;
  RtHeadKind kind;
  const char *bytes;
  gsize length;
} Bad;

static const Bad bad[] = {
  { "nothing", RT_HEAD_ANSWER, BYTES ("") },
  { "empty-lines", RT_HEAD_ANSWER, BYTES ("\r\n\r\n") },
  { "html", RT_HEAD_ANSWER, BYTES ("<html>\r\n\r\n") },
  { "short", RT_HEAD_ANSWER, BYTES ("HTTP/1.1 20\r\n\r\n") },
  { "status-runs-on", RT_HEAD_ANSWER, BYTES ("HTTP/1.1 200x\r\n\r\n") },
  { "status-cr", RT_HEAD_ANSWER, BYTES ("HTTP/1.1 200\r\r\n\r\n") },
  { "status-nul", RT_HEAD_ANSWER, BYTES ("HTTP/1.1 200\0\r\n\r\n") },
  { "http-2", RT_HEAD_ANSWER, BYTES ("HTTP/2.0 200 OK\r\n\r\n") },
  { "tab", RT_HEAD_ANSWER, BYTES ("HTTP/1.1\t200 OK\r\n\r\n") },
  { "request", RT_HEAD_ANSWER, BYTES ("GET / HTTP/1.1\r\n\r\n") },
  { "answer", RT_HEAD_REQUEST, BYTES ("HTTP/1.1 200 OK\r\n\r\n") },
  { "no-target", RT_HEAD_REQUEST, BYTES ("GET HTTP/1.1\r\n\r\n") },
  { "empty-target", RT_HEAD_REQUEST, BYTES ("GET  HTTP/1.1\r\n\r\n") },
  { "no-method", RT_HEAD_REQUEST, BYTES (" / HTTP/1.1\r\n\r\n") },
  { "no-version", RT_HEAD_REQUEST, BYTES ("GET /\r\n\r\n") },
  { "version-runs-on", RT_HEAD_REQUEST, BYTES ("GET / HTTP/1.10\r\n\r\n") },
};

static void
test_refuses (gconstpointer data)
{
  const Bad *one = data;
  g_autoptr (GBytes) raw = g_bytes_new (one->bytes, one->length);
  g_autoptr (GError) error = NULL;

  g_assert_null (rt_message_head_parse (raw, one->kind, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_NOT_HTTP);
}

static void
test_knows_early_what_cannot_begin (void)
{
  static const char good[] = "HTTP/1.1 200\r\n";
  char bytes[sizeof good];

  for (gsize length = 0; length <= strlen (good); length++)
    {
      g_assert_true (rt_message_head_may_begin ((const guint8 *)good, length));
      if (length == 0)
        continue;
      strcpy (bytes, good);
      bytes[length - 1] = '#';
      g_assert_false (rt_message_head_may_begin ((const guint8 *)bytes, length));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message-head/keeps-order-case-and-duplicates",
                   test_keeps_order_case_and_duplicates);
  g_test_add_func ("/message-head/joins-folded-lines-by-one-space",
                   test_joins_folded_lines_by_one_space);
  g_test_add_func ("/message-head/makes-names-that-cannot-be-mistaken",
                   test_makes_names_that_cannot_be_mistaken);
  g_test_add_func ("/message-head/replaces-controls-but-keeps-bytes",
                   test_replaces_controls_but_keeps_bytes);
  g_test_add_func ("/message-head/reads-heads-without-their-end",
                   test_reads_heads_without_their_end);
  g_test_add_func ("/message-head/reads-requests", test_reads_requests);
  g_test_add_func ("/message-head/knows-early-what-cannot-begin",
                   test_knows_early_what_cannot_begin);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path = g_strconcat ("/message-head/refuses/", bad[i].name, NULL);
      g_test_add_data_func (path, &bad[i], test_refuses);
    }
  return g_test_run ();
}
