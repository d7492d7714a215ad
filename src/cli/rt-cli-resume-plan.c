/* What “resume” has to download, by what it is told. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-resume-plan.h"

#include "core/http/rt-bounded-read.h"
#include "core/transfer/rt-file-name.h"
#include "core/wire/rt-header-secret.h"

#include <glib/gi18n.h>

/* No document needs more. */
#define ADDRESSES_MAX 64

/* Nor has a list of digests more. */
#define LIST_BYTES_MAX (16 * 1024 * 1024)

/* Somebody else's file, with a zero after it. */
static char *
read_text (const char *path, gsize most, gsize *length, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GBytes) bytes = rt_bounded_read_file (file, most, NULL, error);
  gsize size = bytes != NULL ? g_bytes_get_size (bytes) : 0;

  if (bytes != NULL && size > most)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("“%s” is too long"),
                 path);
  if (bytes == NULL || size > most)
    return NULL;
  if (length != NULL)
    *length = size;
  return g_strndup (g_bytes_get_data (bytes, NULL), size);
}

/* The list may know the file under its name on the server, or under the one it gets. */
static gboolean
find_in_list (const RtResumeOptions *self,
              RtRequest *request,
              RtDigest *digest,
              GError **error)
{
  GUri *uri = rt_request_get_uri (request);
  g_autofree char *remote = rt_file_name_choose (NULL, NULL, uri, uri, NULL);
  g_autofree char *local
      = self->output != NULL ? g_path_get_basename (self->output) : g_strdup (remote);
  g_autofree char *text = read_text (self->digest_list, LIST_BYTES_MAX, NULL, error);

  if (text == NULL)
    return FALSE;
  if (rt_digest_find_in_list (digest, text, remote)
      || rt_digest_find_in_list (digest, text, local))
    return TRUE;
  /* Translators: a list of digests, and the file that is not in it. */
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("“%s” has no digest of “%s”"), self->digest_list, remote);
  return FALSE;
}

static gboolean
find_digest (const RtResumeOptions *self,
             RtRequest *request,
             RtDigest *digest,
             GError **error)
{
  if (self->digest_list != NULL)
    return find_in_list (self, request, digest, error);
  if (self->digest == NULL || rt_digest_parse (digest, self->digest))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("“%s” is no digest"),
               self->digest);
  return FALSE;
}

/* Secrets are for the servers that the user names, not for those that a document does. */
static RtRequest *
without_secrets (RtRequest *request)
{
  g_autoptr (RtHeaderList) fields
      = rt_header_list_without_bound (rt_request_get_fields (request));

  return rt_request_with_fields (request, fields);
}

/* Gives all addresses of the file, those that were typed first. */
static GPtrArray *
make_requests (const RtResumeOptions *self, const RtMetalinkFile *file, GError **error)
{
  g_autoptr (GPtrArray) requests
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_request_unref);
  const GStrv typed[] = { self->client.addresses, self->mirrors };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    for (guint j = 0; typed[i] != NULL && typed[i][j] != NULL; j++)
      {
        RtRequest *request = rt_client_options_make_request (
            &self->client, "GET", typed[i][j], RT_REQUEST_NONE, error);

        if (request == NULL)
          return NULL;
        g_ptr_array_add (requests, request);
      }
  for (guint i = 0; file != NULL && i < file->addresses->len && i < ADDRESSES_MAX; i++)
    {
      g_autoptr (RtRequest) request = rt_client_options_make_request (
          &self->client, "GET", g_ptr_array_index (file->addresses, i), RT_REQUEST_NONE,
          NULL);

      if (request != NULL)
        g_ptr_array_add (requests, without_secrets (request));
    }
  return g_steal_pointer (&requests);
}

static GPtrArray *
read_metalink (const RtResumeOptions *self, GError **error)
{
  g_autoptr (GPtrArray) files = NULL;
  gsize length;
  g_autofree char *text
      = read_text (self->metalink, RT_METALINK_BYTES_MAX, &length, error);

  if (text == NULL)
    return NULL;
  files = rt_metalink_parse (text, length);
  if (files == NULL)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("“%s” is no Metalink document that can be used"), self->metalink);
  else if (files->len != 1)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("“%s” describes several files"), self->metalink);
  return files != NULL && files->len == 1 ? g_steal_pointer (&files) : NULL;
}

static char *
build_path (const RtResumeOptions *self, const RtMetalinkFile *file)
{
  if (self->output != NULL || file == NULL)
    return g_strdup (self->output);
  return self->folder != NULL ? g_build_filename (self->folder, file->name, NULL)
                              : g_strdup (file->name);
}

RtDownloadPlan *
rt_cli_resume_plan_make (const RtResumeOptions *self, GError **error)
{
  g_autoptr (GPtrArray) files
      = self->metalink != NULL ? read_metalink (self, error) : NULL;
  const RtMetalinkFile *file = files != NULL ? g_ptr_array_index (files, 0) : NULL;
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (RtDownloadPlan) plan = NULL;
  gint64 limit;

  if (self->metalink != NULL && file == NULL)
    return NULL;
  requests = make_requests (self, file, error);
  if (requests == NULL)
    return NULL;
  if (requests->len == 0)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("“%s” has no http or https address"), self->metalink);
      return NULL;
    }
  plan = rt_download_plan_new (g_ptr_array_index (requests, 0),
                               self->folder != NULL ? self->folder : "");
  for (guint i = 1; i < requests->len; i++)
    g_ptr_array_add (plan->requests, rt_request_ref (g_ptr_array_index (requests, i)));
  plan->path = build_path (self, file);
  plan->segments = (guint)self->segments;
  plan->tries = (guint)self->tries;
  plan->finds_digest = self->finds_digest;
  rt_resume_options_find_policy (self, &plan->if_changed);
  if (rt_resume_options_parse_limit (self, &limit) && limit > 0)
    g_ptr_array_add (plan->limits, rt_rate_limit_new (limit));
  if (file != NULL)
    rt_download_plan_expect (plan, file);
  plan->repairs = self->repairs;
  if (plan->repairs && !rt_download_plan_has_pieces (plan))
    {
      /* Translators: a Metalink document. */
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("“%s” does not tell the pieces of the file apart"), self->metalink);
      return NULL;
    }
  if (!find_digest (self, g_ptr_array_index (requests, 0), &plan->digest, error))
    return NULL;
  return g_steal_pointer (&plan);
}
