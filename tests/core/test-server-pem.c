/* Tests: a certificate of the user's own for a server, from a file and to one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-credential.h"
#include "core/server/rt-key-file.h"
#include "core/server/rt-server-pem.h"
#include "core/wire/rt-certificate.h"
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-certificates.h"

#include <glib/gstdio.h>
#include <gnutls/pkcs12.h>
#include <string.h>
#include <sys/stat.h>

typedef struct
{
  RtTestCertificates *certificates;
  RtTestDir *dir; /* borrowed */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->certificates = rt_test_certificates_new ();
  fixture->dir = fixture->certificates->dir;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  rt_test_certificates_free (fixture->certificates);
}

static char *
read_text (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static char *
write_text (Fixture *fixture, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  char *path = rt_test_dir_build (fixture->dir, name);

  g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  return path;
}

/* The key, the certificate and the issuer of a PEM file that a test wrote. */
static void
split (Fixture *fixture, RtTestCertificateKind kind, char *parts[3])
{
  g_autofree char *text = read_text (fixture->certificates->paths[kind]);
  char *certificate = strstr (text, "-----BEGIN CERTIFICATE");
  char *issuer = strstr (certificate + 1, "-----BEGIN CERTIFICATE");

  parts[0] = g_strndup (text, (gsize)(certificate - text));
  parts[1]
      = issuer != NULL ? g_strndup (certificate, (gsize)(issuer - certificate)) : NULL;
  parts[2] = g_strdup (issuer);
  if (issuer == NULL)
    parts[1] = g_strdup (certificate);
}

static void
assert_fails (const char *path,
              const char *key_path,
              const char *password,
              RtErrorCode code)
{
  RtServerPemFlaws flaws;
  g_autoptr (GError) error = NULL;

  g_assert_null (rt_server_pem_import (path, key_path, password, &flaws, &error));
  g_assert_error (error, RT_ERROR, (int)code);
}

static GTlsCertificate *
import (const char *path,
        const char *key_path,
        const char *password,
        RtServerPemFlaws expected)
{
  RtServerPemFlaws flaws = ~0u;
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate
      = rt_server_pem_import (path, key_path, password, &flaws, &error);

  g_assert_no_error (error);
  g_assert_cmphex (flaws, ==, expected);
  return certificate;
}

/* That it is the server's, and comes with key and chain. */
static void
assert_is_server (Fixture *fixture, GTlsCertificate *certificate)
{
  GTlsCertificate *authority = fixture->certificates->certificates[RT_TEST_AUTHORITY];
  g_autoptr (GSocketConnectable) identity = g_network_address_new ("localhost", 443);
  g_autofree char *key = NULL;

  g_assert_true (g_tls_certificate_is_same (
      certificate, fixture->certificates->certificates[RT_TEST_SERVER]));
  g_assert_cmphex (g_tls_certificate_verify (certificate, identity, authority), ==, 0);
  g_assert_nonnull (g_tls_certificate_get_issuer (certificate));
  g_assert_true (
      g_tls_certificate_is_same (g_tls_certificate_get_issuer (certificate), authority));
  g_object_get (certificate, "private-key-pem", &key, NULL);
  g_assert_nonnull (key);
}

static void
test_any_order (Fixture *fixture, gconstpointer data)
{
  static const guint orders[][3]
      = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
  char *parts[3];

  split (fixture, RT_TEST_SERVER, parts);
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autofree char *text
          = g_strconcat ("Some words before.\n", parts[orders[i][0]], parts[orders[i][1]],
                         "subject=CN = localhost\n", parts[orders[i][2]], NULL);
      g_autofree char *path = write_text (fixture, "any.pem", text);
      g_autoptr (GTlsCertificate) certificate = import (path, NULL, NULL, 0);

      assert_is_server (fixture, certificate);
    }
  for (guint i = 0; i < 3; i++)
    g_free (parts[i]);
}

static void
test_two_files (Fixture *fixture, gconstpointer data)
{
  char *parts[3];
  g_autofree char *chain = NULL;
  g_autofree char *path = NULL;
  g_autofree char *key_path = NULL;
  g_autofree char *missing = rt_test_dir_build (fixture->dir, "missing");
  g_autoptr (GTlsCertificate) certificate = NULL;

  split (fixture, RT_TEST_SERVER, parts);
  chain = g_strconcat (parts[1], parts[2], NULL);
  path = write_text (fixture, "chain.crt", chain);
  key_path = write_text (fixture, "server.key", parts[0]);
  /* The certificate is for everybody; only the key's file counts. */
  g_assert_no_errno (g_chmod (path, 0644));
  certificate = import (path, key_path, NULL, 0);
  assert_is_server (fixture, certificate);

  assert_fails (path, NULL, NULL, RT_ERROR_NO_KEY);
  assert_fails (path, path, NULL, RT_ERROR_NO_KEY);
  assert_fails (key_path, NULL, NULL, RT_ERROR_NO_CERTIFICATE);
  assert_fails (path, missing, NULL, RT_ERROR_FILE);
  assert_fails (missing, NULL, NULL, RT_ERROR_FILE);
  assert_fails (fixture->dir->path, NULL, NULL, RT_ERROR_FILE);
  assert_fails (path, fixture->certificates->paths[RT_TEST_WRONG_HOST], NULL,
                RT_ERROR_WRONG_KEY);
  for (guint i = 0; i < 3; i++)
    g_free (parts[i]);
}

static void
test_flaws (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    RtTestCertificateKind kind;
    RtServerPemFlaws flaws;
  } cases[] = {
    { RT_TEST_SERVER, 0 },
    { RT_TEST_SELF_SIGNED, 0 },
    { RT_TEST_EXPIRED, RT_SERVER_PEM_EXPIRED },
    { RT_TEST_NOT_YET, RT_SERVER_PEM_NOT_YET_VALID },
    { RT_TEST_WRONG_HOST, 0 },
    { RT_TEST_AUTHORITY, RT_SERVER_PEM_NO_NAMES },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *path = fixture->certificates->paths[cases[i].kind];
      g_autoptr (GTlsCertificate) certificate = import (path, NULL, NULL, cases[i].flaws);

      g_clear_object (&certificate);
      g_assert_no_errno (g_chmod (path, 0640));
      certificate = import (path, NULL, NULL, cases[i].flaws | RT_SERVER_PEM_KEY_EXPOSED);
    }
}

/* Signs a certificate for localhost with an RSA key, by nobody. */
static void
write_rsa (const char *path, guint bits, gnutls_digest_algorithm_t digest)
{
  RtCredential self;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GBytes) pem = NULL;
  g_autoptr (GError) error = NULL;

  gnutls_x509_crt_init (&self.certificate);
  gnutls_x509_privkey_init (&self.key);
  g_assert_cmpint (gnutls_x509_privkey_generate (self.key, GNUTLS_PK_RSA, bits, 0), >=,
                   0);
  gnutls_x509_crt_set_version (self.certificate, 3);
  gnutls_x509_crt_set_serial (self.certificate, "\1", 1);
  gnutls_x509_crt_set_activation_time (self.certificate, now - 10);
  gnutls_x509_crt_set_expiration_time (self.certificate, now + 1000);
  gnutls_x509_crt_set_dn (self.certificate, "CN=localhost", NULL);
  gnutls_x509_crt_set_subject_alt_name (self.certificate, GNUTLS_SAN_DNSNAME, "localhost",
                                        strlen ("localhost"), GNUTLS_FSAN_SET);
  gnutls_x509_crt_set_key (self.certificate, self.key);
  g_assert_cmpint (
      gnutls_x509_crt_sign2 (self.certificate, self.certificate, self.key, digest, 0), >=,
      0);
  pem = rt_credential_to_pem (&self, NULL);
  rt_key_file_write (path, pem, &error);
  g_assert_no_error (error);
  gnutls_x509_crt_deinit (self.certificate);
  gnutls_x509_privkey_deinit (self.key);
}

static void
test_weak (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = rt_test_dir_build (fixture->dir, "rsa.pem");
  g_autoptr (GTlsCertificate) small = NULL;
  g_autoptr (GTlsCertificate) old = NULL;
  g_autoptr (GTlsCertificate) fine = NULL;

  write_rsa (path, 1024, GNUTLS_DIG_SHA256);
  small = import (path, NULL, NULL, RT_SERVER_PEM_WEAK_KEY);
  write_rsa (path, 2048, GNUTLS_DIG_SHA1);
  old = import (path, NULL, NULL, RT_SERVER_PEM_WEAK_SIGNATURE);
  write_rsa (path, 2048, GNUTLS_DIG_SHA256);
  fine = import (path, NULL, NULL, 0);
}

static void
test_locked_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) contents
      = rt_key_file_read (fixture->certificates->paths[RT_TEST_SERVER], NULL, NULL);
  g_autoptr (RtCredential) server = rt_credential_new_from_pem (contents, NULL);
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;
  char *parts[3];
  gnutls_datum_t locked;

  split (fixture, RT_TEST_SERVER, parts);
  g_assert_cmpint (gnutls_x509_privkey_export2_pkcs8 (server->key, GNUTLS_X509_FMT_PEM,
                                                      "secret", GNUTLS_PKCS_PBES2_AES_256,
                                                      &locked),
                   >=, 0);
  text = g_strconcat (parts[1], parts[2], (char *)locked.data, NULL);
  gnutls_free (locked.data);
  path = write_text (fixture, "locked.pem", text);
  certificate = import (path, NULL, "secret", 0);
  assert_is_server (fixture, certificate);
  assert_fails (path, NULL, "Secret", RT_ERROR_KEY_LOCKED);
  assert_fails (path, NULL, "", RT_ERROR_KEY_LOCKED);
  assert_fails (path, NULL, NULL, RT_ERROR_KEY_LOCKED);
  for (guint i = 0; i < 3; i++)
    g_free (parts[i]);
}

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
write_pkcs12 (Fixture *fixture, const char *password, gboolean chain, gboolean key)
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
test_pkcs12 (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_pkcs12 (fixture, "secret", TRUE, TRUE);
  g_autoptr (GTlsCertificate) certificate = import (path, NULL, "secret", 0);

  assert_is_server (fixture, certificate);
  assert_fails (path, NULL, "Secret", RT_ERROR_KEY_LOCKED);
  assert_fails (path, NULL, NULL, RT_ERROR_KEY_LOCKED);
  g_assert_no_errno (g_chmod (path, 0604));
  g_clear_object (&certificate);
  certificate = import (path, NULL, "secret", RT_SERVER_PEM_KEY_EXPOSED);
}

static void
test_pkcs12_without_password (Fixture *fixture, gconstpointer data)
{
  static const char *const given[] = { NULL, "" };
  g_autofree char *path = write_pkcs12 (fixture, "", TRUE, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    {
      g_autoptr (GTlsCertificate) certificate = import (path, NULL, given[i], 0);

      assert_is_server (fixture, certificate);
    }
  assert_fails (path, NULL, "secret", RT_ERROR_KEY_LOCKED);
}

static void
test_pkcs12_incomplete (Fixture *fixture, gconstpointer data)
{
  g_autofree char *no_key = write_pkcs12 (fixture, "secret", TRUE, FALSE);
  g_autofree char *no_certificate = NULL;

  assert_fails (no_key, NULL, "secret", RT_ERROR_NO_KEY);
  no_certificate = write_pkcs12 (fixture, "secret", FALSE, TRUE);
  /* Newer GnuTLS gives a key only together with its certificate. */
  assert_fails (no_certificate, NULL, "secret",
                gnutls_check_version ("3.8.0") != NULL ? RT_ERROR_NO_KEY
                                                       : RT_ERROR_NO_CERTIFICATE);
}

/* Every beginning of good files, and rubbish. */
static void
test_cut_files (Fixture *fixture, gconstpointer data)
{
  g_autofree char *pkcs12 = write_pkcs12 (fixture, "", TRUE, TRUE);
  const char *const sources[] = { fixture->certificates->paths[RT_TEST_SERVER], pkcs12 };
  g_autofree char *path = rt_test_dir_build (fixture->dir, "cut");
  g_autofree char *empty = write_text (fixture, "empty", "");
  g_autofree char *rubbish
      = write_text (fixture, "rubbish",
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
  assert_fails (empty, NULL, NULL, RT_ERROR_NO_CERTIFICATE);
  assert_fails (rubbish, NULL, NULL, RT_ERROR_NO_CERTIFICATE);
  assert_fails ("/dev/null", NULL, NULL, RT_ERROR_FILE);
}

static void
test_big_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_text (fixture, "big.pem", "");

  g_assert_no_errno (truncate (path, 1024 * 1024 + 1));
  assert_fails (path, NULL, NULL, RT_ERROR_FILE);
}

static void
test_export (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_text (fixture, "server-out.pem", "what was there before");
  GTlsCertificate *server = fixture->certificates->certificates[RT_TEST_SERVER];
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GTlsCertificate) bare = NULL;
  g_autofree char *text = NULL;
  g_autofree char *pem = NULL;
  g_autoptr (GError) error = NULL;
  struct stat status;

  g_assert_no_errno (g_chmod (path, 0644));
  g_assert_true (rt_server_pem_export (server, path, &error));
  g_assert_no_errno (stat (path, &status));
  g_assert_cmphex (status.st_mode & 0777, ==, 0600);
  certificate = import (path, NULL, NULL, 0);
  assert_is_server (fixture, certificate);
  /* The form that every tool reads (PKCS #8). */
  text = read_text (path);
  g_assert_true (g_str_has_prefix (text, "-----BEGIN PRIVATE KEY-----\n"));

  g_object_get (server, "certificate-pem", &pem, NULL);
  bare = g_tls_certificate_new_from_pem (pem, -1, &error);
  g_assert_false (rt_server_pem_export (bare, path, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_NO_KEY);
  g_clear_error (&error);
  g_assert_false (rt_server_pem_export (server, "/proc/no/such.pem", &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_FILE);
}

static void
run_openssl (const char *openssl, const char *dir, const char *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *command = g_strconcat (openssl, " ", arguments, NULL);
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;

  g_test_message ("%s", arguments);
  g_subprocess_launcher_set_cwd (launcher, dir);
  g_assert_true (g_shell_parse_argv (command, NULL, &words, &error));
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *)words, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_no_error (error);
}

/* The ways in which people make such files. */
static void
test_made_by_openssl (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *commands[3];
    const char *file;
    const char *key_file;
    const char *password;
    RtServerPemFlaws flaws;
  } cases[] = {
    { { "req -x509 -newkey rsa:2048 -nodes -keyout o1.pem -out o1.pem -days 9 -subj "
        "/CN=localhost" },
      "o1.pem",
      "o1.pem",
      NULL,
      RT_SERVER_PEM_NO_NAMES },
    { { "ecparam -name prime256v1 -genkey -out o2.key",
        "req -x509 -key o2.key -out o2.crt -subj /CN=a -addext subjectAltName=IP:::1" },
      "o2.crt",
      "o2.key",
      NULL,
      0 },
    { { "genrsa -traditional -aes128 -passout pass:secret -out o3.key 2048",
        "req -x509 -key o3.key -passin pass:secret -out o3.crt -subj /CN=a -addext "
        "subjectAltName=DNS:a" },
      "o3.crt",
      "o3.key",
      "secret",
      0 },
    { { "pkcs12 -export -inkey o2.key -in o2.crt -keypbe NONE -certpbe NONE -passout "
        "pass: -out o5.p12" },
      "o5.p12",
      NULL,
      NULL,
      0 },
    { { "pkcs12 -export -inkey o2.key -in o2.crt -nomac -passout pass: -out o6.p12" },
      "o6.p12",
      NULL,
      NULL,
      0 },
    { { "genpkey -algorithm ed25519 -out o4.key",
        "req -x509 -key o4.key -out o4.crt -subj /CN=a -addext subjectAltName=DNS:a",
        "pkcs12 -export -inkey o4.key -in o4.crt -passout pass:secret -out o4.p12" },
      "o4.p12",
      NULL,
      "secret",
      0 },
  };
  g_autofree char *openssl = g_find_program_in_path ("openssl");

  if (openssl == NULL)
    {
      g_test_skip ("openssl is not here");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = rt_test_dir_build (fixture->dir, cases[i].file);
      g_autofree char *key_path
          = cases[i].key_file != NULL
                ? rt_test_dir_build (fixture->dir, cases[i].key_file)
                : NULL;
      g_autoptr (GTlsCertificate) certificate = NULL;

      for (guint j = 0; j < 3 && cases[i].commands[j] != NULL; j++)
        run_openssl (openssl, fixture->dir->path, cases[i].commands[j]);
      g_assert_no_errno (g_chmod (key_path != NULL ? key_path : path, 0600));
      certificate = import (path, key_path, cases[i].password, cases[i].flaws);
      if (cases[i].password != NULL)
        assert_fails (path, key_path, "wrong", RT_ERROR_KEY_LOCKED);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                              \
  g_test_add ("/server-pem/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("import/any-order", test_any_order);
  ADD ("import/key-in-a-file-of-its-own", test_two_files);
  ADD ("import/says-what-is-wrong", test_flaws);
  ADD ("import/says-what-is-weak", test_weak);
  ADD ("import/locked-key", test_locked_key);
  ADD ("import/pkcs12", test_pkcs12);
  ADD ("import/pkcs12-without-password", test_pkcs12_without_password);
  ADD ("import/pkcs12-incomplete", test_pkcs12_incomplete);
  ADD ("import/refuses-cut-files", test_cut_files);
  ADD ("import/refuses-big-file", test_big_file);
  ADD ("import/made-by-openssl", test_made_by_openssl);
  ADD ("export/private-and-whole", test_export);
#undef ADD
  return g_test_run ();
}
