/* Addresses from a file, and from a page that was fetched. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-link-list.h"
#include "core/http/rt-exchange.h"

G_BEGIN_DECLS

void rt_link_source_read_file_async (GFile *file,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
void rt_link_source_read_page_async (RtExchange *exchange,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
RtLinkList *rt_link_source_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
