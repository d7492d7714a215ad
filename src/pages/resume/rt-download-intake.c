/* Makes downloads of what the user brings: addresses in a text, or a Metalink document. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/resume/rt-download-intake.h"

#include "core/http/rt-bounded-read.h"
#include "core/transfer/rt-download-plan.h"
#include "core/wire/rt-error.h"

/* No document needs more for a file. */
#define ADDRESSES_MAX 64

typedef struct
{
  char *text;  /* or */
  GFile *file; /* of a Metalink document */
  RtRequestOptions options;
  char *folder;
} Intake;

static void
intake_free (gpointer data)
{
  Intake *self = data;

  g_free (self->text);
  g_clear_object (&self->file);
  g_free (self->folder);
  g_free (self);
}

static RtRequest *
make_request (const Intake *self, const char *address, GError **error)
{
  g_autoptr (RtRequest) request = rt_request_new ("GET", address, error);

  return request != NULL ? rt_request_with_options (request, &self->options) : NULL;
}

/* The user is asked before bytes are given up. */
static RtDownloadPlan *
make_plan (const Intake *self, RtRequest *request)
{
  RtDownloadPlan *plan = rt_download_plan_new (request, self->folder);

  plan->if_changed = RT_IF_CHANGED_FAIL;
  return plan;
}

/* One wrong address spoils all: half of a list is worse than a question. */
static gboolean
read_text (const Intake *self, GPtrArray *plans, GError **error)
{
  g_auto (GStrv) words = g_strsplit_set (self->text, " \t\r\n", -1);

  for (guint i = 0; words[i] != NULL && plans->len <= RT_INTAKE_MAX; i++)
    {
      g_autoptr (RtRequest) request = NULL;

      if (*words[i] == '\0')
        continue;
      request = make_request (self, words[i], error);
      if (request == NULL)
        return FALSE;
      g_ptr_array_add (plans, make_plan (self, request));
    }
  if (plans->len == 0)
    g_set_error_literal (error, RT_ERROR, RT_ERROR_BAD_ADDRESS, "there is no address");
  return plans->len > 0;
}

static void
add_file (const Intake *self, GPtrArray *plans, const RtMetalinkFile *file)
{
  g_autoptr (RtDownloadPlan) plan = NULL;

  for (guint i = 0; i < MIN (file->addresses->len, ADDRESSES_MAX); i++)
    {
      g_autoptr (RtRequest) request
          = make_request (self, g_ptr_array_index (file->addresses, i), NULL);

      if (request == NULL)
        continue;
      if (plan == NULL)
        plan = make_plan (self, request);
      else
        g_ptr_array_add (plan->requests, g_steal_pointer (&request));
    }
  if (plan == NULL)
    return;
  plan->path = g_build_filename (self->folder, file->name, NULL);
  rt_download_plan_expect (plan, file);
  g_ptr_array_add (plans, g_steal_pointer (&plan));
}

static gboolean
read_metalink (const Intake *self, GPtrArray *plans, GError **error)
{
  g_autoptr (GError) raw = NULL;
  g_autoptr (GBytes) bytes
      = rt_bounded_read_file (self->file, RT_METALINK_BYTES_MAX, NULL, &raw);
  g_autoptr (GPtrArray) files = NULL;
  gsize length;
  const char *text;

  if (bytes == NULL)
    {
      g_set_error_literal (error, RT_ERROR, RT_ERROR_FILE, raw->message);
      return FALSE;
    }
  text = g_bytes_get_data (bytes, &length);
  if (length > RT_METALINK_BYTES_MAX)
    {
      g_set_error_literal (error, RT_ERROR, RT_ERROR_FILE_TOO_BIG,
                           "no Metalink document is so long");
      return FALSE;
    }
  files = text != NULL ? rt_metalink_parse (text, length) : NULL;
  for (guint i = 0; files != NULL && i < MIN (files->len, RT_INTAKE_MAX + 1); i++)
    add_file (self, plans, g_ptr_array_index (files, i));
  if (plans->len == 0)
    g_set_error_literal (error, RT_ERROR, RT_ERROR_BAD_METALINK,
                         "it names no file that can be downloaded");
  return plans->len > 0;
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Intake *self = data;
  g_autoptr (GPtrArray) plans
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_download_plan_unref);
  GError *error = NULL;

  g_mkdir_with_parents (self->folder, 0755); /* else the download says what is wrong */
  if (self->text != NULL ? read_text (self, plans, &error)
                         : read_metalink (self, plans, &error))
    g_task_return_pointer (task, g_steal_pointer (&plans),
                           (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
start (Intake *self,
       const RtRequestOptions *options,
       const char *folder,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  self->options = *options;
  self->folder = g_strdup (folder);
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, self, intake_free);
  g_task_run_in_thread (task, run);
}

/**
 * rt_download_intake_read_text_async:
 * @text: addresses with space or lines between them
 * @options: what a new request starts from
 * @folder: where the files go
 * @callback: called when they are read
 * @user_data: for @callback
 *
 * Makes a plan of each address.
 */
void
rt_download_intake_read_text_async (const char *text,
                                    const RtRequestOptions *options,
                                    const char *folder,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  Intake *self = g_new0 (Intake, 1);

  self->text = g_strdup (text);
  start (self, options, folder, callback, user_data);
}

/**
 * rt_download_intake_read_metalink_async:
 * @file: a Metalink document
 * @options: what a new request starts from
 * @folder: where the files go
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Makes a plan of each file that the document describes.
 */
void
rt_download_intake_read_metalink_async (GFile *file,
                                        const RtRequestOptions *options,
                                        const char *folder,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  Intake *self = g_new0 (Intake, 1);

  self->file = g_object_ref (file);
  start (self, options, folder, callback, user_data);
}

/**
 * rt_download_intake_finish:
 * @result: what the callback got
 * @error: return location for a #GError, or %NULL
 *
 * Ends either of the above.
 *
 * Errors: %RT_ERROR_BAD_ADDRESS; %RT_ERROR_FILE if it cannot be read,
 * %RT_ERROR_FILE_TOO_BIG, %RT_ERROR_BAD_METALINK
 *
 * Returns: (transfer full) (nullable) (element-type RtDownloadPlan): the plans, one at least,
 *   and at most one more than %RT_INTAKE_MAX
 */
GPtrArray *
rt_download_intake_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
