/* The forms of a page. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/forms/rt-form-page.h"

#include "core/forms/rt-form-reading.h"
#include "core/http/rt-charset.h"

/**
 * rt_form_page_read:
 * @body: a page as it was received, without its content codings
 * @content_type: (nullable): the field's value
 * @uri: of the page
 * @cancellable: (nullable): to give up
 * @error: return location for a #GError, or %NULL
 *
 * Finds the forms of a page, and fills them as a browser does when it shows the page. May
 * take seconds: not for the main thread.
 *
 * Errors: those of rt_html_tree_parse(), and %RT_ERROR_PAGE_TOO_BIG for too many controls.
 *
 * Returns: (transfer full): the page's forms, perhaps none; %NULL on error
 */
RtFormPage *
rt_form_page_read (GBytes *body,
                   const char *content_type,
                   GUri *uri,
                   GCancellable *cancellable,
                   GError **error)
{
  RtCharset charset = rt_charset_detect (body, FALSE, content_type, NULL);
  g_autoptr (GBytes) text = rt_charset_decode (charset.encoding, body, FALSE);
  g_autoptr (RtHtmlTree) tree = rt_html_tree_parse (text, cancellable, error);
  g_autoptr (RtFormPage) self = NULL;

  if (tree == NULL)
    return NULL;
  self = g_new0 (RtFormPage, 1);
  self->uri = g_uri_ref (uri);
  self->base = g_uri_ref (uri);
  self->encoding = charset.encoding;
  self->forms = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_html_form_free);
  return rt_form_reading_run (self, tree, error) ? g_steal_pointer (&self) : NULL;
}

void
rt_form_page_free (RtFormPage *self)
{
  g_uri_unref (self->uri);
  g_uri_unref (self->base);
  g_ptr_array_unref (self->forms);
  g_free (self);
}

typedef struct
{
  GBytes *body;
  char *content_type;
  GUri *uri;
} ReadTask;

static void
read_task_free (gpointer data)
{
  ReadTask *task = data;

  g_bytes_unref (task->body);
  g_free (task->content_type);
  g_uri_unref (task->uri);
  g_free (task);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const ReadTask *what = data;
  GError *error = NULL;
  RtFormPage *page = rt_form_page_read (what->body, what->content_type, what->uri,
                                        cancellable, &error);

  if (page != NULL)
    g_task_return_pointer (task, page, (GDestroyNotify)rt_form_page_free);
  else
    g_task_return_error (task, error);
}

/**
 * rt_form_page_read_async:
 * @body: see rt_form_page_read()
 * @content_type: (nullable): likewise
 * @uri: likewise
 * @cancellable: (nullable): to give up
 * @callback: called when the forms were found
 * @user_data: for @callback
 *
 * Finds the forms of a page in a thread of its own.
 */
void
rt_form_page_read_async (GBytes *body,
                         const char *content_type,
                         GUri *uri,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  ReadTask *what = g_new0 (ReadTask, 1);

  what->body = g_bytes_ref (body);
  what->content_type = g_strdup (content_type);
  what->uri = g_uri_ref (uri);
  g_task_set_source_tag (task, rt_form_page_read_async);
  g_task_set_task_data (task, what, read_task_free);
  g_task_run_in_thread (task, read_in_thread);
}

/**
 * rt_form_page_read_finish:
 * @result: what the callback was given
 * @error: return location for a #GError, or %NULL
 *
 * Returns: (transfer full): see rt_form_page_read()
 */
RtFormPage *
rt_form_page_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rt_form_page_find_again:
 * @self: a page
 * @old: the page as it was fetched before
 * @form: a form of @old
 *
 * Returns: (transfer none) (nullable): the same form; %NULL: the page has it no more
 */
const RtHtmlForm *
rt_form_page_find_again (const RtFormPage *self,
                         const RtFormPage *old,
                         const RtHtmlForm *form)
{
  const RtHtmlForm *same;
  guint index;

  if (!g_ptr_array_find (old->forms, form, &index) || index >= self->forms->len)
    return NULL;
  same = g_ptr_array_index (self->forms, index);
  return g_strcmp0 (same->name, form->name) == 0 && g_strcmp0 (same->id, form->id) == 0
             ? same
             : NULL;
}
