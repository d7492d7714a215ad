/* The request that a form makes, and how it looks on the wire. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/forms/rt-form-request.h"

#include "core/http/rt-body-parts.h"
#include "core/wire/rt-error.h"
#include "ui/rt-format.h"
#include "ui/rt-raw-view.h"

#include <glib/gi18n.h>
#include <string.h>

/* Of a body; what is longer is not read by anybody. */
#define PRINTED_BYTES 16384

/* All that the thread needs, so that the form can be changed meanwhile. */
typedef struct
{
  RtFormTarget target;
  RtFormEntries *entries;
  RtRequest *base;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  rt_form_target_clear (&job->target);
  g_clear_pointer (&job->entries, g_ptr_array_unref);
  g_clear_pointer (&job->base, rt_request_unref);
  g_free (job);
}

static Job *
make_job (RtFormDraft *draft, const RtFormControl *submitter, GError **error)
{
  RtRequest *base = rt_form_draft_get_base (draft);
  const RtHtmlForm *form = rt_form_draft_get_form (draft);
  Job *job;

  if (base == NULL)
    {
      g_set_error_literal (error, RT_ERROR, RT_ERROR_BAD_ADDRESS, "no address");
      return NULL;
    }
  job = g_new0 (Job, 1);
  if (!rt_form_target_find (&job->target, rt_form_draft_get_page (draft), form, submitter,
                            error))
    {
      job_free (job);
      return NULL;
    }
  job->entries = rt_html_form_make_entries (form, submitter);
  job->base = rt_request_ref (base);
  return job;
}

static RtRequest *
make_request (const Job *job, GError **error)
{
  return rt_form_target_make_request (&job->target, job->entries, job->base, error);
}

static void
make_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  RtRequest *request = make_request (data, &error);

  if (request != NULL)
    g_task_return_pointer (task, request, (GDestroyNotify)rt_request_unref);
  else
    g_task_return_error (task, error);
}

static void
append_raw (GString *text, GBytes *bytes)
{
  g_autofree char *raw = rt_raw_text (bytes);

  g_string_append (text, raw);
}

/* Returns what is left of the bytes that may be printed. */
static gsize
append_bytes (GString *text, GBytes *bytes, gsize left)
{
  gsize length = g_bytes_get_size (bytes);
  g_autoptr (GBytes) beginning = g_bytes_new_from_bytes (bytes, 0, MIN (length, left));

  append_raw (text, beginning);
  if (length > left)
    {
      g_autofree char *count = rt_format_count (length - left);

      g_string_append_printf (
          text,
          /* Translators: %s is a number. */
          ngettext ("… %s more byte", "… %s more bytes", length - left), count);
    }
  return left - MIN (length, left);
}

static void
append_file (GString *text, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name);
  g_autoptr (GFileInfo) info
      = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, 0, NULL, NULL);
  goffset size = info != NULL ? g_file_info_get_size (info) : 0;
  g_autofree char *count = rt_format_count (size);

  if (info == NULL)
    /* Translators: %s is the name of a file. */
    g_string_append_printf (text, _ ("… “%s” cannot be read"), shown);
  else
    g_string_append_printf (
        text,
        /* Translators: the first is a number, the second the name of a file. */
        ngettext ("… %s byte of “%s”", "… %s bytes of “%s”", size), count, shown);
}

static goffset
measure (RtRequest *request)
{
  GBytes *body = rt_request_get_body (request);
  GPtrArray *parts = rt_request_get_body_parts (request);

  if (parts != NULL)
    return rt_body_parts_measure (parts, NULL);
  return body != NULL ? (goffset)g_bytes_get_size (body) : -1;
}

static char *
print_request (RtRequest *request)
{
  g_autoptr (RtRequest) sent = rt_request_with_cookies (request, FALSE, NULL);
  g_autoptr (GBytes) head = rt_request_compose_head (sent, measure (request));
  GBytes *body = rt_request_get_body (request);
  GPtrArray *parts = rt_request_get_body_parts (request);
  GString *text = g_string_new (NULL);
  gsize left = PRINTED_BYTES;

  append_raw (text, head);
  if (body != NULL)
    append_bytes (text, body, left);
  for (guint i = 0; parts != NULL && i < parts->len; i++)
    {
      const RtBodyPart *part = g_ptr_array_index (parts, i);

      if (part->file != NULL)
        append_file (text, part->file);
      else
        left = append_bytes (text, part->bytes, left);
    }
  return g_string_free (text, FALSE);
}

static void
print_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (RtRequest) request = make_request (data, &error);

  if (request != NULL)
    g_task_return_pointer (task, print_request (request), g_free);
  else
    g_task_return_error (task, error);
}

static void
run (GTask *task,
     RtFormDraft *draft,
     const RtFormControl *submitter,
     GTaskThreadFunc function)
{
  GError *error = NULL;
  Job *job = make_job (draft, submitter, &error);

  if (job == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, function);
}

/**
 * rt_form_request_make_async:
 * @draft: a form that was filled in
 * @submitter: (nullable): the button that was pressed
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Makes the request that the form sends.
 *
 * Errors: those of rt_form_target_find() and rt_form_target_make_request();
 * %RT_ERROR_BAD_ADDRESS if @draft has no address.
 */
void
rt_form_request_make_async (RtFormDraft *draft,
                            const RtFormControl *submitter,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (draft, cancellable, callback, user_data);

  g_task_set_source_tag (task, rt_form_request_make_async);
  run (task, draft, submitter, make_in_thread);
}

RtRequest *
rt_form_request_make_finish (RtFormDraft *draft, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, draft), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rt_form_request_print_async:
 * @draft: a form that was filled in
 * @submitter: (nullable): the button that would be pressed
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Writes the request that would be sent now, with the cookies that it would have; see
 * rt_raw_text().  Files are only named.
 *
 * Errors: those of rt_form_request_make_async().
 */
void
rt_form_request_print_async (RtFormDraft *draft,
                             const RtFormControl *submitter,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (draft, cancellable, callback, user_data);

  g_task_set_source_tag (task, rt_form_request_print_async);
  run (task, draft, submitter, print_in_thread);
}

char *
rt_form_request_print_finish (RtFormDraft *draft, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, draft), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
