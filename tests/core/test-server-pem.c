/* Tests: a certificate of the user's own for a server, from a file and to one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-credential.h"
#include "core/server/rt-key-file.h"
#include "tests/lib/rt-test-pem.h"

#include <glib/gstdio.h>
#include <gnutls/x509.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
test_any_order (RtTestPem *fixture, gconstpointer data)
{
  static const guint orders[][3]
      = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
  char *parts[3];

  rt_test_pem_split (fixture, RT_TEST_SERVER, parts);
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autofree char *text
          = g_strconcat ("Some words before.\n", parts[orders[i][0]], parts[orders[i][1]],
                         "subject=CN = localhost\n", parts[orders[i][2]], NULL);
      g_autofree char *path = rt_test_pem_write_text (fixture, "any.pem", text);
      g_autoptr (GTlsCertificate) certificate = rt_test_pem_import (path, NULL, NULL, 0);

      rt_test_pem_assert_is_server (fixture, certificate);
    }
  for (guint i = 0; i < 3; i++)
    g_free (parts[i]);
}

static void
test_two_files (RtTestPem *fixture, gconstpointer data)
{
  char *parts[3];
  g_autofree char *chain = NULL;
  g_autofree char *path = NULL;
  g_autofree char *key_path = NULL;
  g_autofree char *missing = rt_test_dir_build (fixture->dir, "missing");
  g_autoptr (GTlsCertificate) certificate = NULL;

  rt_test_pem_split (fixture, RT_TEST_SERVER, parts);
  chain = g_strconcat (parts[1], parts[2], NULL);
  path = rt_test_pem_write_text (fixture, "chain.crt", chain);
  key_path = rt_test_pem_write_text (fixture, "server.key", parts[0]);
  /* The certificate is for everybody; only the key's file counts. */
  g_assert_no_errno (g_chmod (path, 0644));
  certificate = rt_test_pem_import (path, key_path, NULL, 0);
  rt_test_pem_assert_is_server (fixture, certificate);

  rt_test_pem_assert_fails (path, NULL, NULL, RT_ERROR_NO_KEY);
  rt_test_pem_assert_fails (path, path, NULL, RT_ERROR_NO_KEY);
  rt_test_pem_assert_fails (key_path, NULL, NULL, RT_ERROR_NO_CERTIFICATE);
  rt_test_pem_assert_fails (path, missing, NULL, RT_ERROR_FILE);
  rt_test_pem_assert_fails (missing, NULL, NULL, RT_ERROR_FILE);
  rt_test_pem_assert_fails (fixture->dir->path, NULL, NULL, RT_ERROR_FILE);
  rt_test_pem_assert_fails (path, fixture->certificates->paths[RT_TEST_WRONG_HOST], NULL,
                            RT_ERROR_WRONG_KEY);
  for (guint i = 0; i < 3; i++)
    g_free (parts[i]);
}

static void
test_flaws (RtTestPem *fixture, gconstpointer data)
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
      g_autoptr (GTlsCertificate) certificate
          = rt_test_pem_import (path, NULL, NULL, cases[i].flaws);

      g_clear_object (&certificate);
      g_assert_no_errno (g_chmod (path, 0640));
      certificate = rt_test_pem_import (path, NULL, NULL,
                                        cases[i].flaws | RT_SERVER_PEM_KEY_EXPOSED);
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
test_weak (RtTestPem *fixture, gconstpointer data)
{
  g_autofree char *path = rt_test_dir_build (fixture->dir, "rsa.pem");
  g_autoptr (GTlsCertificate) small = NULL;
  g_autoptr (GTlsCertificate) old = NULL;
  g_autoptr (GTlsCertificate) fine = NULL;

  write_rsa (path, 1024, GNUTLS_DIG_SHA256);
  small = rt_test_pem_import (path, NULL, NULL, RT_SERVER_PEM_WEAK_KEY);
  write_rsa (path, 2048, GNUTLS_DIG_SHA1);
  old = rt_test_pem_import (path, NULL, NULL, RT_SERVER_PEM_WEAK_SIGNATURE);
  write_rsa (path, 2048, GNUTLS_DIG_SHA256);
  fine = rt_test_pem_import (path, NULL, NULL, 0);
}

static void
test_locked_key (RtTestPem *fixture, gconstpointer data)
{
  g_autoptr (GBytes) contents
      = rt_key_file_read (fixture->certificates->paths[RT_TEST_SERVER], NULL, NULL);
  g_autoptr (RtCredential) server = rt_credential_new_from_pem (contents, NULL);
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;
  char *parts[3];
  gnutls_datum_t locked;

  rt_test_pem_split (fixture, RT_TEST_SERVER, parts);
  g_assert_cmpint (gnutls_x509_privkey_export2_pkcs8 (server->key, GNUTLS_X509_FMT_PEM,
                                                      "secret", GNUTLS_PKCS_PBES2_AES_256,
                                                      &locked),
                   >=, 0);
  text = g_strconcat (parts[1], parts[2], (char *)locked.data, NULL);
  gnutls_free (locked.data);
  path = rt_test_pem_write_text (fixture, "locked.pem", text);
  certificate = rt_test_pem_import (path, NULL, "secret", 0);
  rt_test_pem_assert_is_server (fixture, certificate);
  rt_test_pem_assert_fails (path, NULL, "Secret", RT_ERROR_KEY_LOCKED);
  rt_test_pem_assert_fails (path, NULL, "", RT_ERROR_KEY_LOCKED);
  rt_test_pem_assert_fails (path, NULL, NULL, RT_ERROR_KEY_LOCKED);
  for (guint i = 0; i < 3; i++)
    g_free (parts[i]);
}

static void
test_big_file (RtTestPem *fixture, gconstpointer data)
{
  g_autofree char *path = rt_test_pem_write_text (fixture, "big.pem", "");

  g_assert_no_errno (truncate (path, 1024 * 1024 + 1));
  rt_test_pem_assert_fails (path, NULL, NULL, RT_ERROR_FILE);
}

static void
test_export (RtTestPem *fixture, gconstpointer data)
{
  g_autofree char *path
      = rt_test_pem_write_text (fixture, "server-out.pem", "what was there before");
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
  certificate = rt_test_pem_import (path, NULL, NULL, 0);
  rt_test_pem_assert_is_server (fixture, certificate);
  /* The form that every tool reads (PKCS #8). */
  text = rt_test_pem_read_text (path);
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
test_made_by_openssl (RtTestPem *fixture, gconstpointer data)
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
      certificate
          = rt_test_pem_import (path, key_path, cases[i].password, cases[i].flaws);
      if (cases[i].password != NULL)
        rt_test_pem_assert_fails (path, key_path, "wrong", RT_ERROR_KEY_LOCKED);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                              \
  g_test_add ("/server-pem/" path, RtTestPem, NULL, rt_test_pem_set_up, function,        \
              rt_test_pem_tear_down)
  ADD ("import/any-order", test_any_order);
  ADD ("import/key-in-a-file-of-its-own", test_two_files);
  ADD ("import/says-what-is-wrong", test_flaws);
  ADD ("import/says-what-is-weak", test_weak);
  ADD ("import/locked-key", test_locked_key);
  ADD ("import/refuses-big-file", test_big_file);
  ADD ("import/made-by-openssl", test_made_by_openssl);
  ADD ("export/private-and-whole", test_export);
#undef ADD
  return g_test_run ();
}
