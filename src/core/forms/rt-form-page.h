/* The forms of a page. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/forms/rt-html-form.h"

G_BEGIN_DECLS

typedef struct
{
  GUri *uri;  /* of the page */
  GUri *base; /* what its addresses are relative to */
  const RtEncoding *encoding;
  GPtrArray *forms; /* of RtHtmlForm, in the order of the page */
} RtFormPage;

RtFormPage *rt_form_page_read (GBytes *body,
                               const char *content_type,
                               GUri *uri,
                               GCancellable *cancellable,
                               GError **error);
void rt_form_page_read_async (GBytes *body,
                              const char *content_type,
                              GUri *uri,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
RtFormPage *rt_form_page_read_finish (GAsyncResult *result, GError **error);
void rt_form_page_free (RtFormPage *self);

const RtHtmlForm *rt_form_page_find_again (const RtFormPage *self,
                                           const RtFormPage *old,
                                           const RtHtmlForm *form);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtFormPage, rt_form_page_free)

G_END_DECLS
