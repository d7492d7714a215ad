/* Whether a file that is there is the remote one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-already-there.h"

#include "core/transfer/rt-answer-stream.h"
#include "core/transfer/rt-byte-range.h"
#include "core/transfer/rt-digest-field.h"
#include "core/transfer/rt-disk.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* So many bytes are compared: the last of the file where the server gives parts, its first
 * otherwise. */
#define SAMPLE_BYTES (64 * 1024)

typedef struct
{
  const char *path;
  int fd;
  gint64 size;
  GCancellable *cancellable; /* nullable */
} Local;

static RtAlready
judge_digest (const Local *local, const RtDigest *expected, RtNote **note, GError **error)
{
  const char *name = rt_digest_algorithm_get_name (expected->algorithm);
  RtDigest digest;

  if (!rt_digest_compute (&digest, expected->algorithm, local->fd, local->path, 0,
                          local->size, local->cancellable, error))
    return RT_ALREADY_ERROR;
  if (rt_digest_equal (&digest, expected))
    {
      *note = rt_note_new (N_ ("The file is there, and its digest (%s) is right."), name,
                           NULL);
      return RT_ALREADY_DIGEST;
    }
  *note = rt_note_new (N_ ("A file of the same name is there, but its digest (%s) is "
                           "another."),
                       name, NULL);
  return RT_ALREADY_NO;
}

/* Whether the next @length bytes of the body are those of the file from @offset on. */
static gboolean
compare_sample (const Local *local,
                RtAnswerStream *stream,
                gint64 offset,
                gint64 length,
                gboolean *same,
                GError **error)
{
  g_autofree guint8 *ours = g_malloc ((gsize)length);
  const guint8 *data;
  gssize n = 0;

  *same = FALSE;
  if (!rt_disk_read (local->fd, ours, (gsize)length, offset, local->path, error))
    return FALSE;
  for (gint64 done = 0; done < length; done += n)
    {
      n = rt_answer_stream_read (stream, &data, error);
      if (n < 0)
        return FALSE;
      n = (gssize)MIN (n, length - done);
      if (n == 0 || memcmp (ours + done, data, (gsize)n) != 0)
        return TRUE;
    }
  *same = TRUE;
  return TRUE;
}

static RtAlready
judge_sample (const Local *local,
              RtAnswerStream *stream,
              gint64 offset,
              gint64 length,
              RtNote **note,
              GError **error)
{
  gboolean same;

  if (!compare_sample (local, stream, offset, length, &same, error))
    return RT_ALREADY_ERROR;
  if (!same)
    {
      *note = rt_note_new (N_ ("A file of the same name and size is there, but its bytes "
                               "are others."),
                           NULL);
      return RT_ALREADY_NO;
    }
  *note = rt_note_new (N_ ("The file is there: its %s bytes are as many as the server's, "
                           "and the %s that were compared are the same."),
                       RT_NOTE_NUMBER (local->size), RT_NOTE_NUMBER (length), NULL);
  return RT_ALREADY_SAMPLE;
}

static RtAlready
judge (const Local *local,
       RtAnswerStream *stream,
       gint64 first,
       RtNote **note,
       GError **error)
{
  const RtMessageHead *head = rt_answer_stream_get_head (stream);
  const char *value = rt_header_list_find (head->fields, "Content-Range");
  gint64 total = -1;
  RtByteRange range = { 0, 0, -1 };
  RtDigest digest;

  if (head->status == 206 && value != NULL && rt_byte_range_parse (&range, value, NULL))
    total = range.total;
  else if (head->status == 416 && value != NULL)
    rt_byte_range_parse_unsatisfied (&total, value);
  else if (head->status == 200)
    total = rt_answer_stream_get_length (stream);

  if (total >= 0 && total != local->size)
    *note = rt_note_new (N_ ("A file of the same name is there, but of another size: %s "
                             "bytes, and %s on the server."),
                         RT_NOTE_NUMBER (local->size), RT_NOTE_NUMBER (total), NULL);
  if (total != local->size)
    return RT_ALREADY_NO;
  if (head->status < 300 && rt_digest_field_find (&digest, head->fields))
    return judge_digest (local, &digest, note, error);
  if (head->status == 206 && range.first == first && range.last == local->size - 1)
    return judge_sample (local, stream, first, local->size - first, note, error);
  if (head->status == 200)
    return judge_sample (local, stream, 0, MIN (local->size, SAMPLE_BYTES), note, error);
  *note = rt_note_new (N_ ("The file is there, with as many bytes as the server's (%s). "
                           "Only the size was compared."),
                       RT_NOTE_NUMBER (local->size), NULL);
  return RT_ALREADY_SIZE;
}

/* Asks for the end of the file. */
static RtAlready
ask (const Local *local, RtRequest *request, RtNote **note, GError **error)
{
  g_autoptr (RtHeaderList) fields = rt_header_list_copy (rt_request_get_fields (request));
  gint64 first = MAX (local->size - SAMPLE_BYTES, 0);
  g_autofree char *value = rt_byte_range_format (first, -1);
  g_autoptr (RtRequest) ranged = NULL;
  g_autoptr (RtAnswerStream) stream = NULL;

  rt_header_list_set (fields, "Accept-Encoding", "identity", NULL);
  rt_header_list_set (fields, "Want-Repr-Digest", RT_WANT_REPR_DIGEST, NULL);
  rt_header_list_set (fields, "Range", value, NULL);
  ranged = rt_request_with_fields (request, fields);
  stream = rt_answer_stream_open (ranged, local->cancellable, error);
  return stream != NULL ? judge (local, stream, first, note, error) : RT_ALREADY_ERROR;
}

/**
 * rt_already_there_check:
 * @request: what would be downloaded
 * @path: a file that is there
 * @expected: the digest that the file must have; none if that is not known
 * @cancellable: (nullable): ends it
 * @note: (out) (nullable): what was found, for people; %NULL if there is nothing to say
 * @error: return location for a #GError, or %NULL
 *
 * Compares the digest of what is there if one is known beforehand or from the server, and
 * with what the server gives as the end of the file otherwise.  Blocks.
 *
 * Errors: any of %RT_ERROR, %G_IO_ERROR_CANCELLED
 *
 * Returns: what is known
 */
RtAlready
rt_already_there_check (RtRequest *request,
                        const char *path,
                        const RtDigest *expected,
                        GCancellable *cancellable,
                        RtNote **note,
                        GError **error)
{
  Local local = { .path = path,
                  .fd = g_open (path, O_RDONLY | O_CLOEXEC, 0),
                  .cancellable = cancellable };
  RtAlready result;

  *note = NULL;
  local.size = local.fd >= 0 ? lseek (local.fd, 0, SEEK_END) : -1;
  if (local.size < 0)
    {
      rt_disk_fail (error, "read", path, errno);
      return RT_ALREADY_ERROR;
    }
  if (expected->algorithm != RT_DIGEST_NONE)
    result = judge_digest (&local, expected, note, error);
  else
    result = ask (&local, request, note, error);
  g_close (local.fd, NULL);
  return result;
}
