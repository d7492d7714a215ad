/* Exchanges as an HTTP Archive, for other programs to look at. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

G_BEGIN_DECLS

char *rt_har_write (RtExchange *exchange, gboolean with_secrets);

void rt_har_write_async (GListModel *exchanges,
                         gboolean with_secrets,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
char *rt_har_write_finish (GAsyncResult *result, GError **error);

G_END_DECLS
