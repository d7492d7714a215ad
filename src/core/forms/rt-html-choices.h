/* The choices that a page offers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/forms/rt-form-control.h"
#include "core/http/rt-html-tree.h"

G_BEGIN_DECLS

void rt_html_choices_read (const GumboNode *node, GPtrArray *choices);
void rt_html_choices_settle (GPtrArray *choices, gboolean is_list);

G_END_DECLS
