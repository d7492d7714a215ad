/* A download as a line of text, to be kept until another run of the program. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-download-record.h"

#include "core/transfer/rt-download-private.h"
#include "core/wire/rt-error.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* What ran goes on in the next run, from the queue: only what the user or an error has ended
 * stays so. */
static RtDownloadState
get_lasting_state (RtDownload *download)
{
  const RtDownloadNews *news = rt_download_get_news (download);

  if (rt_download_is_whole (download) && news->state == RT_DOWNLOAD_VERIFYING)
    return RT_DOWNLOAD_DONE;
  return rt_download_state_is_at_work (news->state) ? RT_DOWNLOAD_QUEUED : news->state;
}

static void
set_string (JsonObject *object, const char *name, const char *value)
{
  g_autofree char *valid = value != NULL ? g_utf8_make_valid (value, -1) : NULL;

  if (valid != NULL)
    json_object_set_string_member (object, name, valid);
}

/* A path may hold any bytes; as an address it is text. */
static void
set_path (JsonObject *object, const char *name, const char *path)
{
  g_autofree char *uri = path != NULL ? g_filename_to_uri (path, NULL, NULL) : NULL;

  set_string (object, name, uri);
}

static JsonArray *
fields_to_json (const RtHeaderList *fields)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *field = rt_header_list_get (fields, i);
      JsonArray *pair = json_array_new ();
      g_autofree char *value = g_utf8_make_valid (field->value, -1);

      json_array_add_string_element (pair, field->name);
      json_array_add_string_element (pair, value);
      json_array_add_array_element (array, pair);
    }
  return array;
}

/* Those that a download of its own has: timeouts, and how it goes to the server. */
static void
add_options (JsonObject *object, const RtRequest *request)
{
  const RtRequestOptions *options = rt_request_get_options (request);
  GPtrArray *connect_to = rt_request_get_connect_to (request);
  RtProxySource *way = rt_request_get_proxy_source (request);
  g_autofree char *proxy = way != NULL ? rt_proxy_source_write (way) : NULL;
  JsonArray *array = json_array_new ();

  set_string (object, "proxy", proxy);
  json_object_set_int_member (object, "redirects", options->redirect_limit);
  json_object_set_int_member (object, "connect-timeout", options->connect_timeout_s);
  json_object_set_int_member (object, "idle-timeout", options->idle_timeout_s);
  json_object_set_int_member (object, "family", options->family);
  json_object_set_int_member (object, "flags", options->flags);
  for (guint i = 0; connect_to != NULL && i < connect_to->len; i++)
    {
      const RtConnectTo *rule = g_ptr_array_index (connect_to, i);
      JsonObject *element = json_object_new ();

      set_string (element, "host", rule->host);
      json_object_set_int_member (element, "port", rule->port);
      set_string (element, "address", rule->address);
      json_array_add_object_element (array, element);
    }
  json_object_set_array_member (object, "connect-to", array);
}

/* By name: the cookies are where the jar is, and in no other file. */
static void
add_jar (JsonObject *object, const RtDownloadPlan *plan)
{
  RtCookieSource *jar
      = rt_request_get_cookie_source (g_ptr_array_index (plan->requests, 0));

  if (jar != NULL)
    json_object_set_string_member (object, "jar", rt_cookie_source_get_id (jar));
}

/* With its secrets: a signed link, or a field that lets somebody in, is needed to go on.  Who
 * asks a proxy is not among them, nor are certificates that are trusted: the user is asked for
 * the one, and the list of what is trusted for the others. */
static JsonArray *
requests_to_json (const RtDownloadPlan *plan)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < plan->requests->len; i++)
    {
      RtRequest *request = g_ptr_array_index (plan->requests, i);
      JsonObject *object = json_object_new ();
      g_autofree char *address = rt_request_dup_address (request);

      set_string (object, "address", address);
      json_object_set_array_member (object, "fields",
                                    fields_to_json (rt_request_get_fields (request)));
      add_options (object, request);
      json_array_add_object_element (array, object);
    }
  return array;
}

static void
add_digests (JsonObject *object, const RtDownloadPlan *plan)
{
  g_autofree char *whole = plan->digest.algorithm != RT_DIGEST_NONE
                               ? rt_digest_format (&plan->digest)
                               : NULL;

  set_string (object, "digest", whole);
  if (!rt_download_plan_keeps_pieces (plan))
    return;
  set_string (
      object, "piece-digest",
      rt_digest_algorithm_get_name (g_array_index (plan->pieces, RtDigest, 0).algorithm));
  json_object_set_int_member (object, "piece-length", plan->piece_length);
}

/* They may be a few MiB, and are written again and again as they are: nothing in them is to be
 * escaped. */
static char *
append_pieces (char *line, const RtDownloadPlan *plan)
{
  g_autofree char *object = line;

  if (!rt_download_plan_keeps_pieces (plan))
    return g_steal_pointer (&object);
  object[strlen (object) - 1] = '\0';
  return g_strconcat (object, ",\"pieces\":\"", plan->pieces_text, "\"}", NULL);
}

static JsonArray *
steps_to_json (GPtrArray *steps)
{
  JsonArray *array = json_array_new ();

  for (guint i = steps->len > RT_RECORD_STEPS_MAX ? steps->len - RT_RECORD_STEPS_MAX : 0;
       i < steps->len; i++)
    {
      const RtStep *step = g_ptr_array_index (steps, i);
      JsonObject *object = json_object_new ();
      JsonArray *args = json_array_new ();

      for (guint j = 0; j < RT_NOTE_ARGS_MAX && step->note->args[j] != NULL; j++)
        json_array_add_string_element (args, step->note->args[j]);
      json_object_set_int_member (object, "kind", step->kind);
      json_object_set_int_member (object, "time", step->time_us);
      json_object_set_string_member (object, "words", step->note->words);
      json_object_set_array_member (object, "args", args);
      json_array_add_object_element (array, object);
    }
  return array;
}

static void
add_news (JsonObject *object, RtDownload *download)
{
  const RtDownloadNews *news = rt_download_get_news (download);

  set_string (object, "state", rt_download_state_to_id (get_lasting_state (download)));
  json_object_set_int_member (object, "received", news->received);
  json_object_set_int_member (object, "total", news->total);
  json_object_set_boolean_member (object, "was-there", news->was_there);
  json_object_set_boolean_member (object, "verified", news->is_verified);
  set_path (object, "file", news->path);
  set_path (object, "part", news->part_path);
  if (news->error != NULL && news->error->domain == RT_ERROR)
    {
      set_string (object, "error", rt_error_code_to_id ((RtErrorCode)news->error->code));
      set_string (object, "message", news->error->message);
    }
  json_object_set_array_member (object, "steps",
                                steps_to_json (rt_download_get_steps (download)));
}

/**
 * rt_download_record_warn:
 * @download: a download that is new
 *
 * Says in its log what cannot be told any more in another run, because a record does not
 * keep it.
 */
void
rt_download_record_warn (RtDownload *download)
{
  const RtDownloadPlan *plan = rt_download_get_plan (download);
  RtDownloadNews *news;

  if (!rt_download_plan_has_pieces (plan) || rt_download_plan_keeps_pieces (plan))
    return;
  news = rt_download_news_new ();
  g_ptr_array_add (
      news->steps,
      rt_step_new (
          RT_STEP_WARNING,
          rt_note_new (
              N_ ("The digests of %s pieces are known, which are more than the %s "
                  "that are kept: once the program has ended, only the digest of "
                  "the whole file tells whether it is right."),
              RT_NOTE_NUMBER (plan->pieces->len), RT_NOTE_NUMBER (RT_KEPT_PIECES_MAX),
              NULL)));
  rt_download_take_news (download, news);
}

/**
 * rt_download_record_format:
 * @download: a download
 *
 * Writes down all that is needed to go on with it, its log included.  The secrets that the
 * requests carry are among it: it is for a file that only the user can read.
 *
 * Returns: (transfer full): one line, without its end
 */
char *
rt_download_record_format (RtDownload *download)
{
  const RtDownloadPlan *plan = rt_download_get_plan (download);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (node, object);
  json_object_set_array_member (object, "requests", requests_to_json (plan));
  add_jar (object, plan);
  set_path (object, "folder", plan->folder);
  set_path (object, "path", plan->path);
  json_object_set_int_member (object, "size", plan->size);
  add_digests (object, plan);
  json_object_set_int_member (object, "segments", plan->segments);
  json_object_set_int_member (object, "tries", plan->tries);
  json_object_set_int_member (object, "if-changed", plan->if_changed);
  json_object_set_boolean_member (object, "anew", plan->is_anew);
  json_object_set_boolean_member (object, "repairs", plan->repairs);
  json_object_set_int_member (object, "limit",
                              rt_rate_limit_get_rate (rt_download_get_limit (download)));
  add_news (object, download);
  return append_pieces (json_to_string (node, FALSE), plan);
}
