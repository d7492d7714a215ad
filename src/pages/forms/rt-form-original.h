/* How the forms are on their page, while they are filled in. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/forms/rt-html-form.h"

G_BEGIN_DECLS

typedef struct _RtFormOriginal RtFormOriginal;

RtFormOriginal *rt_form_original_new (void);
void rt_form_original_free (RtFormOriginal *self);

void rt_form_original_note (RtFormOriginal *self, const RtHtmlForm *form);
gboolean rt_form_original_was_disabled (RtFormOriginal *self,
                                        const RtFormControl *control);
void rt_form_original_add (RtFormOriginal *self, RtFormControl *control);
gboolean rt_form_original_is_added (RtFormOriginal *self, const RtFormControl *control);
void rt_form_original_forget (RtFormOriginal *self,
                              const RtHtmlForm *form,
                              RtFormControl *control);

void rt_form_original_keep_order (RtFormOriginal *self, RtHtmlForm *form);
void rt_form_original_settle_order (RtFormOriginal *self, RtHtmlForm *form);
gboolean rt_form_original_is_moved (RtFormOriginal *self, const RtHtmlForm *form);
void rt_form_original_restore_order (RtFormOriginal *self, RtHtmlForm *form);

G_END_DECLS
