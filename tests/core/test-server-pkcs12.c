/* Tests: a server's certificate from a PKCS #12 file, and from files that are cut. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-credential.h"
#include "core/server/rt-key-file.h"
#include "tests/lib/rt-test-pem.h"

#include <glib/gstdio.h>
#include <gnutls/pkcs12.h>

static void
add_to_pkcs12 (gnutls_pkcs12_t pkcs12, gnutls_pkcs12_bag_t bag, const char *password)
{
  if (password != NULL)
    g_assert_cmpint (gnutls_pkcs12_bag_encrypt (bag, password, GNUTLS_PKCS_PBES2_AES_256),
                     >=, 0);
  g_assert_cmpint (gnutls_pkcs12_set_bag (pkcs12, bag), >=, 0);
  gnutls_pkcs12_bag_deinit (bag);
}

/* The server's key and chain; either may be left out. */
static char *
write_pkcs12 (RtTestPem *fixture, const char *password, gboolean chain, gboolean key)
{
  char *path = rt_test_dir_build (fixture->dir, "server.p12");
  g_autoptr (GBytes) contents
      = rt_key_file_read (fixture->certificates->paths[RT_TEST_SERVER], NULL, NULL);
  g_autoptr (GBytes) issuer
      = rt_key_file_read (fixture->certificates->paths[RT_TEST_AUTHORITY], NULL, NULL);
  g_autoptr (RtCredential) server = rt_credential_new_from_pem (contents, NULL);
  g_autoptr (RtCredential) authority = rt_credential_new_from_pem (issuer, NULL);
  gnutls_datum_t id = { (unsigned char *)"1", 1 };
  gnutls_pkcs12_t pkcs12;
  gnutls_pkcs12_bag_t bag;
  gnutls_datum_t out;

  gnutls_pkcs12_init (&pkcs12);
  if (chain)
    {
      gnutls_pkcs12_bag_init (&bag);
      g_assert_cmpint (gnutls_pkcs12_bag_set_crt (bag, authority->certificate), >=, 0);
      g_assert_cmpint (gnutls_pkcs12_bag_set_crt (bag, server->certificate), >=, 0);
      g_assert_cmpint (gnutls_pkcs12_bag_set_key_id (bag, 1, &id), >=, 0);
      add_to_pkcs12 (pkcs12, bag, password);
    }
  if (key)
    {
      g_assert_cmpint (
          gnutls_x509_privkey_export2_pkcs8 (server->key, GNUTLS_X509_FMT_DER, password,
                                             GNUTLS_PKCS_PBES2_AES_256, &out),
          >=, 0);
      gnutls_pkcs12_bag_init (&bag);
      g_assert_cmpint (
          gnutls_pkcs12_bag_set_data (bag, GNUTLS_BAG_PKCS8_ENCRYPTED_KEY, &out), >=, 0);
      gnutls_free (out.data);
      g_assert_cmpint (gnutls_pkcs12_bag_set_key_id (bag, 0, &id), >=, 0);
      add_to_pkcs12 (pkcs12, bag, NULL);
    }
  g_assert_cmpint (gnutls_pkcs12_generate_mac (pkcs12, password), >=, 0);
  g_assert_cmpint (gnutls_pkcs12_export2 (pkcs12, GNUTLS_X509_FMT_DER, &out), >=, 0);
  g_assert_true (g_file_set_contents_full (path, (char *)out.data, out.size,
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  gnutls_free (out.data);
  gnutls_pkcs12_deinit (pkcs12);
  return path;
}

static void
test_pkcs12 (RtTestPem *fixture, gconstpointer data)
{
  g_autofree char *path = write_pkcs12 (fixture, "secret", TRUE, TRUE);
  g_autoptr (GTlsCertificate) certificate = rt_test_pem_import (path, NULL, "secret", 0);

  rt_test_pem_assert_is_server (fixture, certificate);
  rt_test_pem_assert_fails (path, NULL, "Secret", RT_ERROR_KEY_LOCKED);
  rt_test_pem_assert_fails (path, NULL, NULL, RT_ERROR_KEY_LOCKED);
  g_assert_no_errno (g_chmod (path, 0604));
  g_clear_object (&certificate);
  certificate = rt_test_pem_import (path, NULL, "secret", RT_SERVER_PEM_KEY_EXPOSED);
}

static void
test_pkcs12_without_password (RtTestPem *fixture, gconstpointer data)
{
  static const char *const given[] = { NULL, "" };
  g_autofree char *path = write_pkcs12 (fixture, "", TRUE, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    {
      g_autoptr (GTlsCertificate) certificate
          = rt_test_pem_import (path, NULL, given[i], 0);

      rt_test_pem_assert_is_server (fixture, certificate);
    }
  rt_test_pem_assert_fails (path, NULL, "secret", RT_ERROR_KEY_LOCKED);
}

static void
test_pkcs12_incomplete (RtTestPem *fixture, gconstpointer data)
{
  g_autofree char *no_key = write_pkcs12 (fixture, "secret", TRUE, FALSE);
  g_autofree char *no_certificate = NULL;

  rt_test_pem_assert_fails (no_key, NULL, "secret", RT_ERROR_NO_KEY);
  no_certificate = write_pkcs12 (fixture, "secret", FALSE, TRUE);
  /* Newer GnuTLS gives a key only together with its certificate. */
  rt_test_pem_assert_fails (
      no_certificate, NULL, "secret",
      gnutls_check_version ("3.8.0") != NULL ? RT_ERROR_NO_KEY : RT_ERROR_NO_CERTIFICATE);
}

/* Every beginning of good files, and rubbish. */
static void
test_cut_files (RtTestPem *fixture, gconstpointer data)
{
  g_autofree char *pkcs12 = write_pkcs12 (fixture, "", TRUE, TRUE);
  const char *const sources[] = { fixture->certificates->paths[RT_TEST_SERVER], pkcs12 };
  g_autofree char *path = rt_test_dir_build (fixture->dir, "cut");
  g_autofree char *empty = rt_test_pem_write_text (fixture, "empty", "");
  g_autofree char *rubbish = rt_test_pem_write_text (
      fixture, "rubbish",
      "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
      "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_autoptr (GBytes) contents = rt_key_file_read (sources[i], NULL, NULL);
      gsize length;
      const char *bytes = g_bytes_get_data (contents, &length);

      /* Where the PEM is cut in its issuer, what stands before is whole. */
      for (gsize n = 0; n < (i == 0 ? 800 : length); n += 7)
        {
          RtServerPemFlaws flaws;
          g_autoptr (GError) error = NULL;

          g_assert_true (g_file_set_contents (path, bytes, (gssize)n, NULL));
          g_assert_null (rt_server_pem_import (path, NULL, NULL, &flaws, &error));
          g_assert_true (error->domain == RT_ERROR);
        }
    }
  rt_test_pem_assert_fails (empty, NULL, NULL, RT_ERROR_NO_CERTIFICATE);
  rt_test_pem_assert_fails (rubbish, NULL, NULL, RT_ERROR_NO_CERTIFICATE);
  rt_test_pem_assert_fails ("/dev/null", NULL, NULL, RT_ERROR_FILE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                              \
  g_test_add ("/server-pem/" path, RtTestPem, NULL, rt_test_pem_set_up, function,        \
              rt_test_pem_tear_down)
  ADD ("import/pkcs12", test_pkcs12);
  ADD ("import/pkcs12-without-password", test_pkcs12_without_password);
  ADD ("import/pkcs12-incomplete", test_pkcs12_incomplete);
  ADD ("import/refuses-cut-files", test_cut_files);
#undef ADD
  return g_test_run ();
}
