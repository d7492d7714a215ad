/* Addresses from a file, and from a page that was fetched. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/head/rt-link-source.h"

#include "core/http/rt-body.h"
#include "core/http/rt-bounded-read.h"

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GFile *file = data;
  g_autofree char *name = g_file_get_basename (file);
  GError *error = NULL;
  g_autoptr (GBytes) bytes
      = rt_bounded_read_file (file, RT_LINK_LIST_BYTES_MAX, cancellable, &error);
  RtLinkList *list
      = bytes != NULL ? rt_link_list_read (bytes, name, NULL, NULL, cancellable, &error)
                      : NULL;

  if (list != NULL)
    g_task_return_pointer (task, list, (GDestroyNotify)rt_link_list_free);
  else
    g_task_return_error (task, error);
}

/**
 * rt_link_source_read_file_async:
 * @file: a file with addresses
 * @cancellable: (nullable): to give up
 * @callback: called when they were found
 * @user_data: for @callback
 *
 * Reads a file.
 *
 * Errors: those of rt_link_list_read() and of GIO.
 */
void
rt_link_source_read_file_async (GFile *file,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rt_link_source_read_file_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, read_in_thread);
}

static void
on_list (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  RtLinkList *list = rt_link_list_read_finish (result, &error);

  if (list != NULL)
    g_task_return_pointer (task, list, (GDestroyNotify)rt_link_list_free);
  else
    g_task_return_error (task, error);
}

static void
on_body (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RtExchange *exchange = g_task_get_task_data (task);
  RtRequest *last = rt_hop_get_request (rt_exchange_get_last_hop (exchange));
  GUri *uri = rt_request_get_uri (last);
  GError *error = NULL;
  g_autoptr (GBytes) body = rt_body_read_finish (RT_BODY (source), result, &error);

  if (body == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  rt_link_list_read_async (body, g_uri_get_path (uri),
                           rt_body_get_content_type (RT_BODY (source)), uri,
                           g_task_get_cancellable (task), on_list, g_object_ref (task));
}

/**
 * rt_link_source_read_page_async:
 * @exchange: one that is done and has kept its body
 * @cancellable: (nullable): to give up
 * @callback: called when the links were found
 * @user_data: for @callback
 *
 * Reads the links of a page, or the list that was there.
 *
 * Errors: those of rt_link_list_read() and of rt_body_read_async().
 */
void
rt_link_source_read_page_async (RtExchange *exchange,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rt_link_source_read_page_async);
  g_task_set_task_data (task, g_object_ref (exchange), g_object_unref);
  /* A byte more than can be read, so that what is too big is told. */
  rt_body_read_async (rt_exchange_get_body (exchange), 0, RT_LINK_LIST_BYTES_MAX + 1,
                      cancellable, on_body, task);
}

RtLinkList *
rt_link_source_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
