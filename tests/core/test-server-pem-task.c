/* Tests of what takes certificates in and gives them out in another thread. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server-pem-task.h"
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-certificates.h"
#include "tests/lib/rt-test-wait.h"

#include <glib/gstdio.h>

typedef struct
{
  RtTestCertificates *made;
  char *folder; /* does not exist yet */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->made = rt_test_certificates_new ();
  fixture->folder = rt_test_dir_build (fixture->made->dir, "kept");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->folder);
  rt_test_certificates_free (fixture->made);
}

static void
on_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static char *
keep (Fixture *fixture, const char *path, RtServerPemFlaws *flaws, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rt_server_pem_keep_async (path, NULL, NULL, fixture->folder, on_result, &result);
  rt_test_wait_until (NULL, result != NULL);
  return rt_server_pem_keep_finish (result, flaws, error);
}

static void
assert_private (const char *path, guint mode)
{
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, mode);
}

/* The copy serves when the file is gone. */
static void
test_keeps (Fixture *fixture, gconstpointer data)
{
  const char *path = fixture->made->paths[RT_TEST_EXPIRED];
  g_autoptr (GError) error = NULL;
  RtServerPemFlaws flaws = 0;
  g_autofree char *kept = keep (fixture, path, &flaws, &error);
  g_autofree char *again = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;

  g_assert_no_error (error);
  g_assert_true ((flaws & RT_SERVER_PEM_EXPIRED) != 0);
  assert_private (fixture->folder, 0700);
  assert_private (kept, 0600);
  again = keep (fixture, path, &flaws, &error);
  g_assert_cmpstr (again, ==, kept);

  g_assert_cmpint (g_remove (path), ==, 0);
  certificate = rt_server_pem_import (kept, NULL, NULL, &flaws, &error);
  g_assert_no_error (error);
  g_assert_true (g_tls_certificate_is_same (
      certificate, fixture->made->certificates[RT_TEST_EXPIRED]));
}

static void
test_refuses (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  RtServerPemFlaws flaws = 0;

  g_assert_null (keep (fixture, "/dev/null", &flaws, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_FILE);
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
}

static void
test_exports (Fixture *fixture, gconstpointer data)
{
  GTlsCertificate *certificate = fixture->made->certificates[RT_TEST_SERVER];
  g_autofree char *path = rt_test_dir_build (fixture->made->dir, "server.pem");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) failed = NULL;
  g_autoptr (GTlsCertificate) read = NULL;
  g_autoptr (GError) error = NULL;

  rt_server_pem_export_async (certificate, path, on_result, &result);
  rt_test_wait_until (NULL, result != NULL);
  rt_server_pem_export_finish (certificate, result, &error);
  g_assert_no_error (error);
  assert_private (path, 0600);
  read = g_tls_certificate_new_from_file (path, &error);
  g_assert_no_error (error);
  g_assert_true (g_tls_certificate_is_same (read, certificate));

  rt_server_pem_export_async (certificate, "/dev/null/x", on_result, &failed);
  rt_test_wait_until (NULL, failed != NULL);
  g_assert_false (rt_server_pem_export_finish (certificate, failed, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_FILE);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/server-pem-task/keeps-a-copy", test_keeps);
  add ("/server-pem-task/refuses", test_refuses);
  add ("/server-pem-task/exports", test_exports);
  return g_test_run ();
}
