/* Cuts a file into cells of equal size, and says who brought each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-download.h"

G_BEGIN_DECLS

typedef struct
{
  double filled;       /* from 0 to 1 */
  gboolean was_before; /* most of it was there before the last run */
  guint number;        /* of the visit that brought the last of it; 0: none did */
  guint connection;
} RtPieceCell;

RtPieceCell *rt_piece_cells_new (RtDownload *download, guint n_cells);

G_END_DECLS
