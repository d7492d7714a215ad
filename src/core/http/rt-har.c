/* Exchanges as an HTTP Archive, for other programs to look at. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-har.h"

#include "core/http/rt-har-entry.h"
#include "rt-config.h"

static void
begin_archive (JsonBuilder *builder)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "log");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "version");
  json_builder_add_string_value (builder, "1.2");
  json_builder_set_member_name (builder, "creator");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, "Roundtrip");
  json_builder_set_member_name (builder, "version");
  json_builder_add_string_value (builder, RT_VERSION);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "entries");
  json_builder_begin_array (builder);
}

static JsonNode *
end_archive (JsonBuilder *builder)
{
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

/**
 * rt_har_write:
 * @exchange: an exchange
 * @with_secrets: whether credentials and cookies are written out; else they are masked
 *
 * Writes an HTTP Archive, version 1.2, of one exchange: each hop is an entry.
 *
 * Source: [HAR 1.2](http://www.softwareishard.com/blog/har-12-spec/)
 *
 * Returns: (transfer full): JSON text
 */
char *
rt_har_write (RtExchange *exchange, gboolean with_secrets)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  begin_archive (builder);
  rt_har_put_exchange (builder, exchange, with_secrets);
  root = end_archive (builder);
  return json_to_string (root, TRUE);
}

/* The archive of a whole log.  Records belong to the main thread, so they are read there,
 * one a turn; the text is made of them in another. */
typedef struct
{
  JsonBuilder *builder;
  gboolean with_secrets;
  GPtrArray *exchanges;
  guint next;
  JsonNode *root;
} Archive;

static void
archive_free (gpointer data)
{
  Archive *archive = data;

  g_object_unref (archive->builder);
  g_ptr_array_unref (archive->exchanges);
  g_clear_pointer (&archive->root, json_node_unref);
  g_free (archive);
}

static void
run_to_text (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Archive *archive = data;

  g_task_return_pointer (task, json_to_string (archive->root, TRUE), g_free);
}

static gboolean
on_next_exchange (gpointer user_data)
{
  GTask *task = user_data;
  Archive *archive = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (archive->next < archive->exchanges->len)
    {
      rt_har_put_exchange (archive->builder, archive->exchanges->pdata[archive->next++],
                           archive->with_secrets);
      return G_SOURCE_CONTINUE;
    }
  archive->root = end_archive (archive->builder);
  g_task_run_in_thread (task, run_to_text);
  return G_SOURCE_REMOVE;
}

/**
 * rt_har_write_async:
 * @exchanges: a list of #RtExchange; what is added to it later is left out
 * @with_secrets: whether credentials and cookies are written out; else they are masked
 * @cancellable: (nullable): to give up
 * @callback: called when the text is there
 * @user_data: handed to @callback
 *
 * Writes an HTTP Archive as rt_har_write() does, of many exchanges.
 */
void
rt_har_write_async (GListModel *exchanges,
                    gboolean with_secrets,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GSource) source = g_idle_source_new ();
  Archive *archive = g_new0 (Archive, 1);

  g_task_set_source_tag (task, rt_har_write_async);
  g_task_set_task_data (task, archive, archive_free);
  archive->builder = json_builder_new ();
  archive->with_secrets = with_secrets;
  archive->exchanges = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (exchanges); i++)
    g_ptr_array_add (archive->exchanges, g_list_model_get_item (exchanges, i));
  begin_archive (archive->builder);
  g_task_attach_source (task, source, on_next_exchange);
}

char *
rt_har_write_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
