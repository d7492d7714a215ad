/* The user's servers, remembered. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtServer"

#include "core/server/rt-server-rack.h"

#include "core/http/rt-json-member.h"
#include "core/http/rt-saved-file.h"
#include "core/server/rt-server-pem-task.h"

#include <json-glib/json-glib.h>
#include <string.h>

struct _RtServerRack
{
  GObject parent_instance;

  char *authority_folder; /* nullable */
  RtBothEnds *ends;       /* nullable */
  char *log_folder;       /* nullable */
  RtSavedFile *file;
  GListStore *servers;    /* of RtRackServer */
  GPtrArray *interrupted; /* of RtRackServer: each is also among the above */
  GPtrArray *removed;     /* of RtRackServer: those that may be put back */
};

G_DEFINE_FINAL_TYPE (RtServerRack, rt_server_rack, G_TYPE_OBJECT)

typedef enum
{
  PROP_N_INTERRUPTED = 1,
} RtServerRackProperty;

static GParamSpec *properties[PROP_N_INTERRUPTED + 1];

static gboolean
is_interrupted (RtServerRack *self, RtRackServer *server)
{
  return g_ptr_array_find (self->interrupted, server, NULL);
}

/* Written down when it starts, and not only when the program ends: that may be sudden. */
static gboolean
was_running (RtServerRack *self, RtRackServer *server)
{
  RtServerState state = rt_rack_server_get_state (server);

  return state == RT_SERVER_STARTING || state == RT_SERVER_RUNNING
         || is_interrupted (self, server);
}

static JsonNode *
to_json (RtServerRack *self)
{
  GListModel *servers = G_LIST_MODEL (self->servers);
  JsonArray *array = json_array_new ();
  JsonObject *root = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < g_list_model_get_n_items (servers); i++)
    {
      g_autoptr (RtRackServer) server = g_list_model_get_item (servers, i);
      const RtServerSettings *settings = rt_rack_server_get_settings (server);
      JsonObject *object;

      if (settings->is_trial)
        continue;
      object = json_object_new ();
      rt_server_settings_add_to_json (settings, object);
      json_object_set_boolean_member (object, "running", was_running (self, server));
      json_array_add_object_element (array, object);
    }
  json_object_set_array_member (root, "servers", array);
  json_node_take_object (node, root);
  return node;
}

static void
save (RtServerRack *self)
{
  g_autoptr (JsonNode) node = to_json (self);
  char *text = json_to_string (node, TRUE);
  g_autoptr (GBytes) contents = g_bytes_new_take (text, strlen (text));

  rt_saved_file_save (self->file, contents);
}

static void
forget_interrupted (RtServerRack *self, RtRackServer *server)
{
  if (g_ptr_array_remove (self->interrupted, server))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_INTERRUPTED]);
}

static void
on_state_changed (RtRackServer *server, GParamSpec *pspec, RtServerRack *self)
{
  /* Started by hand, it need not be offered any more. */
  if (rt_rack_server_get_state (server) == RT_SERVER_STARTING)
    forget_interrupted (self, server);
  save (self);
}

static void
watch (RtServerRack *self, RtRackServer *server)
{
  g_signal_connect_object (server, "notify::state", G_CALLBACK (on_state_changed), self,
                           0);
  g_signal_connect_object (server, "notify::settings", G_CALLBACK (save), self,
                           G_CONNECT_SWAPPED);
}

/* Those that were removed among them. */
static GPtrArray *
dup_all (RtServerRack *self)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *servers = G_LIST_MODEL (self->servers);

  for (guint i = 0; i < self->removed->len; i++)
    g_ptr_array_add (all, g_object_ref (self->removed->pdata[i]));
  for (guint i = 0; i < g_list_model_get_n_items (servers); i++)
    g_ptr_array_add (all, g_list_model_get_item (servers, i));
  return all;
}

static gboolean
has_number (GPtrArray *servers, const RtServerSettings *settings)
{
  for (guint i = 0; i < servers->len; i++)
    {
      const RtServerSettings *other = rt_rack_server_get_settings (servers->pdata[i]);

      if (other->recipe == settings->recipe && other->number == settings->number)
        return TRUE;
    }
  return FALSE;
}

static void
set_number (RtServerRack *self, RtServerSettings *settings)
{
  g_autoptr (GPtrArray) all = dup_all (self);

  if (settings->number == 0)
    settings->number = 1;
  while (has_number (all, settings))
    settings->number++;
}

static RtRackServer *
append (RtServerRack *self, const RtServerSettings *settings)
{
  g_autoptr (RtServerSettings) own = rt_server_settings_copy (settings);
  g_autoptr (RtRackServer) server = NULL;

  set_number (self, own);
  server = rt_rack_server_new (own, self->authority_folder, self->log_folder);

  if (self->ends != NULL)
    rt_rack_server_set_ends (server, self->ends);
  watch (self, server);
  g_list_store_append (self->servers, server);
  return server;
}

static void
start (gpointer server, gpointer data)
{
  rt_rack_server_start (server);
}

/* One of each recipe, and the files over TLS as well. */
static void
fill (RtServerRack *self)
{
  const RtRecipe *recipe;

  for (guint i = 0; (recipe = rt_recipe_get (i)) != NULL; i++)
    {
      g_autoptr (RtServerSettings) settings = rt_server_settings_new (recipe);

      append (self, settings);
      if (!recipe->has_folder)
        continue;
      settings->is_secure = TRUE;
      settings->port = RT_RECIPE_TLS_PORT;
      append (self, settings);
    }
}

static void
load_server (JsonArray *array, guint index, JsonNode *node, gpointer data)
{
  RtServerRack *self = data;
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autoptr (RtServerSettings) settings
      = object != NULL ? rt_server_settings_new_from_json (object) : NULL;
  RtRackServer *server;

  if (settings == NULL)
    return;
  server = append (self, settings);
  if (rt_json_member_is_true (object, "running"))
    g_ptr_array_add (self->interrupted, g_object_ref (server));
}

/* FALSE: there is no list. */
static gboolean
load (RtServerRack *self)
{
  g_autofree char *text = rt_saved_file_load (self->file);
  g_autoptr (JsonNode) root = text != NULL ? json_from_string (text, NULL) : NULL;
  JsonNode *list = NULL;

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    list = json_object_get_member (json_node_get_object (root), "servers");
  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    return FALSE;
  json_array_foreach_element (json_node_get_array (list), load_server, self);
  return TRUE;
}

/* The paths of the certificates from files that may still be served. */
static GStrv
dup_certificates (RtServerRack *self)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  g_autoptr (GPtrArray) all = dup_all (self);

  for (guint i = 0; i < all->len; i++)
    {
      const char *path = rt_rack_server_get_settings (all->pdata[i])->certificate;

      if (path != NULL)
        g_strv_builder_add (paths, path);
    }
  return g_strv_builder_end (paths);
}

/* What nobody needs: the certificate was replaced, or imported in vain.  At once, before
 * anybody can import another one. */
static void
tidy_certificates (RtServerRack *self)
{
  g_auto (GStrv) paths = dup_certificates (self);

  if (self->authority_folder != NULL)
    rt_server_pem_drop_others (self->authority_folder, (const char *const *)paths);
}

/* With the key of a certificate that was imported for it alone. */
static void
drop (RtServerRack *self, RtRackServer *server)
{
  const char *path = rt_rack_server_get_settings (server)->certificate;
  g_auto (GStrv) needed = NULL;

  g_ptr_array_remove (self->removed, server);
  needed = dup_certificates (self);
  if (path != NULL && self->authority_folder != NULL
      && !g_strv_contains ((const char *const *)needed, path))
    rt_server_pem_drop (path, self->authority_folder);
}

static void
rt_server_rack_dispose (GObject *object)
{
  RtServerRack *self = RT_SERVER_RACK (object);

  if (self->servers != NULL)
    rt_server_rack_end (self);
  g_clear_pointer (&self->removed, g_ptr_array_unref);
  g_clear_object (&self->servers);
  g_clear_pointer (&self->interrupted, g_ptr_array_unref);
  G_OBJECT_CLASS (rt_server_rack_parent_class)->dispose (object);
}

static void
rt_server_rack_finalize (GObject *object)
{
  RtServerRack *self = RT_SERVER_RACK (object);

  g_clear_pointer (&self->file, rt_saved_file_free);
  g_free (self->authority_folder);
  g_clear_pointer (&self->ends, rt_both_ends_unref);
  g_free (self->log_folder);
  G_OBJECT_CLASS (rt_server_rack_parent_class)->finalize (object);
}

static void
rt_server_rack_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RtServerRack *self = RT_SERVER_RACK (object);

  switch ((RtServerRackProperty)id)
    {
    case PROP_N_INTERRUPTED:
      g_value_set_uint (value, self->interrupted->len);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rt_server_rack_class_init (RtServerRackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rt_server_rack_dispose;
  object_class->finalize = rt_server_rack_finalize;
  object_class->get_property = rt_server_rack_get_property;

  /**
   * RtServerRack:n-interrupted:
   *
   * How many servers ran when the program ended, and were neither started again nor
   * forgotten.
   */
  properties[PROP_N_INTERRUPTED]
      = g_param_spec_uint ("n-interrupted", NULL, NULL, 0, G_MAXUINT, 0,
                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
rt_server_rack_init (RtServerRack *self)
{
  self->servers = g_list_store_new (RT_TYPE_RACK_SERVER);
  self->interrupted = g_ptr_array_new_with_free_func (g_object_unref);
  self->removed = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * rt_server_rack_new:
 * @file: (nullable): where the servers are kept; %NULL keeps nothing
 * @authority_folder: (nullable): where the user's authority is kept; it need not exist
 * @log_folder: (nullable): where the servers' access logs are kept; it need not exist
 *
 * Reads the user's servers; on the first start there is one of each recipe.  None runs.
 *
 * Returns: (transfer full): the rack
 */
RtServerRack *
rt_server_rack_new (GFile *file, const char *authority_folder, const char *log_folder)
{
  RtServerRack *self = g_object_new (RT_TYPE_SERVER_RACK, NULL);

  self->authority_folder = g_strdup (authority_folder);
  self->log_folder = g_strdup (log_folder);
  self->file = rt_saved_file_new (file);
  if (load (self))
    tidy_certificates (self);
  else
    fill (self);
  return self;
}

/**
 * rt_server_rack_set_ends:
 * @self: a rack, just made
 * @ends: knows the connections of our own client
 *
 * Has every server hand over what it sees of the exchanges with that client.
 */
void
rt_server_rack_set_ends (RtServerRack *self, RtBothEnds *ends)
{
  GListModel *servers;

  g_return_if_fail (RT_IS_SERVER_RACK (self));
  g_return_if_fail (self->ends == NULL);

  self->ends = rt_both_ends_ref (ends);
  servers = G_LIST_MODEL (self->servers);
  for (guint i = 0; i < g_list_model_get_n_items (servers); i++)
    {
      g_autoptr (RtRackServer) server = g_list_model_get_item (servers, i);

      rt_rack_server_set_ends (server, ends);
    }
}

const char *
rt_server_rack_get_authority_folder (RtServerRack *self)
{
  g_return_val_if_fail (RT_IS_SERVER_RACK (self), NULL);

  return self->authority_folder;
}

/**
 * rt_server_rack_get_servers:
 * @self: a rack
 *
 * Returns: (transfer none): a list of #RtRackServer, in the user's order
 */
GListModel *
rt_server_rack_get_servers (RtServerRack *self)
{
  g_return_val_if_fail (RT_IS_SERVER_RACK (self), NULL);

  return G_LIST_MODEL (self->servers);
}

/**
 * rt_server_rack_add:
 * @self: a rack
 * @settings: what is set for the new server
 *
 * Adds a server at the end.
 *
 * Returns: (transfer none): the server, which is stopped
 */
RtRackServer *
rt_server_rack_add (RtServerRack *self, const RtServerSettings *settings)
{
  RtRackServer *server;

  g_return_val_if_fail (RT_IS_SERVER_RACK (self), NULL);

  server = append (self, settings);
  save (self);
  return server;
}

static gboolean
has_port (RtServerRack *self, guint16 port)
{
  GListModel *servers = G_LIST_MODEL (self->servers);

  for (guint i = 0; i < g_list_model_get_n_items (servers); i++)
    {
      g_autoptr (RtRackServer) server = g_list_model_get_item (servers, i);

      if (rt_rack_server_get_settings (server)->port == port)
        return TRUE;
    }
  return FALSE;
}

/**
 * rt_server_rack_suggest_port:
 * @self: a rack
 * @port: the one that a new server would like to have
 *
 * Returns: the first from @port on that is set for none of the servers
 */
guint16
rt_server_rack_suggest_port (RtServerRack *self, guint16 port)
{
  g_return_val_if_fail (RT_IS_SERVER_RACK (self), port);

  while (port != 0 && has_port (self, port))
    port++;
  return port;
}

/**
 * rt_server_rack_remove:
 * @self: a rack
 * @server: one of its servers
 *
 * Stops a server, and takes it out.  It may be put back until rt_server_rack_forget().
 *
 * Returns: where it was, for rt_server_rack_restore()
 */
guint
rt_server_rack_remove (RtServerRack *self, RtRackServer *server)
{
  g_autoptr (RtRackServer) kept = g_object_ref (server);
  guint position;

  g_return_val_if_fail (RT_IS_SERVER_RACK (self), 0);
  g_return_val_if_fail (g_list_store_find (self->servers, server, &position), 0);

  g_signal_handlers_disconnect_by_data (server, self);
  g_ptr_array_add (self->removed, g_object_ref (server));
  g_list_store_remove (self->servers, position);
  forget_interrupted (self, server);
  rt_rack_server_stop (server);
  save (self);
  return position;
}

/**
 * rt_server_rack_restore:
 * @self: a rack
 * @server: a server that was removed from it
 * @position: where it was
 *
 * Puts a server back.
 */
void
rt_server_rack_restore (RtServerRack *self, RtRackServer *server, guint position)
{
  guint n_servers;

  g_return_if_fail (RT_IS_SERVER_RACK (self));

  n_servers = g_list_model_get_n_items (G_LIST_MODEL (self->servers));
  g_ptr_array_remove (self->removed, server);
  watch (self, server);
  g_list_store_insert (self->servers, MIN (position, n_servers), server);
  save (self);
}

/**
 * rt_server_rack_forget:
 * @self: a rack
 * @server: a server that was removed from it
 *
 * Makes it final.  The key of a certificate that was imported for it alone goes, too.
 */
void
rt_server_rack_forget (RtServerRack *self, RtRackServer *server)
{
  g_autoptr (RtRackServer) kept = g_object_ref (server);

  g_return_if_fail (RT_IS_SERVER_RACK (self));

  drop (self, kept);
}

/**
 * rt_server_rack_end:
 * @self: a rack
 *
 * Ends all servers at once, as the program ends: what they were asked last is in their
 * logs, and what was removed is gone for good.  Those that ran will be offered again.
 */
void
rt_server_rack_end (RtServerRack *self)
{
  g_autoptr (GPtrArray) all = NULL;

  g_return_if_fail (RT_IS_SERVER_RACK (self));

  all = dup_all (self);
  for (guint i = 0; i < all->len; i++)
    rt_rack_server_end (all->pdata[i]);
  while (self->removed->len > 0)
    rt_server_rack_forget (self, self->removed->pdata[0]);
}

guint
rt_server_rack_get_n_interrupted (RtServerRack *self)
{
  g_return_val_if_fail (RT_IS_SERVER_RACK (self), 0);

  return self->interrupted->len;
}

/**
 * rt_server_rack_start_interrupted:
 * @self: a rack
 *
 * Starts the servers again that ran when the program ended.
 */
void
rt_server_rack_start_interrupted (RtServerRack *self)
{
  g_autoptr (GPtrArray) servers = NULL;

  g_return_if_fail (RT_IS_SERVER_RACK (self));

  servers = g_steal_pointer (&self->interrupted);
  self->interrupted = g_ptr_array_new_with_free_func (g_object_unref);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_INTERRUPTED]);
  g_ptr_array_foreach (servers, start, NULL);
}

/**
 * rt_server_rack_forget_interrupted:
 * @self: a rack
 *
 * Lets the servers rest that ran when the program ended.
 */
void
rt_server_rack_forget_interrupted (RtServerRack *self)
{
  g_return_if_fail (RT_IS_SERVER_RACK (self));

  g_ptr_array_set_size (self->interrupted, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_INTERRUPTED]);
  save (self);
}

/**
 * rt_server_rack_count_running_answers:
 * @self: a rack
 *
 * Says how many answers are on their way to clients.
 *
 * Returns: the number over all servers
 */
guint
rt_server_rack_count_running_answers (RtServerRack *self)
{
  GListModel *servers;
  guint count = 0;

  g_return_val_if_fail (RT_IS_SERVER_RACK (self), 0);

  servers = G_LIST_MODEL (self->servers);
  for (guint i = 0; i < g_list_model_get_n_items (servers); i++)
    {
      g_autoptr (RtRackServer) server = g_list_model_get_item (servers, i);

      count += rt_rack_server_get_counts (server).n_running;
    }
  return count;
}
