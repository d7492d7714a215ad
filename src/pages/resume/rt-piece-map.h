/* A picture of a file: which request brought which of its bytes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-download.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal: "chosen" (guint), the number of a visit. */
#define RT_TYPE_PIECE_MAP (rt_piece_map_get_type ())
G_DECLARE_FINAL_TYPE (RtPieceMap, rt_piece_map, RT, PIECE_MAP, GtkWidget)

void rt_piece_map_show (RtPieceMap *self, RtDownload *download);

G_END_DECLS
