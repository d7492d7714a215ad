/* The cookies of a Firefox profile, which is only read. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/cookies/rt-firefox-cookies.h"

#include "core/cookies/rt-cookie-scope.h"
#include "core/cookies/rt-firefox-copy.h"
#include "core/cookies/rt-firefox-profile.h"
#include "core/wire/rt-error.h"

#include <gio/gio.h>
#include <string.h>

/* Newer versions count milliseconds; as seconds this number is in the year 5138. */
#define SECONDS_MAX G_GINT64_CONSTANT (100000000000)

/* The columns that are read, and what stands in for one that a version does not have. */
static const struct
{
  const char *name;
  const char *otherwise; /* NULL: there is no cookie without it */
} columns[] = {
  { "name", NULL },
  { "value", NULL },
  { "host", NULL },
  { "path", NULL },
  { "expiry", NULL },
  { "isSecure", NULL },
  { "isHttpOnly", NULL },
  { "sameSite", "256" },
  { "creationTime", "0" },
  { "lastAccessed", "0" },
  { "isPartitionedAttributeSet", "0" },
  { "originAttributes", "''" },
};

/* The same, as they come. */
enum
{
  NAME,
  VALUE,
  HOST,
  PATH,
  EXPIRY,
  SECURE,
  HTTP_ONLY,
  SAME_SITE,
  CREATED,
  USED,
  PARTITIONED,
  ORIGIN,
};

static void
cookie_free (gpointer data)
{
  RtFirefoxCookie *self = data;

  rt_cookie_unref (self->cookie);
  g_free (self->container);
  g_free (self->partition);
  g_free (self);
}

/**
 * rt_firefox_cookie_get_place:
 * @self: a cookie
 *
 * Says where Firefox keeps the cookie apart from others: in a container tab, below another
 * site, or in a private window.
 *
 * Returns: (transfer none) (nullable): its name, which for private windows is
 *   %RT_FIREFOX_PRIVATE; %NULL: the ordinary tabs
 */
const char *
rt_firefox_cookie_get_place (const RtFirefoxCookie *self)
{
  if (self->container != NULL)
    return self->container;
  if (self->partition != NULL)
    return self->partition;
  return self->private_browsing ? RT_FIREFOX_PRIVATE : NULL;
}

static gboolean
has_column (sqlite3 *db, const char *name)
{
  return sqlite3_table_column_metadata (db, "main", "moz_cookies", name, NULL, NULL, NULL,
                                        NULL, NULL)
         == SQLITE_OK;
}

/* A statement that gives every column, or NULL. */
static sqlite3_stmt *
prepare (sqlite3 *db, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  sqlite3_stmt *statement = NULL;
  int code;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "",
                            columns[i].otherwise == NULL
                                    || has_column (db, columns[i].name)
                                ? columns[i].name
                                : columns[i].otherwise);
  g_string_append (sql, " FROM moz_cookies ORDER BY 9, rowid");
  code = sqlite3_prepare_v2 (db, sql->str, -1, &statement, NULL);
  if (code != SQLITE_OK)
    g_set_error (error, RT_ERROR, RT_ERROR_FILE, "cookies of Firefox: %s",
                 sqlite3_errmsg (db));
  return statement;
}

/* Takes `^userContextId=2&partitionKey=%28https%2Csite.example%29` apart. */
static void
read_origin (RtFirefoxCookie *self, const char *origin, GHashTable *containers)
{
  g_auto (GStrv) parts = g_strsplit (*origin == '^' ? origin + 1 : origin, "&", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *equals = strchr (parts[i], '=');
      g_autofree char *value
          = equals != NULL ? g_uri_unescape_string (equals + 1, NULL) : NULL;

      if (value == NULL || *value == '\0' || g_str_equal (value, "0"))
        continue;
      *equals = '\0';
      if (g_str_equal (parts[i], "userContextId") && self->container == NULL)
        {
          const char *name = g_hash_table_lookup (containers, value);
          self->container = name != NULL ? g_strdup (name) : g_steal_pointer (&value);
        }
      else if ((g_str_equal (parts[i], "partitionKey")
                || g_str_equal (parts[i], "firstPartyDomain"))
               && self->partition == NULL)
        self->partition = g_steal_pointer (&value);
      else if (g_str_equal (parts[i], "privateBrowsingId"))
        self->private_browsing = TRUE;
    }
}

static RtSameSite
read_same_site (int number, gboolean secure)
{
  switch (number)
    {
    case 1:
      return RT_SAME_SITE_LAX;
    case 2:
      return RT_SAME_SITE_STRICT;
    case 0:
      /* Older versions have 0 where nothing was said as well. */
      return secure ? RT_SAME_SITE_NONE : RT_SAME_SITE_DEFAULT;
    default:
      return RT_SAME_SITE_DEFAULT;
    }
}

/* A cookie that is none, because somebody has changed the file, gives NULL. */
static RtFirefoxCookie *
read_row (sqlite3_stmt *statement, gint64 now_us, GHashTable *containers)
{
  const char *texts[ORIGIN + 1] = { NULL };
  g_autofree char *domain = NULL;
  RtFirefoxCookie *self;
  RtCookie model;

  for (guint i = 0; i <= ORIGIN; i++)
    if (i <= PATH || i == ORIGIN)
      {
        texts[i] = (const char *)sqlite3_column_text (statement, i);
        if (texts[i] == NULL)
          return NULL;
      }
  domain = rt_cookie_scope_normalize_domain (texts[HOST]);
  if (domain == NULL || *texts[PATH] != '/')
    return NULL;
  model = (RtCookie){
    .name = (char *)texts[NAME],
    .value = (char *)texts[VALUE],
    .domain = domain,
    .path = (char *)texts[PATH],
    .expires_s = sqlite3_column_int64 (statement, EXPIRY),
    .created_us = sqlite3_column_int64 (statement, CREATED),
    .used_us = sqlite3_column_int64 (statement, USED),
    .host_only = *texts[HOST] != '.' || g_hostname_is_ip_address (domain),
    .secure = sqlite3_column_int (statement, SECURE) != 0,
    .http_only = sqlite3_column_int (statement, HTTP_ONLY) != 0,
    .partitioned = sqlite3_column_int (statement, PARTITIONED) != 0,
  };
  model.same_site
      = read_same_site (sqlite3_column_int (statement, SAME_SITE), model.secure);
  if (model.expires_s > SECONDS_MAX)
    model.expires_s = MIN (model.expires_s / 1000, SECONDS_MAX);
  model.created_us = model.created_us > 0 ? MIN (model.created_us, now_us) : now_us;
  model.used_us = model.used_us > 0 ? MIN (model.used_us, now_us) : now_us;
  self = g_new0 (RtFirefoxCookie, 1);
  self->cookie = rt_cookie_new (&model);
  read_origin (self, texts[ORIGIN], containers);
  return self;
}

/**
 * rt_firefox_cookies_read:
 * @profile: the folder of a profile
 * @now_us: µs since 1970
 * @error: return location for a #GError, or %NULL
 *
 * Reads all cookies of a profile, oldest first, with those that Firefox has not written
 * into its database yet.  Firefox may be running, and nothing of it is changed.  Cookies
 * of its session are not there: Firefox keeps them elsewhere.
 *
 * Errors: %RT_ERROR_FILE, or those of #GFile
 *
 * Returns: (transfer full) (nullable) (element-type RtFirefoxCookie): the cookies
 */
GPtrArray *
rt_firefox_cookies_read (const char *profile, gint64 now_us, GError **error)
{
  g_autoptr (RtFirefoxCopy) copy = rt_firefox_copy_new (profile, error);
  g_autoptr (GHashTable) containers = NULL;
  g_autoptr (GPtrArray) cookies = g_ptr_array_new_with_free_func (cookie_free);
  sqlite3_stmt *statement;
  int code;

  if (copy == NULL)
    return NULL;
  statement = prepare (rt_firefox_copy_get_db (copy), error);
  if (statement == NULL)
    return NULL;
  containers = rt_firefox_profile_load_containers (profile);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      RtFirefoxCookie *cookie = read_row (statement, now_us, containers);

      if (cookie != NULL)
        g_ptr_array_add (cookies, cookie);
    }
  sqlite3_finalize (statement);
  if (code == SQLITE_DONE)
    return g_steal_pointer (&cookies);
  g_set_error (error, RT_ERROR, RT_ERROR_FILE, "cookies of Firefox: %s",
               sqlite3_errstr (code));
  return NULL;
}
