/* The body of an answer: as text, laid out, as an image or in hex. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/rt-exchange-pane.h"

G_BEGIN_DECLS

#define RT_TYPE_BODY_VIEW (rt_body_view_get_type ())
G_DECLARE_FINAL_TYPE (RtBodyView, rt_body_view, RT, BODY_VIEW, GtkWidget)

gboolean rt_body_view_prepare (RtBodyView *self);
gboolean rt_body_view_copy (RtBodyView *self);

G_END_DECLS
