/* Answers that are long, or without an end, through the whole client. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-answer-framer.h"
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-fetch.h"

#include <string.h>

#define OK "HTTP/1.1 200 OK\r\n"
#define TE "Transfer-Encoding: chunked\r\n"
#define E(name) RT_ERROR_##name

/* The server stays connected after the answer. */
static RtExchange *
fetch_answer (const char *answer, gsize length)
{
  const RtReplayStep script[] = { RT_REPLAY_READ, RT_REPLAY_SEND_BYTES (answer, length),
                                  RT_REPLAY_GATE, RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (script);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtRequest) request = rt_test_request (server, "GET", "/");

  return rt_test_fetch (transport, request);
}

static const struct
{
  const char *name;
  const char *start;
  const char *repeated;
  gsize length;
  int code;
  guint status;
} endless[] = {
  { "field", OK "A: ", "0123456789", RT_HEAD_LIMIT + 1, E (HEAD_TOO_BIG), 0 },
  { "fields", OK, "A: b\r\n", RT_HEAD_LIMIT + 1, E (HEAD_TOO_BIG), 0 },
  { "reason", "HTTP/1.1 200 ", "very ", RT_HEAD_LIMIT + 1, E (HEAD_TOO_BIG), 0 },
  { "empty-lines", "\r\n", "\r\n", RT_HEAD_LIMIT + 1, E (HEAD_TOO_BIG), 0 },
  { "fold", OK "A: b\r\n", " c\r\n", RT_HEAD_LIMIT + 1, E (HEAD_TOO_BIG), 0 },
  { "informational", "", "HTTP/1.1 103 Hint\r\n\r\n", 4096, E (NOT_HTTP), 0 },
  { "chunk-extension", OK TE "\r\n3;", "0123456789", RT_CHUNK_LINE_LIMIT + 99,
    E (BAD_CHUNK), 200 },
  { "chunk-size", OK TE "\r\n", "0000000000", RT_CHUNK_LINE_LIMIT + 99, E (BAD_CHUNK),
    200 },
  { "trailers", OK TE "\r\n0\r\n", "A: b\r\n", RT_HEAD_LIMIT + 99, E (HEAD_TOO_BIG),
    200 },
};

static void
test_endless (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GString) answer = g_string_new (endless[i].start);
  g_autoptr (RtExchange) exchange = NULL;

  while (answer->len < endless[i].length)
    g_string_append (answer, endless[i].repeated);
  exchange = fetch_answer (answer->str, answer->len);
  g_assert_error (rt_exchange_get_error (exchange), RT_ERROR, endless[i].code);
  g_assert_cmpuint (rt_exchange_get_status (exchange), ==, endless[i].status);
}

/* Big is not too big. */
static void
test_takes_big_heads (void)
{
  g_autoptr (GString) answer = g_string_new (OK);
  g_autoptr (RtExchange) exchange = NULL;
  const RtHeaderList *fields;

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (answer, "A-%u: %u\r\n", i, i);
  g_string_append (answer, "Content-Length: 0\r\n\r\n");
  exchange = fetch_answer (answer->str, answer->len);
  g_assert_no_error (rt_exchange_get_error (exchange));
  fields = rt_hop_get_received_fields (rt_exchange_get_last_hop (exchange));
  g_assert_cmpuint (rt_header_list_get_length (fields), ==, 10001);
  g_assert_cmpstr (rt_header_list_get (fields, 9999)->value, ==, "9999");
}

/* What the record says was received is what the server sent, whatever came of it. */
static void
test_records_informational_and_trailers (void)
{
  static const char answer[]
      = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n" OK
        "tRAILER: x\r\n" TE "\r\n3;a=b\r\nabc\r\n0\r\nX-b: 1\r\nx-A: 2\r\n\r\n";
  g_autoptr (RtExchange) exchange = fetch_answer (answer, sizeof answer - 1);
  const RtWireReport *report = rt_hop_get_report (rt_exchange_get_last_hop (exchange));
  const RtMessageHead *hint;

  g_assert_no_error (rt_exchange_get_error (exchange));
  g_assert_cmpmem (g_bytes_get_data (report->received, NULL),
                   g_bytes_get_size (report->received), answer, sizeof answer - 1);
  g_assert_cmpuint (report->informational->len, ==, 2);
  hint = g_ptr_array_index (report->informational, 1);
  g_assert_cmpuint (hint->status, ==, 103);
  g_assert_cmpstr (rt_header_list_get (hint->fields, 0)->name, ==, "link");
  g_assert_cmpstr (rt_header_list_get (report->answer_head->fields, 0)->name, ==,
                   "tRAILER");
  g_assert_cmpuint (rt_header_list_get_length (report->trailers), ==, 2);
  g_assert_cmpstr (rt_header_list_get (report->trailers, 1)->name, ==, "x-A");
  g_assert_cmpuint (report->body_bytes, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (endless); i++)
    {
      g_autofree char *path
          = g_strconcat ("/long-answers/endless/", endless[i].name, NULL);
      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_endless);
    }
  g_test_add_func ("/long-answers/takes-big-heads", test_takes_big_heads);
  g_test_add_func ("/long-answers/records-informational-and-trailers",
                   test_records_informational_and_trailers);
  return g_test_run ();
}
