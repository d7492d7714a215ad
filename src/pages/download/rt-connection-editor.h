/* How to connect, for how long, and how far to follow. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie-jars.h"
#include "core/http/rt-request.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_CONNECTION_EDITOR (rt_connection_editor_get_type ())
G_DECLARE_FINAL_TYPE (RtConnectionEditor,
                      rt_connection_editor,
                      RT,
                      CONNECTION_EDITOR,
                      GtkWidget)

void rt_connection_editor_set_jars (RtConnectionEditor *self, RtCookieJars *jars);
void rt_connection_editor_set_options (RtConnectionEditor *self,
                                       const RtRequestOptions *options);
void rt_connection_editor_set_cookie_source (RtConnectionEditor *self,
                                             RtCookieSource *source);
void rt_connection_editor_set_address (RtConnectionEditor *self, const char *address);
void rt_connection_editor_set_usual_proxy_source (RtConnectionEditor *self,
                                                  RtProxySource *usual);
void rt_connection_editor_set_proxy_source (RtConnectionEditor *self,
                                            RtProxySource *source,
                                            RtProxySource *last);
RtRequest *rt_connection_editor_apply (RtConnectionEditor *self,
                                       RtRequest *request,
                                       RtProxySource *last,
                                       GError **error);

G_END_DECLS
