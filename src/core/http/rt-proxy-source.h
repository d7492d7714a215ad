/* Who says which way a request takes: straight to the site, or through a proxy. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-proxy-report.h"

G_BEGIN_DECLS

/* The ways that are left to a request, and why. */
typedef struct
{
  RtWayReason reason;
  char *detail;        /* what decided it, for people; nullable */
  GPtrArray *proxies;  /* of RtProxy, in the order to try; NULL among them: without one */
  gboolean may_change; /* the next request to the same site may be sent on another way */
} RtProxyChoice;

RtProxyChoice *
rt_proxy_choice_new (RtWayReason reason, const char *detail, RtProxy *first);
void rt_proxy_choice_add (RtProxyChoice *self, RtProxy *proxy);
void rt_proxy_choice_free (RtProxyChoice *self);
RtProxyReport *rt_proxy_choice_make_report (const RtProxyChoice *self, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtProxyChoice, rt_proxy_choice_free)

#define RT_TYPE_PROXY_SOURCE (rt_proxy_source_get_type ())
G_DECLARE_INTERFACE (RtProxySource, rt_proxy_source, RT, PROXY_SOURCE, GObject)

struct _RtProxySourceInterface
{
  GTypeInterface parent_iface;

  /* Called in a thread that may wait, for every hop. */
  RtProxyChoice *(*choose) (RtProxySource *self,
                            GUri *uri,
                            GCancellable *cancellable,
                            GError **error);

  char *(*write) (RtProxySource *self);
  RtProxySource *(*read) (RtProxySource *self, const char *text);
};

RtProxyChoice *rt_proxy_source_choose (RtProxySource *self,
                                       GUri *uri,
                                       GCancellable *cancellable,
                                       GError **error);
char *rt_proxy_source_write (RtProxySource *self);
RtProxySource *rt_proxy_source_read (RtProxySource *self, const char *text);

G_END_DECLS
