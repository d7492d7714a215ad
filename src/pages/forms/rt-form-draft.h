/* The forms of a page while they are filled in. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/forms/rt-form-by-hand.h"

G_BEGIN_DECLS

/* Signals: "changed", when what would be sent is other than before; "fields-changed",
 * when the fields are others, or hold something else; "fields-added", when there are more of
 * them. */
#define RT_TYPE_FORM_DRAFT (rt_form_draft_get_type ())
G_DECLARE_FINAL_TYPE (RtFormDraft, rt_form_draft, RT, FORM_DRAFT, GObject)

RtFormDraft *rt_form_draft_new (RtFormPage *page, RtRequest *base);
RtFormDraft *rt_form_draft_new_by_hand (void);

gboolean rt_form_draft_is_by_hand (RtFormDraft *self);
const RtFormPage *rt_form_draft_get_page (RtFormDraft *self);
RtHtmlForm *rt_form_draft_get_form (RtFormDraft *self);
void rt_form_draft_set_form (RtFormDraft *self, guint index);
RtRequest *rt_form_draft_get_base (RtFormDraft *self);
void rt_form_draft_set_base (RtFormDraft *self, RtRequest *base);
void rt_form_draft_set_way (RtFormDraft *self, RtFormWay way);

gboolean rt_form_draft_is_added (RtFormDraft *self, const RtFormControl *control);
gboolean rt_form_draft_was_disabled (RtFormDraft *self, const RtFormControl *control);

void rt_form_draft_add (RtFormDraft *self, const char *name, const char *value);
void rt_form_draft_add_file (RtFormDraft *self);
guint rt_form_draft_add_lines (RtFormDraft *self, const char *lines);
void rt_form_draft_remove (RtFormDraft *self, RtFormControl *control);

void rt_form_draft_move (RtFormDraft *self, guint from, guint to);
gboolean rt_form_draft_is_moved (RtFormDraft *self);
void rt_form_draft_restore_order (RtFormDraft *self);
void rt_form_draft_take_entries (RtFormDraft *self, const RtFormEntries *entries);

void rt_form_draft_note_change (RtFormDraft *self);
gboolean rt_form_draft_take_hidden (RtFormDraft *self, const RtFormPage *fresh);

G_END_DECLS
