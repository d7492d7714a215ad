/* Goes through the tree of a page for its forms. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/forms/rt-form-page.h"
#include "core/http/rt-html-tree.h"

G_BEGIN_DECLS

gboolean rt_form_reading_run (RtFormPage *page, const RtHtmlTree *tree, GError **error);

G_END_DECLS
