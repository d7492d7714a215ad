/* Asks where to export something to, and does it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How one kind of thing is exported; constant. */
typedef struct
{
  void (*write) (GObject *what,
                 guint format,
                 GFile *file,
                 GAsyncReadyCallback callback,
                 gpointer user_data);
  gboolean (*finish) (GObject *what, GAsyncResult *result, GError **error);
} RtExporter;

void rt_export_question_ask (GtkWidget *asker,
                             const char *title,
                             const char *name,
                             const RtExporter *exporter,
                             GObject *what,
                             guint format);

G_END_DECLS
