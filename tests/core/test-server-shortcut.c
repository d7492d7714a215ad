/* Tests of RtServerShortcut: what repeated requests get, and who makes it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-access-log.h"
#include "core/server/rt-server.h"
#include "tests/lib/rt-test-certificates.h"
#include "tests/lib/rt-test-wait.h"

#include <string.h>

#define N_REQUESTS 200
#define N_PATHS 5
/* More than the system keeps for a client that does not read. */
#define N_UNREAD 5000
#define LONG_BODY_BYTES 3000

static int n_handled;

/* Gives the path back; from “/long” on, its last letter many times. */
static RtAnswer *
handle (gpointer state, const RtQuestion *question)
{
  RtAnswer *answer = rt_answer_new (200);
  g_autofree char *text
      = g_str_has_prefix (question->path, "/long")
            ? g_strnfill (LONG_BODY_BYTES, question->path[strlen (question->path) - 1])
            : g_strdup (question->path);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  g_atomic_int_inc (&n_handled);
  rt_answer_set_type (answer, "text/plain");
  rt_answer_add_bytes (answer, body);
  return answer;
}

static const RtRecipe recipe
    = { .id = "counted", .answers_head = TRUE, .body_limit = 1000, .handle = handle };
static const RtRecipe other_recipe
    = { .id = "other", .body_limit = 1000, .handle = handle };

static GIOStream *
start (RtServer *server, const RtServerOptions *options)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  GSocketConnection *connection;

  g_atomic_int_set (&n_handled, 0);
  rt_server_start (server, options, &error);
  g_assert_no_error (error);
  address = rt_server_build_address (server);
  g_socket_client_set_timeout (client, 60);
  connection = g_socket_client_connect_to_uri (client, address, 0, NULL, &error);
  g_assert_no_error (error);
  return G_IO_STREAM (connection);
}

static void
send (GIOStream *io, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (g_io_stream_get_output_stream (io), text, strlen (text),
                             NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Reads one answer without its Date, which has to be there; NULL at the end. */
static char *
read_answer (GDataInputStream *input, gboolean has_body)
{
  GString *answer = g_string_new (NULL);
  gsize length = 0;
  gboolean is_dated = FALSE;
  char *line = NULL;

  while ((line = g_data_input_stream_read_line (input, NULL, NULL, NULL)) != NULL)
    {
      if (g_str_has_prefix (line, "Date: "))
        is_dated = TRUE;
      else
        g_string_append_printf (answer, "%s\n", line);
      if (g_str_has_prefix (line, "Content-Length: "))
        length = (gsize)g_ascii_strtoull (strchr (line, ' '), NULL, 10);
      g_free (line);
      if (g_str_has_suffix (answer->str, "\r\n\r\n"))
        break;
    }
  if (answer->len == 0)
    return g_string_free (answer, TRUE);
  g_assert_true (is_dated);
  if (has_body)
    {
      gsize head = answer->len;

      g_string_set_size (answer, head + length);
      g_assert_true (g_input_stream_read_all (G_INPUT_STREAM (input), answer->str + head,
                                              length, &length, NULL, NULL));
      g_assert_cmpuint (head + length, ==, answer->len);
    }
  return g_string_free (answer, FALSE);
}

static void
on_logged (RtServer *server, GPtrArray *entries, guint n_lost, GPtrArray *lines)
{
  g_assert_cmpuint (n_lost, ==, 0);
  for (guint i = 0; i < entries->len; i++)
    {
      const RtAccessEntry *entry = g_ptr_array_index (entries, i);

      g_assert_cmpint (entry->duration_us, >=, 0);
      g_assert_cmpint (ABS (g_get_real_time () - entry->time_us), <, 60 * G_USEC_PER_SEC);
      g_ptr_array_add (lines,
                       g_strdup_printf ("%s|%s|%s|%s|%u|%" G_GUINT64_FORMAT, entry->host,
                                        entry->request, entry->referer, entry->agent,
                                        entry->status, entry->body_bytes));
    }
}

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer data)
{
  rt_server_stop_finish (RT_SERVER (source), result);
  *(gboolean *)data = TRUE;
}

static char *
make_request (const char *method, const char *prefix, guint i)
{
  return g_strdup_printf ("%s %s%c HTTP/1.1\r\nHost: localhost\r\nReferer: /%u\r\n"
                          "User-Agent: test\r\n\r\n",
                          method, prefix, 'a' + i % N_PATHS, i % N_PATHS);
}

static char *
make_requests (const char *method, guint n)
{
  GString *requests = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *request = make_request (method, "/", i);

      g_string_append (requests, request);
    }
  return g_string_free (requests, FALSE);
}

/* Every answer is the one that SoupServer gave first, in order, in the log and in the
 * counters, too. */
static void
assert_all_alike (RtServer *server, GIOStream *io, const char *method, gboolean has_body)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDataInputStream) input
      = g_data_input_stream_new (g_io_stream_get_input_stream (io));
  g_autofree char *requests = make_requests (method, N_REQUESTS);
  char *first[N_PATHS] = { NULL };
  RtServerCounts counts = rt_server_get_counts (server);

  g_signal_connect (server, "logged", G_CALLBACK (on_logged), lines);
  send (io, requests);
  for (guint i = 0; i < N_REQUESTS; i++)
    {
      g_autofree char *answer = read_answer (input, has_body);
      char expected[] = { '\n', '/', (char)('a' + i % N_PATHS), '\0' };

      g_assert_nonnull (answer);
      g_assert_cmpint (g_str_has_suffix (answer, expected), ==, has_body);
      if (first[i % N_PATHS] == NULL)
        first[i % N_PATHS] = g_steal_pointer (&answer);
      else
        g_assert_cmpstr (answer, ==, first[i % N_PATHS]);
    }
  for (guint i = 0; i < N_PATHS; i++)
    g_free (first[i]);
  rt_test_wait_until (NULL, lines->len == N_REQUESTS);
  for (guint i = 0; i < N_REQUESTS; i++)
    {
      g_autofree char *line
          = g_strdup_printf ("127.0.0.1|%s /%c HTTP/1.1|/%u|test|200|%u", method,
                             'a' + i % N_PATHS, i % N_PATHS, has_body ? 2 : 0);

      g_assert_cmpstr (lines->pdata[i], ==, line);
    }
  g_assert_cmpuint (rt_server_get_counts (server).n_requests - counts.n_requests, ==,
                    N_REQUESTS);
  g_assert_cmpuint (rt_server_get_counts (server).body_bytes - counts.body_bytes, ==,
                    has_body ? 2 * N_REQUESTS : 0);
  g_assert_cmpuint (rt_server_get_counts (server).n_running, ==, 0);
  g_signal_handlers_disconnect_by_data (server, lines);
}

/* How many of the requests the handler was asked. */
static int
ask_one_by_one (const RtServerOptions *options, const char *method, gboolean has_body)
{
  g_autoptr (RtServer) server = rt_server_new ();
  g_autoptr (GIOStream) io = start (server, options);

  assert_all_alike (server, io, method, has_body);
  return g_atomic_int_get (&n_handled);
}

static const RtServerOptions usual
    = { .recipe = &recipe, .address = "127.0.0.1", .n_workers = 1 };

static void
test_same_bytes (void)
{
  /* Once more where a second began, but not each time. */
  g_assert_cmpint (ask_one_by_one (&usual, "GET", TRUE), <, N_REQUESTS / 2);
}

static void
test_head (void)
{
  g_assert_cmpint (ask_one_by_one (&usual, "HEAD", FALSE), <, N_REQUESTS / 2);
}

static gboolean
on_certificate (GTlsConnection *connection,
                GTlsCertificate *certificate,
                GTlsCertificateFlags flags,
                gpointer data)
{
  return TRUE;
}

static void
test_tls (void)
{
  g_autoptr (RtTestCertificates) certificates = rt_test_certificates_new ();
  const RtServerOptions options
      = { .recipe = &recipe,
          .address = "127.0.0.1",
          .n_workers = 1,
          .certificate = certificates->certificates[RT_TEST_SERVER] };
  g_autoptr (RtServer) server = rt_server_new ();
  g_autoptr (GIOStream) plain = start (server, &options);
  g_autoptr (GIOStream) tls = g_tls_client_connection_new (plain, NULL, NULL);

  g_signal_connect (tls, "accept-certificate", G_CALLBACK (on_certificate), NULL);
  assert_all_alike (server, tls, "GET", TRUE);
  g_assert_cmpint (g_atomic_int_get (&n_handled), <, N_REQUESTS / 2);
}

static void
test_only_where_it_is_right (void)
{
  RtServerOptions options = usual;

  options.recipe = &other_recipe;
  g_assert_cmpint (ask_one_by_one (&options, "GET", TRUE), ==, N_REQUESTS);
}

static void
test_not_past_faults (void)
{
  const char *const specs[] = { "delay=1;every=10", NULL };
  RtFaultMistake mistake;
  guint index;
  g_autoptr (RtFaultPlan) plan = rt_fault_plan_new (specs, &mistake, &index);
  RtServerOptions options = usual;

  g_assert_nonnull (plan);
  options.faults = plan;
  g_assert_cmpint (ask_one_by_one (&options, "GET", TRUE), ==, N_REQUESTS);
}

/* What has a body, or ends its connection, is for SoupServer. */
static void
test_bodies (void)
{
  g_autoptr (RtServer) server = rt_server_new ();
  g_autoptr (GIOStream) io = start (server, &usual);
  g_autoptr (GDataInputStream) input
      = g_data_input_stream_new (g_io_stream_get_input_stream (io));
  const char *one = "GET /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nGET";
  const char *last = "GET /a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  for (guint i = 0; i < 20; i++)
    send (io, one);
  send (io, last);
  for (guint i = 0; i < 21; i++)
    {
      g_autofree char *answer = read_answer (input, TRUE);

      g_assert_true (g_str_has_suffix (answer, "\r\n\r\n/a"));
    }
  g_assert_null (read_answer (input, TRUE));
  g_assert_cmpint (g_atomic_int_get (&n_handled), ==, 21);
}

/* A thread that sends much more than fits, while nobody reads the answers. */
static gpointer
send_many (gpointer data)
{
  GIOStream *io = data;

  for (guint i = 0; i < N_UNREAD; i++)
    {
      g_autofree char *request = make_request ("GET", "/long", i);

      /* Fails when the server is stopped meanwhile. */
      if (!g_output_stream_write_all (g_io_stream_get_output_stream (io), request,
                                      strlen (request), NULL, NULL, NULL))
        break;
    }
  return NULL;
}

/* Whether an answer has been on its way since the last look, after many others. */
static gboolean
is_stuck (RtServer *server, guint64 *last)
{
  RtServerCounts counts = rt_server_get_counts (server);
  gboolean is_same = counts.n_running == 1 && counts.n_requests > N_REQUESTS
                     && counts.n_requests == *last;

  *last = counts.n_requests;
  return is_same;
}

static guint
read_long_answers (GDataInputStream *input)
{
  guint n = 0;

  for (;; n++)
    {
      g_autofree char *answer = n < N_UNREAD ? read_answer (input, TRUE) : NULL;
      const char *body = answer != NULL ? strstr (answer, "\r\n\r\n") + 4 : NULL;
      g_autofree char *expected = g_strnfill (LONG_BODY_BYTES, (char)('a' + n % N_PATHS));

      if (answer == NULL)
        return n;
      g_assert_cmpstr (body, ==, expected);
    }
}

static void
test_waits_for_room (void)
{
  g_autoptr (RtServer) server = rt_server_new ();
  g_autoptr (GIOStream) io = start (server, &usual);
  g_autoptr (GDataInputStream) input
      = g_data_input_stream_new (g_io_stream_get_input_stream (io));
  GThread *sender = g_thread_new ("sender", send_many, io);
  guint64 last = 0;

  rt_test_wait_until (NULL, is_stuck (server, &last));
  g_assert_cmpuint (read_long_answers (input), ==, N_UNREAD);
  g_thread_join (sender);
  g_assert_cmpint (g_atomic_int_get (&n_handled), <, N_UNREAD / 2);
}

static void
test_stop_cuts_nothing (void)
{
  g_autoptr (RtServer) server = rt_server_new ();
  g_autoptr (GIOStream) io = start (server, &usual);
  g_autoptr (GDataInputStream) input
      = g_data_input_stream_new (g_io_stream_get_input_stream (io));
  GThread *sender = g_thread_new ("sender", send_many, io);
  guint64 last = 0;
  gboolean is_stopped = FALSE;
  guint n;

  rt_test_wait_until (NULL, is_stuck (server, &last));
  rt_server_stop_async (server, on_stopped, &is_stopped);
  n = read_long_answers (input);
  g_assert_cmpuint (n, >, N_REQUESTS);
  g_io_stream_close (io, NULL, NULL);
  g_thread_join (sender);
  rt_test_wait_until (NULL, is_stopped);
  g_assert_cmpuint (rt_server_get_counts (server).n_requests, ==, n);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server-shortcut/same-bytes", test_same_bytes);
  g_test_add_func ("/server-shortcut/head", test_head);
  g_test_add_func ("/server-shortcut/tls", test_tls);
  g_test_add_func ("/server-shortcut/only-where-it-is-right",
                   test_only_where_it_is_right);
  g_test_add_func ("/server-shortcut/not-past-faults", test_not_past_faults);
  g_test_add_func ("/server-shortcut/bodies", test_bodies);
  g_test_add_func ("/server-shortcut/waits-for-room", test_waits_for_room);
  g_test_add_func ("/server-shortcut/stop-cuts-nothing", test_stop_cuts_nothing);
  return g_test_run ();
}
