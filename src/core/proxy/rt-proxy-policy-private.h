/* What the parts of a proxy policy share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/proxy/rt-bypass-list.h"
#include "core/proxy/rt-proxy-mode.h"
#include "core/proxy/rt-proxy-policy.h"
#include "core/proxy/rt-proxy-script.h"

G_BEGIN_DECLS

/* Immutable. */
struct _RtProxyPolicy
{
  GObject parent_instance;

  RtProxyMode mode;
  RtProxy *proxy;        /* for RT_PROXY_MODE_MANUAL */
  RtProxyScript *script; /* for RT_PROXY_MODE_SCRIPT */
  RtBypassList *bypass;  /* nullable */
  char *bypass_text;     /* as it was given; nullable */
  RtProxyLogins *logins; /* what a proxy gets to know, however it was found */
};

/* rt-proxy-policy-text.c */
char *rt_proxy_policy_write (RtProxySource *source);
RtProxySource *rt_proxy_policy_read (RtProxySource *source, const char *text);

G_END_DECLS
