/* Reading a download from a line that somebody else may have written. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-download-record.h"

#include "core/http/rt-json-member.h"
#include "core/http/rt-retry.h"
#include "core/wire/rt-error.h"

#include <string.h>

#define ADDRESSES_MAX 64
/* Deeper than anything that is written. */
#define DEPTH_MAX 16

#define TRIES_MAX 1000
#define SECONDS_MAX (24 * 60 * 60)

static gint64
get_int (JsonObject *object, const char *name, gint64 otherwise)
{
  JsonNode *node = rt_json_member_find (object, name, G_TYPE_INT64);

  return node != NULL ? json_node_get_int (node) : otherwise;
}

static char *
get_path (JsonObject *object, const char *name)
{
  const char *uri = rt_json_member_get_string (object, name);

  return uri != NULL ? g_filename_from_uri (uri, NULL, NULL) : NULL;
}

static JsonArray *
get_array (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonObject *
get_object (JsonArray *array, guint index)
{
  JsonNode *node = json_array_get_element (array, index);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static const char *
get_text (JsonArray *array, guint index)
{
  JsonNode *node = index < json_array_get_length (array)
                       ? json_array_get_element (array, index)
                       : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static RtHeaderList *
fields_from_json (JsonArray *array)
{
  g_autoptr (RtHeaderList) fields = rt_header_list_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
      const char *name = pair != NULL ? get_text (pair, 0) : NULL;
      const char *value = pair != NULL ? get_text (pair, 1) : NULL;

      if (name == NULL || value == NULL
          || !rt_header_list_append (fields, name, value, NULL))
        return NULL;
    }
  return g_steal_pointer (&fields);
}

static guint
get_seconds (JsonObject *object, const char *name, guint otherwise)
{
  return (guint)CLAMP (get_int (object, name, otherwise), 0, SECONDS_MAX);
}

/* What is not there is as always. */
static RtRequestOptions
options_from_json (JsonObject *object)
{
  RtRequestOptions options = RT_REQUEST_OPTIONS_DEFAULT;
  const RtRequestFlags flags = RT_REQUEST_ALLOW_DOWNGRADE;

  options.redirect_limit
      = (guint)CLAMP (get_int (object, "redirects", options.redirect_limit), 0, 1000);
  options.connect_timeout_s
      = get_seconds (object, "connect-timeout", options.connect_timeout_s);
  options.idle_timeout_s = get_seconds (object, "idle-timeout", options.idle_timeout_s);
  options.family = (RtFamily)CLAMP (get_int (object, "family", RT_FAMILY_ANY),
                                    RT_FAMILY_ANY, RT_FAMILY_IPV6);
  options.flags = (RtRequestFlags)get_int (object, "flags", 0) & flags;
  return options;
}

static RtRequest *
add_connect_to (RtRequest *request, JsonArray *array)
{
  for (guint i = 0; i < MIN (json_array_get_length (array), ADDRESSES_MAX); i++)
    {
      JsonObject *rule = get_object (array, i);
      const char *host = rule != NULL ? rt_json_member_get_string (rule, "host") : NULL;
      const char *address
          = rule != NULL ? rt_json_member_get_string (rule, "address") : NULL;
      gint64 port = rule != NULL ? get_int (rule, "port", 0) : 0;
      RtRequest *next
          = host != NULL && address != NULL && port >= 0 && port <= G_MAXUINT16
                ? rt_request_with_connect_to (request, host, (guint16)port, address, NULL)
                : NULL;

      if (next == NULL)
        continue;
      rt_request_unref (request);
      request = next;
    }
  return request;
}

/* One that was to go through a proxy never goes without. */
static RtRequest *
add_proxy (RtRequest *request, const char *text, RtProxySource *usual)
{
  g_autoptr (RtRequest) straight = request;
  g_autoptr (RtProxySource) way
      = usual != NULL ? rt_proxy_source_read (usual, text) : NULL;

  return way != NULL ? rt_request_with_proxy_source (straight, way) : NULL;
}

static RtRequest *
request_from_json (JsonObject *object, RtProxySource *usual)
{
  const char *address = rt_json_member_get_string (object, "address");
  JsonArray *array = get_array (object, "fields");
  g_autoptr (RtHeaderList) fields = array != NULL ? fields_from_json (array) : NULL;
  g_autoptr (RtRequest) request
      = address != NULL ? rt_request_new ("GET", address, NULL) : NULL;

  JsonArray *connect_to = get_array (object, "connect-to");
  const char *proxy = rt_json_member_get_string (object, "proxy");
  g_autoptr (RtRequest) dressed = NULL;
  RtRequestOptions options = options_from_json (object);
  RtRequest *whole;

  if (request == NULL || fields == NULL)
    return NULL;
  dressed = rt_request_with_fields (request, fields);
  whole = rt_request_with_options (dressed, &options);
  if (connect_to != NULL)
    whole = add_connect_to (whole, connect_to);
  return proxy != NULL ? add_proxy (whole, proxy, usual) : whole;
}

static RtDownloadPlan *
plan_from_requests (JsonObject *object, const char *folder, RtProxySource *usual)
{
  JsonArray *array = get_array (object, "requests");
  g_autoptr (RtDownloadPlan) plan = NULL;
  guint n = array != NULL ? MIN (json_array_get_length (array), ADDRESSES_MAX) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *element = get_object (array, i);
      g_autoptr (RtRequest) request
          = element != NULL ? request_from_json (element, usual) : NULL;

      if (request == NULL)
        return NULL;
      if (plan == NULL)
        plan = rt_download_plan_new (request, folder);
      else
        g_ptr_array_add (plan->requests, g_steal_pointer (&request));
    }
  return g_steal_pointer (&plan);
}

/* They are of every byte, or of no use. */
static void
read_pieces (JsonObject *object, RtDownloadPlan *plan, gint64 piece_length)
{
  const char *name = rt_json_member_get_string (object, "piece-digest");
  const char *text = rt_json_member_get_string (object, "pieces");
  RtDigestAlgorithm algorithm
      = name != NULL ? rt_digest_algorithm_find (name, strlen (name)) : RT_DIGEST_NONE;
  gsize size = rt_digest_algorithm_get_size (algorithm);
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (RtDigest));
  g_autofree guchar *bytes = NULL;
  gsize length = 0;

  if (text == NULL || algorithm == RT_DIGEST_NONE)
    return;
  bytes = g_base64_decode (text, &length);
  if (length % size != 0 || length / size > RT_KEPT_PIECES_MAX
      || length / size
             != ((guint64)plan->size + (guint64)piece_length - 1) / (guint64)piece_length)
    return;
  for (gsize i = 0; i < length; i += size)
    {
      RtDigest digest = { .algorithm = algorithm };

      memcpy (digest.bytes, bytes + i, size);
      g_array_append_val (pieces, digest);
    }
  rt_download_plan_set_pieces (plan, pieces, piece_length);
}

static void
read_digests (JsonObject *object, RtDownloadPlan *plan)
{
  const char *whole = rt_json_member_get_string (object, "digest");
  gint64 length = get_int (object, "piece-length", 0);

  if (whole != NULL && !rt_digest_parse (&plan->digest, whole))
    plan->digest = (RtDigest){ 0 };
  if (length > 0 && plan->size >= 0)
    read_pieces (object, plan, length);
}

static RtDownloadPlan *
read_plan (JsonObject *object, RtProxySource *usual)
{
  g_autofree char *folder = get_path (object, "folder");
  g_autoptr (RtDownloadPlan) plan
      = folder != NULL ? plan_from_requests (object, folder, usual) : NULL;

  if (plan == NULL)
    return NULL;
  plan->path = get_path (object, "path");
  plan->size = MAX (get_int (object, "size", -1), -1);
  plan->segments = (guint)CLAMP (get_int (object, "segments", RT_SEGMENTS_DEFAULT), 1,
                                 RT_SEGMENTS_MAX);
  plan->tries
      = (guint)CLAMP (get_int (object, "tries", RT_RETRY_TRIES_DEFAULT), 0, TRIES_MAX);
  plan->if_changed = (RtIfChanged)CLAMP (
      get_int (object, "if-changed", RT_IF_CHANGED_FAIL), 0, RT_IF_CHANGED_REPLACE);
  plan->is_anew = rt_json_member_is_true (object, "anew");
  read_digests (object, plan);
  plan->repairs = rt_json_member_is_true (object, "repairs")
                  && rt_download_plan_has_pieces (plan) && plan->path != NULL;
  return g_steal_pointer (&plan);
}

static RtStep *
step_from_json (JsonObject *object)
{
  const char *words = rt_json_member_get_string (object, "words");
  JsonArray *args = get_array (object, "args");
  RtStep *step;

  if (words == NULL || args == NULL)
    return NULL;
  /* A note has its words from the program: these are as good, and as few. */
  step = rt_step_new ((RtStepKind)CLAMP (get_int (object, "kind", 0), 0, RT_STEP_WARNING),
                      rt_note_new (g_intern_string (words), get_text (args, 0),
                                   get_text (args, 1), get_text (args, 2),
                                   get_text (args, 3), NULL));
  step->time_us = get_int (object, "time", step->time_us);
  return step;
}

static void
read_steps (JsonObject *object, RtDownloadNews *news)
{
  JsonArray *array = get_array (object, "steps");
  guint n = array != NULL ? MIN (json_array_get_length (array), RT_RECORD_STEPS_MAX) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *element = get_object (array, i);
      RtStep *step = element != NULL ? step_from_json (element) : NULL;

      if (step != NULL)
        g_ptr_array_add (news->steps, step);
    }
}

static GError *
read_error (JsonObject *object)
{
  const char *id = rt_json_member_get_string (object, "error");
  const char *message = rt_json_member_get_string (object, "message");

  for (int code = 0; id != NULL && code <= RT_ERROR_OTHER; code++)
    if (g_str_equal (rt_error_code_to_id ((RtErrorCode)code), id))
      return g_error_new_literal (RT_ERROR, code, message != NULL ? message : id);
  return NULL;
}

static RtDownloadState
read_state (JsonObject *object)
{
  const char *id = rt_json_member_get_string (object, "state");

  for (int state = 0; id != NULL && state < RT_N_DOWNLOAD_STATES; state++)
    if (g_str_equal (rt_download_state_to_id ((RtDownloadState)state), id)
        && !rt_download_state_is_at_work ((RtDownloadState)state))
      return (RtDownloadState)state;
  return RT_DOWNLOAD_PAUSED;
}

static RtDownloadNews *
read_news (JsonObject *object)
{
  RtDownloadNews *news = rt_download_news_new ();

  news->state = read_state (object);
  news->total = MAX (get_int (object, "total", -1), -1);
  news->received = MAX (get_int (object, "received", 0), 0);
  if (news->total >= 0)
    news->received = MIN (news->received, news->total);
  news->was_there = rt_json_member_is_true (object, "was-there");
  news->is_verified = rt_json_member_is_true (object, "verified");
  news->path = get_path (object, "file");
  news->part_path = get_path (object, "part");
  news->error = read_error (object);
  read_steps (object, news);
  return news;
}

/**
 * rt_download_record_parse:
 * @line: what rt_download_record_format() gave, or anything else
 * @usual: (nullable): reads which way a download of its own takes; without, those that have
 *   one are refused
 *
 * Reads a line.  In any thread.
 *
 * Returns: (transfer full) (nullable): what it says; %NULL if that is no download
 */
RtDownloadRecord *
rt_download_record_parse (const char *line, RtProxySource *usual)
{
  g_autoptr (JsonNode) node = rt_json_parse_object (line, strlen (line), DEPTH_MAX);
  JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;
  RtDownloadPlan *plan = object != NULL ? read_plan (object, usual) : NULL;
  RtDownloadRecord *self;

  if (plan == NULL)
    return NULL;
  self = g_new0 (RtDownloadRecord, 1);
  self->plan = plan;
  self->news = read_news (object);
  self->limit = MAX (get_int (object, "limit", 0), 0);
  self->has_jar = json_object_has_member (object, "jar");
  self->jar_id = g_strdup (rt_json_member_get_string (object, "jar"));
  return self;
}

void
rt_download_record_free (RtDownloadRecord *self)
{
  rt_download_plan_unref (self->plan);
  g_clear_pointer (&self->news, rt_download_news_free);
  g_free (self->jar_id);
  g_free (self);
}
