/* The request that signs in: with the form of a page, or without one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/forms/rt-form-login.h"

typedef struct
{
  RtFormPage *page; /* nullable */
  RtFormEntries *fields;
  RtRequest *base;
  gboolean has_form;
} Login;

static void
login_free (gpointer data)
{
  Login *login = data;

  g_clear_pointer (&login->page, rt_form_page_free);
  g_ptr_array_unref (login->fields);
  rt_request_unref (login->base);
  g_free (login);
}

static gboolean
has_fields (RtHtmlForm *form, const RtFormEntries *fields)
{
  for (guint i = 0; i < fields->len; i++)
    if (rt_html_form_find (form, ((const RtFormEntry *)fields->pdata[i])->name) == NULL)
      return FALSE;
  return TRUE;
}

/* The first form that has all of the fields. */
static RtHtmlForm *
find_form (const Login *login)
{
  for (guint i = 0; login->page != NULL && i < login->page->forms->len; i++)
    if (has_fields (login->page->forms->pdata[i], login->fields))
      return login->page->forms->pdata[i];
  return NULL;
}

/* The rest of the form, hidden tokens and all, goes as the page has it. */
static RtRequest *
fill_in (const Login *login, RtHtmlForm *form, GError **error)
{
  RtFormControl *submitter = rt_html_form_get_default_submitter (form);
  g_auto (RtFormTarget) target = { 0 };
  g_autoptr (GPtrArray) entries = NULL;

  for (guint i = 0; i < login->fields->len; i++)
    {
      const RtFormEntry *field = login->fields->pdata[i];

      if (!rt_html_form_set (form, field->name, field->value, error))
        return NULL;
    }
  if (!rt_form_target_find (&target, login->page, form, submitter, error))
    return NULL;
  entries = rt_html_form_make_entries (form, submitter);
  return rt_form_target_make_request (&target, entries, login->base, error);
}

/* As a form on the page would be, if it had no more than these fields. */
static RtRequest *
post (const Login *login, GError **error)
{
  GUri *uri = rt_request_get_uri (login->base);
  const RtFormTarget target = { .page = uri,
                                .uri = uri,
                                .is_post = TRUE,
                                .enctype = RT_ENCTYPE_URLENCODED,
                                .encoding = rt_encoding_find ("UTF-8") };

  return rt_form_target_make_request (&target, login->fields, login->base, error);
}

static void
make_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Login *login = data;
  RtHtmlForm *form = find_form (login);
  GError *error = NULL;
  RtRequest *request
      = form != NULL ? fill_in (login, form, &error) : post (login, &error);

  login->has_form = form != NULL;
  if (request != NULL)
    g_task_return_pointer (task, request, (GDestroyNotify)rt_request_unref);
  else
    g_task_return_error (task, error);
}

/**
 * rt_form_login_make_async:
 * @page: (nullable) (transfer full): the page with the form
 * @fields: what to fill in
 * @base: a request to the page, whose fields, options and cookies are taken
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Fills in the first form of the page that has all of the fields.  If it has none, the
 * fields alone are posted to the address of the page.
 *
 * Errors: those of rt_html_form_set(), rt_form_target_find() and
 * rt_form_target_make_request()
 */
void
rt_form_login_make_async (RtFormPage *page,
                          RtFormEntries *fields,
                          RtRequest *base,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Login *login = g_new0 (Login, 1);

  login->page = page;
  login->fields = g_ptr_array_ref (fields);
  login->base = rt_request_ref (base);
  g_task_set_source_tag (task, rt_form_login_make_async);
  g_task_set_task_data (task, login, login_free);
  g_task_run_in_thread (task, make_in_thread);
}

/**
 * rt_form_login_make_finish:
 * @result: what the callback was given
 * @has_form: (out): whether the page had such a form
 * @error: return location for a #GError, or %NULL
 *
 * Returns: (transfer full) (nullable): the request
 */
RtRequest *
rt_form_login_make_finish (GAsyncResult *result, gboolean *has_form, GError **error)
{
  const Login *login;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  login = g_task_get_task_data (G_TASK (result));
  *has_form = login->has_form;
  return g_task_propagate_pointer (G_TASK (result), error);
}
