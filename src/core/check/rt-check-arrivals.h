/* Addresses that are still to be added to a list, in the order in which they came. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-check-table.h"

G_BEGIN_DECLS

/* All 0 where there are none. */
typedef struct
{
  GQueue lists;  /* of GPtrArray of RtCheckEntry */
  guint n_taken; /* of the first of these */
} RtCheckArrivals;

void rt_check_arrivals_push (RtCheckArrivals *self, GPtrArray *entries);
gboolean rt_check_arrivals_move_one (RtCheckArrivals *self, RtCheckTable *table);
void rt_check_arrivals_clear (RtCheckArrivals *self);

G_END_DECLS
