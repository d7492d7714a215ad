/* Tells when a time of day has come, however long the computer slept meanwhile. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RtWallTimer RtWallTimer;

typedef void (*RtWallTimerDone) (gpointer data);

RtWallTimer *rt_wall_timer_new (gint64 due_us, RtWallTimerDone done, gpointer data);
void rt_wall_timer_free (RtWallTimer *self);

gint64 rt_wall_timer_get_due (const RtWallTimer *self);

G_END_DECLS
