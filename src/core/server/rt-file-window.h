/* A stretch of a file that the kernel can send by itself. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Of no length until it is opened, and moved by opening it again. */
typedef struct
{
  int fd; /* borrowed */
  guint64 offset;
  const guint8 *data; /* where the stretch is mapped; not to be read */
  gsize length;
} RtFileWindow;

GBytes *rt_file_window_open (RtFileWindow *self, int fd, guint64 offset, guint64 length);
void rt_file_window_close (RtFileWindow *self);

gboolean rt_file_window_holds (const RtFileWindow *self, const void *buffer, gsize count);
gssize rt_file_window_send (const RtFileWindow *self,
                            GOutputStream *to,
                            const void *buffer,
                            gsize count,
                            GError **error);

G_END_DECLS
