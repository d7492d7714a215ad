/* The jars that the user has: one in memory, and others by name. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/cookies/rt-cookie-jars.h"

#include "core/http/rt-json-member.h"
#include "core/http/rt-saved-file.h"

#include <string.h>

struct _RtCookieJars
{
  GObject parent_instance;

  char *folder;      /* of the cookies; NULL: nothing is kept */
  RtSavedFile *file; /* names the jars; no cookie is in there */
  GPtrArray *jars;   /* of RtNamedJar */
  GHashTable
      *chosen; /* by the name of a place: the name of a jar, NULL for the private one */
};

static GType
get_item_type (GListModel *model)
{
  return RT_TYPE_NAMED_JAR;
}

static guint
get_n_items (GListModel *model)
{
  return RT_COOKIE_JARS (model)->jars->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  RtCookieJars *self = RT_COOKIE_JARS (model);

  return position < self->jars->len ? g_object_ref (self->jars->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RtCookieJars,
                               rt_cookie_jars,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static JsonObject *
chosen_to_json (RtCookieJars *self)
{
  JsonObject *object = json_object_new ();
  GHashTableIter iter;
  gpointer place, name;

  g_hash_table_iter_init (&iter, self->chosen);
  while (g_hash_table_iter_next (&iter, &place, &name))
    json_object_set_string_member (object, place, name);
  return object;
}

static JsonNode *
to_json (RtCookieJars *self)
{
  JsonArray *array = json_array_new ();
  JsonObject *root = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 1; i < self->jars->len; i++)
    {
      RtNamedJar *jar = self->jars->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "name", rt_named_jar_get_name (jar));
      if (rt_named_jar_get_keeps (jar))
        json_object_set_string_member (object, "file", rt_named_jar_get_file (jar));
      json_array_add_object_element (array, object);
    }
  json_object_set_array_member (root, "jars", array);
  json_object_set_object_member (root, "chosen", chosen_to_json (self));
  json_node_take_object (node, root);
  return node;
}

static void
save (RtCookieJars *self)
{
  g_autoptr (JsonNode) node = to_json (self);
  g_autofree char *text = json_to_string (node, TRUE);
  g_autoptr (GBytes) contents = g_bytes_new (text, strlen (text));

  rt_saved_file_save (self->file, contents);
}

static void
insert (RtCookieJars *self, RtNamedJar *jar, guint position)
{
  g_ptr_array_insert (self->jars, (int)position, g_object_ref (jar));
  g_signal_connect_object (jar, "notify::keeps", G_CALLBACK (save), self,
                           G_CONNECT_SWAPPED);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

/* A file in another folder would be none of ours. */
static gboolean
is_ours (const char *file)
{
  return g_str_has_suffix (file, ".sqlite") && strchr (file, G_DIR_SEPARATOR) == NULL;
}

static void
load_jar (JsonArray *array, guint index, JsonNode *node, gpointer data)
{
  RtCookieJars *self = data;
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *name = object != NULL ? rt_json_member_get_string (object, "name") : NULL;
  const char *file = object != NULL ? rt_json_member_get_string (object, "file") : NULL;
  g_autoptr (RtNamedJar) jar = NULL;

  if (name == NULL || *name == '\0' || g_utf8_strlen (name, -1) > RT_NAMED_JAR_NAME_MAX
      || rt_cookie_jars_find (self, name) != NULL || (file != NULL && !is_ours (file)))
    return;
  jar = rt_named_jar_new (name, self->folder, file);
  insert (self, jar, self->jars->len);
}

static void
load_chosen (JsonObject *object, const char *place, JsonNode *node, gpointer data)
{
  RtCookieJars *self = data;

  if (JSON_NODE_HOLDS_NULL (node) || json_node_get_value_type (node) == G_TYPE_STRING)
    g_hash_table_insert (self->chosen, g_strdup (place), json_node_dup_string (node));
}

static void
load (RtCookieJars *self)
{
  g_autofree char *text = rt_saved_file_load (self->file);
  g_autoptr (JsonNode) root = text != NULL ? json_from_string (text, NULL) : NULL;
  JsonNode *list = NULL;
  JsonNode *chosen = NULL;

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    {
      list = json_object_get_member (json_node_get_object (root), "jars");
      chosen = json_object_get_member (json_node_get_object (root), "chosen");
    }
  if (list != NULL && JSON_NODE_HOLDS_ARRAY (list))
    json_array_foreach_element (json_node_get_array (list), load_jar, self);
  if (chosen != NULL && JSON_NODE_HOLDS_OBJECT (chosen))
    json_object_foreach_member (json_node_get_object (chosen), load_chosen, self);
}

static void
rt_cookie_jars_finalize (GObject *object)
{
  RtCookieJars *self = RT_COOKIE_JARS (object);

  g_ptr_array_unref (self->jars);
  g_hash_table_unref (self->chosen);
  g_clear_pointer (&self->file, rt_saved_file_free);
  g_free (self->folder);
  G_OBJECT_CLASS (rt_cookie_jars_parent_class)->finalize (object);
}

static void
rt_cookie_jars_class_init (RtCookieJarsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_cookie_jars_finalize;
}

static void
rt_cookie_jars_init (RtCookieJars *self)
{
  self->jars = g_ptr_array_new_with_free_func (g_object_unref);
  self->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * rt_cookie_jars_new:
 * @folder: (nullable): where jars are kept; %NULL keeps none
 *
 * Reads which jars there are.  No jar is opened by it.
 *
 * Returns: (transfer full): the jars
 */
RtCookieJars *
rt_cookie_jars_new (const char *folder)
{
  RtCookieJars *self = g_object_new (RT_TYPE_COOKIE_JARS, NULL);
  g_autoptr (RtNamedJar) private_jar = rt_named_jar_new_private ();
  g_autoptr (GFile) file
      = folder != NULL ? g_file_new_build_filename (folder, "jars", NULL) : NULL;

  self->folder = g_strdup (folder);
  self->file = rt_saved_file_new (file);
  insert (self, private_jar, 0);
  load (self);
  return self;
}

/**
 * rt_cookie_jars_find:
 * @self: the jars
 * @name: (nullable): what a jar is called; %NULL: the private one
 *
 * Returns: (transfer none) (nullable): the jar
 */
RtNamedJar *
rt_cookie_jars_find (RtCookieJars *self, const char *name)
{
  g_return_val_if_fail (RT_IS_COOKIE_JARS (self), NULL);

  for (guint i = 0; i < self->jars->len; i++)
    if (g_strcmp0 (rt_named_jar_get_name (self->jars->pdata[i]), name) == 0)
      return self->jars->pdata[i];
  return NULL;
}

/**
 * rt_cookie_jars_add:
 * @self: the jars
 * @name: what no jar is called yet, in %RT_NAMED_JAR_NAME_MAX characters at most
 *
 * Adds an empty jar, which is not kept until rt_named_jar_set_keeps_async() says so.
 *
 * Returns: (transfer none): the jar
 */
RtNamedJar *
rt_cookie_jars_add (RtCookieJars *self, const char *name)
{
  g_autoptr (RtNamedJar) jar = NULL;

  g_return_val_if_fail (RT_IS_COOKIE_JARS (self), NULL);
  g_return_val_if_fail (rt_cookie_jars_find (self, name) == NULL, NULL);

  jar = rt_named_jar_new (name, self->folder, NULL);
  insert (self, jar, self->jars->len);
  save (self);
  return jar;
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtCookieJars) self = user_data;
  g_autoptr (GError) error = NULL;

  /* Not before: what is not in the list, nobody would ever find and delete. */
  if (rt_named_jar_set_keeps_finish (RT_NAMED_JAR (source), result, &error))
    save (self);
  else
    g_message ("%s", error->message);
}

/**
 * rt_cookie_jars_remove:
 * @self: the jars
 * @jar: one of them, but not the private one
 *
 * Removes a jar.  Its file is deleted; as long as somebody holds it, it has its cookies.
 *
 * Returns: where it was, for rt_cookie_jars_restore()
 */
guint
rt_cookie_jars_remove (RtCookieJars *self, RtNamedJar *jar)
{
  g_autoptr (RtNamedJar) held = g_object_ref (jar);
  guint position;

  g_return_val_if_fail (RT_IS_COOKIE_JARS (self), 0);
  g_return_val_if_fail (g_ptr_array_find (self->jars, jar, &position) && position > 0, 0);

  g_signal_handlers_disconnect_by_func (jar, save, self);
  g_ptr_array_remove_index (self->jars, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  rt_named_jar_set_keeps_async (jar, FALSE, on_removed, g_object_ref (self));
  return position;
}

/**
 * rt_cookie_jars_restore:
 * @self: the jars
 * @jar: one that was removed
 * @position: where it was
 *
 * Puts it back, with its cookies.  Whether it is kept is up to the caller.
 */
void
rt_cookie_jars_restore (RtCookieJars *self, RtNamedJar *jar, guint position)
{
  g_return_if_fail (RT_IS_COOKIE_JARS (self));
  g_return_if_fail (RT_IS_NAMED_JAR (jar));

  insert (self, jar, MIN (position, self->jars->len));
  save (self);
}

/**
 * rt_cookie_jars_get_chosen:
 * @self: the jars
 * @place: where a jar is chosen
 *
 * Returns: (transfer none) (nullable): what was chosen there; %NULL: none, or it is gone
 */
RtNamedJar *
rt_cookie_jars_get_chosen (RtCookieJars *self, const char *place)
{
  gpointer name;

  g_return_val_if_fail (RT_IS_COOKIE_JARS (self), NULL);

  return g_hash_table_lookup_extended (self->chosen, place, NULL, &name)
             ? rt_cookie_jars_find (self, name)
             : NULL;
}

/**
 * rt_cookie_jars_choose:
 * @self: the jars
 * @place: where a jar is chosen
 * @jar: (nullable): one of them; %NULL: none is chosen there
 *
 * Remembers the choice over restarts.
 */
void
rt_cookie_jars_choose (RtCookieJars *self, const char *place, RtNamedJar *jar)
{
  g_return_if_fail (RT_IS_COOKIE_JARS (self));

  if (rt_cookie_jars_get_chosen (self, place) == jar)
    return;
  if (jar == NULL)
    g_hash_table_remove (self->chosen, place);
  else
    g_hash_table_insert (self->chosen, g_strdup (place),
                         g_strdup (rt_named_jar_get_name (jar)));
  save (self);
}
