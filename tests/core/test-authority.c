/* Tests: the user's own authority, and the certificates that it issues. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-authority-folder.h"
#include "core/server/rt-authority.h"
#include "core/server/rt-key-file.h"
#include "core/wire/rt-certificate.h"
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-dir.h"
#include "tests/lib/rt-test-wait.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define HOST "Workbench.corp.example"
#define DAY_S ((gint64)24 * 60 * 60)

/* A folder that does not exist yet, in one that does. */
typedef struct
{
  RtTestDir *dir;
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = rt_test_dir_new ();
  fixture->folder = g_build_filename (fixture->dir->path, "data", "authority", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  rt_test_dir_free (fixture->dir);
  g_free (fixture->folder);
}

static char *
build (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static RtAuthority *
open_authority (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  RtAuthority *authority = rt_authority_open (fixture->folder, HOST, &error);

  g_assert_no_error (error);
  return authority;
}

static GTlsCertificate *
issue (RtAuthority *authority, RtLeafKind kind, const char *const *names)
{
  g_autoptr (GError) error = NULL;
  GTlsCertificate *leaf = rt_authority_issue (authority, kind, names, &error);

  g_assert_no_error (error);
  return leaf;
}

static GTlsCertificateFlags
verify (RtAuthority *authority, GTlsCertificate *leaf, const char *name)
{
  g_autoptr (GSocketConnectable) identity = g_network_address_new (name, 443);

  return g_tls_certificate_verify (leaf, identity,
                                   rt_authority_get_certificate (authority));
}

static guint
mode_of (const char *path)
{
  struct stat status;

  g_assert_no_errno (stat (path, &status));
  return status.st_mode & 0777;
}

static gint64
days_between (GDateTime *begin, GDateTime *end)
{
  return g_date_time_difference (end, begin) / G_TIME_SPAN_DAY;
}

static void
test_files (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtAuthority) authority = open_authority (fixture);
  g_autoptr (GTlsCertificate) leaf = issue (authority, RT_LEAF_GOOD, NULL);
  g_autofree char *key = build (fixture, "authority-key.pem");
  g_autofree char *server = build (fixture, "server.pem");
  g_autofree char *shown = NULL;

  g_assert_cmphex (mode_of (fixture->folder), ==, 0700);
  g_assert_cmphex (mode_of (key), ==, 0600);
  g_assert_cmphex (mode_of (server), ==, 0600);
  g_assert_true (g_file_get_contents (rt_authority_get_certificate_path (authority),
                                      &shown, NULL, NULL));
  g_assert_nonnull (strstr (shown, "BEGIN CERTIFICATE"));
  g_assert_null (strstr (shown, "KEY"));
}

static void
test_reopens (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtAuthority) first = open_authority (fixture);
  g_autoptr (RtAuthority) second = NULL;

  g_remove (rt_authority_get_certificate_path (first));
  second = open_authority (fixture);
  g_assert_true (g_tls_certificate_is_same (rt_authority_get_certificate (first),
                                            rt_authority_get_certificate (second)));
  g_assert_true (
      g_file_test (rt_authority_get_certificate_path (second), G_FILE_TEST_EXISTS));
}

static void
test_all_names (Fixture *fixture, gconstpointer data)
{
  static const char *const more[]
      = { "192.168.7.9", "10.1.2.3", "fe80::1", "shop.localhost", "LOCALHOST", NULL };
  static const char *const good[]
      = { "localhost",     "127.0.0.1", "::1",     "workbench.corp.example",
          "192.168.7.9",   "10.1.2.3",  "fe80::1", "workbench.local",
          "shop.localhost" };
  static const char *const bad[]
      = { "example", "corp.example", "example.org", "a.localhost", "192.168.7.8", "::2" };
  g_autoptr (RtAuthority) authority = open_authority (fixture);
  g_autoptr (GTlsCertificate) leaf = issue (authority, RT_LEAF_GOOD, more);
  g_autoptr (RtCertificate) read = rt_certificate_new (leaf);

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_test_message ("%s", good[i]);
      g_assert_cmphex (verify (authority, leaf, good[i]), ==, 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_cmphex (verify (authority, leaf, bad[i]), ==,
                     G_TLS_CERTIFICATE_BAD_IDENTITY);
  g_assert_cmpuint (g_strv_length (read->sans), ==, G_N_ELEMENTS (good));
}

static void
test_terms (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtAuthority) authority = open_authority (fixture);
  g_autoptr (GTlsCertificate) leaf = issue (authority, RT_LEAF_GOOD, NULL);
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
test_leaves_out (Fixture *fixture, gconstpointer data)
{
  static const char *const wanted[]
      = { "8.8.8.8", "2001:db8::1", "www.example.org", "a b", "fe80::1%eth0",
          "",        "*.localhost", "172.16.0.1",      NULL };
  g_autoptr (RtAuthority) authority = open_authority (fixture);
  g_autoptr (GTlsCertificate) leaf = issue (authority, RT_LEAF_GOOD, wanted);
  g_autoptr (RtCertificate) read = rt_certificate_new (leaf);

  for (guint i = 0; i < 7; i++)
    g_assert_false (rt_authority_permits (authority, wanted[i]));
  g_assert_true (rt_authority_permits (authority, "172.16.0.1"));
  g_assert_true (rt_authority_permits (authority, "My.LOCAL"));
  g_assert_cmphex (verify (authority, leaf, "172.16.0.1"), ==, 0);
  g_assert_cmpuint (g_strv_length (read->sans), ==, 6);
}

/* The constraints bind whoever has the key, not only this program. */
static void
test_constraints_bind (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "www.example.org", "8.8.8.8" };
  g_autoptr (RtAuthority) authority = open_authority (fixture);
  g_autofree char *path = build (fixture, "authority-key.pem");
  g_autoptr (GError) error = NULL;
  g_autoptr (RtCredential) stolen = rt_authority_folder_read (path, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *const one[] = { names[i], NULL };
      RtCertificatePlan plan = { .common_name = names[i],
                                 .names = one,
                                 .begins_s = g_get_real_time () / G_USEC_PER_SEC - 10,
                                 .ends_s = g_get_real_time () / G_USEC_PER_SEC + DAY_S };
      g_autoptr (RtCredential) forged = rt_credential_new (&plan, stolen, &error);
      g_autoptr (GBytes) pem = rt_credential_to_pem (forged, stolen);
      g_autoptr (GTlsCertificate) leaf = rt_pem_to_tls (pem, &error);

      g_assert_cmphex (verify (authority, leaf, names[i]), !=, 0);
    }
}

static void
test_bad_leaves (Fixture *fixture, gconstpointer data)
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
  g_autoptr (RtAuthority) authority = open_authority (fixture);
  g_autofree char *kept = build (fixture, "server.pem");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTlsCertificate) leaf = issue (authority, cases[i].kind, NULL);
      g_autoptr (RtCertificate) read = rt_certificate_new (leaf);

      g_assert_cmphex (verify (authority, leaf, "localhost"), ==, cases[i].flags);
      g_assert_cmphex (verify (authority, leaf, "127.0.0.1"), ==, cases[i].flags);
      g_assert_cmpint (rt_certificate_is_self_signed (read), ==, cases[i].self_signed);
    }
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
}

/* Puts a leaf with so many days left in the place of the kept one. */
static void
keep_leaf (Fixture *fixture, gint64 days, guint mode)
{
  static const char *const names[]
      = { "localhost",       "127.0.0.1", "::1", "workbench.corp.example",
          "workbench.local", NULL };
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  RtCertificatePlan plan = { .common_name = "localhost",
                             .names = names,
                             .begins_s = now,
                             .ends_s = now + days * DAY_S };
  g_autofree char *key = build (fixture, "authority-key.pem");
  g_autofree char *path = build (fixture, "server.pem");
  g_autoptr (GError) error = NULL;
  g_autoptr (RtCredential) authority = rt_authority_folder_read (key, &error);
  g_autoptr (RtCredential) leaf = rt_credential_new (&plan, authority, &error);
  g_autoptr (GBytes) pem = rt_credential_to_pem (leaf, authority);

  g_assert_true (rt_key_file_write (path, pem, &error));
  g_assert_no_errno (g_chmod (path, mode));
}

static char *
kept_fingerprint (Fixture *fixture)
{
  g_autofree char *path = build (fixture, "server.pem");
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) leaf = g_tls_certificate_new_from_file (path, &error);

  g_assert_no_error (error);
  return rt_certificate_fingerprint (leaf);
}

static void
test_keeps (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtAuthority) authority = open_authority (fixture);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GTlsCertificate) leaf = NULL;

  keep_leaf (fixture, 31, 0600);
  before = kept_fingerprint (fixture);
  leaf = issue (authority, RT_LEAF_GOOD, NULL);
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
test_renews (Fixture *fixture, gconstpointer data)
{
  const Stale *stale = data;
  const char *const names[] = { stale->name, NULL };
  g_autoptr (RtAuthority) authority = open_authority (fixture);
  g_autofree char *before = NULL;
  g_autofree char *given = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *path = build (fixture, "server.pem");
  g_autoptr (GTlsCertificate) leaf = NULL;

  keep_leaf (fixture, stale->days, stale->mode);
  before = kept_fingerprint (fixture);
  leaf = issue (authority, RT_LEAF_GOOD, names);
  given = rt_certificate_fingerprint (leaf);
  kept = kept_fingerprint (fixture);
  g_assert_cmpstr (before, !=, given);
  g_assert_cmpstr (kept, ==, given);
  g_assert_cmphex (mode_of (path), ==, 0600);
  g_assert_cmphex (verify (authority, leaf, "localhost"), ==, 0);
}

/* One of another authority, or none at all. */
static void
test_replaces_foreign_leaf (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtAuthority) authority = open_authority (fixture);
  g_autofree char *key = build (fixture, "authority-key.pem");
  g_autofree char *path = build (fixture, "server.pem");
  g_autoptr (GTlsCertificate) leaf = NULL;

  keep_leaf (fixture, 300, 0600);
  g_assert_no_errno (g_remove (key));
  g_clear_object (&authority);
  authority = open_authority (fixture);
  leaf = issue (authority, RT_LEAF_GOOD, NULL);
  g_assert_cmphex (verify (authority, leaf, "localhost"), ==, 0);

  g_clear_object (&leaf);
  g_assert_true (g_file_set_contents (path, "rubbish", -1, NULL));
  leaf = issue (authority, RT_LEAF_GOOD, NULL);
  g_assert_cmphex (verify (authority, leaf, "localhost"), ==, 0);
}

static void
test_refuses_exposed_key (Fixture *fixture, gconstpointer data)
{
  static const guint modes[] = { 0640, 0604, 0660, 0610 };
  g_autoptr (RtAuthority) authority = open_authority (fixture);
  g_autofree char *key = build (fixture, "authority-key.pem");

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_no_errno (g_chmod (key, (int)modes[i]));
      g_assert_null (rt_authority_open (fixture->folder, HOST, &error));
      g_assert_error (error, RT_ERROR, RT_ERROR_KEY_EXPOSED);
      g_assert_nonnull (strstr (error->message, key));
    }
  g_assert_no_errno (g_chmod (key, 0600));
  g_clear_object (&authority);
  authority = open_authority (fixture);
}

static void
test_refuses_shared_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtAuthority) authority = open_authority (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_no_errno (g_chmod (fixture->folder, 0770));
  g_assert_null (rt_authority_open (fixture->folder, HOST, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_KEY_EXPOSED);
  g_clear_error (&error);
  g_assert_null (rt_authority_issue (authority, RT_LEAF_GOOD, NULL, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_KEY_EXPOSED);
}

/* What is damaged is not silently replaced by something that nobody trusts. */
static void
test_refuses_damaged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtAuthority) authority = open_authority (fixture);
  g_autofree char *path = build (fixture, "authority-key.pem");
  g_autoptr (GError) error = NULL;
  g_autofree char *pem = NULL;
  char *begin;

  g_assert_true (g_file_get_contents (path, &pem, NULL, &error));
  begin = strstr (pem, "-----BEGIN CERTIFICATE");
  g_assert_nonnull (begin);
  g_assert_true (g_file_set_contents_full (path, begin, -1, 0, 0600, &error));
  g_assert_null (rt_authority_open (fixture->folder, HOST, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_NO_KEY);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents_full (path, pem, begin - pem, 0, 0600, &error));
  g_assert_null (rt_authority_open (fixture->folder, HOST, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_NO_CERTIFICATE);
  g_clear_error (&error);

  g_assert_no_errno (g_remove (path));
  g_assert_no_errno (g_mkdir (path, 0700));
  g_assert_null (rt_authority_open (fixture->folder, HOST, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_FILE);
}

static void
test_replaces_old_authority (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) permitted = g_strsplit ("localhost,127.0.0.0/8", ",", -1);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  RtCertificatePlan plan = { .common_name = "Old",
                             .begins_s = now - 3600 * DAY_S,
                             .ends_s = now + 31 * DAY_S,
                             .is_authority = TRUE,
                             .permitted = (const char *const *)permitted };
  g_autofree char *path = build (fixture, "authority-key.pem");
  g_autoptr (GError) error = NULL;

  g_assert_no_errno (g_mkdir_with_parents (fixture->folder, 0700));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (RtCredential) old = rt_credential_new (&plan, NULL, &error);
      g_autoptr (GBytes) pem = rt_credential_to_pem (old, NULL);
      g_autoptr (RtAuthority) authority = NULL;
      g_autoptr (GTlsCertificate) leaf = NULL;
      g_autoptr (RtCertificate) read = NULL;
      g_autoptr (RtCertificate) read_leaf = NULL;

      g_assert_true (rt_key_file_write (path, pem, &error));
      authority = open_authority (fixture);
      leaf = issue (authority, RT_LEAF_GOOD, NULL);
      read = rt_certificate_new (rt_authority_get_certificate (authority));
      read_leaf = rt_certificate_new (leaf);
      g_assert_cmpstr (read->common_name, ==,
                       i == 0 ? "Old" : "Roundtrip on workbench.corp.example");
      g_assert_cmphex (verify (authority, leaf, "localhost"), ==, 0);
      /* A leaf does not outlive its authority. */
      g_assert_cmpint (g_date_time_compare (read_leaf->not_after, read->not_after), <=,
                       0);
      plan.ends_s = now + 29 * DAY_S;
    }
}

static void
test_host_names (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *host;
    guint n_names;
    gboolean permits;
  } cases[]
      = { { "mypc", 5, TRUE },           { "dev", 4, FALSE }, { "co.uk", 4, FALSE },
          { "192.0.2.1", 3, FALSE },     { "", 3, FALSE },    { "my_pc", 3, FALSE },
          { "localhost", 4, TRUE },      { "-a", 3, FALSE },  { "p\303\274c", 3, FALSE },
          { "a.b.example.org", 5, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = g_strdup_printf ("%s-%u", fixture->folder, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (RtAuthority) authority
          = rt_authority_open (folder, cases[i].host, &error);
      g_autoptr (GTlsCertificate) leaf = NULL;
      g_autoptr (RtCertificate) read = NULL;

      g_test_message ("%s", cases[i].host);
      g_assert_no_error (error);
      leaf = issue (authority, RT_LEAF_GOOD, NULL);
      read = rt_certificate_new (leaf);
      g_assert_cmpuint (g_strv_length (read->sans), ==, cases[i].n_names);
      g_assert_cmpint (rt_authority_permits (authority, cases[i].host), ==,
                       cases[i].permits);
      g_assert_cmphex (verify (authority, leaf, "localhost"), ==, 0);
    }
}

typedef struct
{
  const char *folder;
  char *authority;
  char *leaf;
} Racer;

static gpointer
race (gpointer data)
{
  Racer *racer = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RtAuthority) authority = rt_authority_open (racer->folder, HOST, &error);
  g_autoptr (GTlsCertificate) leaf = NULL;

  g_assert_no_error (error);
  leaf = issue (authority, RT_LEAF_GOOD, NULL);
  racer->authority
      = rt_certificate_fingerprint (rt_authority_get_certificate (authority));
  racer->leaf = rt_certificate_fingerprint (leaf);
  return NULL;
}

static void
test_threads_at_once (Fixture *fixture, gconstpointer data)
{
  Racer racers[8] = { 0 };
  GThread *threads[8];

  for (guint i = 0; i < 8; i++)
    {
      racers[i].folder = fixture->folder;
      threads[i] = g_thread_new ("race", race, &racers[i]);
    }
  for (guint i = 0; i < 8; i++)
    g_thread_join (threads[i]);
  for (guint i = 0; i < 8; i++)
    {
      g_assert_cmpstr (racers[i].authority, ==, racers[0].authority);
      g_assert_cmpstr (racers[i].leaf, ==, racers[0].leaf);
    }
  for (guint i = 0; i < 8; i++)
    {
      g_free (racers[i].authority);
      g_free (racers[i].leaf);
    }
}

/* Runs this very program again, which opens the authority and says which it got. */
static void
test_processes_at_once (Fixture *fixture, gconstpointer data)
{
  const char *const arguments[] = { data, "--race", fixture->folder, NULL };
  GSubprocess *racers[6];
  g_autofree char *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (racers); i++)
    {
      g_autoptr (GError) error = NULL;

      racers[i] = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
      g_assert_no_error (error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (racers); i++)
    {
      g_autofree char *said = NULL;

      g_assert_true (
          g_subprocess_communicate_utf8 (racers[i], NULL, NULL, &said, NULL, NULL));
      g_assert_true (g_subprocess_get_successful (racers[i]));
      g_assert_cmpuint (strlen (said), ==, 64 + 1 + 64);
      if (first == NULL)
        first = g_strdup (said);
      g_assert_cmpstr (said, ==, first);
      g_object_unref (racers[i]);
    }
}

static int
run_racer (const char *folder)
{
  Racer racer = { .folder = folder };

  race (&racer);
  g_print ("%s %s", racer.authority, racer.leaf);
  g_free (racer.authority);
  g_free (racer.leaf);
  return 0;
}

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static void
test_async (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) issued = NULL;
  g_autoptr (GAsyncResult) cancelled = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (RtAuthority) authority = NULL;
  g_autoptr (GTlsCertificate) leaf = NULL;
  g_autoptr (GError) error = NULL;

  rt_authority_open_async (fixture->folder, HOST, NULL, on_result, &opened);
  rt_test_wait_until (NULL, opened != NULL);
  authority = rt_authority_open_finish (opened, &error);
  g_assert_no_error (error);

  rt_authority_issue_async (authority, RT_LEAF_EXPIRED, NULL, NULL, on_result, &issued);
  rt_test_wait_until (NULL, issued != NULL);
  leaf = rt_authority_issue_finish (authority, issued, &error);
  g_assert_no_error (error);
  g_assert_cmphex (verify (authority, leaf, "::1"), ==, G_TLS_CERTIFICATE_EXPIRED);

  g_cancellable_cancel (cancellable);
  rt_authority_issue_async (authority, RT_LEAF_GOOD, NULL, cancellable, on_result,
                            &cancelled);
  rt_test_wait_until (NULL, cancelled != NULL);
  g_assert_null (rt_authority_issue_finish (authority, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* OpenSSL is the other library that clients are built on, and reads constraints itself. */
static void
test_openssl_agrees (Fixture *fixture, gconstpointer data)
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
  g_autofree char *server = build (fixture, "server.pem");
  g_autoptr (RtAuthority) authority = NULL;
  g_autoptr (GTlsCertificate) leaf = NULL;

  if (openssl == NULL)
    {
      g_test_skip ("openssl is not here");
      return;
    }
  authority = open_authority (fixture);
  leaf = issue (authority, RT_LEAF_GOOD, more);
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

  if (argc == 3 && g_str_equal (argv[1], "--race"))
    return run_racer (argv[2]);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, data, function)                                                        \
  g_test_add ("/authority/" path, Fixture, data, set_up, function, tear_down)
  ADD ("files-are-private", NULL, test_files);
  ADD ("reopens-what-it-made", NULL, test_reopens);
  ADD ("leaf-holds-for-all-its-names", NULL, test_all_names);
  ADD ("leaf-has-its-terms", NULL, test_terms);
  ADD ("leaves-out-what-it-may-not", NULL, test_leaves_out);
  ADD ("constraints-bind-a-stolen-key", NULL, test_constraints_bind);
  ADD ("bad-leaves-have-one-flaw", NULL, test_bad_leaves);
  ADD ("keeps-a-leaf-that-serves", NULL, test_keeps);
  for (guint i = 0; i < G_N_ELEMENTS (stale); i++)
    {
      g_autofree char *path = g_strconcat ("/authority/renews-leaf/", reasons[i], NULL);
      g_test_add (path, Fixture, &stale[i], set_up, test_renews, tear_down);
    }
  ADD ("replaces-foreign-leaf", NULL, test_replaces_foreign_leaf);
  ADD ("refuses-exposed-key", NULL, test_refuses_exposed_key);
  ADD ("refuses-shared-folder", NULL, test_refuses_shared_folder);
  ADD ("refuses-damaged-key-file", NULL, test_refuses_damaged);
  ADD ("replaces-authority-near-its-end", NULL, test_replaces_old_authority);
  ADD ("host-names-of-every-kind", NULL, test_host_names);
  ADD ("threads-at-once-get-the-same", NULL, test_threads_at_once);
  ADD ("processes-at-once-get-the-same", argv[0], test_processes_at_once);
  ADD ("works-in-another-thread", NULL, test_async);
  ADD ("openssl-agrees", NULL, test_openssl_agrees);
#undef ADD
  return g_test_run ();
}
