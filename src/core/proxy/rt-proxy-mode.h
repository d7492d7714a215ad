/* The ways that requests can take. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RT_PROXY_MODE_NONE,
  RT_PROXY_MODE_SYSTEM,
  RT_PROXY_MODE_MANUAL, /* the same proxy for all */
  RT_PROXY_MODE_SCRIPT,
} RtProxyMode;

#define RT_N_PROXY_MODES (RT_PROXY_MODE_SCRIPT + 1)

const char *rt_proxy_mode_to_id (RtProxyMode mode);
gboolean rt_proxy_mode_find (const char *id, RtProxyMode *mode);

G_END_DECLS
