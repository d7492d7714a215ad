/* Where the profiles of Firefox are, and what its container tabs are called. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/cookies/rt-firefox-profile.h"

#include "core/wire/rt-error.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

/* As packaged by most, in a Flatpak, and in a snap. */
static const char *const roots[] = {
  ".mozilla/firefox",
  ".var/app/org.mozilla.firefox/.mozilla/firefox",
  "snap/firefox/common/.mozilla/firefox",
};

static gboolean
has_cookies (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "cookies.sqlite", NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static void
profile_free (gpointer data)
{
  RtFirefoxProfile *profile = data;

  g_free (profile->name);
  g_free (profile->folder);
  g_free (profile);
}

/* Adds the profile of a group of profiles.ini, if it is one and has cookies. */
static void
add_profile (GPtrArray *profiles, GKeyFile *file, const char *group, const char *root)
{
  g_autofree char *path = g_key_file_get_string (file, group, "Path", NULL);
  g_autofree char *name = g_key_file_get_string (file, group, "Name", NULL);
  g_autofree char *folder = path != NULL ? g_canonicalize_filename (path, root) : NULL;
  RtFirefoxProfile *profile;

  if (folder == NULL || !has_cookies (folder))
    return;
  profile = g_new0 (RtFirefoxProfile, 1);
  profile->name = name != NULL ? g_steal_pointer (&name) : g_path_get_basename (folder);
  profile->folder = g_steal_pointer (&folder);
  g_ptr_array_add (profiles, profile);
}

static void
list_in (GPtrArray *profiles, const char *root)
{
  g_autofree char *list = g_build_filename (root, "profiles.ini", NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) groups = NULL;

  if (!g_key_file_load_from_file (file, list, G_KEY_FILE_NONE, NULL))
    return;
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    add_profile (profiles, file, groups[i], root);
}

/**
 * rt_firefox_profile_list:
 *
 * Finds the profiles that have cookies where Firefox keeps its profiles in the home folder,
 * as a Flatpak and a snap, too.
 *
 * Returns: (transfer full) (element-type RtFirefoxProfile): the profiles
 */
GPtrArray *
rt_firefox_profile_list (void)
{
  GPtrArray *profiles = g_ptr_array_new_with_free_func (profile_free);

  for (guint i = 0; i < G_N_ELEMENTS (roots); i++)
    {
      g_autofree char *root = g_build_filename (g_get_home_dir (), roots[i], NULL);

      list_in (profiles, root);
    }
  return profiles;
}

/**
 * rt_firefox_profile_find:
 * @name: the folder of a profile, a `cookies.sqlite` in it, or the name of a profile
 * @error: return location for a #GError, or %NULL
 *
 * Finds a profile.  Its name is looked for among those of rt_firefox_profile_list().
 *
 * Errors: %RT_ERROR_FILE
 *
 * Returns: (transfer full) (nullable): the folder
 */
char *
rt_firefox_profile_find (const char *name, GError **error)
{
  g_autofree char *base = g_path_get_basename (name);
  g_autoptr (GPtrArray) profiles = NULL;

  if (has_cookies (name))
    return g_strdup (name);
  if (g_str_equal (base, "cookies.sqlite") && g_file_test (name, G_FILE_TEST_IS_REGULAR))
    return g_path_get_dirname (name);
  profiles = rt_firefox_profile_list ();
  for (guint i = 0; i < profiles->len; i++)
    {
      const RtFirefoxProfile *profile = profiles->pdata[i];
      g_autofree char *last = g_path_get_basename (profile->folder);

      if (g_str_equal (profile->name, name) || g_str_equal (last, name))
        return g_strdup (profile->folder);
    }
  g_set_error (error, RT_ERROR, RT_ERROR_FILE, "no Firefox profile '%s' with cookies",
               name);
  return NULL;
}

/* Those that Firefox brings along have no name but a word for their translators. */
static const char *
find_name (JsonObject *identity)
{
  static const char *const known[][2] = {
    { "userContextPersonal.label", "Personal" },
    { "userContextWork.label", "Work" },
    { "userContextBanking.label", "Banking" },
    { "userContextShopping.label", "Shopping" },
    { "user-context-personal", "Personal" },
    { "user-context-work", "Work" },
    { "user-context-banking", "Banking" },
    { "user-context-shopping", "Shopping" },
  };
  const char *name = json_object_get_string_member_with_default (identity, "name", NULL);
  const char *word = json_object_get_string_member_with_default (
      identity, "l10nID",
      json_object_get_string_member_with_default (identity, "l10nId", NULL));

  for (guint i = 0; name == NULL && i < G_N_ELEMENTS (known); i++)
    if (g_strcmp0 (word, known[i][0]) == 0)
      name = known[i][1];
  return name;
}

static void
add_identity (JsonArray *array, guint index, JsonNode *node, gpointer user_data)
{
  JsonObject *identity
      = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  gint64 id = identity != NULL
                  ? json_object_get_int_member_with_default (identity, "userContextId", 0)
                  : 0;
  const char *name = id > 0 ? find_name (identity) : NULL;

  if (name != NULL)
    g_hash_table_insert (user_data, g_strdup_printf ("%" G_GINT64_FORMAT, id),
                         g_strdup (name));
}

/**
 * rt_firefox_profile_load_containers:
 * @profile: the folder of a profile
 *
 * Reads what the container tabs are called.  A profile need not have any.
 *
 * Returns: (transfer full) (element-type utf8 utf8): names by their numbers, which are
 *   text, too
 */
GHashTable *
rt_firefox_profile_load_containers (const char *profile)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *path = g_build_filename (profile, "containers.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;
  JsonNode *identities = NULL;

  if (!json_parser_load_from_file (parser, path, NULL))
    return names;
  root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    identities = json_object_get_member (json_node_get_object (root), "identities");
  if (identities != NULL && JSON_NODE_HOLDS_ARRAY (identities))
    json_array_foreach_element (json_node_get_array (identities), add_identity, names);
  return names;
}
