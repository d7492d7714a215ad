/* What is done with a jar in a thread, as it may have to wait for a disk. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/cookies/rt-cookie-tasks.h"

#include "core/http/rt-bounded-read.h"
#include "core/wire/rt-error.h"

/* Of a file of somebody else's. */
#define FILE_BYTES_MAX (64 * 1024 * 1024)

/* All that one of them needs. */
typedef struct
{
  RtCookieChange *change;
  RtCookieQuestion question; /* its URI and method are owned */
  GFile *file;
  char *profile;
  char *place;
  guint n_left_out;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->change, rt_cookie_change_free);
  g_clear_pointer (&job->question.uri, g_uri_unref);
  g_free ((char *)job->question.method);
  g_clear_object (&job->file);
  g_free (job->profile);
  g_free (job->place);
  g_free (job);
}

/* Takes over @job. */
static void
run (RtCookieJar *jar,
     Job *job,
     GTaskThreadFunc function,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (jar, cancellable, callback, user_data);

  g_task_set_source_tag (task, function);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, function);
}

static void
finish (GTask *task, gpointer outcome, GDestroyNotify destroy, GError *error)
{
  if (outcome != NULL)
    g_task_return_pointer (task, outcome, destroy);
  else
    g_task_return_error (task, error);
}

static void
change_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  GError *error = NULL;
  RtCookieChange *undo
      = rt_cookie_jar_change (source, job->change, g_get_real_time (), &error);

  finish (task, undo, (GDestroyNotify)rt_cookie_change_free, error);
}

/**
 * rt_cookie_change_async:
 * @jar: a jar
 * @change: (transfer full): what the user wants
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Errors: those of rt_cookie_jar_change()
 */
void
rt_cookie_change_async (RtCookieJar *jar,
                        RtCookieChange *change,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->change = change;
  run (jar, job, change_in_thread, NULL, callback, user_data);
}

/* The change that takes it back. */
RtCookieChange *
rt_cookie_change_finish (RtCookieJar *jar, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, jar), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
judge_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  GError *error = NULL;
  GPtrArray *verdicts = rt_cookie_jar_judge (source, &job->question, &error);

  finish (task, verdicts, (GDestroyNotify)g_ptr_array_unref, error);
}

/**
 * rt_cookie_judge_async:
 * @jar: a jar
 * @question: a request that is not sent
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Errors: those of rt_cookie_jar_judge()
 */
void
rt_cookie_judge_async (RtCookieJar *jar,
                       const RtCookieQuestion *question,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->question = *question;
  job->question.uri = g_uri_ref (question->uri);
  job->question.method = g_strdup (question->method);
  run (jar, job, judge_in_thread, cancellable, callback, user_data);
}

/* See rt_cookie_jar_judge(). */
GPtrArray *
rt_cookie_judge_finish (RtCookieJar *jar, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, jar), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
import_file_in_thread (GTask *task,
                       gpointer source,
                       gpointer data,
                       GCancellable *cancellable)
{
  const Job *job = data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes
      = rt_bounded_read_file (job->file, FILE_BYTES_MAX, cancellable, &error);
  gsize length = bytes != NULL ? g_bytes_get_size (bytes) : 0;
  const char *text = length > 0 ? g_bytes_get_data (bytes, NULL) : "";
  RtCookieImport *import = NULL;

  if (length > FILE_BYTES_MAX)
    g_set_error_literal (&error, RT_ERROR, RT_ERROR_FILE_TOO_BIG,
                         "no file of cookies is so long");
  else if (bytes != NULL)
    import = rt_cookie_import_file (source, text, length, &error);
  finish (task, import, (GDestroyNotify)rt_cookie_import_free, error);
}

/**
 * rt_cookie_import_file_async:
 * @jar: a jar
 * @file: a cookies.txt
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Errors: those of #GFile and of rt_cookie_import_file(); %RT_ERROR_FILE_TOO_BIG
 */
void
rt_cookie_import_file_async (RtCookieJar *jar,
                             GFile *file,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->file = g_object_ref (file);
  run (jar, job, import_file_in_thread, NULL, callback, user_data);
}

static void
import_firefox_in_thread (GTask *task,
                          gpointer source,
                          gpointer data,
                          GCancellable *cancellable)
{
  const Job *job = data;
  GError *error = NULL;
  RtCookieImport *import
      = rt_cookie_import_firefox (source, job->profile, job->place, &error);

  finish (task, import, (GDestroyNotify)rt_cookie_import_free, error);
}

/**
 * rt_cookie_import_firefox_async:
 * @jar: a jar
 * @profile: see rt_cookie_import_firefox()
 * @place: (nullable): likewise
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Errors: those of rt_cookie_import_firefox()
 */
void
rt_cookie_import_firefox_async (RtCookieJar *jar,
                                const char *profile,
                                const char *place,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->profile = g_strdup (profile);
  job->place = g_strdup (place);
  run (jar, job, import_firefox_in_thread, NULL, callback, user_data);
}

/* What came of either. */
RtCookieImport *
rt_cookie_import_finish (RtCookieJar *jar, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, jar), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
export_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  g_autofree char *path = g_file_get_path (job->file);
  g_autoptr (GPtrArray) cookies = rt_cookie_jar_list (source, g_get_real_time (), &error);

  if (path == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "no local file");
  else if (cookies == NULL
           || !rt_cookie_file_save (cookies, path, &job->n_left_out, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
  g_clear_error (&error);
}

/**
 * rt_cookie_export_async:
 * @jar: a jar
 * @file: a local file
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Writes all cookies into a cookies.txt.
 *
 * Errors: those of rt_cookie_jar_list() and rt_cookie_file_save()
 */
void
rt_cookie_export_async (RtCookieJar *jar,
                        GFile *file,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->file = g_object_ref (file);
  run (jar, job, export_in_thread, NULL, callback, user_data);
}

/* @n_left_out: how many cannot be written to such a file. */
gboolean
rt_cookie_export_finish (RtCookieJar *jar,
                         GAsyncResult *result,
                         guint *n_left_out,
                         GError **error)
{
  const Job *job;

  g_return_val_if_fail (g_task_is_valid (result, jar), FALSE);

  job = g_task_get_task_data (G_TASK (result));
  *n_left_out = job->n_left_out;
  return g_task_propagate_boolean (G_TASK (result), error);
}
