/* What a browser sends when a form is submitted. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/forms/rt-form-page.h"
#include "core/http/rt-request.h"

G_BEGIN_DECLS

typedef enum
{
  RT_ENCTYPE_URLENCODED,
  RT_ENCTYPE_MULTIPART,
  RT_ENCTYPE_PLAIN,
} RtEnctype;

/* Where a form goes, and how. */
typedef struct
{
  GUri *page; /* that the form is on */
  GUri *uri;
  gboolean is_post;
  RtEnctype enctype; /* of a POST */
  const RtEncoding *encoding;
} RtFormTarget;

gboolean rt_form_target_find (RtFormTarget *self,
                              const RtFormPage *page,
                              const RtHtmlForm *form,
                              const RtFormControl *submitter,
                              GError **error);
void rt_form_target_clear (RtFormTarget *self);

RtRequest *rt_form_target_make_request (const RtFormTarget *self,
                                        const RtFormEntries *entries,
                                        const RtRequest *base,
                                        GError **error);

const char *rt_enctype_to_media (RtEnctype enctype);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RtFormTarget, rt_form_target_clear)

G_END_DECLS
