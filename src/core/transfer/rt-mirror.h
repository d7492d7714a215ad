/* Which of several addresses of a file is asked: a pure rule. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is known of one address.  A value; all zero bits: it was never asked. */
typedef struct
{
  double rate;        /* bytes a second of one connection, smoothed; 0: none yet */
  double failures;    /* at @failed_us; they are forgotten by halves */
  gint64 failed_us;   /* monotonic */
  gint64 given_up_us; /* likewise; 0: it was not given up as the one that leads */
} RtMirror;

void rt_mirror_add_rate (RtMirror *self, double rate);
void rt_mirror_add_failure (RtMirror *self, gint64 now_us);
void rt_mirror_leave_out (RtMirror *self, gint64 now_us);
void rt_mirror_give_up (RtMirror *self, gint64 now_us);

int rt_mirror_find_next (const RtMirror *mirrors,
                         guint n_mirrors,
                         guint current,
                         gint64 now_us);
int rt_mirror_choose (const RtMirror *mirrors,
                      const guint *n_busy,
                      guint n_mirrors,
                      gint64 now_us);

G_END_DECLS
