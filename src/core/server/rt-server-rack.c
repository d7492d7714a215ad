/* The user's servers, remembered. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-server-rack.h"

#include "core/http/rt-saved-file.h"
#include "core/server/rt-rack-certificates.h"
#include "core/server/rt-rack-json.h"
#include "core/server/rt-server-vacancy.h"

struct _RtServerRack
{
  GObject parent_instance;

  char *authority_folder; /* nullable */
  RtBothEnds *ends;       /* nullable */
  char *log_folder;       /* nullable */
  RtSavedFile *file;
  GListStore *servers;     /* of RtRackServer */
  GListStore *interrupted; /* of RtRackServer: each is also among the above */
  GPtrArray *removed;      /* of RtRackServer: those that may be put back */
};

G_DEFINE_FINAL_TYPE (RtServerRack, rt_server_rack, G_TYPE_OBJECT)

static void
save (RtServerRack *self)
{
  g_autoptr (GBytes) contents
      = rt_rack_json_write (G_LIST_MODEL (self->servers), self->interrupted);

  rt_saved_file_save (self->file, contents);
}

static void
forget_interrupted (RtServerRack *self, RtRackServer *server)
{
  guint position;

  if (g_list_store_find (self->interrupted, server, &position))
    g_list_store_remove (self->interrupted, position);
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

static RtRackServer *
append (RtServerRack *self, const RtServerSettings *settings)
{
  g_autoptr (RtServerSettings) own = rt_server_settings_copy (settings);
  g_autoptr (GPtrArray) all = dup_all (self);
  g_autoptr (RtRackServer) server = NULL;

  own->number = rt_server_vacancy_find_number (own, all);
  server = rt_rack_server_new (own, self->authority_folder, self->log_folder, self->ends);
  watch (self, server);
  g_list_store_append (self->servers, server);
  return server;
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
load_server (const RtServerSettings *settings, gboolean was_running, gpointer data)
{
  RtServerRack *self = data;
  RtRackServer *server = append (self, settings);

  if (was_running)
    g_list_store_append (self->interrupted, server);
}

static void
load (RtServerRack *self)
{
  g_autofree char *text = rt_saved_file_load (self->file);
  g_autoptr (GPtrArray) all = NULL;

  if (!rt_rack_json_read (text, load_server, self))
    {
      fill (self);
      return;
    }
  all = dup_all (self);
  rt_rack_certificates_tidy (self->authority_folder, all);
}

static void
rt_server_rack_dispose (GObject *object)
{
  RtServerRack *self = RT_SERVER_RACK (object);

  if (self->servers != NULL)
    rt_server_rack_end (self);
  g_clear_pointer (&self->removed, g_ptr_array_unref);
  g_clear_object (&self->servers);
  g_clear_object (&self->interrupted);
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
rt_server_rack_class_init (RtServerRackClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rt_server_rack_dispose;
  G_OBJECT_CLASS (klass)->finalize = rt_server_rack_finalize;
}

static void
rt_server_rack_init (RtServerRack *self)
{
  self->servers = g_list_store_new (RT_TYPE_RACK_SERVER);
  self->interrupted = g_list_store_new (RT_TYPE_RACK_SERVER);
  self->removed = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * rt_server_rack_new:
 * @file: (nullable): where the servers are kept; %NULL keeps nothing
 * @authority_folder: (nullable): where the user's authority is kept; it need not exist
 * @log_folder: (nullable): where the servers' access logs are kept; it need not exist
 * @ends: (nullable): takes what they see of the exchanges with our own client
 *
 * Reads the user's servers; on the first start there is one of each recipe.  None runs.
 *
 * Returns: (transfer full): the rack
 */
RtServerRack *
rt_server_rack_new (GFile *file,
                    const char *authority_folder,
                    const char *log_folder,
                    RtBothEnds *ends)
{
  RtServerRack *self = g_object_new (RT_TYPE_SERVER_RACK, NULL);

  self->authority_folder = g_strdup (authority_folder);
  self->log_folder = g_strdup (log_folder);
  self->ends = ends != NULL ? rt_both_ends_ref (ends) : NULL;
  self->file = rt_saved_file_new (file);
  load (self);
  return self;
}

const char *
rt_server_rack_get_authority_folder (RtServerRack *self)
{
  g_return_val_if_fail (RT_IS_SERVER_RACK (self), NULL);

  return self->authority_folder;
}

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
  g_autoptr (GPtrArray) others = NULL;

  g_return_if_fail (RT_IS_SERVER_RACK (self));

  g_ptr_array_remove (self->removed, server);
  others = dup_all (self);
  rt_rack_certificates_drop (self->authority_folder,
                             rt_rack_server_get_settings (kept)->certificate, others);
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

GListModel *
rt_server_rack_get_interrupted (RtServerRack *self)
{
  g_return_val_if_fail (RT_IS_SERVER_RACK (self), NULL);

  return G_LIST_MODEL (self->interrupted);
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
  gpointer next;

  g_return_if_fail (RT_IS_SERVER_RACK (self));

  while ((next = g_list_model_get_item (G_LIST_MODEL (self->interrupted), 0)) != NULL)
    {
      g_autoptr (RtRackServer) server = next;

      rt_rack_server_start (server);
      forget_interrupted (self, server);
    }
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

  g_list_store_remove_all (self->interrupted);
  save (self);
}

/**
 * rt_server_rack_count_running_answers:
 * @self: a rack
 *
 * Returns: how many answers are on their way to clients
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
