/* What certificates say, and what a handshake came to. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-tls-info.h"
#include "tests/lib/rt-replay.h"
#include "tests/lib/rt-test-certificates.h"

#include <string.h>

static void
test_says_what_is_in_it (void)
{
  g_autoptr (RtTestCertificates) made = rt_test_certificates_new ();
  GTlsCertificate *certificate = made->certificates[RT_TEST_SERVER];
  g_autoptr (RtCertificate) read = rt_certificate_new (certificate);
  g_autofree char *fingerprint = rt_certificate_fingerprint (certificate);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  const char *const names[] = { "DNS:localhost", "IP:127.0.0.1", "IP:::1", NULL };

  g_assert_cmpstr (read->subject, ==, "CN=localhost");
  g_assert_cmpstr (read->issuer, ==, "CN=Test authority");
  g_assert_cmpstr (read->common_name, ==, "localhost");
  g_assert_cmpint (g_date_time_compare (read->not_before, now), <, 0);
  g_assert_cmpint (g_date_time_compare (read->not_after, now), >, 0);
  g_assert_true (g_strv_equal ((const char *const *)read->sans, names));
  g_assert_cmpuint (strlen (read->serial), ==, 16 * 3 - 1);
  g_assert_cmpuint (strlen (read->sha256), ==, 64);
  g_assert_cmpstr (read->sha256, ==, fingerprint);
  g_assert_cmpstr (read->key, ==, "ECDSA");
  g_assert_cmpuint (read->key_bits, ==, 256);
  g_assert_cmpstr (read->signature, ==, "ECDSA-SHA256");
  g_assert_false (rt_certificate_is_self_signed (read));
}

static void
test_knows_who_signed_himself (void)
{
  g_autoptr (RtTestCertificates) made = rt_test_certificates_new ();
  g_autoptr (RtCertificate) self_signed
      = rt_certificate_new (made->certificates[RT_TEST_SELF_SIGNED]);
  g_autoptr (RtCertificate) authority
      = rt_certificate_new (made->certificates[RT_TEST_AUTHORITY]);

  g_assert_true (rt_certificate_is_self_signed (self_signed));
  g_assert_true (rt_certificate_is_self_signed (authority));
  g_assert_cmpstrv (authority->sans, (const char *const[]){ NULL });
}

static void
test_lists_the_chain_from_the_leaf_on (void)
{
  g_autoptr (RtTestCertificates) made = rt_test_certificates_new ();
  g_autoptr (RtTlsInfo) info
      = rt_tls_info_new (NULL, made->certificates[RT_TEST_EXPIRED],
                         G_TLS_CERTIFICATE_EXPIRED, RT_TLS_GROUNDS_PIN);
  const RtCertificate *leaf = g_ptr_array_index (info->certificates, 0);
  const RtCertificate *issuer = g_ptr_array_index (info->certificates, 1);

  g_assert_null (info->version);
  g_assert_null (info->cipher);
  g_assert_cmpint (info->grounds, ==, RT_TLS_GROUNDS_PIN);
  g_assert_cmpuint (info->certificates->len, ==, 2);
  g_assert_cmpstr (leaf->issuer, ==, issuer->subject);
  g_assert_cmpint (info->errors, ==, G_TLS_CERTIFICATE_EXPIRED);
}

/* The test fails if the made certificates are not wrong in just the way they should be. */
static void
test_names_what_is_wrong (void)
{
  static const struct
  {
    RtTestCertificateKind kind;
    const char *ids;
  } cases[] = {
    { RT_TEST_SERVER, "" },
    { RT_TEST_SELF_SIGNED, "unknown-ca" },
    { RT_TEST_EXPIRED, "expired" },
    { RT_TEST_NOT_YET, "not-activated" },
    { RT_TEST_WRONG_HOST, "bad-identity" },
  };
  g_autoptr (RtTestCertificates) made = rt_test_certificates_new ();
  g_autoptr (GSocketConnectable) identity = g_network_address_new ("127.0.0.1", 443);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GTlsCertificateFlags errors
          = g_tls_certificate_verify (made->certificates[cases[i].kind], identity,
                                      made->certificates[RT_TEST_AUTHORITY]);
      g_auto (GStrv) ids = rt_tls_errors_to_ids (errors);
      g_autofree char *joined = g_strjoinv (" ", ids);

      g_assert_cmpstr (joined, ==, cases[i].ids);
    }
}

static void
test_names_every_flag (void)
{
  g_auto (GStrv) ids = rt_tls_errors_to_ids (G_TLS_CERTIFICATE_VALIDATE_ALL);
  g_autofree char *joined = g_strjoinv (" ", ids);

  g_assert_cmpstr (
      joined, ==,
      "unknown-ca bad-identity not-activated expired revoked insecure generic-error");
}

static void
test_notes_what_was_agreed_on (void)
{
  static const RtReplayStep script[] = { RT_REPLAY_END };
  g_autoptr (RtTestCertificates) made = rt_test_certificates_new ();
  g_autoptr (RtReplay) server
      = rt_replay_new_full (script, FALSE, made->certificates[RT_TEST_SERVER]);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) plain = g_socket_client_connect_to_host (
      client, "127.0.0.1", rt_replay_get_port (server), NULL, &error);
  g_autoptr (GSocketConnectable) identity = g_network_address_new ("localhost", 443);
  g_autoptr (GIOStream) tls = NULL;
  g_autoptr (RtTlsInfo) info = NULL;

  g_assert_no_error (error);
  tls = g_tls_client_connection_new (G_IO_STREAM (plain), identity, &error);
  g_assert_no_error (error);
  g_tls_connection_set_database (G_TLS_CONNECTION (tls), made->anchors);
  g_tls_connection_handshake (G_TLS_CONNECTION (tls), NULL, &error);
  g_assert_no_error (error);
  info = rt_tls_info_new (G_TLS_CONNECTION (tls),
                          g_tls_connection_get_peer_certificate (G_TLS_CONNECTION (tls)),
                          0, RT_TLS_GROUNDS_NONE);
  g_assert_cmpstr (info->version, ==, "TLS 1.3");
  g_assert_cmpstr (info->cipher, !=, NULL);
  g_assert_cmpuint (info->certificates->len, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/certificate/says-what-is-in-it", test_says_what_is_in_it);
  g_test_add_func ("/certificate/knows-who-signed-himself",
                   test_knows_who_signed_himself);
  g_test_add_func ("/certificate/lists-the-chain-from-the-leaf-on",
                   test_lists_the_chain_from_the_leaf_on);
  g_test_add_func ("/certificate/names-what-is-wrong", test_names_what_is_wrong);
  g_test_add_func ("/certificate/names-every-flag", test_names_every_flag);
  g_test_add_func ("/certificate/notes-what-was-agreed-on",
                   test_notes_what_was_agreed_on);
  return g_test_run ();
}
