/* Holds one of each thing that the pages share; does nothing itself. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/rt-workbench.h"

#include "core/proxy/rt-proxy-policy.h"
#include "core/server/rt-authority.h"

struct _RtWorkbench
{
  GObject parent_instance;

  RtBothEnds *ends;
  RtTransport *transport;
  RtExchangeLog *log;
  RtTrust *trust;
  RtAddressHistory *history;
  RtServerRack *rack;
  RtAgentBook *agents;
  RtDownloadQueue *queue;
  RtCookieJars *jars;
  RtRequestOptions options;
  RtProxyLogins *proxy_logins;
  RtProxySource *usual_proxy_source;
  RtProxySource *proxy_source; /* nullable */
  char *agent_id;              /* nullable: ourselves */
};

G_DEFINE_FINAL_TYPE (RtWorkbench, rt_workbench, G_TYPE_OBJECT)

static void
rt_workbench_dispose (GObject *object)
{
  RtWorkbench *self = RT_WORKBENCH (object);

  g_clear_object (&self->transport);
  g_clear_object (&self->log);
  g_clear_object (&self->trust);
  g_clear_object (&self->history);
  g_clear_object (&self->rack);
  g_clear_object (&self->agents);
  g_clear_object (&self->queue);
  g_clear_object (&self->jars);
  g_clear_pointer (&self->ends, rt_both_ends_unref);
  g_clear_object (&self->proxy_logins);
  g_clear_object (&self->usual_proxy_source);
  g_clear_object (&self->proxy_source);
  G_OBJECT_CLASS (rt_workbench_parent_class)->dispose (object);
}

static void
rt_workbench_finalize (GObject *object)
{
  g_free (RT_WORKBENCH (object)->agent_id);
  G_OBJECT_CLASS (rt_workbench_parent_class)->finalize (object);
}

static void
rt_workbench_class_init (RtWorkbenchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_workbench_finalize;
  G_OBJECT_CLASS (klass)->dispose = rt_workbench_dispose;
}

static void
rt_workbench_init (RtWorkbench *self)
{
  self->ends = rt_both_ends_new ();
  self->transport = rt_transport_new ();
  rt_transport_set_ends (self->transport, self->ends);
  self->log = rt_exchange_log_new ();
  self->options = RT_REQUEST_OPTIONS_DEFAULT;
  self->proxy_logins = rt_proxy_logins_new ();
  self->usual_proxy_source
      = RT_PROXY_SOURCE (rt_proxy_policy_new_system (NULL, self->proxy_logins, NULL));
}

/**
 * rt_workbench_new:
 * @folder: (nullable): where trust, address history, downloads, cookies, identities,
 *   servers and their authority are kept; %NULL keeps nothing beyond the end of the program
 * @log_folder: (nullable): where the servers' access logs are kept; %NULL keeps none
 *
 * Returns: (transfer full): one of each
 */
RtWorkbench *
rt_workbench_new (const char *folder, const char *log_folder)
{
  RtWorkbench *self = g_object_new (RT_TYPE_WORKBENCH, NULL);
  g_autoptr (GFile) trust
      = folder ? g_file_new_build_filename (folder, "trust", NULL) : NULL;
  g_autoptr (GFile) history
      = folder ? g_file_new_build_filename (folder, "addresses", NULL) : NULL;
  g_autofree char *authority
      = folder ? g_build_filename (folder, "authority", NULL) : NULL;
  g_autofree char *certificate
      = folder ? rt_authority_build_certificate_path (authority) : NULL;
  g_autofree char *cookies = folder ? g_build_filename (folder, "cookies", NULL) : NULL;
  g_autoptr (GFile) servers
      = folder ? g_file_new_build_filename (folder, "servers", NULL) : NULL;
  g_autoptr (GFile) downloads
      = folder ? g_file_new_build_filename (folder, "downloads", NULL) : NULL;
  g_autoptr (GFile) agents
      = folder ? g_file_new_build_filename (folder, "identities", NULL) : NULL;

  self->trust = rt_trust_new (trust, certificate);
  self->history = rt_address_history_new (history);
  self->agents = rt_agent_book_new (agents);
  self->rack = rt_server_rack_new (servers, authority, log_folder, self->ends);
  self->jars = rt_cookie_jars_new (cookies);
  self->queue = rt_download_queue_new (downloads, self->trust, self->usual_proxy_source,
                                       G_LIST_MODEL (self->jars), NULL);
  return self;
}

RtTransport *
rt_workbench_get_transport (RtWorkbench *self)
{
  g_return_val_if_fail (RT_IS_WORKBENCH (self), NULL);

  return self->transport;
}

RtExchangeLog *
rt_workbench_get_log (RtWorkbench *self)
{
  g_return_val_if_fail (RT_IS_WORKBENCH (self), NULL);

  return self->log;
}

RtTrust *
rt_workbench_get_trust (RtWorkbench *self)
{
  g_return_val_if_fail (RT_IS_WORKBENCH (self), NULL);

  return self->trust;
}

RtAddressHistory *
rt_workbench_get_history (RtWorkbench *self)
{
  g_return_val_if_fail (RT_IS_WORKBENCH (self), NULL);

  return self->history;
}

RtServerRack *
rt_workbench_get_rack (RtWorkbench *self)
{
  g_return_val_if_fail (RT_IS_WORKBENCH (self), NULL);

  return self->rack;
}

RtDownloadQueue *
rt_workbench_get_queue (RtWorkbench *self)
{
  g_return_val_if_fail (RT_IS_WORKBENCH (self), NULL);

  return self->queue;
}

RtCookieJars *
rt_workbench_get_jars (RtWorkbench *self)
{
  g_return_val_if_fail (RT_IS_WORKBENCH (self), NULL);

  return self->jars;
}

RtAgentBook *
rt_workbench_get_agents (RtWorkbench *self)
{
  g_return_val_if_fail (RT_IS_WORKBENCH (self), NULL);

  return self->agents;
}

/**
 * rt_workbench_get_agent_id:
 * @self: a workbench
 *
 * Returns: (nullable): the id of the identity that a new request has; %NULL: ourselves
 */
const char *
rt_workbench_get_agent_id (RtWorkbench *self)
{
  g_return_val_if_fail (RT_IS_WORKBENCH (self), NULL);

  return self->agent_id;
}

void
rt_workbench_set_agent_id (RtWorkbench *self, const char *id)
{
  g_return_if_fail (RT_IS_WORKBENCH (self));

  g_free (self->agent_id);
  self->agent_id = g_strdup (id);
}

const RtRequestOptions *
rt_workbench_get_request_options (RtWorkbench *self)
{
  g_return_val_if_fail (RT_IS_WORKBENCH (self), NULL);

  return &self->options;
}

/**
 * rt_workbench_set_request_options:
 * @self: a workbench
 * @options: what a new request starts from
 */
void
rt_workbench_set_request_options (RtWorkbench *self, const RtRequestOptions *options)
{
  g_return_if_fail (RT_IS_WORKBENCH (self));

  self->options = *options;
}

RtProxyLogins *
rt_workbench_get_proxy_logins (RtWorkbench *self)
{
  g_return_val_if_fail (RT_IS_WORKBENCH (self), NULL);

  return self->proxy_logins;
}

RtProxySource *
rt_workbench_get_usual_proxy_source (RtWorkbench *self)
{
  g_return_val_if_fail (RT_IS_WORKBENCH (self), NULL);

  return self->usual_proxy_source;
}

/**
 * rt_workbench_prepare:
 * @self: a workbench
 * @request: what a page wants to send
 *
 * Adds what holds for all pages: the certificates that the user trusts, and the way that
 * the system says where @request has none of its own.
 *
 * Returns: (transfer full): what is to be sent
 */
RtRequest *
rt_workbench_prepare (RtWorkbench *self, const RtRequest *request)
{
  g_autoptr (RtRequest) pinned = NULL;

  g_return_val_if_fail (RT_IS_WORKBENCH (self), NULL);

  pinned = rt_trust_apply (self->trust, request);
  return rt_request_with_usual_proxy_source (pinned, self->usual_proxy_source);
}

RtProxySource *
rt_workbench_get_proxy_source (RtWorkbench *self)
{
  g_return_val_if_fail (RT_IS_WORKBENCH (self), NULL);

  return self->proxy_source;
}

/**
 * rt_workbench_set_proxy_source:
 * @self: a workbench
 * @source: (nullable): which way a request took
 */
void
rt_workbench_set_proxy_source (RtWorkbench *self, RtProxySource *source)
{
  g_return_if_fail (RT_IS_WORKBENCH (self));

  g_set_object (&self->proxy_source, source);
}
