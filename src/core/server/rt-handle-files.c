/* Serves the files of a folder. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-handle-files.h"

#include "core/server/rt-file-variant.h"
#include "core/server/rt-folder-listing.h"
#include "core/server/rt-multipart-ranges.h"
#include "core/server/rt-precondition.h"
#include "core/server/rt-range-request.h"
#include "core/server/rt-server-path.h"
#include "core/server/rt-status-answer.h"
#include "core/wire/rt-http-date.h"

#include <string.h>
#include <unistd.h>

#define ALLOWED "GET, HEAD, OPTIONS"

/* What stands in every answer about a file, 304 and 416 among them. */
static RtAnswer *
make_answer (guint status, const RtValidators *validators)
{
  RtAnswer *answer = rt_answer_new (status);
  g_autofree char *modified = rt_http_date_format (validators->modified_s);

  rt_answer_set (answer, "ETag", validators->etag);
  rt_answer_set (answer, "Last-Modified", modified);
  rt_answer_set (answer, "Cache-Control", "no-cache");
  rt_answer_set (answer, "Vary", "Accept-Encoding");
  return answer;
}

static RtAnswer *
answer_unsatisfiable (const RtValidators *validators, guint64 size)
{
  RtAnswer *answer = make_answer (416, validators);
  g_autofree char *range = g_strdup_printf ("bytes */%" G_GUINT64_FORMAT, size);

  rt_answer_set (answer, "Content-Range", range);
  rt_answer_set (answer, "Accept-Ranges", "bytes");
  return answer;
}

static RtAnswer *
answer_spans (RtFileVariant *file,
              const RtRangeRequest *request,
              const RtValidators *validators)
{
  RtAnswer *answer = make_answer (206, validators);
  const RtByteSpan *first = &request->spans[0];
  guint64 size = (guint64)file->info.st_size;

  rt_answer_set (answer, "Accept-Ranges", "bytes");
  rt_answer_take_fd (answer, file->fd);
  file->fd = -1;
  if (request->n_spans > 1)
    {
      rt_multipart_ranges_fill (answer, request, size, file->type);
    }
  else
    {
      g_autofree char *range = g_strdup_printf (
          "bytes %" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT,
          first->first, first->last, size);

      rt_answer_set_type (answer, file->type);
      rt_answer_set (answer, "Content-Range", range);
      rt_answer_add_span (answer, first->first, first->last - first->first + 1);
    }
  return answer;
}

static RtAnswer *
answer_whole (RtFileVariant *file, const RtValidators *validators)
{
  RtAnswer *answer = make_answer (200, validators);

  rt_answer_set_type (answer, file->type);
  if (file->coded != RT_CODED_IDENTITY)
    rt_answer_set (answer, "Content-Encoding", rt_coded_get_name (file->coded));
  rt_answer_set (answer, "Accept-Ranges",
                 file->coded == RT_CODED_IDENTITY ? "bytes" : "none");
  rt_file_variant_fill (file, answer);
  return answer;
}

/* RFC 9110 §14.2: only GET has ranges. */
static RtRangeVerdict
read_range (RtRangeRequest *request,
            const RtQuestion *question,
            const RtFileVariant *file,
            const RtValidators *validators)
{
  const char *range = rt_header_list_find (question->fields, "Range");

  if (range == NULL || !rt_question_is (question, "GET")
      || rt_header_list_count (question->fields, "Range") > 1
      || !rt_precondition_allows_range (question->fields, validators))
    return RT_RANGE_WHOLE;
  return rt_range_request_read (request, range, (guint64)file->info.st_size);
}

/**
 * rt_handle_files_answer:
 * @file: what was chosen; it is moved to the answer
 * @question: a request
 *
 * Answers with a file, or a part of it, as the request's conditions have it.
 *
 * Returns: (transfer full): the answer
 */
RtAnswer *
rt_handle_files_answer (RtFileVariant *file, const RtQuestion *question)
{
  gint64 now_s = question->now_us / G_USEC_PER_SEC;
  g_autofree char *etag = rt_file_variant_dup_etag (file, now_s);
  const RtValidators validators
      = { etag, CLAMP (file->info.st_mtim.tv_sec, 0, now_s), now_s };
  RtRangeRequest request;

  switch (rt_precondition_check (question->fields, TRUE, &validators))
    {
    case RT_PRECONDITION_NOT_MODIFIED:
      return make_answer (304, &validators);
    case RT_PRECONDITION_FAILED:
      return rt_status_answer_new (412);
    case RT_PRECONDITION_GO:
      break;
    }
  switch (read_range (&request, question, file, &validators))
    {
    case RT_RANGE_UNSATISFIABLE:
      return answer_unsatisfiable (&validators, (guint64)file->info.st_size);
    case RT_RANGE_SPANS:
      return answer_spans (file, &request, &validators);
    case RT_RANGE_WHOLE:
      break;
    }
  return answer_whole (file, &validators);
}

/* Takes @fd over. */
static RtAnswer *
negotiate (const RtFileRoot *root,
           const char *relative,
           int fd,
           const struct stat *info,
           const RtQuestion *question)
{
  g_auto (RtFileVariant) file = { .fd = fd, .info = *info };

  if (!rt_file_variant_choose (&file, root, relative, question))
    {
      RtAnswer *answer = rt_status_answer_new (406);

      rt_answer_set (answer, "Vary", "Accept-Encoding");
      return answer;
    }
  return rt_handle_files_answer (&file, question);
}

/* Links within a folder are relative to its slash. */
static RtAnswer *
redirect_to_slash (const char *relative, const RtQuestion *question)
{
  g_autofree char *encoded = rt_server_path_encode (relative);
  g_autoptr (GString) location = g_string_new ("/");

  g_string_append_printf (location, "%s/", encoded);
  if (question->query != NULL && g_str_is_ascii (question->query))
    g_string_append_printf (location, "?%s", question->query);
  return rt_status_answer_new_redirect (301, location->str);
}

static RtAnswer *
answer_folder (const RtFileRoot *root,
               const char *relative,
               int folder,
               const RtQuestion *question)
{
  static const char *const indexes[] = { "index.html", "index.htm" };

  for (guint i = 0; i < G_N_ELEMENTS (indexes); i++)
    {
      g_autofree char *path = g_strconcat (relative, indexes[i], NULL);
      struct stat info;
      int fd;

      if (rt_file_root_open (root, path, &fd, &info) != 0)
        continue;
      if (S_ISREG (info.st_mode))
        return negotiate (root, path, fd, &info, question);
      close (fd);
    }
  return rt_folder_listing_new (root, relative, folder, question);
}

/**
 * rt_handle_files:
 * @root: a folder
 * @question: a request
 *
 * Answers with a file of the folder, or a part of it, an index or a listing.
 *
 * Source: [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110)
 *
 * Returns: (transfer full): the answer
 */
RtAnswer *
rt_handle_files (const RtFileRoot *root, const RtQuestion *question)
{
  RtAnswer *answer = rt_status_answer_check_method (question, ALLOWED);
  g_autofree char *relative = NULL;
  struct stat info;
  gboolean has_slash;
  guint wrong;
  int fd;

  if (answer != NULL)
    return answer;
  switch (rt_server_path_read (question->path, &relative))
    {
    case RT_SERVER_PATH_BAD:
      return rt_status_answer_new (400);
    case RT_SERVER_PATH_HIDDEN:
      return rt_status_answer_new (404);
    case RT_SERVER_PATH_OK:
      break;
    }
  wrong = rt_file_root_open (root, relative, &fd, &info);
  if (wrong != 0)
    return rt_status_answer_new (wrong);

  has_slash = *relative == '\0' || g_str_has_suffix (relative, "/");
  if (S_ISREG (info.st_mode) && !has_slash)
    return negotiate (root, relative, fd, &info, question);
  if (S_ISREG (info.st_mode))
    answer = rt_status_answer_new (404);
  else if (!has_slash)
    answer = redirect_to_slash (relative, question);
  else
    answer = answer_folder (root, relative, fd, question);
  close (fd);
  return answer;
}
