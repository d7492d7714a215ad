/* Says what was done, and offers to take it back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rt_undo_toast_show (GtkWidget *widget,
                         const char *words,
                         GDestroyNotify undo,
                         GDestroyNotify settle,
                         gpointer data);

G_END_DECLS
