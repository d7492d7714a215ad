/* The request that signs in: with the form of a page, or without one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/forms/rt-form-submission.h"

G_BEGIN_DECLS

void rt_form_login_make_async (RtFormPage *page,
                               RtFormEntries *fields,
                               RtRequest *base,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
RtRequest *
rt_form_login_make_finish (GAsyncResult *result, gboolean *has_form, GError **error);

G_END_DECLS
