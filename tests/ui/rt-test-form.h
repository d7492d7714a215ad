/* Fills in forms on the Forms page, and sees what was sent. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/forms/rt-form-draft.h"
#include "pages/forms/rt-form-row.h"
#include "tests/ui/rt-test-page.h"

G_BEGIN_DECLS

gboolean rt_test_form_is_ready (RtTestPage *fixture);
void rt_test_form_open_path (RtTestPage *fixture, const char *path);
RtFormRow *rt_test_form_find_row (RtTestPage *fixture, const char *name);
GtkWidget *rt_test_form_get_row (RtTestPage *fixture, const char *name);
void rt_test_form_type_value (RtTestPage *fixture, const char *name, const char *value);
GtkWidget *rt_test_form_open_popover (GtkWidget *top, GType type);
void rt_test_form_send (RtTestPage *fixture);
void rt_test_form_assert_received (RtTestPage *fixture, const char *words);
gboolean rt_test_form_previews (RtTestPage *fixture, const char *words);

RtFormDraft *rt_test_form_make_draft (const char *html);
void rt_test_form_assert_sent (RtFormDraft *draft, const char *expected);

G_END_DECLS
