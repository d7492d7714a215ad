/* Where it is said which way requests take. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/proxy/rt-proxy-policy.h"
#include "pages/proxy/rt-proxy-words.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is remembered of it, as text.  Who asks is not: a name without its password would
 * only be refused. */
typedef enum
{
  RT_PROXY_VALUE_MODE,
  RT_PROXY_VALUE_ADDRESS,
  RT_PROXY_VALUE_SCRIPT,
  RT_PROXY_VALUE_BYPASS,
} RtProxyValue;

#define RT_N_PROXY_VALUES (RT_PROXY_VALUE_BYPASS + 1)

/* Signals: "start" (const char *), when the user wants a local proxy of this recipe. */
#define RT_TYPE_PROXY_EDITOR (rt_proxy_editor_get_type ())
G_DECLARE_FINAL_TYPE (RtProxyEditor, rt_proxy_editor, RT, PROXY_EDITOR, GtkWidget)

RtProxyMode rt_proxy_editor_get_mode (RtProxyEditor *self);
gboolean rt_proxy_editor_is_filled_in (RtProxyEditor *self, RtProxyMode mode);
RtProxyPolicy *rt_proxy_editor_make_policy (RtProxyEditor *self,
                                            RtProxyMode mode,
                                            RtProxyLogins *logins,
                                            GError **error);
void rt_proxy_editor_show_login (RtProxyEditor *self, RtProxyLogins *logins);
void rt_proxy_editor_set_proxy (RtProxyEditor *self, const char *address);
char *rt_proxy_editor_dup_value (RtProxyEditor *self, RtProxyValue value);
void
rt_proxy_editor_set_value (RtProxyEditor *self, RtProxyValue value, const char *text);
void rt_proxy_editor_complain (RtProxyEditor *self, const char *words);

G_END_DECLS
