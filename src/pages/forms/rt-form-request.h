/* The request that a form makes, and how it looks on the wire. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/forms/rt-form-draft.h"

G_BEGIN_DECLS

void rt_form_request_make_async (RtFormDraft *draft,
                                 const RtFormControl *submitter,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
RtRequest *
rt_form_request_make_finish (RtFormDraft *draft, GAsyncResult *result, GError **error);

void rt_form_request_print_async (RtFormDraft *draft,
                                  const RtFormControl *submitter,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
char *
rt_form_request_print_finish (RtFormDraft *draft, GAsyncResult *result, GError **error);

G_END_DECLS
