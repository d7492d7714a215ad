/* Which items two sequences share, in order. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  guint id;         /* equal items have equal ids */
  gboolean is_only; /* the other sequence has none for this one */
} RtEditItem;

gboolean rt_edit_items_mark (RtEditItem *old_items,
                             guint n_old,
                             RtEditItem *new_items,
                             guint n_new,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
