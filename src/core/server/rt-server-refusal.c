/* What a server says to a request that it does not answer. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server-refusal.h"

#include "core/server/rt-server-output.h"

#define MISDIRECTED                                                                      \
  "This server does not answer for that address.  It is localhost to its own computer, " \
  "until it is made visible on the network."

/**
 * rt_server_refusal_say:
 * @plan: what the server knows
 * @peer: who the client is
 * @reader: has what came of the request
 * @status: why it is refused
 * @output: what goes to the client
 *
 * Tells the client, and counts it.
 *
 * Returns: (transfer full): the line for the access log
 */
RtAccessEntry *
rt_server_refusal_say (const RtServerPlan *plan,
                       const RtPeer *peer,
                       RtRequestReader *reader,
                       guint status,
                       GOutputStream *output)
{
  const char *line = rt_request_reader_get_refused_line (reader);
  RtAccessEntry *entry
      = rt_access_entry_new (peer->remote_host, rt_request_reader_get_question (reader));

  if (line != NULL)
    entry->request = g_strdup (line);
  entry->time_us = g_get_real_time ();
  entry->status = status;
  entry->body_bytes = rt_server_output_say_status (
      output, status, status == 421 ? MISDIRECTED : NULL,
      entry->request != NULL && g_str_has_prefix (entry->request, "HEAD "));
  rt_server_counters_add_bytes (plan->counters, (guint)entry->body_bytes);
  rt_server_counters_add_refusal (plan->counters);
  return entry;
}
