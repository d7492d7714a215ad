/* The list of sites that are reached without the proxy: pure rules. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Immutable. */
typedef struct _RtBypassList RtBypassList;

RtBypassList *rt_bypass_list_parse (const char *text, GError **error);
void rt_bypass_list_free (RtBypassList *self);
const char *
rt_bypass_list_find (const RtBypassList *self, const char *host, guint16 port);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtBypassList, rt_bypass_list_free)

char *rt_bypass_list_translate (const char *no_proxy);

G_END_DECLS
