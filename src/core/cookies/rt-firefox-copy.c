/* A copy of the cookie database of a Firefox profile, with all that is not yet in it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/cookies/rt-firefox-copy.h"

#include "core/wire/rt-error.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>

#define DATABASE "cookies.sqlite"
#define LOG "cookies.sqlite-wal"

/* Firefox may be at work: so often is it tried to get both files at rest. */
#define TRIES 10

/* Far more than any profile has. */
#define BYTES_MAX (512 * 1024 * 1024)

/* Firefox keeps a lock on its database for as long as it runs, and even a reader would
 * leave files in the profile: so both files are copied, and what is in the log gets into
 * the copy. */
struct _RtFirefoxCopy
{
  char *folder; /* nobody else can read it */
  sqlite3 *db;
};

/* What tells that a file was written to. */
typedef struct
{
  gint64 size; /* -1: there is none */
  gint64 seconds;
  gint64 nanoseconds;
} State;

static State
look_at (const char *path)
{
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    return (State){ .size = -1 };
  return (State){ info.st_size, info.st_mtim.tv_sec, info.st_mtim.tv_nsec };
}

static gboolean
is_same (State a, State b)
{
  return a.size == b.size && a.seconds == b.seconds && a.nanoseconds == b.nanoseconds;
}

static gboolean
copy_file (const char *from, const char *to, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);

  return g_file_copy (source, target,
                      G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL,
                      NULL, NULL, error);
}

/* Copies both files as they were at one moment: nothing has changed while it was done. */
static gboolean
copy_both (const char *profile, const char *folder, GError **error)
{
  g_autofree char *from = g_build_filename (profile, DATABASE, NULL);
  g_autofree char *from_log = g_build_filename (profile, LOG, NULL);
  g_autofree char *to = g_build_filename (folder, DATABASE, NULL);
  g_autofree char *to_log = g_build_filename (folder, LOG, NULL);

  for (guint i = 0; i < TRIES; i++)
    {
      State state = look_at (from);
      State log = look_at (from_log);

      if (state.size > BYTES_MAX || log.size > BYTES_MAX)
        {
          g_set_error (error, RT_ERROR, RT_ERROR_FILE, "'%s' is too big", from);
          return FALSE;
        }
      g_unlink (to_log);
      if (!copy_file (from, to, error))
        return FALSE;
      if (log.size >= 0 && !copy_file (from_log, to_log, NULL))
        continue;
      if (is_same (state, look_at (from)) && is_same (log, look_at (from_log)))
        return TRUE;
    }
  g_set_error (error, RT_ERROR, RT_ERROR_FILE, "'%s' changes all the time", from);
  return FALSE;
}

static gboolean
open_copy (RtFirefoxCopy *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, DATABASE, NULL);
  int code = sqlite3_open_v2 (
      path, &self->db,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL);

  /* What comes from elsewhere may be made to do harm by its schema. */
  if (code == SQLITE_OK)
    code = sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_db_config (self->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  if (code == SQLITE_OK)
    return TRUE;
  g_set_error (error, RT_ERROR, RT_ERROR_FILE, "'%s': %s", path, sqlite3_errstr (code));
  return FALSE;
}

/* In memory where the system has such a place. */
static char *
make_folder (GError **error)
{
  const char *base = g_getenv ("XDG_RUNTIME_DIR");
  g_autofree char *pattern = NULL;

  if (base != NULL && g_file_test (base, G_FILE_TEST_IS_DIR))
    {
      pattern = g_build_filename (base, "roundtrip-XXXXXX", NULL);
      if (g_mkdtemp (pattern) != NULL)
        return g_steal_pointer (&pattern);
    }
  return g_dir_make_tmp ("roundtrip-XXXXXX", error);
}

/**
 * rt_firefox_copy_new:
 * @profile: the folder of a profile
 * @error: return location for a #GError, or %NULL
 *
 * Copies the cookies of @profile, where nothing is changed.
 *
 * Errors: %RT_ERROR_FILE, or those of #GFile
 *
 * Returns: (transfer full) (nullable): the copy
 */
RtFirefoxCopy *
rt_firefox_copy_new (const char *profile, GError **error)
{
  g_autoptr (RtFirefoxCopy) self = g_new0 (RtFirefoxCopy, 1);

  self->folder = make_folder (error);
  if (self->folder == NULL || !copy_both (profile, self->folder, error)
      || !open_copy (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
rt_firefox_copy_free (RtFirefoxCopy *self)
{
  static const char *const names[]
      = { DATABASE, LOG, "cookies.sqlite-shm", "cookies.sqlite-journal" };

  sqlite3_close (self->db);
  for (guint i = 0; self->folder != NULL && i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, names[i], NULL);
      g_unlink (path);
    }
  if (self->folder != NULL)
    g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self);
}

sqlite3 *
rt_firefox_copy_get_db (RtFirefoxCopy *self)
{
  return self->db;
}
