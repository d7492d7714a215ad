/* The database of a jar: its file, its version, and what has gone wrong with it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct _RtCookieDb RtCookieDb;

RtCookieDb *rt_cookie_db_open (const char *path, GError **error);
void rt_cookie_db_free (RtCookieDb *self);
void rt_cookie_db_delete (const char *path);

void rt_cookie_db_begin (RtCookieDb *self);
gboolean rt_cookie_db_end (RtCookieDb *self, GError **error);

/* A statement is prepared once; each use ends with one of the other two, or with
 * rt_cookie_db_reset(). */
sqlite3_stmt *rt_cookie_db_prepare (RtCookieDb *self, const char *sql);
void rt_cookie_db_run (RtCookieDb *self, sqlite3_stmt *statement);
gint64 rt_cookie_db_read_number (RtCookieDb *self, sqlite3_stmt *statement);
void rt_cookie_db_reset (RtCookieDb *self, sqlite3_stmt *statement, int code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtCookieDb, rt_cookie_db_free)

G_END_DECLS
