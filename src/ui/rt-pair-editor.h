/* A list of names with values, edited row by row or as text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-header-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_PAIR_EDITOR (rt_pair_editor_get_type ())
G_DECLARE_FINAL_TYPE (RtPairEditor, rt_pair_editor, RT, PAIR_EDITOR, GtkWidget)

void rt_pair_editor_set_fields (RtPairEditor *self, const RtHeaderList *fields);
RtHeaderList *rt_pair_editor_dup_fields (RtPairEditor *self, GError **error);

G_END_DECLS
