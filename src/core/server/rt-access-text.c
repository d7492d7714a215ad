/* Lines of an access log as text to be copied. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-access-text.h"

#include "core/http/rt-curl-command.h"

typedef struct
{
  GPtrArray *entries;
  char *base; /* nullable */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_ptr_array_unref (job->entries);
  g_free (job->base);
  g_free (job);
}

static RtRequest *
add_field (RtRequest *request, const char *name, const char *value)
{
  RtRequest *changed;

  if (value == NULL)
    return request;
  changed = rt_request_with_header (request, name, value, NULL);
  if (changed == NULL)
    return request;
  rt_request_unref (request);
  return changed;
}

/* What the log knows of the request; NULL if that does not do to send it again. */
static RtRequest *
make_request (const RtAccessEntry *entry, const char *base)
{
  g_autofree char *method = NULL;
  g_autofree char *target = NULL;
  g_autofree char *address = NULL;
  RtRequest *request;

  if (!rt_access_entry_split_request (entry, &method, &target) || *target == '*')
    return NULL;
  address = *target == '/' ? g_strconcat (base, target + 1, NULL) : g_strdup (target);
  request = rt_request_new (method, address, NULL);
  if (request == NULL)
    return NULL;
  request = add_field (request, "User-Agent", entry->agent);
  return add_field (request, "Referer", entry->referer);
}

static void
append_command (GString *text, const RtAccessEntry *entry, const char *base)
{
  g_autoptr (RtRequest) request = make_request (entry, base);
  g_autofree char *command
      = request != NULL ? rt_curl_command_format (request, NULL) : NULL;

  if (command != NULL)
    g_string_append_printf (text, "%s\n", command);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < job->entries->len; i++)
    if (job->base != NULL)
      append_command (text, job->entries->pdata[i], job->base);
    else
      rt_access_entry_append_line (job->entries->pdata[i], text);
  g_task_return_pointer (task, g_string_free (g_steal_pointer (&text), FALSE), g_free);
}

/**
 * rt_access_text_make_async:
 * @entries: (element-type RtAccessEntry) (transfer full): the lines
 * @base: (nullable): the server's address, with a slash at its end
 * @cancellable: (nullable): to give up
 * @callback: called when the text is there
 * @user_data: for @callback
 *
 * Writes lines in the Combined format, or, with @base, as commands for curl that ask the
 * same again.  A request of which the log knows too little for that is left out.
 */
void
rt_access_text_make_async (GPtrArray *entries,
                           const char *base,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->entries = entries;
  job->base = g_strdup (base);
  g_task_set_source_tag (task, rt_access_text_make_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run);
}

char *
rt_access_text_make_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
