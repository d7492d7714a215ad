/* The table of a jar, in a file or in memory: SQL and no rules. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/cookies/rt-cookie-store.h"

#include "core/cookies/rt-cookie-db.h"
#include "core/cookies/rt-cookie-scope.h"

#include <string.h>

#define COLUMNS                                                                          \
  "name, value, domain, host_only, path, expires_s, created_us, used_us, same_site, "    \
  "secure, http_only, partitioned"

/* RFC 6265bis §5.8.3: longer paths first, then older cookies. */
#define ORDER " ORDER BY length (path) DESC, created_us, id"

#define KEY " WHERE name = ?1 AND domain = ?2 AND host_only = ?3 AND path = ?4"

/* The statements; each is prepared when it is first used. */
static const char list[] = "SELECT " COLUMNS " FROM cookies" ORDER;
static const char list_named[] = "SELECT " COLUMNS " FROM cookies WHERE name = ?1" ORDER;
static const char find[] = "SELECT " COLUMNS " FROM cookies" KEY;
static const char put[]
    = "INSERT INTO cookies (" COLUMNS ", site)"
      " VALUES (?1, ?5, ?2, ?3, ?4, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
      " ON CONFLICT (name, domain, host_only, path) DO UPDATE SET"
      " value = ?5, expires_s = ?6, created_us = ?7, used_us = ?8, same_site = ?9,"
      " secure = ?10, http_only = ?11, partitioned = ?12";
static const char drop[] = "DELETE FROM cookies" KEY;
static const char touch[] = "UPDATE cookies SET used_us = ?5" KEY;
static const char sweep[] = "DELETE FROM cookies WHERE expires_s <= ?1";
static const char count_site[] = "SELECT count (*) FROM cookies WHERE site = ?1";
static const char count_all[] = "SELECT count (*) FROM cookies";

/* RFC 6265bis §5.7, "remove excess cookies". */
static const char first_of_site[] = "SELECT " COLUMNS " FROM cookies WHERE site = ?1"
                                    " ORDER BY secure, used_us, id LIMIT 1";
static const char first_of_all[]
    = "SELECT " COLUMNS " FROM cookies ORDER BY used_us, id LIMIT 1";

struct _RtCookieStore
{
  RtCookieDb *db;
};

static void
bind_bytes (sqlite3_stmt *statement, int index, const char *text)
{
  sqlite3_bind_blob (statement, index, text, strlen (text), SQLITE_STATIC);
}

static void
bind_text (sqlite3_stmt *statement, int index, const char *text)
{
  sqlite3_bind_text (statement, index, text, -1, SQLITE_STATIC);
}

static void
bind_key (sqlite3_stmt *statement, const RtCookie *cookie)
{
  bind_bytes (statement, 1, cookie->name);
  bind_text (statement, 2, cookie->domain);
  sqlite3_bind_int (statement, 3, cookie->host_only);
  bind_bytes (statement, 4, cookie->path);
}

static char *
column_bytes (sqlite3_stmt *statement, int column)
{
  const char *bytes = sqlite3_column_blob (statement, column);

  return g_strndup (bytes != NULL ? bytes : "", sqlite3_column_bytes (statement, column));
}

static RtCookie *
read_row (sqlite3_stmt *statement)
{
  g_autofree char *name = column_bytes (statement, 0);
  g_autofree char *value = column_bytes (statement, 1);
  g_autofree char *domain = column_bytes (statement, 2);
  g_autofree char *path = column_bytes (statement, 4);
  const RtCookie model = {
    .name = name,
    .value = value,
    .domain = domain,
    .path = path,
    .host_only = sqlite3_column_int (statement, 3),
    .expires_s = sqlite3_column_type (statement, 5) == SQLITE_NULL
                     ? RT_COOKIE_SESSION
                     : sqlite3_column_int64 (statement, 5),
    .created_us = sqlite3_column_int64 (statement, 6),
    .used_us = sqlite3_column_int64 (statement, 7),
    .same_site = MIN ((guint)sqlite3_column_int (statement, 8), RT_SAME_SITE_STRICT),
    .secure = sqlite3_column_int (statement, 9),
    .http_only = sqlite3_column_int (statement, 10),
    .partitioned = sqlite3_column_int (statement, 11),
  };

  return rt_cookie_new (&model);
}

/* Takes all rows of a statement that is bound.  A row that we would never have written,
 * and that could break a request, is passed over. */
static GPtrArray *
read_rows (RtCookieStore *self, sqlite3_stmt *statement)
{
  GPtrArray *cookies = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_cookie_unref);
  int code = SQLITE_DONE;

  while (statement != NULL && (code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      g_autoptr (RtCookie) cookie = read_row (statement);

      if (rt_cookie_check_form (cookie) == RT_COOKIE_RULE_STORED)
        g_ptr_array_add (cookies, g_steal_pointer (&cookie));
    }
  if (statement != NULL)
    rt_cookie_db_reset (self->db, statement, code);
  return cookies;
}

/* As rt_cookie_db_open(). */
RtCookieStore *
rt_cookie_store_open (const char *path, GError **error)
{
  RtCookieDb *db = rt_cookie_db_open (path, error);
  RtCookieStore *self;

  if (db == NULL)
    return NULL;
  self = g_new0 (RtCookieStore, 1);
  self->db = db;
  return self;
}

void
rt_cookie_store_free (RtCookieStore *self)
{
  rt_cookie_db_free (self->db);
  g_free (self);
}

/* As rt_cookie_db_begin(). */
void
rt_cookie_store_begin (RtCookieStore *self)
{
  rt_cookie_db_begin (self->db);
}

/* As rt_cookie_db_end(). */
gboolean
rt_cookie_store_end (RtCookieStore *self, GError **error)
{
  return rt_cookie_db_end (self->db, error);
}

/**
 * rt_cookie_store_list:
 * @self: a store
 *
 * Gives all cookies, in the order in which they would be sent.
 *
 * Returns: (transfer full) (element-type RtCookie): the cookies
 */
GPtrArray *
rt_cookie_store_list (RtCookieStore *self)
{
  return read_rows (self, rt_cookie_db_prepare (self->db, list));
}

/* Likewise, those called @name. */
GPtrArray *
rt_cookie_store_list_named (RtCookieStore *self, const char *name)
{
  sqlite3_stmt *statement = rt_cookie_db_prepare (self->db, list_named);

  if (statement != NULL)
    bind_bytes (statement, 1, name);
  return read_rows (self, statement);
}

/* The one cookie that @cookie would replace, or NULL. */
RtCookie *
rt_cookie_store_find (RtCookieStore *self, const RtCookie *cookie)
{
  sqlite3_stmt *statement = rt_cookie_db_prepare (self->db, find);
  g_autoptr (GPtrArray) found = NULL;

  if (statement != NULL)
    bind_key (statement, cookie);
  found = read_rows (self, statement);
  return found->len > 0 ? rt_cookie_ref (found->pdata[0]) : NULL;
}

/**
 * rt_cookie_store_put:
 * @self: a store
 * @cookie: a cookie
 *
 * Keeps @cookie, in the place of the one with its name, domain and path if there is one.
 */
void
rt_cookie_store_put (RtCookieStore *self, const RtCookie *cookie)
{
  sqlite3_stmt *statement = rt_cookie_db_prepare (self->db, put);
  g_autofree char *site = rt_cookie_scope_dup_site (cookie->domain);

  if (statement == NULL)
    return;
  bind_key (statement, cookie);
  bind_bytes (statement, 5, cookie->value);
  if (cookie->expires_s != RT_COOKIE_SESSION)
    sqlite3_bind_int64 (statement, 6, cookie->expires_s);
  sqlite3_bind_int64 (statement, 7, cookie->created_us);
  sqlite3_bind_int64 (statement, 8, cookie->used_us);
  sqlite3_bind_int (statement, 9, cookie->same_site);
  sqlite3_bind_int (statement, 10, cookie->secure);
  sqlite3_bind_int (statement, 11, cookie->http_only);
  sqlite3_bind_int (statement, 12, cookie->partitioned);
  bind_text (statement, 13, site);
  rt_cookie_db_run (self->db, statement);
}

void
rt_cookie_store_remove (RtCookieStore *self, const RtCookie *cookie)
{
  sqlite3_stmt *statement = rt_cookie_db_prepare (self->db, drop);

  if (statement == NULL)
    return;
  bind_key (statement, cookie);
  rt_cookie_db_run (self->db, statement);
}

/* The cookie was sent. */
void
rt_cookie_store_touch (RtCookieStore *self, const RtCookie *cookie, gint64 now_us)
{
  sqlite3_stmt *statement = rt_cookie_db_prepare (self->db, touch);

  if (statement == NULL)
    return;
  bind_key (statement, cookie);
  sqlite3_bind_int64 (statement, 5, now_us);
  rt_cookie_db_run (self->db, statement);
}

/* Removes what is past. */
void
rt_cookie_store_sweep (RtCookieStore *self, gint64 now_us)
{
  sqlite3_stmt *statement = rt_cookie_db_prepare (self->db, sweep);

  if (statement == NULL)
    return;
  sqlite3_bind_int64 (statement, 1, now_us / G_USEC_PER_SEC);
  rt_cookie_db_run (self->db, statement);
}

/* Removes the cookie that has to go first until there are no more than @limit. */
static void
evict (RtCookieStore *self,
       const char *site,
       const char *count,
       const char *first,
       guint limit,
       GPtrArray *evicted)
{
  sqlite3_stmt *statement = rt_cookie_db_prepare (self->db, count);
  gint64 excess;

  if (statement != NULL && site != NULL)
    bind_text (statement, 1, site);
  excess = rt_cookie_db_read_number (self->db, statement) - limit;
  for (; excess > 0; excess--)
    {
      g_autoptr (GPtrArray) found = NULL;

      statement = rt_cookie_db_prepare (self->db, first);
      if (statement != NULL && site != NULL)
        bind_text (statement, 1, site);
      found = read_rows (self, statement);
      if (found->len == 0)
        return;
      rt_cookie_store_remove (self, found->pdata[0]);
      g_ptr_array_add (evicted, rt_cookie_ref (found->pdata[0]));
    }
}

/**
 * rt_cookie_store_evict:
 * @self: a store
 * @domain: the domain of the cookie that was put last
 * @site_limit: so many cookies may one site have
 * @limit: so many there may be in all
 *
 * Makes room: what is not Secure goes first, then what was not used for longest.
 *
 * Source: [RFC 6265bis
 * §5.7](https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.7)
 *
 * Returns: (transfer full) (element-type RtCookie): what had to go
 */
GPtrArray *
rt_cookie_store_evict (RtCookieStore *self,
                       const char *domain,
                       guint site_limit,
                       guint limit)
{
  GPtrArray *evicted = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_cookie_unref);
  g_autofree char *site = rt_cookie_scope_dup_site (domain);

  evict (self, site, count_site, first_of_site, site_limit, evicted);
  evict (self, NULL, count_all, first_of_all, limit, evicted);
  return evicted;
}
