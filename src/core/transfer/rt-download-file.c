/* The file of a download: opening it, and what is known of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-download-job-private.h"

#include "core/transfer/rt-already-there.h"
#include "core/transfer/rt-file-name.h"
#include "core/wire/rt-error.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

/* A server that never gives the same file twice is not followed for ever. */
#define RESTARTS_MAX 3

gint64
rt_download_job_get_total (RtDownloadJob *self)
{
  return self->file != NULL ? rt_part_file_get_identity (self->file)->total : -1;
}

gint64
rt_download_job_get_have (RtDownloadJob *self)
{
  return self->file != NULL ? rt_part_file_get_have (self->file) : 0;
}

gboolean
rt_download_job_is_described (RtDownloadJob *self)
{
  return self->file != NULL && rt_part_file_get_address (self->file) != NULL;
}

/* Whether what is asked now is another address than the one that the file's validators are
 * of: a mirror, or a new link for one that has expired. */
gboolean
rt_download_job_is_foreign (RtDownloadJob *self)
{
  g_autofree char *address = rt_request_dup_address (rt_download_job_get_request (self));

  return rt_download_job_is_described (self)
         && strcmp (address, rt_part_file_get_address (self->file)) != 0;
}

/* What is known of the file goes into the journal, with the address that told it. */
gboolean
rt_download_job_describe (RtDownloadJob *self, const RtIdentity *identity)
{
  g_autofree char *address
      = rt_download_job_get_have (self) > 0
            ? g_strdup (rt_part_file_get_address (self->file))
            : rt_request_dup_address (rt_download_job_get_request (self));
  GError *error = NULL;

  if (rt_part_file_describe (self->file, address, identity, &error))
    return TRUE;
  /* Without room for it the file does not know how long it is to be. */
  if (identity->total >= 0)
    self->space_wanted = identity->total - rt_download_job_get_have (self);
  rt_download_job_conclude (self, RT_DOWNLOAD_PAUSED, error);
  return FALSE;
}

/* Learns how long the file is. */
gboolean
rt_download_job_set_total (RtDownloadJob *self, gint64 total)
{
  g_autoptr (RtIdentity) identity
      = rt_identity_copy (rt_part_file_get_identity (self->file));

  identity->total = total;
  return rt_download_job_describe (self, identity);
}

/* The file that is there under the wanted name may be the remote one.  Returns FALSE if
 * there is nothing more to do. */
static gboolean
check_what_is_there (RtDownloadJob *self, const char *path)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  RtAlready already;
  RtNote *note;
  GError *error = NULL;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR)
      || g_file_test (part, G_FILE_TEST_EXISTS))
    return TRUE;
  rt_part_file_clear_up (path);
  if (self->plan->is_anew)
    return TRUE;
  rt_download_job_enter (self, RT_DOWNLOAD_OPENING);
  rt_download_job_post (self);
  already
      = rt_already_there_check (rt_download_job_get_request (self), path,
                                &self->plan->digest, self->cancellable, &note, &error);
  if (note != NULL)
    rt_download_job_say (self, RT_STEP_DECISION, note);
  if (already == RT_ALREADY_NO)
    return TRUE;
  if (already == RT_ALREADY_ERROR)
    {
      rt_download_job_conclude (self, RT_DOWNLOAD_FAILED, error);
      return FALSE;
    }
  self->was_there = TRUE;
  self->path = g_strdup (path);
  rt_download_job_conclude (self, RT_DOWNLOAD_DONE, NULL);
  return FALSE;
}

/* The finished file becomes one that is being downloaded: what its pieces say of it is found
 * out as always. */
static gboolean
take_back (RtDownloadJob *self, const char *path)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autofree char *address = rt_request_dup_address (rt_download_job_get_request (self));
  g_autoptr (RtIdentity) identity = rt_identity_new ();
  GError *error = NULL;

  if (!self->plan->repairs || !g_file_test (path, G_FILE_TEST_IS_REGULAR)
      || g_file_test (part, G_FILE_TEST_EXISTS))
    return TRUE; /* it goes on, or begins */
  rt_download_job_enter (self, RT_DOWNLOAD_OPENING);
  rt_download_job_post (self);
  identity->total = self->plan->size;
  if (rt_part_file_take_back (path, address, identity, self->plan->piece_length,
                              self->cancellable, &error))
    return TRUE;
  rt_download_job_conclude (self, RT_DOWNLOAD_FAILED, error);
  return FALSE;
}

gboolean
rt_download_job_open_file (RtDownloadJob *self, const char *path)
{
  GError *error = NULL;

  if (!take_back (self, path) || !check_what_is_there (self, path))
    return FALSE;
  self->file = rt_part_file_open (path, &error);
  if (self->file == NULL)
    {
      rt_download_job_conclude (self, RT_DOWNLOAD_FAILED, error);
      return FALSE;
    }
  self->path = g_strdup (path);
  self->before = rt_part_file_dup_extents (self->file);
  self->part_path = g_strdup (rt_part_file_get_part_path (self->file));
  if (rt_part_file_get_lost (self->file) > 0)
    rt_download_job_say (
        self, RT_STEP_WARNING,
        rt_note_new (N_ ("%s bytes on disk are no longer what they were: they are "
                         "fetched again."),
                     RT_NOTE_NUMBER (rt_part_file_get_lost (self->file)), NULL));
  if (rt_download_job_get_have (self) > 0)
    rt_download_job_say (self, RT_STEP_DECISION,
                         rt_note_new (N_ ("%s bytes are on disk from before."),
                                      RT_NOTE_NUMBER (rt_download_job_get_have (self)),
                                      NULL));
  return TRUE;
}

/* Finds the name in what @segment was answered.  Returns whether the answer can be used: not
 * if something is on disk that it was not asked for. */
gboolean
rt_download_job_open_file_by_answer (RtDownloadJob *self, RtSegment *segment)
{
  const RtHeaderList *fields = rt_segment_get_result (segment)->head->fields;
  g_autofree char *name = rt_file_name_choose (
      NULL, rt_header_list_find (fields, "Content-Disposition"),
      rt_request_get_uri (rt_segment_get_result (segment)->last_request),
      rt_request_get_uri (g_ptr_array_index (self->requests, 0)),
      rt_header_list_find (fields, "Content-Type"));
  g_autofree char *path = g_build_filename (self->plan->folder, name, NULL);

  return rt_download_job_open_file (self, path) && !rt_download_job_is_described (self);
}

/* A mirror has another file than the address that the bytes are of: that says nothing of
 * what is on disk. */
static gboolean
is_other_mirror (RtDownloadJob *self)
{
  return self->source > 0 && rt_download_job_get_have (self) > 0
         && rt_download_job_is_foreign (self);
}

/* What is on disk is of another file than what the server has now. @fresh: the answer that
 * brings the new one from its beginning, if any.  Returns whether that is to be taken. */
gboolean
rt_download_job_handle_change (RtDownloadJob *self, RtSegment *fresh)
{
  g_autofree char *old = NULL;
  GError *error = NULL;

  if (is_other_mirror (self))
    {
      rt_download_job_dismiss (self, NULL);
      rt_download_job_give_up_source (
          self, g_error_new_literal (RT_ERROR, RT_ERROR_REMOTE_CHANGED,
                                     "the file there is another one"));
      return FALSE;
    }
  if ((self->plan->if_changed != RT_IF_CHANGED_RESTART
       && self->plan->if_changed != RT_IF_CHANGED_REPLACE)
      || self->n_restarts++ == RESTARTS_MAX)
    {
      rt_download_job_conclude (
          self, RT_DOWNLOAD_FAILED,
          g_error_new_literal (RT_ERROR, RT_ERROR_REMOTE_CHANGED,
                               "the remote file is no longer the one that was begun"));
      return FALSE;
    }
  rt_download_job_dismiss (self, fresh);
  if (rt_download_job_get_have (self) > 0)
    {
      old = rt_part_file_set_aside (self->file, &error);
      if (old == NULL)
        {
          rt_download_job_conclude (self, RT_DOWNLOAD_PAUSED, error);
          return FALSE;
        }
      if (self->plan->if_changed == RT_IF_CHANGED_REPLACE && g_unlink (old) == 0)
        rt_download_job_say (
            self, RT_STEP_WARNING,
            rt_note_new (N_ ("The old bytes are deleted; the new file is fetched from "
                             "its beginning."),
                         NULL));
      else
        rt_download_job_say (
            self, RT_STEP_WARNING,
            rt_note_new (N_ ("The old bytes are kept in “%s”; the new file is fetched "
                             "from its beginning."),
                         old, NULL));
    }
  self->ways = (RtWays){ 0 };
  self->is_proven = FALSE;
  if (fresh == NULL)
    {
      g_autoptr (RtIdentity) unknown = rt_identity_new ();

      rt_download_job_describe (self, unknown);
    }
  return !self->is_over;
}
