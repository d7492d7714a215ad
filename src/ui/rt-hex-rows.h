/* Bytes as the rows of a hex listing, each made when it is asked for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A GListModel of GtkStringObject. */
#define RT_TYPE_HEX_ROWS (rt_hex_rows_get_type ())
G_DECLARE_FINAL_TYPE (RtHexRows, rt_hex_rows, RT, HEX_ROWS, GObject)

RtHexRows *rt_hex_rows_new (void);
void rt_hex_rows_set_bytes (RtHexRows *self, GBytes *bytes);

G_END_DECLS
