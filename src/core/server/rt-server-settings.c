/* What the user has set for one server. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server-settings.h"

#include "core/http/rt-json-member.h"

#include <stdlib.h>
#include <string.h>

#define WORKERS_MAX 64
#define NUMBER_MAX 100000
/* What is shown to a network by mistake, or for a moment, is not to stay there. */
#define VISIBLE_S 3600
#define VISIBLE_S_MAX (7 * 24 * 3600)

/**
 * rt_server_settings_new:
 * @recipe: a row of the table
 *
 * Gives what a new server starts from: its recipe's port, for this machine only, and the
 * user's public folder if there is one.
 *
 * Returns: (transfer full): the settings
 */
RtServerSettings *
rt_server_settings_new (const RtRecipe *recipe)
{
  RtServerSettings *self = g_new0 (RtServerSettings, 1);
  const char *folder = g_get_user_special_dir (G_USER_DIRECTORY_PUBLIC_SHARE);

  self->recipe = recipe;
  self->port = recipe->port;
  self->visible_s = VISIBLE_S;
  if (recipe->has_folder && folder != NULL && g_file_test (folder, G_FILE_TEST_IS_DIR))
    self->folder = g_strdup (folder);
  return self;
}

static char *
dup_string (JsonObject *object, const char *name)
{
  const char *value = rt_json_member_get_string (object, name);

  return value != NULL && *value != '\0' ? g_strdup (value) : NULL;
}

static char *
dup_path (JsonObject *object, const char *name)
{
  g_autofree char *uri = dup_string (object, name);

  return uri != NULL ? g_filename_from_uri (uri, NULL, NULL) : NULL;
}

/* NULL: there is none. */
static GStrv
dup_strings (JsonObject *object, const char *name)
{
  g_autoptr (GStrvBuilder) strings = g_strv_builder_new ();
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *array
      = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint length = array != NULL ? json_array_get_length (array) : 0;
  guint n = 0;

  for (guint i = 0; i < length; i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (element)
          || json_node_get_value_type (element) != G_TYPE_STRING)
        continue;
      g_strv_builder_add (strings, json_node_get_string (element));
      n++;
    }
  return n > 0 ? g_strv_builder_end (strings) : NULL;
}

static guint
get_number (JsonObject *object, const char *name, gint64 otherwise, gint64 maximum)
{
  JsonNode *node = rt_json_member_find (object, name, G_TYPE_INT64);
  gint64 value = node != NULL ? json_node_get_int (node) : otherwise;

  return (guint)(value >= 0 && value <= maximum ? value : otherwise);
}

/**
 * rt_server_settings_new_from_json:
 * @object: what rt_server_settings_add_to_json() filled in, or anything else
 *
 * Reads settings.  What makes no sense is as if it were not there.
 *
 * Returns: (transfer full) (nullable): the settings; %NULL if the recipe is not known
 */
RtServerSettings *
rt_server_settings_new_from_json (JsonObject *object)
{
  g_autofree char *id = dup_string (object, "recipe");
  const RtRecipe *recipe = id != NULL ? rt_recipe_find (id) : NULL;
  RtServerSettings *self;

  if (recipe == NULL)
    return NULL;
  self = g_new0 (RtServerSettings, 1);
  self->recipe = recipe;
  self->title = dup_string (object, "title");
  self->folder = recipe->has_folder ? dup_path (object, "folder") : NULL;
  self->certificate = dup_path (object, "certificate");
  self->port = (guint16)get_number (object, "port", recipe->port, G_MAXUINT16);
  self->n_workers = get_number (object, "workers", 0, WORKERS_MAX);
  self->number = get_number (object, "number", 0, NUMBER_MAX);
  self->is_coded = rt_json_member_is_true (object, "gzip");
  self->is_shared = rt_json_member_is_true (object, "cors");
  self->is_secure = rt_json_member_is_true (object, "tls");
  self->is_visible = rt_json_member_is_true (object, "network");
  self->visible_s = get_number (object, "network-s", VISIBLE_S, VISIBLE_S_MAX);
  self->faults = dup_strings (object, "faults");
  return self;
}

RtServerSettings *
rt_server_settings_copy (const RtServerSettings *self)
{
  RtServerSettings *copy = g_memdup2 (self, sizeof *self);

  copy->title = g_strdup (self->title);
  copy->folder = g_strdup (self->folder);
  copy->certificate = g_strdup (self->certificate);
  copy->faults = g_strdupv (self->faults);
  return copy;
}

void
rt_server_settings_free (RtServerSettings *self)
{
  g_free (self->title);
  g_free (self->folder);
  g_free (self->certificate);
  g_strfreev (self->faults);
  g_free (self);
}

static gboolean
are_equal (GStrv some, GStrv others)
{
  if (some == NULL || others == NULL)
    return some == others;
  return g_strv_equal ((const char *const *)some, (const char *const *)others);
}

gboolean
rt_server_settings_equal (const RtServerSettings *self, const RtServerSettings *other)
{
  return g_strcmp0 (self->title, other->title) == 0 && self->visible_s == other->visible_s
         && rt_server_settings_runs_alike (self, other);
}

/**
 * rt_server_settings_runs_alike:
 * @self: settings
 * @other: others
 *
 * Says whether a server that runs with @self need not be started again for @other.
 *
 * Returns: %TRUE if nothing that a client could notice differs
 */
gboolean
rt_server_settings_runs_alike (const RtServerSettings *self,
                               const RtServerSettings *other)
{
  return self->recipe == other->recipe && g_strcmp0 (self->folder, other->folder) == 0
         && g_strcmp0 (self->certificate, other->certificate) == 0
         && self->port == other->port && self->n_workers == other->n_workers
         && self->is_coded == other->is_coded && self->is_shared == other->is_shared
         && self->is_secure == other->is_secure && self->is_visible == other->is_visible
         && are_equal (self->faults, other->faults);
}

/**
 * rt_server_settings_shows_too_much:
 * @self: settings
 *
 * Says whether the folder is the user's home, or has everything in it: what lies there is
 * seldom meant for others.
 *
 * Returns: %TRUE if it is better to ask first
 */
gboolean
rt_server_settings_shows_too_much (const RtServerSettings *self)
{
  g_autofree char *path = self->folder != NULL ? realpath (self->folder, NULL) : NULL;
  g_autofree char *home = realpath (g_get_home_dir (), NULL);

  return path != NULL && (strcmp (path, "/") == 0 || g_strcmp0 (path, home) == 0);
}

/**
 * rt_server_settings_set_text:
 * @field: a text of settings
 * @text: (nullable): the new one; nothing and %NULL are the same
 *
 * Replaces a text.
 */
void
rt_server_settings_set_text (char **field, const char *text)
{
  g_free (*field);
  *field = text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

static void
add_string (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

static void
add_strings (JsonObject *object, const char *name, GStrv strings)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; strings != NULL && strings[i] != NULL; i++)
    json_array_add_string_element (array, strings[i]);
  json_object_set_array_member (object, name, array);
}

/* A path need not be UTF-8, as JSON has to be. */
static void
add_path (JsonObject *object, const char *name, const char *path)
{
  g_autofree char *uri = path != NULL ? g_filename_to_uri (path, NULL, NULL) : NULL;

  add_string (object, name, uri);
}

/**
 * rt_server_settings_add_to_json:
 * @self: settings
 * @object: where to
 *
 * Writes settings down.
 */
void
rt_server_settings_add_to_json (const RtServerSettings *self, JsonObject *object)
{
  add_string (object, "recipe", self->recipe->id);
  add_string (object, "title", self->title);
  add_path (object, "folder", self->folder);
  add_path (object, "certificate", self->certificate);
  json_object_set_int_member (object, "port", self->port);
  json_object_set_int_member (object, "workers", self->n_workers);
  json_object_set_int_member (object, "number", self->number);
  json_object_set_boolean_member (object, "gzip", self->is_coded);
  json_object_set_boolean_member (object, "cors", self->is_shared);
  json_object_set_boolean_member (object, "tls", self->is_secure);
  json_object_set_boolean_member (object, "network", self->is_visible);
  json_object_set_int_member (object, "network-s", self->visible_s);
  add_strings (object, "faults", self->faults);
}
