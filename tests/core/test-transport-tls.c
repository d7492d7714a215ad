/* Tests of the transport over TLS: whom it trusts, and what it says of the others. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-transport.h"
#include "core/wire/rt-error.h"
#include "tests/lib/rt-replay.h"
#include "tests/lib/rt-test-certificates.h"
#include "tests/lib/rt-test-wait.h"

#include <string.h>

static const RtReplayStep answering[]
    = { RT_REPLAY_READ,
        RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"),
        RT_REPLAY_END };

typedef struct
{
  const char *name;
  RtTestCertificateKind kind;
  gboolean anchored; /* the authority is trusted */
  GTlsCertificateFlags errors;
  const char *id;
} Case;

static const Case cases[] = {
  { "accepts-a-trusted-one", RT_TEST_SERVER, TRUE, 0, NULL },
  { "refuses-an-unknown-authority", RT_TEST_SERVER, FALSE, G_TLS_CERTIFICATE_UNKNOWN_CA,
    "unknown-ca" },
  { "refuses-a-self-signed-one", RT_TEST_SELF_SIGNED, TRUE, G_TLS_CERTIFICATE_UNKNOWN_CA,
    "self-signed" },
  { "refuses-an-expired-one", RT_TEST_EXPIRED, TRUE, G_TLS_CERTIFICATE_EXPIRED,
    "expired" },
  { "refuses-one-of-tomorrow", RT_TEST_NOT_YET, TRUE, G_TLS_CERTIFICATE_NOT_ACTIVATED,
    "not-activated" },
  { "refuses-another-host", RT_TEST_WRONG_HOST, TRUE, G_TLS_CERTIFICATE_BAD_IDENTITY,
    "bad-identity" },
};

static RtRequest *
make_request (RtReplay *replay, GTlsDatabase *anchors)
{
  g_autofree char *address
      = g_strdup_printf ("https://127.0.0.1:%u/", rt_replay_get_port (replay));
  g_autoptr (RtRequest) plain = rt_request_new ("GET", address, NULL);

  return anchors != NULL ? rt_request_with_anchors (plain, anchors)
                         : g_steal_pointer (&plain);
}

static RtExchange *
run (RtTransport *transport, RtRequest *request)
{
  RtExchange *exchange = rt_transport_fetch (transport, request, NULL);

  rt_test_wait_until (NULL, rt_exchange_is_over (exchange));
  return exchange;
}

static const RtTlsInfo *
get_tls (RtExchange *exchange)
{
  return rt_hop_get_report (rt_exchange_get_last_hop (exchange))->tls;
}

static void
test_judges (gconstpointer data)
{
  const Case *at = data;
  g_autoptr (RtTestCertificates) certificates = rt_test_certificates_new ();
  g_autoptr (RtReplay) replay
      = rt_replay_new_full (answering, FALSE, certificates->certificates[at->kind]);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtRequest) request
      = make_request (replay, at->anchored ? certificates->anchors : NULL);
  g_autoptr (RtExchange) exchange = run (transport, request);
  const RtTlsInfo *tls = get_tls (exchange);
  g_auto (GStrv) ids = NULL;

  g_assert_nonnull (tls);
  g_assert_cmpuint (tls->certificates->len, >=, 1);
  ids = rt_tls_info_dup_error_ids (tls);
  if (at->errors == 0)
    {
      g_assert_no_error (rt_exchange_get_error (exchange));
      g_assert_cmpstr (tls->version, ==, "TLS 1.3");
      g_assert_nonnull (tls->cipher);
      g_assert_cmpuint (g_strv_length (ids), ==, 0);
      return;
    }
  g_assert_error (rt_exchange_get_error (exchange), RT_ERROR, RT_ERROR_CERTIFICATE);
  g_assert_true ((tls->errors & at->errors) != 0);
  g_assert_true (g_strv_contains ((const char *const *)ids, at->id));
  /* Not a byte of the request has left. */
  g_assert_cmpuint (rt_replay_get_n_requests (replay), ==, 0);
}

/* What the user trusts is one certificate for one host and port. */
static void
test_heeds_a_pin (void)
{
  g_autoptr (RtTestCertificates) certificates = rt_test_certificates_new ();
  GTlsCertificate *own = certificates->certificates[RT_TEST_SELF_SIGNED];
  g_autofree char *right = rt_certificate_fingerprint (own);
  g_autofree char *wrong
      = rt_certificate_fingerprint (certificates->certificates[RT_TEST_SERVER]);
  g_autoptr (RtReplay) replay = rt_replay_new_full (answering, FALSE, own);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtRequest) plain = make_request (replay, NULL);
  guint16 port = rt_replay_get_port (replay);
  g_autoptr (RtRequest) other_host = NULL;
  g_autoptr (RtRequest) other_leaf = NULL;
  g_autoptr (RtRequest) pinned = NULL;
  g_autoptr (RtExchange) exchange = NULL;

  other_host = rt_request_with_pin (plain, "localhost", port, right);
  exchange = run (transport, other_host);
  g_assert_error (rt_exchange_get_error (exchange), RT_ERROR, RT_ERROR_CERTIFICATE);
  g_clear_object (&exchange);

  other_leaf = rt_request_with_pin (plain, "127.0.0.1", port, wrong);
  rt_replay_add_script (replay, answering);
  exchange = run (transport, other_leaf);
  g_assert_error (rt_exchange_get_error (exchange), RT_ERROR, RT_ERROR_CERTIFICATE);
  g_clear_object (&exchange);

  pinned = rt_request_with_pin (plain, "127.0.0.1", port, right);
  rt_replay_add_script (replay, answering);
  exchange = run (transport, pinned);
  g_assert_no_error (rt_exchange_get_error (exchange));
  g_assert_cmpint (get_tls (exchange)->grounds, ==, RT_TLS_GROUNDS_PIN);
  g_assert_true ((get_tls (exchange)->errors & G_TLS_CERTIFICATE_UNKNOWN_CA) != 0);
}

/* A connection that was accepted for a pin serves no request without it. */
static void
test_does_not_lend_a_pinned_connection (void)
{
  static const RtReplayStep keeping[] = {
    RT_REPLAY_READ, RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"),
    RT_REPLAY_READ, RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"),
    RT_REPLAY_END
  };
  g_autoptr (RtTestCertificates) certificates = rt_test_certificates_new ();
  GTlsCertificate *own = certificates->certificates[RT_TEST_SELF_SIGNED];
  g_autofree char *pin = rt_certificate_fingerprint (own);
  g_autoptr (RtReplay) replay = rt_replay_new_full (keeping, FALSE, own);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtRequest) plain = make_request (replay, NULL);
  g_autoptr (RtRequest) pinned
      = rt_request_with_pin (plain, "127.0.0.1", rt_replay_get_port (replay), pin);
  g_autoptr (RtExchange) first = run (transport, pinned);
  g_autoptr (RtExchange) second = NULL;
  g_autoptr (RtExchange) third = NULL;

  g_assert_no_error (rt_exchange_get_error (first));
  rt_replay_add_script (replay, answering);
  second = run (transport, plain);
  g_assert_error (rt_exchange_get_error (second), RT_ERROR, RT_ERROR_CERTIFICATE);
  third = run (transport, pinned);
  g_assert_no_error (rt_exchange_get_error (third));
  g_assert_true (rt_hop_get_report (rt_exchange_get_last_hop (third))->reused);
}

/* Without a length, an end that TLS did not announce may be anybody's doing. */
static void
test_does_not_call_a_cut_line_whole (void)
{
  static const RtReplayStep script[]
      = { RT_REPLAY_READ, RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\n\r\nabc"), RT_REPLAY_CUT,
          RT_REPLAY_END };
  g_autoptr (RtTestCertificates) certificates = rt_test_certificates_new ();
  g_autoptr (RtReplay) replay
      = rt_replay_new_full (script, FALSE, certificates->certificates[RT_TEST_SERVER]);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtRequest) request = make_request (replay, certificates->anchors);
  g_autoptr (RtExchange) exchange = run (transport, request);

  g_assert_error (rt_exchange_get_error (exchange), RT_ERROR, RT_ERROR_BODY_CUT);
  g_assert_cmpint (rt_body_get_completeness (rt_exchange_get_body (exchange)), ==,
                   RT_COMPLETE_NO);
  g_assert_cmpuint (rt_body_get_decoded_bytes (rt_exchange_get_body (exchange)), ==, 3);
}

/* Where the framing tells the end, TLS does not have to. */
static void
test_takes_a_whole_body_from_a_cut_line (void)
{
  static const RtReplayStep script[]
      = { RT_REPLAY_READ,
          RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"),
          RT_REPLAY_CUT, RT_REPLAY_END };
  g_autoptr (RtTestCertificates) certificates = rt_test_certificates_new ();
  g_autoptr (RtReplay) replay
      = rt_replay_new_full (script, FALSE, certificates->certificates[RT_TEST_SERVER]);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtRequest) request = make_request (replay, certificates->anchors);
  g_autoptr (RtExchange) first = run (transport, request);
  g_autoptr (RtExchange) second = NULL;

  g_assert_no_error (rt_exchange_get_error (first));
  /* And the connection that is gone is not taken for one that is kept. */
  rt_replay_add_script (replay, answering);
  second = run (transport, request);
  g_assert_no_error (rt_exchange_get_error (second));
}

static void
test_names_a_peer_without_tls (void)
{
  static const RtReplayStep script[]
      = { RT_REPLAY_SEND ("HTTP/1.1 400 Bad Request\r\n\r\n"), RT_REPLAY_END };
  g_autoptr (RtReplay) replay = rt_replay_new (script);
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtRequest) request = make_request (replay, NULL);
  g_autoptr (RtExchange) exchange = run (transport, request);

  g_assert_error (rt_exchange_get_error (exchange), RT_ERROR, RT_ERROR_NOT_TLS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/transport/tls/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_judges);
    }
  g_test_add_func ("/transport/tls/heeds-a-pin", test_heeds_a_pin);
  g_test_add_func ("/transport/tls/does-not-lend-a-pinned-connection",
                   test_does_not_lend_a_pinned_connection);
  g_test_add_func ("/transport/tls/does-not-call-a-cut-line-whole",
                   test_does_not_call_a_cut_line_whole);
  g_test_add_func ("/transport/tls/takes-a-whole-body-from-a-cut-line",
                   test_takes_a_whole_body_from_a_cut_line);
  g_test_add_func ("/transport/tls/names-a-peer-without-tls",
                   test_names_a_peer_without_tls);
  return g_test_run ();
}
