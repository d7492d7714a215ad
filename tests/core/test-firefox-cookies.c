/* Tests of the reading of Firefox profiles: running ones, old ones, new ones. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-firefox-cookies.h"
#include "core/cookies/rt-firefox-profile.h"
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-dir.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define NOW_US (G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC)

/* As Firefox 140 makes it. */
#define TABLE                                                                            \
  "CREATE TABLE moz_cookies (id INTEGER PRIMARY KEY, originAttributes TEXT NOT NULL "    \
  "DEFAULT '', name TEXT, value TEXT, host TEXT, path TEXT, expiry INTEGER, "            \
  "lastAccessed INTEGER, creationTime INTEGER, isSecure INTEGER, isHttpOnly INTEGER, "   \
  "inBrowserElement INTEGER DEFAULT 0, sameSite INTEGER DEFAULT 0, schemeMap INTEGER "   \
  "DEFAULT 0, isPartitionedAttributeSet INTEGER DEFAULT 0, CONSTRAINT moz_uniqueid "     \
  "UNIQUE (name, host, path, originAttributes));"
#define COLUMNS                                                                          \
  "INSERT INTO moz_cookies (name, value, host, path, expiry, lastAccessed, "             \
  "creationTime, isSecure, isHttpOnly, sameSite, originAttributes, "                     \
  "isPartitionedAttributeSet) VALUES "

/* A profile with a Firefox that runs: its connection stays open, and locked. */
typedef struct
{
  RtTestDir *dir;
  sqlite3 *db;
} Profile;

static void
run (Profile *self, const char *sql)
{
  char *message = NULL;

  sqlite3_exec (self->db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
}

static Profile *
profile_new (const char *table)
{
  Profile *self = g_new0 (Profile, 1);
  g_autofree char *path = NULL;

  self->dir = rt_test_dir_new ();
  path = rt_test_dir_build (self->dir, "cookies.sqlite");
  g_assert_cmpint (sqlite3_open (path, &self->db), ==, SQLITE_OK);
  run (self, "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; "
             "PRAGMA wal_autocheckpoint = 0;");
  run (self, table);
  return self;
}

static void
profile_free (Profile *self)
{
  sqlite3_close (self->db);
  rt_test_dir_free (self->dir);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Profile, profile_free)

static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return strcmp (a, b);
}

static gboolean
append_line (gpointer name, gpointer sum, gpointer text)
{
  g_string_append_printf (text, "%s %s\n", (char *)name, (char *)sum);
  return FALSE;
}

/* Every file of the profile and what is in it. */
static char *
fingerprint (Profile *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->dir->path, 0, NULL);
  g_autoptr (GTree) lines = g_tree_new_full (compare, NULL, g_free, g_free);
  g_autoptr (GString) text = g_string_new (NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = rt_test_dir_build (self->dir, name);
      g_autofree char *content = NULL;
      g_autofree char *sum = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &content, &length, NULL));
      sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guchar *)content, length);
      g_tree_insert (lines, g_strdup (name), g_steal_pointer (&sum));
    }
  g_tree_foreach (lines, append_line, text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GPtrArray *
read_profile (Profile *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *cookies = rt_firefox_cookies_read (self->dir->path, NOW_US, &error);

  g_assert_no_error (error);
  return cookies;
}

static char *
describe (GPtrArray *cookies)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < cookies->len; i++)
    {
      const RtFirefoxCookie *found = cookies->pdata[i];
      const RtCookie *cookie = found->cookie;

      g_string_append_printf (
          text, "%s=%s@%s%s%s+%" G_GINT64_FORMAT "%s%s%s%s", cookie->name, cookie->value,
          cookie->host_only ? "" : ".", cookie->domain, cookie->path, cookie->expires_s,
          cookie->secure ? " s" : "", cookie->http_only ? " h" : "",
          cookie->partitioned ? " p" : "", rt_same_site_to_word (cookie->same_site));
      if (found->container != NULL)
        g_string_append_printf (text, " in %s", found->container);
      if (found->partition != NULL)
        g_string_append_printf (text, " below %s", found->partition);
      if (found->private_browsing)
        g_string_append (text, " private");
      g_assert_cmpint (rt_firefox_cookie_get_place (found) != NULL, ==,
                       found->container != NULL || found->partition != NULL
                           || found->private_browsing);
      g_string_append_c (text, ';');
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_cookies (Profile *self, const char *expected)
{
  g_autoptr (GPtrArray) cookies = read_profile (self);
  g_autofree char *found = describe (cookies);

  g_assert_cmpstr (found, ==, expected);
}

/* What is in the log only is read, and what the log has removed is not. */
static void
test_reads_the_log (void)
{
  g_autoptr (Profile) profile = profile_new (TABLE);
  g_autofree char *path = rt_test_dir_build (profile->dir, "cookies.sqlite");
  g_autofree char *log = rt_test_dir_build (profile->dir, "cookies.sqlite-wal");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *content = NULL;
  gsize length;
  GStatBuf info;

  run (profile,
       COLUMNS "('old', '1', 'h.example', '/', 2000000000, 1, 1, 0, 0, 256, '', "
               "0), ('gone', '1', 'h.example', '/', 2000000000, 2, 2, 0, 0, 256, "
               "'', 0)");
  run (profile, "PRAGMA wal_checkpoint (TRUNCATE)");
  run (profile, COLUMNS "('new', '1', '.h.example', '/p', 2000000000, 3, 3, 1, 1, 2, '', "
                        "0); DELETE FROM moz_cookies WHERE name = 'gone'; "
                        "UPDATE moz_cookies SET value = '2' WHERE name = 'old'");
  g_assert_cmpint (g_stat (log, &info), ==, 0);
  g_assert_cmpint (info.st_size, >, 0);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_null (g_strstr_len (content, length, ".h.example"));

  before = fingerprint (profile);
  assert_cookies (profile, "old=2@h.example/+2000000000;"
                           "new=1@.h.example/p+2000000000 s hStrict;");
  after = fingerprint (profile);
  g_assert_cmpstr (after, ==, before);
}

static void
test_reads_dates_and_same_site (void)
{
  g_autoptr (Profile) profile = profile_new (TABLE);

  run (profile,
       COLUMNS "('s', '', 'h.example', '/', 2000000000, 1, 1, 0, 0, 0, '', 0),"
               "('ms', '', 'h.example', '/', 2000000000123, 2, 2, 1, 0, 0, '', 1),"
               "('lax', '', '127.0.0.1', '/', 2000000000, 3, 3, 0, 0, 1, '', 0),"
               "('six', '', '[::1]', '/', 2000000000, 4, 4, 0, 0, 256, '', 0),"
               "('far', '', 'h.example', '/', 99999999999, 5, 5, 0, 0, 99, '', 0)");
  assert_cookies (profile, "s=@h.example/+2000000000;"
                           "ms=@h.example/+2000000000 s pNone;"
                           "lax=@127.0.0.1/+2000000000Lax;"
                           "six=@::1/+2000000000;"
                           "far=@h.example/+99999999999;");
}

static void
test_keeps_containers_apart (void)
{
  g_autoptr (Profile) profile = profile_new (TABLE);
  g_autofree char *path = rt_test_dir_build (profile->dir, "containers.json");

  g_assert_true (g_file_set_contents (
      path,
      "{\"version\":5,\"identities\":[{\"userContextId\":1,\"l10nId\":"
      "\"user-context-personal\"},{\"userContextId\":7,\"name\":\"Caf\xc3\xa9\"},"
      "{\"userContextId\":\"x\"},3]}",
      -1, NULL));
  run (
      profile, COLUMNS
      "('a', '0', 'h.example', '/', 2000000000, 1, 1, 0, 0, 256, '', 0),"
      "('a', '1', 'h.example', '/', 2000000000, 2, 2, 0, 0, 256, '^userContextId=1', 0),"
      "('a', '7', 'h.example', '/', 2000000000, 3, 3, 0, 0, 256, '^userContextId=7', 0),"
      "('a', '9', 'h.example', '/', 2000000000, 4, 4, 0, 0, 256, "
      "'^userContextId=9&partitionKey=%28https%2Csite.example%29', 0),"
      "('a', 'p', 'h.example', '/', 2000000000, 5, 5, 0, 0, 256, '^privateBrowsingId=1', "
      "0)");
  assert_cookies (profile, "a=0@h.example/+2000000000;"
                           "a=1@h.example/+2000000000 in Personal;"
                           "a=7@h.example/+2000000000 in Caf\xc3\xa9;"
                           "a=9@h.example/+2000000000 in 9 below (https,site.example);"
                           "a=p@h.example/+2000000000 private;");
}

/* Firefox 30 had no such columns. */
static void
test_reads_old_tables (void)
{
  g_autoptr (Profile) profile = profile_new (
      "CREATE TABLE moz_cookies (id INTEGER PRIMARY KEY, name TEXT, value TEXT, host "
      "TEXT, path TEXT, expiry INTEGER, isSecure INTEGER, isHttpOnly INTEGER)");

  run (profile, "INSERT INTO moz_cookies VALUES (1, 'a', '1', '.h.example', '/', "
                "2000000000, 1, 0)");
  assert_cookies (profile, "a=1@.h.example/+2000000000 s;");
}

static void
test_passes_over_rubbish (void)
{
  g_autoptr (Profile) profile = profile_new (TABLE);

  run (profile, COLUMNS
       "(NULL, '1', 'h.example', '/', 1, 1, 1, 0, 0, 0, '', 0),"
       "('a', '1', '', '/', 1, 1, 1, 0, 0, 0, '', 0),"
       "('a', '1', 'h example', '/', 1, 1, 1, 0, 0, 0, '', 0),"
       "('a', '1', 'h.example', 'p', 1, 1, 1, 0, 0, 0, '', 0),"
       "('a', x'ff00', 'h.example', '/', 'x', 'y', 'z', 2, 'w', 'v', '^&=&a', 0)");
  assert_cookies (profile, "a=\xff@h.example/+0 sNone;");
}

static void
test_refuses_what_is_none (void)
{
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autofree char *path = rt_test_dir_build (dir, "cookies.sqlite");
  g_autoptr (Profile) other = profile_new ("CREATE TABLE bookmarks (a)");
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) broken = NULL;
  g_autoptr (GError) strange = NULL;
  g_autoptr (GError) unknown = NULL;

  g_assert_null (rt_firefox_cookies_read (dir->path, NOW_US, &missing));
  g_assert_error (missing, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_true (
      g_file_set_contents (path, "no database, but of some length\n", -1, NULL));
  g_assert_null (rt_firefox_cookies_read (dir->path, NOW_US, &broken));
  g_assert_error (broken, RT_ERROR, RT_ERROR_FILE);
  g_assert_null (rt_firefox_cookies_read (other->dir->path, NOW_US, &strange));
  g_assert_error (strange, RT_ERROR, RT_ERROR_FILE);
  g_assert_null (rt_firefox_profile_find ("no such profile", &unknown));
  g_assert_error (unknown, RT_ERROR, RT_ERROR_FILE);
}

static void
assert_found (const char *name, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *found = rt_firefox_profile_find (name, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, expected);
}

/* A folder, its database, or a name in the list of a Firefox that came as a Flatpak. */
static void
test_finds_profiles (void)
{
  g_autofree char *root = g_build_filename (
      g_get_home_dir (), ".var/app/org.mozilla.firefox/.mozilla/firefox", NULL);
  g_autofree char *folder = g_build_filename (root, "x1y2.default-release", NULL);
  g_autofree char *database = g_build_filename (folder, "cookies.sqlite", NULL);
  g_autofree char *list = g_build_filename (root, "profiles.ini", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (database, "", 0, NULL));
  g_assert_true (g_file_set_contents (
      list, "[Profile0]\nName=work\nIsRelative=1\nPath=x1y2.default-release\n", -1,
      NULL));
  assert_found (folder, folder);
  assert_found (database, folder);
  assert_found ("work", folder);
  assert_found ("x1y2.default-release", folder);
}

int
main (int argc, char **argv)
{
  g_autoptr (RtTestDir) home = rt_test_dir_new ();

  /* Before anybody asks for it: nobody's real profiles are looked at. */
  g_setenv ("HOME", home->path, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/firefox-cookies/reads-the-log", test_reads_the_log);
  g_test_add_func ("/firefox-cookies/reads-dates-and-same-site",
                   test_reads_dates_and_same_site);
  g_test_add_func ("/firefox-cookies/keeps-containers-apart",
                   test_keeps_containers_apart);
  g_test_add_func ("/firefox-cookies/reads-old-tables", test_reads_old_tables);
  g_test_add_func ("/firefox-cookies/passes-over-rubbish", test_passes_over_rubbish);
  g_test_add_func ("/firefox-cookies/refuses-what-is-none", test_refuses_what_is_none);
  g_test_add_func ("/firefox-cookies/finds-profiles", test_finds_profiles);
  return g_test_run ();
}
