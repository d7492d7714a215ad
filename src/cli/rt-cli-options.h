/* The options of every client command, and the request they make. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/agents/rt-agent.h"
#include "core/cookies/rt-cookie-jar.h"
#include "core/http/rt-request.h"
#include "core/proxy/rt-proxy-policy.h"

G_BEGIN_DECLS

typedef struct
{
  GStrv addresses; /* what stands behind the options; nullable */
  GStrv headers;
  char *user_agent;
  GStrv agent_ids;
  char *languages;   /* that they accept; nullable */
  GPtrArray *agents; /* found by the check where @agent_ids names some; nullable */
  char *proxy;
  char *no_proxy;
  RtProxyPolicy *proxy_policy; /* found by the check */
  GStrv resolve;
  char *cacert;
  char *pin;
  gboolean trust_local;
  char *jar;
  RtCookieJar *cookie_jar; /* opened by the check where @jar names one; nullable */
  RtCookieContext cookie_context;
  gboolean no_redirects;
  int max_redirects;
  int connect_timeout_s;
  int idle_timeout_s;
  int total_timeout_s;
  gboolean ipv4;
  gboolean ipv6;
  gboolean http1;
  gboolean verbose;
  gboolean show_secrets;
  gboolean json;
  gboolean version;
} RtClientOptions;

/* What else a client command takes. */
typedef struct
{
  const char *parameters; /* what stands behind the options, for the help */
  const char *summary;    /* what the command does, for the help */
  const GOptionEntry *entries;
  gboolean takes_agents; /* and not just one */
  /* Gives a translated sentence where the command's own options make no sense. */
  const char *(*find_wrong) (gpointer own);
} RtClientUsage;

gboolean rt_client_options_read (RtClientOptions *self,
                                 const RtClientUsage *usage,
                                 gpointer own,
                                 GStrv *arguments,
                                 int *status);
void rt_client_options_clear (RtClientOptions *self);

RtRequest *rt_client_options_make_request (const RtClientOptions *self,
                                           const char *method,
                                           const char *address,
                                           RtRequestFlags flags,
                                           GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RtClientOptions, rt_client_options_clear)

G_END_DECLS
