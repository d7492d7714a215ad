/* Which form the parser has open, at each place of a page. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-html-tree.h"

G_BEGIN_DECLS

typedef struct _RtFormOwner RtFormOwner;

RtFormOwner *rt_form_owner_new (const RtHtmlTree *tree);
void rt_form_owner_free (RtFormOwner *self);

const GumboNode *rt_form_owner_find (const RtFormOwner *self, const GumboNode *control);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtFormOwner, rt_form_owner_free)

G_END_DECLS
