/* A form of a page, with its controls. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/forms/rt-form-control.h"
#include "core/forms/rt-form-entries.h"
#include "core/http/rt-encoding.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;                 /* NULL: none */
  char *id;                   /* NULL: none */
  char *action;               /* as the page has it; NULL: none */
  char *method;               /* likewise */
  char *enctype;              /* likewise */
  const RtEncoding *encoding; /* what it is sent in */
  GPtrArray *controls;        /* of RtFormControl, in the order of the page */
} RtHtmlForm;

RtHtmlForm *rt_html_form_new (void);
void rt_html_form_free (RtHtmlForm *self);

gboolean rt_html_form_has_hidden (const RtHtmlForm *self);
RtFormControl *rt_html_form_find (RtHtmlForm *self, const char *name);
RtFormControl *rt_html_form_find_submitter (RtHtmlForm *self, const char *name);
RtFormControl *rt_html_form_get_default_submitter (RtHtmlForm *self);
void rt_html_form_check (RtHtmlForm *self, RtFormControl *control, gboolean is_checked);
gboolean
rt_html_form_set (RtHtmlForm *self, const char *name, const char *value, GError **error);
guint rt_html_form_take_hidden (RtHtmlForm *self, const RtHtmlForm *fresh);

void rt_html_form_add_entries (const RtHtmlForm *self,
                               const RtFormControl *control,
                               RtFormEntries *entries);
RtFormEntries *rt_html_form_make_entries (const RtHtmlForm *self,
                                          const RtFormControl *submitter);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtHtmlForm, rt_html_form_free)

G_END_DECLS
