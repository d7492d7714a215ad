/* Tests of stopping: cancelling in every state, the three timeouts, going away in flight. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-transport.h"
#include "core/wire/rt-error.h"
#include "tests/lib/rt-replay.h"
#include "tests/lib/rt-test-wait.h"

#include <string.h>

#define BIG (64 * 1024 * 1024)

static RtRequest *
make_request (RtReplay *replay,
              const char *scheme,
              guint connect_s,
              guint idle_s,
              guint total_s)
{
  g_autofree char *address
      = g_strdup_printf ("%s://127.0.0.1:%u/", scheme, rt_replay_get_port (replay));
  g_autoptr (RtRequest) plain = rt_request_new ("GET", address, NULL);
  RtRequestOptions options = *rt_request_get_options (plain);

  options.connect_timeout_s = connect_s;
  options.idle_timeout_s = idle_s;
  options.total_timeout_s = total_s;
  return rt_request_with_options (plain, &options);
}

static RtRequest *
make_upload (RtReplay *replay)
{
  g_autoptr (RtRequest) plain = make_request (replay, "http", 10, 60, 0);
  g_autoptr (RtRequest) post = rt_request_with_method (plain, "POST", NULL);
  g_autoptr (GBytes) body = g_bytes_new_take (g_malloc0 (BIG), BIG);

  return rt_request_with_body (post, body);
}

static void
cancel_and_check (RtExchange *exchange, GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
  rt_test_wait_until (NULL, rt_exchange_is_over (exchange));
  g_assert_cmpint (rt_exchange_get_state (exchange), ==, RT_EXCHANGE_CANCELLED);
  g_assert_error (rt_exchange_get_error (exchange), G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A TLS client that talks to a peer who says nothing hangs in the handshake; one whose peer
 * reads nothing, in sending; and so on. */
static const RtReplayStep silent[] = { RT_REPLAY_GATE, RT_REPLAY_END };
static const RtReplayStep mute[] = { RT_REPLAY_READ, RT_REPLAY_GATE, RT_REPLAY_END };
static const RtReplayStep halting[]
    = { RT_REPLAY_READ,
        RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"),
        RT_REPLAY_GATE, RT_REPLAY_END };

typedef struct
{
  const char *name;
  const RtReplayStep *script;
  const char *scheme;
  gboolean upload;
  RtExchangeState state;
} StateCase;

static const StateCase state_cases[] = {
  { "handshaking", silent, "https", FALSE, RT_EXCHANGE_HANDSHAKING },
  { "sending", silent, "http", TRUE, RT_EXCHANGE_SENDING },
  { "waiting", mute, "http", FALSE, RT_EXCHANGE_WAITING },
  { "receiving", halting, "http", FALSE, RT_EXCHANGE_RECEIVING },
};

static void
test_cancels_while (gconstpointer data)
{
  const StateCase *at = data;
  g_autoptr (RtReplay) replay = rt_replay_new (at->script);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (RtRequest) request
      = at->upload ? make_upload (replay) : make_request (replay, at->scheme, 10, 60, 0);
  g_autoptr (RtExchange) exchange = rt_transport_fetch (transport, request, cancellable);

  rt_test_wait_until (NULL, rt_exchange_get_state (exchange) == at->state);
  cancel_and_check (exchange, cancellable);
  rt_replay_open_gate (replay);
}

static void
test_cancels_before_anything (void)
{
  g_autoptr (RtReplay) replay = rt_replay_new (mute);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (RtRequest) request = make_request (replay, "http", 10, 60, 0);
  g_autoptr (RtExchange) exchange = NULL;

  g_cancellable_cancel (cancellable);
  exchange = rt_transport_fetch (transport, request, cancellable);
  cancel_and_check (exchange, cancellable);
}

/* More exchanges than there are lanes: the last waits, and can be stopped all the same. */
static void
test_cancels_in_the_queue (void)
{
  g_autoptr (RtReplay) replay = rt_replay_new (mute);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (GCancellable) all = g_cancellable_new ();
  g_autoptr (GCancellable) last = g_cancellable_new ();
  g_autoptr (RtRequest) request = make_request (replay, "http", 10, 60, 0);
  g_autoptr (GPtrArray) exchanges = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (RtExchange) waiting = NULL;

  for (guint i = 0; i < 16; i++)
    g_ptr_array_add (exchanges, rt_transport_fetch (transport, request, all));
  waiting = rt_transport_fetch (transport, request, last);
  rt_test_wait_until (NULL, rt_replay_get_n_requests (replay) == 16);
  g_assert_cmpint (rt_exchange_get_state (waiting), ==, RT_EXCHANGE_IDLE);
  cancel_and_check (waiting, last);
  for (guint i = 0; i < 16; i++)
    cancel_and_check (exchanges->pdata[i], all);
  g_assert_cmpuint (rt_replay_get_n_requests (replay), ==, 16);
}

static void
test_ends_what_is_in_flight_when_it_goes (void)
{
  g_autoptr (RtReplay) replay = rt_replay_new (mute);
  RtTransport *transport = rt_transport_new ();
  g_autoptr (RtRequest) request = make_request (replay, "http", 10, 60, 0);
  g_autoptr (RtExchange) exchange = rt_transport_fetch (transport, request, NULL);

  rt_test_wait_until (NULL, rt_replay_get_n_requests (replay) == 1);
  g_object_unref (transport);
  rt_test_wait_until (NULL, rt_exchange_is_over (exchange));
  g_assert_cmpint (rt_exchange_get_state (exchange), ==, RT_EXCHANGE_CANCELLED);
}

typedef struct
{
  const char *name;
  const RtReplayStep *script;
  const char *scheme;
  guint connect_s, idle_s, total_s;
  RtErrorCode code;
  RtPhase last; /* the phase that it ended in */
} TimeoutCase;

static const TimeoutCase timeout_cases[] = {
  { "connect", silent, "https", 1, 60, 0, RT_ERROR_CONNECT_TIMEOUT, RT_PHASE_TLS },
  { "idle-waiting", mute, "http", 10, 1, 0, RT_ERROR_IDLE_TIMEOUT, RT_PHASE_WAIT },
  { "idle-receiving", halting, "http", 10, 1, 0, RT_ERROR_IDLE_TIMEOUT,
    RT_PHASE_RECEIVE },
  { "total", halting, "http", 10, 60, 1, RT_ERROR_TOTAL_TIMEOUT, RT_PHASE_RECEIVE },
};

static void
test_times_out (gconstpointer data)
{
  const TimeoutCase *at = data;
  g_autoptr (RtReplay) replay = rt_replay_new (at->script);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtRequest) request
      = make_request (replay, at->scheme, at->connect_s, at->idle_s, at->total_s);
  g_autoptr (RtExchange) exchange = rt_transport_fetch (transport, request, NULL);
  const RtWireReport *report;

  rt_test_wait_until (NULL, rt_exchange_is_over (exchange));
  g_assert_error (rt_exchange_get_error (exchange), RT_ERROR, (int)at->code);
  g_assert_cmpint (rt_exchange_get_elapsed_us (exchange), >=, G_USEC_PER_SEC * 9 / 10);
  report = rt_hop_get_report (rt_exchange_get_last_hop (exchange));
  g_assert_cmpint (report->timings.end[at->last], >, 0);
  for (guint i = at->last + 1; i < RT_N_PHASES; i++)
    g_assert_cmpint (report->timings.start[i], ==, 0);
}

/* Half a year: so many seconds that their microseconds, in 32 bits, come to 64. */
static void
test_waits_as_long_as_it_is_told (void)
{
  static const RtReplayStep script[]
      = { RT_REPLAY_READ, RT_REPLAY_GATE,
          RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"),
          RT_REPLAY_END };
  g_autoptr (RtReplay) replay = rt_replay_new (script);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtRequest) request = make_request (replay, "http", 0, 12738873, 0);
  g_autoptr (RtExchange) exchange = rt_transport_fetch (transport, request, NULL);

  rt_test_wait_until (NULL, rt_exchange_get_state (exchange) >= RT_EXCHANGE_WAITING
                                && rt_replay_get_n_waiting (replay) == 1);
  rt_replay_open_gate (replay);
  rt_test_wait_until (NULL, rt_exchange_is_over (exchange));
  g_assert_no_error (rt_exchange_get_error (exchange));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (state_cases); i++)
    {
      g_autofree char *path
          = g_strconcat ("/transport/stop/cancels-while-", state_cases[i].name, NULL);
      g_test_add_data_func (path, &state_cases[i], test_cancels_while);
    }
  for (guint i = 0; i < G_N_ELEMENTS (timeout_cases); i++)
    {
      g_autofree char *path
          = g_strconcat ("/transport/stop/times-out-", timeout_cases[i].name, NULL);
      g_test_add_data_func (path, &timeout_cases[i], test_times_out);
    }
  g_test_add_func ("/transport/stop/waits-as-long-as-it-is-told",
                   test_waits_as_long_as_it_is_told);
  g_test_add_func ("/transport/stop/cancels-before-anything",
                   test_cancels_before_anything);
  g_test_add_func ("/transport/stop/cancels-in-the-queue", test_cancels_in_the_queue);
  g_test_add_func ("/transport/stop/ends-what-is-in-flight-when-it-goes",
                   test_ends_what_is_in_flight_when_it_goes);
  return g_test_run ();
}
