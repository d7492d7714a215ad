/* What a form sends, as a list that is written anew. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/forms/rt-html-form.h"

G_BEGIN_DECLS

RtFormEntries *rt_form_rewrite_list (const RtHtmlForm *form);
GPtrArray *
rt_form_rewrite (RtHtmlForm *form, const RtFormEntries *entries, GPtrArray *dropped);

G_END_DECLS
