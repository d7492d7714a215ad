/* Bytes in hex, with the letters beside them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_HEX_VIEW (rt_hex_view_get_type ())
G_DECLARE_FINAL_TYPE (RtHexView, rt_hex_view, RT, HEX_VIEW, GtkWidget)

void rt_hex_view_set_bytes (RtHexView *self, GBytes *bytes);

G_END_DECLS
