/* The forms of a page that was fetched. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/forms/rt-form-source.h"

#include "core/http/rt-html-tree.h"

static void
on_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  RtFormPage *page = rt_form_page_read_finish (result, &error);

  if (page != NULL)
    g_task_return_pointer (task, page, (GDestroyNotify)rt_form_page_free);
  else
    g_task_return_error (task, error);
}

static void
on_body (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RtExchange *exchange = g_task_get_source_object (task);
  RtHop *hop = rt_exchange_get_last_hop (exchange);
  GError *error = NULL;
  g_autoptr (GBytes) body = rt_body_read_finish (RT_BODY (source), result, &error);

  if (body == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  rt_form_page_read_async (body, rt_body_get_content_type (RT_BODY (source)),
                           rt_request_get_uri (rt_hop_get_request (hop)),
                           g_task_get_cancellable (task), on_page, g_object_ref (task));
}

/**
 * rt_form_source_read_async:
 * @exchange: one that is over and has kept its body
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads the forms of the page that came.
 *
 * Errors: those of rt_body_read_async() and rt_form_page_read().
 */
void
rt_form_source_read_async (RtExchange *exchange,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (exchange, cancellable, callback, user_data);

  g_task_set_source_tag (task, rt_form_source_read_async);
  /* A byte more than can be read, so that a page that is too big is told from one that is
   * just not. */
  rt_body_read_async (rt_exchange_get_body (exchange), 0, RT_HTML_BYTES_MAX + 1,
                      cancellable, on_body, task);
}

RtFormPage *
rt_form_source_read_finish (RtExchange *exchange, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, exchange), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
