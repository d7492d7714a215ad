/* Tests: the user's own authority. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-authority-folder.h"
#include "core/server/rt-authority.h"
#include "core/server/rt-key-file.h"
#include "core/server/rt-pem.h"
#include "core/wire/rt-certificate.h"
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-authority.h"
#include "tests/lib/rt-test-wait.h"

#include <glib/gstdio.h>
#include <string.h>

#define DAY_S ((gint64)24 * 60 * 60)

static void
test_files (RtTestAuthority *fixture, gconstpointer data)
{
  g_autoptr (RtAuthority) authority = rt_test_authority_open (fixture);
  g_autoptr (GTlsCertificate) leaf
      = rt_test_authority_issue (authority, RT_LEAF_GOOD, NULL);
  g_autofree char *key = rt_test_authority_build (fixture, "authority-key.pem");
  g_autofree char *server = rt_test_authority_build (fixture, "server.pem");
  g_autofree char *shown = NULL;

  g_assert_cmphex (rt_test_mode_of (fixture->folder), ==, 0700);
  g_assert_cmphex (rt_test_mode_of (key), ==, 0600);
  g_assert_cmphex (rt_test_mode_of (server), ==, 0600);
  g_assert_true (g_file_get_contents (rt_authority_get_certificate_path (authority),
                                      &shown, NULL, NULL));
  g_assert_nonnull (strstr (shown, "BEGIN CERTIFICATE"));
  g_assert_null (strstr (shown, "KEY"));
}

static void
test_reopens (RtTestAuthority *fixture, gconstpointer data)
{
  g_autoptr (RtAuthority) first = rt_test_authority_open (fixture);
  g_autoptr (RtAuthority) second = NULL;

  g_remove (rt_authority_get_certificate_path (first));
  second = rt_test_authority_open (fixture);
  g_assert_true (g_tls_certificate_is_same (rt_authority_get_certificate (first),
                                            rt_authority_get_certificate (second)));
  g_assert_true (
      g_file_test (rt_authority_get_certificate_path (second), G_FILE_TEST_EXISTS));
}

/* The constraints bind whoever has the key, not only this program. */
static void
test_constraints_bind (RtTestAuthority *fixture, gconstpointer data)
{
  static const char *const names[] = { "www.example.org", "8.8.8.8" };
  g_autoptr (RtAuthority) authority = rt_test_authority_open (fixture);
  g_autofree char *path = rt_test_authority_build (fixture, "authority-key.pem");
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

      g_assert_cmphex (rt_test_authority_verify (authority, leaf, names[i]), !=, 0);
    }
}

static void
test_refuses_exposed_key (RtTestAuthority *fixture, gconstpointer data)
{
  static const guint modes[] = { 0640, 0604, 0660, 0610 };
  g_autoptr (RtAuthority) authority = rt_test_authority_open (fixture);
  g_autofree char *key = rt_test_authority_build (fixture, "authority-key.pem");

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_no_errno (g_chmod (key, (int)modes[i]));
      g_assert_null (rt_authority_open (fixture->folder, RT_TEST_AUTHORITY_HOST, &error));
      g_assert_error (error, RT_ERROR, RT_ERROR_KEY_EXPOSED);
      g_assert_nonnull (strstr (error->message, key));
    }
  g_assert_no_errno (g_chmod (key, 0600));
  g_clear_object (&authority);
  authority = rt_test_authority_open (fixture);
}

static void
test_refuses_shared_folder (RtTestAuthority *fixture, gconstpointer data)
{
  g_autoptr (RtAuthority) authority = rt_test_authority_open (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_no_errno (g_chmod (fixture->folder, 0770));
  g_assert_null (rt_authority_open (fixture->folder, RT_TEST_AUTHORITY_HOST, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_KEY_EXPOSED);
  g_clear_error (&error);
  g_assert_null (rt_authority_issue (authority, RT_LEAF_GOOD, NULL, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_KEY_EXPOSED);
}

/* What is damaged is not silently replaced by something that nobody trusts. */
static void
test_refuses_damaged (RtTestAuthority *fixture, gconstpointer data)
{
  g_autoptr (RtAuthority) authority = rt_test_authority_open (fixture);
  g_autofree char *path = rt_test_authority_build (fixture, "authority-key.pem");
  g_autoptr (GError) error = NULL;
  g_autofree char *pem = NULL;
  char *begin;

  g_assert_true (g_file_get_contents (path, &pem, NULL, &error));
  begin = strstr (pem, "-----BEGIN CERTIFICATE");
  g_assert_nonnull (begin);
  g_assert_true (g_file_set_contents_full (path, begin, -1, 0, 0600, &error));
  g_assert_null (rt_authority_open (fixture->folder, RT_TEST_AUTHORITY_HOST, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_NO_KEY);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents_full (path, pem, begin - pem, 0, 0600, &error));
  g_assert_null (rt_authority_open (fixture->folder, RT_TEST_AUTHORITY_HOST, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_NO_CERTIFICATE);
  g_clear_error (&error);

  g_assert_no_errno (g_remove (path));
  g_assert_no_errno (g_mkdir (path, 0700));
  g_assert_null (rt_authority_open (fixture->folder, RT_TEST_AUTHORITY_HOST, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_FILE);
}

static void
test_replaces_old_authority (RtTestAuthority *fixture, gconstpointer data)
{
  g_auto (GStrv) permitted = g_strsplit ("localhost,127.0.0.0/8", ",", -1);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  RtCertificatePlan plan = { .common_name = "Old",
                             .begins_s = now - 3600 * DAY_S,
                             .ends_s = now + 31 * DAY_S,
                             .is_authority = TRUE,
                             .permitted = (const char *const *)permitted };
  g_autofree char *path = rt_test_authority_build (fixture, "authority-key.pem");
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
      authority = rt_test_authority_open (fixture);
      leaf = rt_test_authority_issue (authority, RT_LEAF_GOOD, NULL);
      read = rt_certificate_new (rt_authority_get_certificate (authority));
      read_leaf = rt_certificate_new (leaf);
      g_assert_cmpstr (read->common_name, ==,
                       i == 0 ? "Old" : "Roundtrip on workbench.corp.example");
      g_assert_cmphex (rt_test_authority_verify (authority, leaf, "localhost"), ==, 0);
      /* A leaf does not outlive its authority. */
      g_assert_cmpint (g_date_time_compare (read_leaf->not_after, read->not_after), <=,
                       0);
      plan.ends_s = now + 29 * DAY_S;
    }
}

static void
test_host_names (RtTestAuthority *fixture, gconstpointer data)
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
      leaf = rt_test_authority_issue (authority, RT_LEAF_GOOD, NULL);
      read = rt_certificate_new (leaf);
      g_assert_cmpuint (g_strv_length (read->sans), ==, cases[i].n_names);
      g_assert_cmpint (rt_test_authority_verify (authority, leaf, cases[i].host) == 0, ==,
                       cases[i].permits);
      g_assert_cmphex (rt_test_authority_verify (authority, leaf, "localhost"), ==, 0);
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
  g_autoptr (RtAuthority) authority
      = rt_authority_open (racer->folder, RT_TEST_AUTHORITY_HOST, &error);
  g_autoptr (GTlsCertificate) leaf = NULL;

  g_assert_no_error (error);
  leaf = rt_test_authority_issue (authority, RT_LEAF_GOOD, NULL);
  racer->authority
      = rt_certificate_fingerprint (rt_authority_get_certificate (authority));
  racer->leaf = rt_certificate_fingerprint (leaf);
  return NULL;
}

static void
test_threads_at_once (RtTestAuthority *fixture, gconstpointer data)
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
test_processes_at_once (RtTestAuthority *fixture, gconstpointer data)
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
test_async (RtTestAuthority *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (RtAuthority) authority = NULL;
  g_autoptr (GError) error = NULL;

  rt_authority_open_async (fixture->folder, RT_TEST_AUTHORITY_HOST, NULL, on_result,
                           &opened);
  rt_test_wait_until (NULL, opened != NULL);
  authority = rt_authority_open_finish (opened, &error);
  g_assert_no_error (error);
  g_assert_true (
      g_file_test (rt_authority_get_certificate_path (authority), G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--race"))
    return run_racer (argv[2]);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, data, function)                                                        \
  g_test_add ("/authority/" path, RtTestAuthority, data, rt_test_authority_set_up,       \
              function, rt_test_authority_tear_down)
  ADD ("files-are-private", NULL, test_files);
  ADD ("reopens-what-it-made", NULL, test_reopens);
  ADD ("constraints-bind-a-stolen-key", NULL, test_constraints_bind);
  ADD ("refuses-exposed-key", NULL, test_refuses_exposed_key);
  ADD ("refuses-shared-folder", NULL, test_refuses_shared_folder);
  ADD ("refuses-damaged-key-file", NULL, test_refuses_damaged);
  ADD ("replaces-authority-near-its-end", NULL, test_replaces_old_authority);
  ADD ("host-names-of-every-kind", NULL, test_host_names);
  ADD ("threads-at-once-get-the-same", NULL, test_threads_at_once);
  ADD ("processes-at-once-get-the-same", argv[0], test_processes_at_once);
  ADD ("works-in-another-thread", NULL, test_async);
#undef ADD
  return g_test_run ();
}
