/* The forms of a page that was fetched. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/forms/rt-form-page.h"
#include "core/http/rt-exchange.h"

G_BEGIN_DECLS

void rt_form_source_read_async (RtExchange *exchange,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
RtFormPage *
rt_form_source_read_finish (RtExchange *exchange, GAsyncResult *result, GError **error);

G_END_DECLS
