/* Takes in and gives out certificates of the user's own, in another thread. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-server-pem-task.h"

#include "core/wire/rt-certificate.h"
#include "core/wire/rt-error.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

/* So much of the fingerprint tells one certificate from another. */
#define NAME_DIGITS 16
#define NAME_BEGIN "imported-"
#define NAME_END ".pem"

typedef struct
{
  char *path;
  char *key_path; /* nullable */
  char *password; /* nullable */
  char *folder;
  RtServerPemFlaws flaws;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_free (job->key_path);
  if (job->password != NULL)
    explicit_bzero (job->password, strlen (job->password));
  g_free (job->password);
  g_free (job->folder);
  g_free (job);
}

static char *
keep (const Job *job, GTlsCertificate *certificate, GError **error)
{
  g_autofree char *fingerprint = rt_certificate_fingerprint (certificate);
  g_autofree char *name
      = g_strdup_printf (NAME_BEGIN "%.*s" NAME_END, NAME_DIGITS, fingerprint);
  g_autofree char *path = g_build_filename (job->folder, name, NULL);

  if (g_mkdir_with_parents (job->folder, 0700) != 0)
    {
      g_set_error (error, RT_ERROR, RT_ERROR_FILE, "cannot make '%s': %s", job->folder,
                   g_strerror (errno));
      return NULL;
    }
  return rt_server_pem_export (certificate, path, error) ? g_steal_pointer (&path) : NULL;
}

static void
make_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  g_autoptr (GTlsCertificate) certificate = rt_server_pem_import (
      job->path, job->key_path, job->password, &job->flaws, &error);
  char *path = certificate != NULL ? keep (job, certificate, &error) : NULL;

  if (path != NULL)
    g_task_return_pointer (task, path, g_free);
  else
    g_task_return_error (task, error);
}

/**
 * rt_server_pem_keep_async:
 * @path: as rt_server_pem_import() takes it
 * @key_path: (nullable): likewise
 * @password: (nullable): likewise
 * @folder: where to keep the copy; made for the user alone if it does not exist
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads a certificate with its key, and keeps a copy that needs no password and that only
 * the user can read, whatever becomes of the file.
 */
void
rt_server_pem_keep_async (const char *path,
                          const char *key_path,
                          const char *password,
                          const char *folder,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->path = g_strdup (path);
  job->key_path = g_strdup (key_path);
  job->password = g_strdup (password);
  job->folder = g_strdup (folder);
  g_task_set_source_tag (task, rt_server_pem_keep_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, make_in_thread);
}

/**
 * rt_server_pem_keep_finish:
 * @result: what the callback got
 * @flaws: (out): what is worth saying about the certificate
 * @error: return location for a #GError, or %NULL
 *
 * Ends rt_server_pem_keep_async().
 *
 * Errors: those of rt_server_pem_import() and rt_server_pem_export().
 *
 * Returns: (transfer full): the copy's path
 */
char *
rt_server_pem_keep_finish (GAsyncResult *result, RtServerPemFlaws *flaws, GError **error)
{
  const Job *job;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  job = g_task_get_task_data (G_TASK (result));
  *flaws = job->flaws;
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
is_copy (const char *name)
{
  return g_str_has_prefix (name, NAME_BEGIN) && g_str_has_suffix (name, NAME_END);
}

/**
 * rt_server_pem_drop:
 * @path: of a certificate
 * @folder: as rt_server_pem_keep_async() takes it
 *
 * Deletes the certificate and its key if they are a copy that is kept in @folder: a file
 * of the user's own is left alone.
 */
void
rt_server_pem_drop (const char *path, const char *folder)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *place = g_path_get_dirname (path);

  if (g_str_equal (place, folder) && is_copy (name) && g_unlink (path) != 0)
    g_debug ("cannot delete '%s': %s", path, g_strerror (errno));
}

/**
 * rt_server_pem_drop_others:
 * @folder: as rt_server_pem_keep_async() takes it
 * @paths: (array zero-terminated=1): of certificates that are needed
 *
 * Deletes all other copies that are kept in @folder, with their keys.
 */
void
rt_server_pem_drop_others (const char *folder, const char *const *paths)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!g_strv_contains (paths, path))
        rt_server_pem_drop (path, folder);
    }
}

static void
export_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (rt_server_pem_export (G_TLS_CERTIFICATE (source), data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * rt_server_pem_export_async:
 * @certificate: a certificate with its key
 * @path: where to
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Does in another thread what rt_server_pem_export() does.
 */
void
rt_server_pem_export_async (GTlsCertificate *certificate,
                            const char *path,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (certificate, NULL, callback, user_data);

  g_task_set_source_tag (task, rt_server_pem_export_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, export_in_thread);
}

/**
 * rt_server_pem_export_finish:
 * @certificate: the certificate
 * @result: what the callback got
 * @error: return location for a #GError, or %NULL
 *
 * Ends rt_server_pem_export_async().
 *
 * Errors: those of rt_server_pem_export().
 *
 * Returns: %FALSE on error
 */
gboolean
rt_server_pem_export_finish (GTlsCertificate *certificate,
                             GAsyncResult *result,
                             GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, certificate), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
