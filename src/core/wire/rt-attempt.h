/* One attempt to open a connection: its thread waits, its deadline ends it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-route.h"
#include "core/wire/rt-wire-record.h"

G_BEGIN_DECLS

/* It runs in the thread of its connection, on a context of its own: so the libraries'
 * asynchronous calls (two address families at once, a deadline) serve a thread that simply
 * waits. */
typedef struct
{
  RtRoute *route;       /* borrowed */
  RtWireRecord *record; /* borrowed */

  GMainContext *context;
  GCancellable *cancellable;
  GCancellable *outer; /* borrowed, nullable */
  gulong handler;
  GSource *deadline; /* nullable */
  RtPhase phase;
  gboolean timed_out;
  GAsyncResult *result;
} RtAttempt;

void rt_attempt_begin (RtAttempt *self, RtRoute *route, RtWireRecord *record);
void rt_attempt_end (RtAttempt *self);

void rt_attempt_enter (RtAttempt *self, RtPhase phase);
void rt_attempt_leave (RtAttempt *self);

/* The callback of an asynchronous call, and its result. */
void rt_attempt_on_result (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *rt_attempt_wait (RtAttempt *self);

gboolean rt_attempt_write (RtAttempt *self,
                           GIOStream *stream,
                           const void *data,
                           gsize length,
                           GError **error);
gssize rt_attempt_read (RtAttempt *self,
                        GIOStream *stream,
                        void *buffer,
                        gsize length,
                        GError **error);

G_END_DECLS
