/* The user's servers as JSON. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-rack-json.h"

#include "core/http/rt-json-member.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* Written down when it starts, and not only when the program ends: that may be sudden. */
static gboolean
was_running (RtRackServer *server, GListStore *interrupted)
{
  RtServerState state = rt_rack_server_get_state (server);

  return state == RT_SERVER_STARTING || state == RT_SERVER_RUNNING
         || g_list_store_find (interrupted, server, NULL);
}

static JsonArray *
to_json (GListModel *servers, GListStore *interrupted)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (servers); i++)
    {
      g_autoptr (RtRackServer) server = g_list_model_get_item (servers, i);
      const RtServerSettings *settings = rt_rack_server_get_settings (server);
      JsonObject *object;

      if (settings->is_trial)
        continue;
      object = json_object_new ();
      rt_server_settings_add_to_json (settings, object);
      json_object_set_boolean_member (object, "running",
                                      was_running (server, interrupted));
      json_array_add_object_element (array, object);
    }
  return array;
}

/**
 * rt_rack_json_write:
 * @servers: of #RtRackServer
 * @interrupted: of #RtRackServer: those that ran when the program ended last
 *
 * Writes down the servers and which of them run, but for those that are not kept.
 *
 * Returns: (transfer full): the JSON
 */
GBytes *
rt_rack_json_write (GListModel *servers, GListStore *interrupted)
{
  JsonObject *root = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  char *text;

  json_object_set_array_member (root, "servers", to_json (servers, interrupted));
  json_node_take_object (node, root);
  text = json_to_string (node, TRUE);
  return g_bytes_new_take (text, strlen (text));
}

static void
read_server (JsonNode *node, RtRackJsonFunc func, gpointer data)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autoptr (RtServerSettings) settings
      = object != NULL ? rt_server_settings_new_from_json (object) : NULL;

  if (settings != NULL)
    func (settings, rt_json_member_is_true (object, "running"), data);
}

/**
 * rt_rack_json_read:
 * @text: (nullable): what may be JSON
 * @func: called for each server, in order
 * @data: for @func
 *
 * Reads what rt_rack_json_write() wrote.  What is no server is left out.
 *
 * Returns: %FALSE if there is no list
 */
gboolean
rt_rack_json_read (const char *text, RtRackJsonFunc func, gpointer data)
{
  g_autoptr (JsonNode) root = text != NULL ? json_from_string (text, NULL) : NULL;
  JsonNode *list = NULL;
  JsonArray *array;

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    list = json_object_get_member (json_node_get_object (root), "servers");
  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    return FALSE;
  array = json_node_get_array (list);
  for (guint i = 0; i < json_array_get_length (array); i++)
    read_server (json_array_get_element (array, i), func, data);
  return TRUE;
}
