/* Tests of the transport: connections kept and lost, uploads, redirects, what is recorded. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-transport.h"
#include "tests/lib/rt-replay.h"
#include "tests/lib/rt-test-dir.h"
#include "tests/lib/rt-test-wait.h"

#include <string.h>

#define BIG (32 * 1024 * 1024)

#define OK_ABC "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"

static RtExchange *
run (RtTransport *transport, RtRequest *request)
{
  RtExchange *exchange = rt_transport_fetch (transport, request, NULL);

  rt_test_wait_until (NULL, rt_exchange_is_over (exchange));
  return exchange;
}

static RtExchange *
get (RtTransport *transport, RtReplay *replay, const char *method, const char *path)
{
  g_autofree char *address = rt_replay_build_address (replay, path);
  g_autoptr (RtRequest) request = rt_request_new (method, address, NULL);

  return run (transport, request);
}

static const RtWireReport *
last_report (RtExchange *exchange)
{
  return rt_hop_get_report (rt_exchange_get_last_hop (exchange));
}

static void
assert_body (RtExchange *exchange, const char *text)
{
  GBytes *preview = rt_body_get_preview (rt_exchange_get_body (exchange));

  g_assert_cmpmem (g_bytes_get_data (preview, NULL), g_bytes_get_size (preview), text,
                   strlen (text));
}

/* What the record says was sent is what came out at the other end. */
static void
assert_sent (RtExchange *exchange, RtReplay *replay, guint connection)
{
  g_autoptr (GBytes) received = rt_replay_dup_received (replay, connection);

  g_assert_true (g_bytes_equal (last_report (exchange)->sent, received));
}

static void
test_records_both_directions (void)
{
  static const RtReplayStep script[]
      = { RT_REPLAY_READ,
          RT_REPLAY_SEND ("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                          "HTTP/1.1 200 Fine\r\nX-b: 1\r\nx-A: 2\r\nX-b: 3\r\n"
                          "Transfer-Encoding: chunked\r\nTrailer: X-End\r\n\r\n"
                          "3;x=y\r\nabc\r\n0\r\nX-End: yes\r\n\r\n"),
          RT_REPLAY_END };
  g_autoptr (RtReplay) replay = rt_replay_new (script);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtExchange) exchange = get (transport, replay, "GET", "/x?y#z");
  const RtWireReport *report = last_report (exchange);
  RtHeaderList *fields = report->answer_head->fields;

  g_assert_no_error (rt_exchange_get_error (exchange));
  g_assert_cmpint (rt_exchange_get_state (exchange), ==, RT_EXCHANGE_DONE);
  assert_body (exchange, "abc");
  assert_sent (exchange, replay, 0);
  g_assert_cmpstr (report->request_head->target, ==, "/x?y");
  g_assert_cmpstr (report->answer_head->reason, ==, "Fine");
  g_assert_cmpstr (rt_header_list_get (fields, 1)->name, ==, "x-A");
  g_assert_cmpuint (rt_header_list_count (fields, "x-b"), ==, 2);
  g_assert_cmpuint (report->informational->len, ==, 1);
  g_assert_cmpstr (rt_header_list_find (report->trailers, "X-End"), ==, "yes");
  g_assert_cmpint (report->completeness, ==, RT_COMPLETE_YES);
  g_assert_cmpuint (report->received_bytes, ==, script[1].length);
  g_assert_cmpmem (g_bytes_get_data (report->received, NULL),
                   g_bytes_get_size (report->received), script[1].data, script[1].length);
}

static void
test_keeps_a_connection (void)
{
  static const RtReplayStep script[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND (OK_ABC), RT_REPLAY_READ,
          RT_REPLAY_SEND (OK_ABC), RT_REPLAY_END };
  g_autoptr (RtReplay) replay = rt_replay_new (script);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtExchange) first = get (transport, replay, "GET", "/1");
  g_autoptr (RtExchange) second = get (transport, replay, "GET", "/2");

  g_assert_false (last_report (first)->reused);
  g_assert_true (last_report (second)->reused);
  g_assert_cmpint (last_report (second)->timings.start[RT_PHASE_CONNECT], ==, 0);
  g_assert_cmpstr (last_report (second)->remote_address, ==,
                   last_report (first)->remote_address);
  g_assert_cmpuint (rt_replay_get_n_connections (replay), ==, 1);
  assert_body (second, "abc");
}

/* Closed by the peer while it was idle: noticed, and nobody is the wiser. */
static void
test_opens_a_new_connection_after_a_close (void)
{
  static const RtReplayStep script[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND (OK_ABC), RT_REPLAY_CLOSE };
  g_autoptr (RtReplay) replay = rt_replay_new (script);
  g_autoptr (RtTransport) transport = rt_transport_new ();

  rt_replay_add_script (replay, script);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (RtExchange) exchange = get (transport, replay, i ? "POST" : "GET", "/");

      g_assert_no_error (rt_exchange_get_error (exchange));
      g_assert_false (last_report (exchange)->reused);
      assert_sent (exchange, replay, i);
      rt_test_wait_until (NULL, rt_replay_is_over (replay, i));
    }
}

/* Closed just when the second request arrives: a GET goes out again.  A POST must not
 * (RFC 9110 §9.2.2), so it does not even go to a kept connection. */
static void
test_repeats_only_what_is_safe (gconstpointer data)
{
  static const RtReplayStep closing[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND (OK_ABC), RT_REPLAY_READ, RT_REPLAY_CLOSE };
  static const RtReplayStep answering[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND (OK_ABC), RT_REPLAY_END };
  const char *method = data;
  g_autoptr (RtReplay) replay = rt_replay_new (closing);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtExchange) first = get (transport, replay, "GET", "/");
  g_autoptr (RtExchange) second = NULL;

  rt_replay_add_script (replay, answering);
  second = get (transport, replay, method, "/");
  g_assert_no_error (rt_exchange_get_error (second));
  g_assert_false (last_report (second)->reused);
  g_assert_cmpuint (rt_replay_get_n_requests (replay), ==,
                    g_str_equal (method, "POST") ? 2 : 3);
  assert_sent (second, replay, 1);
}

static RtRequest *
make_upload (RtReplay *replay, gsize size)
{
  g_autofree char *address = rt_replay_build_address (replay, "/");
  g_autoptr (RtRequest) post = rt_request_new ("POST", address, NULL);
  g_autoptr (GBytes) body = g_bytes_new_take (g_malloc0 (size), size);

  return rt_request_with_body (post, body);
}

/* The whole request goes out again, not only its head. */
static void
test_repeats_a_body (gconstpointer data)
{
  static const RtReplayStep closing[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND (OK_ABC), RT_REPLAY_READ, RT_REPLAY_CLOSE };
  static const RtReplayStep answering[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND (OK_ABC), RT_REPLAY_END };
  gboolean from_file = GPOINTER_TO_INT (data);
  g_autoptr (RtReplay) replay = rt_replay_new (closing);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtExchange) first = get (transport, replay, "GET", "/");
  g_autoptr (RtRequest) upload = make_upload (replay, 5000);
  g_autoptr (RtRequest) put = rt_request_with_method (upload, "PUT", NULL);
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autofree char *path = rt_test_dir_build (dir, "body");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (RtRequest) request = NULL;
  g_autoptr (RtExchange) second = NULL;

  g_assert_true (g_file_set_contents (path, "from a file", -1, NULL));
  request = from_file ? rt_request_with_body_file (put, file) : rt_request_ref (put);
  rt_replay_add_script (replay, answering);
  second = run (transport, request);
  g_assert_no_error (rt_exchange_get_error (second));
  g_assert_cmpuint (rt_replay_get_n_connections (replay), ==, 2);
  g_assert_cmpuint (rt_exchange_get_sent_body_bytes (second), ==,
                    from_file ? strlen ("from a file") : 5000);
  assert_sent (second, replay, 1);
}

static void
test_sends_a_body (void)
{
  static const RtReplayStep script[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND (OK_ABC), RT_REPLAY_END };
  g_autoptr (RtReplay) replay = rt_replay_new (script);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtRequest) request = make_upload (replay, 100 * 1000);
  g_autoptr (RtExchange) exchange = run (transport, request);

  g_assert_no_error (rt_exchange_get_error (exchange));
  assert_sent (exchange, replay, 0);
  g_assert_cmpuint (rt_exchange_get_sent_body_bytes (exchange), ==, 100 * 1000);
  g_assert_cmpint (rt_exchange_get_request_body_length (exchange), ==, 100 * 1000);
  g_assert_cmpint (last_report (exchange)->timings.end[RT_PHASE_WAIT], >, 0);
}

/* A server that has seen enough: its answer is not lost. */
static void
test_hears_an_early_refusal (void)
{
  static const RtReplayStep script[]
      = { RT_REPLAY_READ_HEAD,
          RT_REPLAY_SEND ("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n"
                          "Connection: close\r\n\r\nabc"),
          RT_REPLAY_HALF_CLOSE, RT_REPLAY_READ_BODY, RT_REPLAY_END };
  g_autoptr (RtReplay) replay = rt_replay_new (script);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtRequest) request = make_upload (replay, BIG);
  g_autoptr (RtExchange) exchange = run (transport, request);

  g_assert_no_error (rt_exchange_get_error (exchange));
  g_assert_cmpuint (rt_exchange_get_status (exchange), ==, 413);
  assert_body (exchange, "abc");
}

/* It keeps the connection and reads no more of the body: nobody waits for that. */
static void
test_ends_with_an_early_answer (gconstpointer data)
{
  static const RtReplayStep refused[]
      = { RT_REPLAY_READ_HEAD,
          RT_REPLAY_SEND ("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nabc"),
          RT_REPLAY_GATE, RT_REPLAY_END };
  static const RtReplayStep accepted[]
      = { RT_REPLAY_READ_HEAD, RT_REPLAY_SEND (OK_ABC), RT_REPLAY_GATE, RT_REPLAY_END };
  gboolean is_refused = GPOINTER_TO_INT (data);
  g_autoptr (RtReplay) replay = rt_replay_new (is_refused ? refused : accepted);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtRequest) upload = make_upload (replay, BIG);
  RtRequestOptions options = *rt_request_get_options (upload);
  g_autoptr (RtRequest) request = NULL;
  g_autoptr (RtExchange) exchange = NULL;

  options.idle_timeout_s = is_refused ? 60 : 4;
  request = rt_request_with_options (upload, &options);
  exchange = run (transport, request);
  g_assert_no_error (rt_exchange_get_error (exchange));
  assert_body (exchange, "abc");
}

static void
test_waits_for_continue (gconstpointer data)
{
  static const RtReplayStep asked[]
      = { RT_REPLAY_READ_HEAD, RT_REPLAY_SEND ("HTTP/1.1 100 Continue\r\n\r\n"),
          RT_REPLAY_READ_BODY, RT_REPLAY_SEND (OK_ABC), RT_REPLAY_END };
  static const RtReplayStep refused[]
      = { RT_REPLAY_READ_HEAD,
          RT_REPLAY_SEND ("HTTP/1.1 417 No\r\nContent-Length: 3\r\n\r\nabc"),
          RT_REPLAY_END };
  gboolean is_refused = GPOINTER_TO_INT (data);
  g_autoptr (RtReplay) replay = rt_replay_new (is_refused ? refused : asked);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtRequest) upload = make_upload (replay, 5);
  g_autoptr (RtRequest) request
      = rt_request_with_header (upload, "Expect", "100-continue", NULL);
  g_autoptr (RtExchange) exchange = run (transport, request);
  const RtWireReport *report = last_report (exchange);

  g_assert_no_error (rt_exchange_get_error (exchange));
  g_assert_cmpuint (rt_exchange_get_status (exchange), ==, is_refused ? 417 : 200);
  g_assert_cmpuint (report->informational->len, ==, is_refused ? 0 : 1);
  g_assert_cmpuint (report->sent_bytes, ==,
                    g_bytes_get_size (report->request_head->raw) + (is_refused ? 0 : 5));
  assert_body (exchange, "abc");
}

static void
test_keeps_secrets_at_home (void)
{
  static const RtReplayStep abroad[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND (OK_ABC), RT_REPLAY_END };
  g_autoptr (RtReplay) other = rt_replay_new (abroad);
  g_autofree char *there = rt_replay_build_address (other, "/there");
  g_autofree char *answer = g_strdup_printf (
      "HTTP/1.1 307 Go\r\nContent-Length: 0\r\nLocation: %s\r\n\r\n", there);
  const RtReplayStep script[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND_BYTES (answer, strlen (answer)), RT_REPLAY_END };
  g_autoptr (RtReplay) replay = rt_replay_new (script);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autofree char *address = rt_replay_build_address (replay, "/");
  g_autoptr (RtRequest) plain = rt_request_new ("GET", address, NULL);
  g_autoptr (RtRequest) one = rt_request_with_header (plain, "Cookie", "s3cret=1", NULL);
  g_autoptr (RtRequest) two = rt_request_with_header (one, "X-Api-Key", "s3cret", NULL);
  g_autoptr (RtExchange) exchange = run (transport, two);
  g_autofree char *text = rt_replay_dup_text (other, 0);

  g_assert_no_error (rt_exchange_get_error (exchange));
  g_assert_cmpuint (g_list_model_get_n_items (rt_exchange_get_hops (exchange)), ==, 2);
  g_assert_null (strstr (text, "s3cret"));
  g_assert_cmpuint (rt_hop_get_dropped (rt_exchange_get_last_hop (exchange))->len, ==, 2);
  assert_sent (exchange, other, 0);
}

static void
on_updated (RtExchange *exchange, gpointer user_data)
{
  guint *count = user_data;

  (*count)++;
}

/* Many small pieces are no reason to wake the window up for each. */
static void
test_tells_in_batches (void)
{
  g_autoptr (GString) answer = g_string_new ("HTTP/1.1 200 OK\r\n\r\n");
  RtReplayStep script[] = { RT_REPLAY_READ, RT_REPLAY_END, RT_REPLAY_END };
  g_autoptr (RtReplay) replay = NULL;
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtExchange) exchange = NULL;
  g_autoptr (RtRequest) request = NULL;
  g_autofree char *address = NULL;
  guint count = 0;

  for (guint i = 0; i < 200 * 1000; i++)
    g_string_append_c (answer, 'x');
  script[1].action = RT_REPLAY_ACTION_SEND_SLOWLY;
  script[1].data = answer->str;
  script[1].length = answer->len;
  replay = rt_replay_new (script);
  address = rt_replay_build_address (replay, "/");
  request = rt_request_new ("GET", address, NULL);
  exchange = rt_transport_fetch (transport, request, NULL);
  g_signal_connect (exchange, "updated", G_CALLBACK (on_updated), &count);
  rt_test_wait_until (NULL, rt_exchange_is_over (exchange));
  g_assert_no_error (rt_exchange_get_error (exchange));
  g_assert_cmpuint (rt_body_get_decoded_bytes (rt_exchange_get_body (exchange)), ==,
                    200 * 1000);
  g_assert_cmpuint (count, <=, 3 + rt_exchange_get_elapsed_us (exchange) * 60 / 1000000);
}

static void
test_pours_into_a_sink (void)
{
  static const RtReplayStep script[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND (OK_ABC), RT_REPLAY_END };
  g_autoptr (RtReplay) replay = rt_replay_new (script);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autofree char *address = rt_replay_build_address (replay, "/");
  g_autoptr (RtRequest) request = rt_request_new ("GET", address, NULL);
  g_autoptr (GOutputStream) sink = g_memory_output_stream_new_resizable ();
  g_autoptr (RtExchange) exchange
      = rt_transport_fetch_to (transport, request, sink, TRUE, NULL);

  rt_test_wait_until (NULL, rt_exchange_is_over (exchange));
  g_assert_cmpmem (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (sink)),
                   g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (sink)),
                   "abc", 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/transport/records-both-directions", test_records_both_directions);
  g_test_add_func ("/transport/keeps-a-connection", test_keeps_a_connection);
  g_test_add_func ("/transport/opens-a-new-connection-after-a-close",
                   test_opens_a_new_connection_after_a_close);
  g_test_add_data_func ("/transport/repeats-a-get", "GET",
                        test_repeats_only_what_is_safe);
  g_test_add_data_func ("/transport/repeats-no-post", "POST",
                        test_repeats_only_what_is_safe);
  g_test_add_data_func ("/transport/repeats-a-body-in-memory", GINT_TO_POINTER (FALSE),
                        test_repeats_a_body);
  g_test_add_data_func ("/transport/repeats-a-body-in-a-file", GINT_TO_POINTER (TRUE),
                        test_repeats_a_body);
  g_test_add_func ("/transport/sends-a-body", test_sends_a_body);
  g_test_add_func ("/transport/hears-an-early-refusal", test_hears_an_early_refusal);
  g_test_add_data_func ("/transport/stops-sending-after-a-refusal",
                        GINT_TO_POINTER (TRUE), test_ends_with_an_early_answer);
  g_test_add_data_func ("/transport/gives-up-sending-after-an-answer",
                        GINT_TO_POINTER (FALSE), test_ends_with_an_early_answer);
  g_test_add_data_func ("/transport/waits-for-continue", GINT_TO_POINTER (FALSE),
                        test_waits_for_continue);
  g_test_add_data_func ("/transport/heeds-a-refused-expectation", GINT_TO_POINTER (TRUE),
                        test_waits_for_continue);
  g_test_add_func ("/transport/keeps-secrets-at-home", test_keeps_secrets_at_home);
  g_test_add_func ("/transport/tells-in-batches", test_tells_in_batches);
  g_test_add_func ("/transport/pours-into-a-sink", test_pours_into_a_sink);
  return g_test_run ();
}
