/* The database of a jar: its file, its version, and what has gone wrong with it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/cookies/rt-cookie-db.h"

#include "core/wire/rt-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* "RtCj", so that no other program's database is taken for a jar. */
#define APPLICATION_ID 0x5274436a
#define VERSION 1

/* Another program that uses the jar is waited for. */
#define BUSY_TIMEOUT_MS 5000

/* Name, value and path are blobs: they need not be text.  No expires_s: a session. */
#define SCHEMA                                                                           \
  "CREATE TABLE cookies ("                                                               \
  " id INTEGER PRIMARY KEY,"                                                             \
  " name BLOB NOT NULL, value BLOB NOT NULL, domain TEXT NOT NULL,"                      \
  " host_only INTEGER NOT NULL, path BLOB NOT NULL, expires_s INTEGER,"                  \
  " created_us INTEGER NOT NULL, used_us INTEGER NOT NULL,"                              \
  " same_site INTEGER NOT NULL, secure INTEGER NOT NULL,"                                \
  " http_only INTEGER NOT NULL, partitioned INTEGER NOT NULL,"                           \
  " site TEXT NOT NULL,"                                                                 \
  " UNIQUE (name, domain, host_only, path));"                                            \
  "CREATE INDEX cookies_site ON cookies (site);"                                         \
  "PRAGMA application_id = 1383351146;"                                                  \
  "PRAGMA user_version = 1;"

struct _RtCookieDb
{
  sqlite3 *db;
  GHashTable *statements; /* of sqlite3_stmt, by the address of their text */
  GError *error;          /* the first since begin; nullable */
};

static GError *
error_from (sqlite3 *db, int code)
{
  return g_error_new (RT_ERROR, code == SQLITE_FULL ? RT_ERROR_DISK_FULL : RT_ERROR_FILE,
                      "cookie jar: %s",
                      db != NULL ? sqlite3_errmsg (db) : sqlite3_errstr (code));
}

static void
note_failure (RtCookieDb *self, int code)
{
  if (self->error == NULL)
    self->error = error_from (self->db, code);
}

static void
tell (RtCookieDb *self, const char *statements)
{
  int code = sqlite3_exec (self->db, statements, NULL, NULL, NULL);

  if (code != SQLITE_OK)
    note_failure (self, code);
}

static gint64
read_number (RtCookieDb *self, const char *question)
{
  return rt_cookie_db_read_number (self, rt_cookie_db_prepare (self, question));
}

static void
finalize_statement (gpointer data)
{
  sqlite3_finalize (data);
}

/* A file that is nobody else's business.  One that is there is never opened here: closing
 * it again would drop the locks that this program may hold on it by another jar. */
static gboolean
make_private (const char *path, GError **error)
{
  int fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd >= 0)
    return g_close (fd, error);
  if (errno == EEXIST && g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  g_set_error (error, RT_ERROR, RT_ERROR_FILE, "cookie jar '%s': %s", path,
               errno == EEXIST ? "no regular file" : g_strerror (errno));
  return FALSE;
}

/* What is in the file is ours, or nothing.  The look and the making are one transaction,
 * so that two programs can make the same jar at once. */
static gboolean
adopt (RtCookieDb *self, GError **error)
{
  gint64 id, version, tables;

  rt_cookie_db_begin (self);
  id = read_number (self, "PRAGMA application_id");
  version = read_number (self, "PRAGMA user_version");
  tables = read_number (self, "SELECT count (*) FROM sqlite_master");
  if (self->error == NULL && id == 0 && version == 0 && tables == 0)
    tell (self, SCHEMA);
  else if (self->error == NULL && (id != APPLICATION_ID || version > VERSION))
    self->error = g_error_new (RT_ERROR, RT_ERROR_FILE,
                               id == APPLICATION_ID
                                   ? "the cookie jar is of a newer version (%d)"
                                   : "the database is no cookie jar (version %d)",
                               (int)version);
  return rt_cookie_db_end (self, error);
}

/**
 * rt_cookie_db_open:
 * @path: (nullable): a file, which is made where there is none; %NULL: memory
 * @error: return location for a #GError, or %NULL
 *
 * Opens a database.  Its file can be read by nobody else.
 *
 * Errors: %RT_ERROR_FILE, %RT_ERROR_DISK_FULL
 *
 * Returns: (transfer full) (nullable): the database
 */
RtCookieDb *
rt_cookie_db_open (const char *path, GError **error)
{
  g_autoptr (RtCookieDb) self = g_new0 (RtCookieDb, 1);
  int code;

  self->statements = g_hash_table_new_full (NULL, NULL, NULL, finalize_statement);
  if (path != NULL && !make_private (path, error))
    return NULL;
  code = sqlite3_open_v2 (
      path != NULL ? path : ":memory:", &self->db,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL);
  if (code != SQLITE_OK)
    {
      g_propagate_error (error, error_from (self->db, code));
      return NULL;
    }
  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
  if (!adopt (self, error))
    return NULL;
  if (path != NULL && g_chmod (path, 0600) != 0)
    {
      g_set_error (error, RT_ERROR, RT_ERROR_FILE, "cookie jar '%s': %s", path,
                   g_strerror (errno));
      return NULL;
    }
  /* Where a write-ahead log cannot be had, as on some network drives, a journal does. */
  sqlite3_exec (self->db,
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                "PRAGMA secure_delete = ON;",
                NULL, NULL, NULL);
  return g_steal_pointer (&self);
}

void
rt_cookie_db_free (RtCookieDb *self)
{
  g_hash_table_unref (self->statements);
  sqlite3_close (self->db);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * rt_cookie_db_delete:
 * @path: the file of a database that nobody has open
 *
 * Deletes the file and those that belong to it.
 */
void
rt_cookie_db_delete (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);
      g_unlink (name);
    }
}

/**
 * rt_cookie_db_begin:
 * @self: a database
 *
 * Begins to read and write.  Nobody else writes until rt_cookie_db_end().
 */
void
rt_cookie_db_begin (RtCookieDb *self)
{
  g_clear_error (&self->error);
  tell (self, "BEGIN IMMEDIATE");
}

/**
 * rt_cookie_db_end:
 * @self: a database
 * @error: return location for a #GError, or %NULL
 *
 * Keeps all that was written since rt_cookie_db_begin(), or nothing of it.
 *
 * Errors: %RT_ERROR_FILE, %RT_ERROR_DISK_FULL: something has failed in between
 *
 * Returns: %TRUE if it was kept
 */
gboolean
rt_cookie_db_end (RtCookieDb *self, GError **error)
{
  if (self->error == NULL)
    tell (self, "COMMIT");
  if (self->error == NULL)
    return TRUE;
  if (!sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

/**
 * rt_cookie_db_prepare:
 * @self: a database
 * @sql: one statement; text that is never freed
 *
 * Returns: (transfer none) (nullable): the statement with nothing bound; %NULL if it
 *   cannot be had, which rt_cookie_db_end() will tell
 */
sqlite3_stmt *
rt_cookie_db_prepare (RtCookieDb *self, const char *sql)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);
  int code;

  if (statement != NULL)
    return statement;
  code = sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement,
                             NULL);
  if (code != SQLITE_OK)
    note_failure (self, code);
  else
    g_hash_table_insert (self->statements, (gpointer)sql, statement);
  return statement;
}

/* Runs a statement that gives no rows. */
void
rt_cookie_db_run (RtCookieDb *self, sqlite3_stmt *statement)
{
  rt_cookie_db_reset (self, statement, sqlite3_step (statement));
}

/* Runs a statement that gives one number.  NULL gives 0. */
gint64
rt_cookie_db_read_number (RtCookieDb *self, sqlite3_stmt *statement)
{
  gint64 number = 0;
  int code;

  if (statement == NULL)
    return 0;
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    {
      number = sqlite3_column_int64 (statement, 0);
      code = SQLITE_DONE;
    }
  rt_cookie_db_reset (self, statement, code);
  return number;
}

/**
 * rt_cookie_db_reset:
 * @self: a database
 * @statement: a statement that is through
 * @code: what its last step gave
 *
 * Makes the statement ready for its next use, and remembers what went wrong.
 */
void
rt_cookie_db_reset (RtCookieDb *self, sqlite3_stmt *statement, int code)
{
  if (code != SQLITE_DONE)
    note_failure (self, code);
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
}
