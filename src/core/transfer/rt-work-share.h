/* Which connection fetches what: a pure rule. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-range-set.h"

G_BEGIN_DECLS

/* What one connection has still to do. */
typedef struct
{
  gint64 position;
  gint64 end;
  double rate;       /* bytes a second; 0: none yet */
  gint64 slow_us;    /* for how long it has been much slower than the others */
  gboolean has_twin; /* somebody else fetches the same bytes */
} RtShare;

typedef enum
{
  RT_WORK_NONE,
  RT_WORK_GAP,   /* bytes that nobody fetches */
  RT_WORK_STEAL, /* the upper half of what a victim has to do: its end is lowered */
  RT_WORK_TWIN,  /* the same as a victim: near the end, the first one wins */
} RtWorkKind;

typedef struct
{
  RtWorkKind kind;
  guint victim;
  gint64 first;
  gint64 end;
} RtWork;

RtWork rt_work_share_next (const RtExtent *gaps,
                           guint n_gaps,
                           const RtShare *shares,
                           guint n_shares);
gboolean rt_work_share_is_slow (const RtShare *shares, guint n_shares, guint index);
int rt_work_share_find_slow (const RtShare *shares, guint n_shares);

G_END_DECLS
