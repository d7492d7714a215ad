/* What an element of a page is as a control of a form. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/forms/rt-form-control.h"
#include "core/http/rt-html-tree.h"

G_BEGIN_DECLS

/* No label is longer, and no page makes us read more of it. */
#define RT_HTML_LABEL_NODES_MAX 64

RtFormControl *rt_html_control_read (const GumboNode *node);

G_END_DECLS
