/* What a request carries: text, a file, or nothing. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-request.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_BODY_EDITOR (rt_body_editor_get_type ())
G_DECLARE_FINAL_TYPE (RtBodyEditor, rt_body_editor, RT, BODY_EDITOR, GtkWidget)

void rt_body_editor_read (RtBodyEditor *self, const RtRequest *request);
RtRequest *rt_body_editor_apply (RtBodyEditor *self, RtRequest *request, GError **error);

G_END_DECLS
