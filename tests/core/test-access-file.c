/* Tests of RtAccessFile. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-access-file.h"
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-dir.h"
#include "tests/lib/rt-test-wait.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

typedef struct
{
  RtTestDir *dir;
  char *path;
  char *aside;
  RtAccessFile *file;
  guint n_failures;
  int code; /* of the last failure */
} Fixture;

static void
on_failed (RtAccessFile *file, const GError *error, Fixture *fixture)
{
  g_assert_true (error->domain == RT_ERROR);
  fixture->n_failures++;
  fixture->code = error->code;
}

static void
open_file (Fixture *fixture, const char *path, goffset limit)
{
  g_autoptr (GError) error = NULL;

  fixture->file = rt_access_file_open (path, limit, &error);
  g_assert_no_error (error);
  g_signal_connect (fixture->file, "failed", G_CALLBACK (on_failed), fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = rt_test_dir_new ();
  fixture->path = rt_test_dir_build (fixture->dir, "state/hello.log");
  fixture->aside = g_strconcat (fixture->path, ".1", NULL);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer data)
{
  rt_access_file_close_finish (RT_ACCESS_FILE (source), result);
  *(gboolean *)data = TRUE;
}

static void
close_file (Fixture *fixture)
{
  gboolean is_closed = FALSE;

  rt_access_file_close_async (fixture->file, on_closed, &is_closed);
  rt_test_wait_until (NULL, is_closed);
  g_clear_object (&fixture->file);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->file);
  rt_test_dir_free (fixture->dir);
  g_free (fixture->path);
  g_free (fixture->aside);
}

static void
append (Fixture *fixture, const char *request)
{
  g_autoptr (GPtrArray) entries
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_access_entry_unref);
  RtAccessEntry *entry = rt_access_entry_new ("::1", NULL);

  entry->request = g_strdup (request);
  g_ptr_array_add (entries, entry);
  rt_access_file_append (fixture->file, entries);
}

/* Each line asks for one of the words. */
static void
assert_holds (const char *path, const char *const *requests)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = g_strv_length ((GStrv)requests);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, n + 1);
  g_assert_cmpstr (lines[n], ==, "");
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *quoted = g_strdup_printf ("] \"%s\" ", requests[i]);

      g_assert_nonnull (strstr (lines[i], quoted));
    }
}

static void
assert_private (const char *path, guint mode)
{
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, mode);
}

static void
test_adds (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);

  open_file (fixture, fixture->path, RT_ACCESS_FILE_LIMIT);
  append (fixture, "a");
  append (fixture, "b");
  close_file (fixture);
  assert_private (folder, 0700);
  assert_private (fixture->path, 0600);
  open_file (fixture, fixture->path, RT_ACCESS_FILE_LIMIT);
  append (fixture, "c");
  close_file (fixture);
  assert_holds (fixture->path, (const char *[]){ "a", "b", "c", NULL });
  g_assert_cmpuint (fixture->n_failures, ==, 0);
}

static void
test_is_bounded (Fixture *fixture, gconstpointer data)
{
  /* Room for two lines of this length, and not for three. */
  open_file (fixture, fixture->path, 150);
  for (const char *c = "abcde"; *c != '\0'; c++)
    append (fixture, (char[]){ *c, '\0' });
  close_file (fixture);
  assert_holds (fixture->path, (const char *[]){ "e", NULL });
  assert_holds (fixture->aside, (const char *[]){ "c", "d", NULL });
  assert_private (fixture->aside, 0600);
}

static void
test_deleted (Fixture *fixture, gconstpointer data)
{
  open_file (fixture, fixture->path, RT_ACCESS_FILE_LIMIT);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  append (fixture, "a");
  close_file (fixture);
  assert_holds (fixture->path, (const char *[]){ "a", NULL });
}

static void
test_full (Fixture *fixture, gconstpointer data)
{
  open_file (fixture, "/dev/full", 1);
  append (fixture, "a");
  append (fixture, "b");
  rt_test_wait_until (NULL, fixture->n_failures > 0);
  close_file (fixture);
  g_assert_cmpuint (fixture->n_failures, ==, 1);
  g_assert_cmpint (fixture->code, ==, RT_ERROR_DISK_FULL);
}

static void
test_no_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (rt_access_file_open (fixture->dir->path, 1, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_FILE);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/access-file/adds-in-private", test_adds);
  add ("/access-file/is-bounded", test_is_bounded);
  add ("/access-file/begins-anew-when-it-was-deleted", test_deleted);
  add ("/access-file/says-once-that-it-cannot-write", test_full);
  add ("/access-file/says-that-it-cannot-be-opened", test_no_file);
  return g_test_run ();
}
