/* Carries bytes one way, from one stream to another, and no more of them than needed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  RT_PUMP_OVER,         /* all is passed on, and nothing follows */
  RT_PUMP_READ_FAILED,  /* where the bytes come from */
  RT_PUMP_WRITE_FAILED, /* where they go to */
} RtPumpEnding;

/* Looks at what came, and adds to @out what is to be passed on.  %FALSE: nothing that
 * follows is. */
typedef gboolean (*RtPumpFilter) (const guint8 *bytes,
                                  gsize length,
                                  GByteArray *out,
                                  gpointer data);

typedef struct
{
  void (*moved) (gsize n_bytes, gpointer data);       /* that were passed on */
  void (*ended) (RtPumpEnding ending, gpointer data); /* the pump may be freed now */
} RtPumpEvents;

typedef struct _RtPump RtPump;

RtPump *rt_pump_new (GInputStream *from,
                     GOutputStream *to,
                     RtPumpFilter filter,
                     gpointer filter_data,
                     const RtPumpEvents *events,
                     gpointer data);
void rt_pump_free (RtPump *self);

void rt_pump_write (RtPump *self, GByteArray *bytes);
void rt_pump_push (RtPump *self, const guint8 *bytes, gsize length);
void rt_pump_start (RtPump *self);

G_END_DECLS
