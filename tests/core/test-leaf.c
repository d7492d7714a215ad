/* Tests: the certificates that the user's own authority issues. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-authority-folder.h"
#include "core/server/rt-key-file.h"
#include "core/wire/rt-certificate.h"
#include "tests/lib/rt-test-authority.h"

#include <glib/gstdio.h>
#include <string.h>

#define DAY_S ((gint64)24 * 60 * 60)

static gint64
days_between (GDateTime *begin, GDateTime *end)
{
  return g_date_time_difference (end, begin) / G_TIME_SPAN_DAY;
}

static void
test_all_names (RtTestAuthority *fixture, gconstpointer data)
{
  static const char *const more[]
      = { "192.168.7.9", "10.1.2.3", "fe80::1", "shop.localhost", "LOCALHOST", NULL };
  static const char *const good[]
      = { "localhost",     "127.0.0.1", "::1",     "workbench.corp.example",
          "192.168.7.9",   "10.1.2.3",  "fe80::1", "workbench.local",
          "shop.localhost" };
  static const char *const bad[]
      = { "example", "corp.example", "example.org", "a.localhost", "192.168.7.8", "::2" };
  g_autoptr (RtAuthority) authority = rt_test_authority_open (fixture);
  g_autoptr (GTlsCertificate) leaf
      = rt_test_authority_issue (authority, RT_LEAF_GOOD, more);
  g_autoptr (RtCertificate) read = rt_certificate_new (leaf);

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_test_message ("%s", good[i]);
      g_assert_cmphex (rt_test_authority_verify (authority, leaf, good[i]), ==, 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_cmphex (rt_test_authority_verify (authority, leaf, bad[i]), ==,
                     G_TLS_CERTIFICATE_BAD_IDENTITY);
  g_assert_cmpuint (g_strv_length (read->sans), ==, G_N_ELEMENTS (good));
}

static void
test_terms (RtTestAuthority *fixture, gconstpointer data)
{
  g_autoptr (RtAuthority) authority = rt_test_authority_open (fixture);
  g_autoptr (GTlsCertificate) leaf
      = rt_test_authority_issue (authority, RT_LEAF_GOOD, NULL);
  g_autoptr (RtCertificate) read = rt_certificate_new (leaf);
  g_autoptr (RtCertificate) root
      = rt_certificate_new (rt_authority_get_certificate (authority));
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  GTlsCertificate *issuer = g_tls_certificate_get_issuer (leaf);
  g_autofree char *key = NULL;

  g_assert_cmpint (days_between (read->not_before, read->not_after), ==, 397);
  g_assert_cmpint (g_date_time_difference (now, read->not_before), >=,
                   G_TIME_SPAN_HOUR - G_TIME_SPAN_MINUTE);
  g_assert_cmpint (days_between (now, root->not_after), >=, 3650);
  g_assert_cmpint (days_between (now, root->not_after), <=, 3653);
  g_assert_cmpstr (read->key, ==, "ECDSA");
  g_assert_cmpuint (read->key_bits, ==, 256);
  g_assert_cmpstr (read->signature, ==, "ECDSA-SHA256");
  g_assert_cmpuint (strlen (read->serial), ==, 16 * 3 - 1);
  g_assert_true (rt_certificate_is_self_signed (root));
  g_assert_nonnull (issuer);
  g_assert_true (
      g_tls_certificate_is_same (issuer, rt_authority_get_certificate (authority)));
  g_object_get (leaf, "private-key-pem", &key, NULL);
  g_assert_nonnull (key);
  g_clear_pointer (&key, g_free);
  g_object_get (rt_authority_get_certificate (authority), "private-key-pem", &key, NULL);
  g_assert_null (key);
}

static void
test_leaves_out (RtTestAuthority *fixture, gconstpointer data)
{
  static const char *const wanted[]
      = { "8.8.8.8", "2001:db8::1", "www.example.org", "a b",      "fe80::1%eth0",
          "",        "*.localhost", "172.16.0.1",      "My.LOCAL", NULL };
  g_autoptr (RtAuthority) authority = rt_test_authority_open (fixture);
  g_autoptr (GTlsCertificate) leaf
      = rt_test_authority_issue (authority, RT_LEAF_GOOD, wanted);
  g_autoptr (RtCertificate) read = rt_certificate_new (leaf);

  g_assert_cmphex (rt_test_authority_verify (authority, leaf, "172.16.0.1"), ==, 0);
  g_assert_cmphex (rt_test_authority_verify (authority, leaf, "my.local"), ==, 0);
  g_assert_cmpuint (g_strv_length (read->sans), ==, 7);
}

static void
test_bad_leaves (RtTestAuthority *fixture, gconstpointer data)
{
  static const struct
  {
    RtLeafKind kind;
    GTlsCertificateFlags flags;
    gboolean self_signed;
  } cases[] = {
    { RT_LEAF_EXPIRED, G_TLS_CERTIFICATE_EXPIRED, FALSE },
    { RT_LEAF_WRONG_HOST, G_TLS_CERTIFICATE_BAD_IDENTITY, FALSE },
    { RT_LEAF_SELF_SIGNED, G_TLS_CERTIFICATE_UNKNOWN_CA, TRUE },
    { RT_LEAF_INCOMPLETE_CHAIN, G_TLS_CERTIFICATE_UNKNOWN_CA, FALSE },
  };
  g_autoptr (RtAuthority) authority = rt_test_authority_open (fixture);
  g_autofree char *kept = rt_test_authority_build (fixture, "server.pem");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTlsCertificate) leaf
          = rt_test_authority_issue (authority, cases[i].kind, NULL);
      g_autoptr (RtCertificate) read = rt_certificate_new (leaf);

      g_assert_cmphex (rt_test_authority_verify (authority, leaf, "localhost"), ==,
                       cases[i].flags);
      g_assert_cmphex (rt_test_authority_verify (authority, leaf, "127.0.0.1"), ==,
                       cases[i].flags);
      g_assert_cmpint (rt_certificate_is_self_signed (read), ==, cases[i].self_signed);
    }
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
}

/* Puts a leaf with so many days left in the place of the kept one. */
static void
keep_leaf (RtTestAuthority *fixture, gint64 days, guint mode)
{
  static const char *const names[]
      = { "localhost",       "127.0.0.1", "::1", "workbench.corp.example",
          "workbench.local", NULL };
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  RtCertificatePlan plan = { .common_name = "localhost",
                             .names = names,
                             .begins_s = now,
                             .ends_s = now + days * DAY_S };
  g_autofree char *key = rt_test_authority_build (fixture, "authority-key.pem");
  g_autofree char *path = rt_test_authority_build (fixture, "server.pem");
  g_autoptr (GError) error = NULL;
  g_autoptr (RtCredential) authority = rt_authority_folder_read (key, &error);
  g_autoptr (RtCredential) leaf = rt_credential_new (&plan, authority, &error);
  g_autoptr (GBytes) pem = rt_credential_to_pem (leaf, authority);

  g_assert_true (rt_key_file_write (path, pem, &error));
  g_assert_no_errno (g_chmod (path, mode));
}

static char *
kept_fingerprint (RtTestAuthority *fixture)
{
  g_autofree char *path = rt_test_authority_build (fixture, "server.pem");
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) leaf = g_tls_certificate_new_from_file (path, &error);

  g_assert_no_error (error);
  return rt_certificate_fingerprint (leaf);
}

static void
test_keeps (RtTestAuthority *fixture, gconstpointer data)
{
  g_autoptr (RtAuthority) authority = rt_test_authority_open (fixture);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GTlsCertificate) leaf = NULL;

  keep_leaf (fixture, 31, 0600);
  before = kept_fingerprint (fixture);
  leaf = rt_test_authority_issue (authority, RT_LEAF_GOOD, NULL);
  after = rt_certificate_fingerprint (leaf);
  g_assert_cmpstr (before, ==, after);
}

typedef struct
{
  gint64 days;
  guint mode;
  const char *name;
} Stale;

static void
test_renews (RtTestAuthority *fixture, gconstpointer data)
{
  const Stale *stale = data;
  const char *const names[] = { stale->name, NULL };
  g_autoptr (RtAuthority) authority = rt_test_authority_open (fixture);
  g_autofree char *before = NULL;
  g_autofree char *given = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *path = rt_test_authority_build (fixture, "server.pem");
  g_autoptr (GTlsCertificate) leaf = NULL;

  keep_leaf (fixture, stale->days, stale->mode);
  before = kept_fingerprint (fixture);
  leaf = rt_test_authority_issue (authority, RT_LEAF_GOOD, names);
  given = rt_certificate_fingerprint (leaf);
  kept = kept_fingerprint (fixture);
  g_assert_cmpstr (before, !=, given);
  g_assert_cmpstr (kept, ==, given);
  g_assert_cmphex (rt_test_mode_of (path), ==, 0600);
  g_assert_cmphex (rt_test_authority_verify (authority, leaf, "localhost"), ==, 0);
}

/* One of another authority, or none at all. */
static void
test_replaces_foreign_leaf (RtTestAuthority *fixture, gconstpointer data)
{
  g_autoptr (RtAuthority) authority = rt_test_authority_open (fixture);
  g_autofree char *key = rt_test_authority_build (fixture, "authority-key.pem");
  g_autofree char *path = rt_test_authority_build (fixture, "server.pem");
  g_autoptr (GTlsCertificate) leaf = NULL;

  keep_leaf (fixture, 300, 0600);
  g_assert_no_errno (g_remove (key));
  g_clear_object (&authority);
  authority = rt_test_authority_open (fixture);
  leaf = rt_test_authority_issue (authority, RT_LEAF_GOOD, NULL);
  g_assert_cmphex (rt_test_authority_verify (authority, leaf, "localhost"), ==, 0);

  g_clear_object (&leaf);
  g_assert_true (g_file_set_contents (path, "rubbish", -1, NULL));
  leaf = rt_test_authority_issue (authority, RT_LEAF_GOOD, NULL);
  g_assert_cmphex (rt_test_authority_verify (authority, leaf, "localhost"), ==, 0);
}

/* OpenSSL is the other library that clients are built on, and reads constraints itself. */
static void
test_openssl_agrees (RtTestAuthority *fixture, gconstpointer data)
{
  static const char *const checks[][2]
      = { { "-verify_hostname", "localhost" },
          { "-verify_hostname", "workbench.local" },
          { "-verify_hostname", "workbench.corp.example" },
          { "-verify_ip", "127.0.0.1" },
          { "-verify_ip", "::1" },
          { "-verify_ip", "192.168.7.9" } };
  static const char *const more[] = { "192.168.7.9", NULL };
  g_autofree char *openssl = g_find_program_in_path ("openssl");
  g_autofree char *server = rt_test_authority_build (fixture, "server.pem");
  g_autoptr (RtAuthority) authority = NULL;
  g_autoptr (GTlsCertificate) leaf = NULL;

  if (openssl == NULL)
    {
      g_test_skip ("openssl is not here");
      return;
    }
  authority = rt_test_authority_open (fixture);
  leaf = rt_test_authority_issue (authority, RT_LEAF_GOOD, more);
  for (guint i = 0; i <= G_N_ELEMENTS (checks); i++)
    {
      gboolean wrong = i == G_N_ELEMENTS (checks);
      const char *const *check = wrong ? checks[0] : checks[i];
      const char *value = wrong ? "other.local" : check[1];
      g_autoptr (GError) error = NULL;
      g_autoptr (GSubprocess) process = g_subprocess_new (
          G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
          openssl, "verify", "-x509_strict", "-purpose", "sslserver", "-no-CApath",
          "-CAfile", rt_authority_get_certificate_path (authority), check[0], value,
          server, NULL);

      g_test_message ("%s", value);
      g_assert_no_error (error);
      g_assert_true (g_subprocess_wait (process, NULL, &error));
      g_assert_cmpint (g_subprocess_get_successful (process), ==, !wrong);
    }
}

int
main (int argc, char **argv)
{
  static const Stale stale[] = { { 29, 0600, "localhost" },
                                 { -1, 0600, "localhost" },
                                 { 300, 0600, "10.0.0.7" },
                                 { 300, 0640, "localhost" } };
  static const char *const reasons[] = { "near-end", "over", "lacks-name", "exposed" };

  g_test_init (&argc, &argv, NULL);
#define ADD(path, data, function)                                                        \
  g_test_add ("/leaf/" path, RtTestAuthority, data, rt_test_authority_set_up, function,  \
              rt_test_authority_tear_down)
  ADD ("holds-for-all-its-names", NULL, test_all_names);
  ADD ("has-its-terms", NULL, test_terms);
  ADD ("leaves-out-what-it-may-not", NULL, test_leaves_out);
  ADD ("bad-leaves-have-one-flaw", NULL, test_bad_leaves);
  ADD ("keeps-a-leaf-that-serves", NULL, test_keeps);
  ADD ("replaces-foreign-leaf", NULL, test_replaces_foreign_leaf);
  ADD ("openssl-agrees", NULL, test_openssl_agrees);
  for (guint i = 0; i < G_N_ELEMENTS (stale); i++)
    {
      g_autofree char *path = g_strconcat ("/leaf/renews/", reasons[i], NULL);
      g_test_add (path, RtTestAuthority, &stale[i], rt_test_authority_set_up, test_renews,
                  rt_test_authority_tear_down);
    }
#undef ADD
  return g_test_run ();
}
