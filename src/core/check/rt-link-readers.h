/* One reader for each kind of file with addresses; rt-link-list chooses. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-link-list.h"

G_BEGIN_DECLS

void rt_link_list_take (RtLinkList *self, const char *reference, GUri *base);
void rt_link_list_take_typed (RtLinkList *self, const char *text);

void rt_link_list_read_text (RtLinkList *self, const char *text);
void rt_link_list_read_csv (RtLinkList *self, const char *text);
void rt_link_list_read_markdown (RtLinkList *self, const char *text, GUri *base);
gboolean rt_link_list_read_html (RtLinkList *self,
                                 GBytes *text,
                                 GUri *base,
                                 GCancellable *cancellable,
                                 GError **error);
gboolean rt_link_list_read_sitemap (RtLinkList *self,
                                    const char *text,
                                    gsize length,
                                    GError **error);

G_END_DECLS
