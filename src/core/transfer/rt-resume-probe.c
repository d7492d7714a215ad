/* The small questions that show whether a download could be resumed: a row each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-resume-probe.h"

#include <glib/gi18n.h>

/* Strong, and of no file. */
#define OTHER_TAG "\"roundtrip-asks-for-another-file\""

/* A question that takes longer has no answer worth waiting for. */
#define PROBE_TIMEOUT_S 30

static const RtProbe probes[] = {
  [RT_PROBE_HEAD]
  = { "head", "HEAD", N_ ("How long is the file, and what tells its states apart?") },
  [RT_PROBE_FIRST]
  = { "first", "Range: bytes=0-0", N_ ("Does the server give a part of the file?") },
  [RT_PROBE_SUFFIX]
  = { "suffix", "Range: bytes=-1", N_ ("Does it count from the end, too?") },
  [RT_PROBE_SAME]
  = { "same", "If-Range, same file", N_ ("Does it go on where nothing has changed?") },
  [RT_PROBE_OTHER] = { "other", "If-Range, other file",
                       N_ ("Does it start again where the file is another one?") },
  [RT_PROBE_CODED] = { "gzip", "Accept-Encoding: gzip",
                       N_ ("Do parts stay parts of the file for who takes gzip?") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (probes) == RT_N_PROBES);

const RtProbe *
rt_probe_get (RtProbeKind kind)
{
  return &probes[kind];
}

static void
set_field (RtHeaderList *fields, const char *name, const char *value)
{
  if (!rt_header_list_set (fields, name, value, NULL))
    g_warn_if_reached (); /* they are ours, or came as a field */
}

static RtRequest *
with_limits (RtRequest *request)
{
  RtRequestOptions options = *rt_request_get_options (request);

  options.flags &= ~(RtRequestFlags)RT_REQUEST_KEEP_BODY;
  if (options.total_timeout_s == 0 || options.total_timeout_s > PROBE_TIMEOUT_S)
    options.total_timeout_s = PROBE_TIMEOUT_S;
  return rt_request_with_options (request, &options);
}

/**
 * rt_probe_make_request:
 * @kind: a question
 * @base: what would be downloaded
 * @known: (nullable): what the answers so far tell of the file
 *
 * Puts a question to a server.
 *
 * Returns: (transfer full) (nullable): the request; %NULL if it cannot be asked, because the
 *   file has no strong validator
 */
RtRequest *
rt_probe_make_request (RtProbeKind kind, RtRequest *base, const RtIdentity *known)
{
  g_autoptr (RtHeaderList) fields = rt_header_list_copy (rt_request_get_fields (base));
  g_autoptr (RtRequest) limited = with_limits (base);
  g_autoptr (RtRequest) request = NULL;
  RtIfRange if_range = RT_IF_RANGE_ETAG;
  const char *validator
      = known != NULL ? rt_identity_get_if_range (known, &if_range) : NULL;

  rt_header_list_remove (fields, "If-Range");
  set_field (fields, "Accept-Encoding", kind == RT_PROBE_CODED ? "gzip" : "identity");
  if (kind == RT_PROBE_HEAD)
    rt_header_list_remove (fields, "Range");
  else
    set_field (fields, "Range", kind == RT_PROBE_SUFFIX ? "bytes=-1" : "bytes=0-0");
  if (kind == RT_PROBE_SAME && validator == NULL)
    return NULL;
  if (kind == RT_PROBE_SAME)
    set_field (fields, "If-Range", validator);
  else if (kind == RT_PROBE_OTHER)
    set_field (fields, "If-Range", OTHER_TAG);
  request = rt_request_with_fields (limited, fields);
  return kind == RT_PROBE_HEAD ? rt_request_with_method (request, "HEAD", NULL)
                               : g_steal_pointer (&request);
}
