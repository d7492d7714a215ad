/* Looks on a server for the digest of a file that is there. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-digest-search.h"

#include "core/transfer/rt-answer-stream.h"

#include <string.h>

/* No list that names a file near its beginning is longer. */
#define LIST_BYTES_MAX (1024 * 1024)

/* A server that is slow with this is not waited for. */
#define SEARCH_TIMEOUT_S 20

/* Where people put digests, the strong ones first. */
static const struct
{
  const char *name;
  gboolean
      is_beside; /* appended to the name of the file; else it is a list in the folder */
} places[] = {
  { ".sha256", TRUE },     { "SHA256SUMS", FALSE },    { ".sha512", TRUE },
  { "SHA512SUMS", FALSE }, { "sha256sum.txt", FALSE }, { ".sha1", TRUE },
  { ".md5", TRUE },        { "MD5SUMS", FALSE },
};

/* What the file is called there: the last part of the path, decoded. */
static char *
dup_name (GUri *uri)
{
  const char *path = g_uri_get_path (uri);
  const char *slash = strrchr (path, '/');

  return g_uri_unescape_string (slash != NULL ? slash + 1 : path, "/");
}

static RtRequest *
make_request (RtRequest *request, guint place)
{
  GUri *uri = rt_request_get_uri (request);
  const char *path = g_uri_get_path (uri);
  const char *slash = strrchr (path, '/');
  g_autofree char *folder
      = g_strndup (path, slash != NULL ? (gsize)(slash + 1 - path) : 0);
  g_autofree char *other
      = g_strconcat (places[place].is_beside ? path : folder, places[place].name, NULL);
  g_autoptr (GUri) there = g_uri_build (g_uri_get_flags (uri), g_uri_get_scheme (uri),
                                        g_uri_get_userinfo (uri), g_uri_get_host (uri),
                                        g_uri_get_port (uri), other, NULL, NULL);
  g_autoptr (RtRequest) moved = rt_request_with_uri (request, there);
  g_autoptr (RtHeaderList) fields = rt_header_list_copy (rt_request_get_fields (moved));
  RtRequestOptions options = *rt_request_get_options (request);
  g_autoptr (RtRequest) plain = NULL;

  rt_header_list_set (fields, "Accept-Encoding", "identity", NULL);
  rt_header_list_remove (fields, "Range");
  rt_header_list_remove (fields, "If-Range");
  /* Whoever may answer for another origin may not vouch for this file. */
  options.redirect_limit = 0;
  options.idle_timeout_s = SEARCH_TIMEOUT_S;
  plain = rt_request_with_fields (moved, fields);
  return rt_request_with_options (plain, &options);
}

/* A page that says that there is nothing is no list. */
static gboolean
is_list (const RtMessageHead *head)
{
  const char *type = rt_header_list_find (head->fields, "Content-Type");

  return head->status == 200
         && rt_header_list_find (head->fields, "Content-Encoding") == NULL
         && (type == NULL || g_ascii_strncasecmp (type, "text/html", 9) != 0);
}

/* NULL if there is none. */
static char *
fetch (RtRequest *request, GCancellable *cancellable)
{
  g_autoptr (RtAnswerStream) stream = rt_answer_stream_open (request, cancellable, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  const guint8 *data;
  gssize n;

  if (stream == NULL || !is_list (rt_answer_stream_get_head (stream)))
    return NULL;
  while ((n = rt_answer_stream_read (stream, &data, NULL)) > 0)
    {
      if (text->len + (gsize)n > LIST_BYTES_MAX)
        return NULL;
      g_string_append_len (text, (const char *)data, n);
    }
  /* A list that was cut may lack half of a digest. */
  if (n < 0 || rt_answer_stream_get_completeness (stream) == RT_COMPLETE_NO)
    return NULL;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * rt_digest_search:
 * @digest: (out caller-allocates): where to put the digest; untouched on failure
 * @request: what gets the file
 * @where: (out) (transfer full): what the digest was found in
 * @cancellable: (nullable): ends it
 *
 * Looks beside a file, and for lists in its folder, on the same server only: what it finds
 * there is as trustworthy as the file is.  Blocks.
 *
 * Returns: %TRUE if there is a digest of the file
 */
gboolean
rt_digest_search (RtDigest *digest,
                  RtRequest *request,
                  char **where,
                  GCancellable *cancellable)
{
  g_autofree char *name = dup_name (rt_request_get_uri (request));

  if (name == NULL || *name == '\0')
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (RtRequest) there = make_request (request, i);
      g_autofree char *text = NULL;

      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      text = fetch (there, cancellable);
      if (text == NULL || !rt_digest_find_in_list (digest, text, name))
        continue;
      *where = dup_name (rt_request_get_uri (there));
      return TRUE;
    }
  return FALSE;
}
