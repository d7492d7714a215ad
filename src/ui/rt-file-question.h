/* Asks the user for a file or a folder. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rt_file_question_ask_async (GtkWidget *asker,
                                 const char *title,
                                 GtkFileChooserAction action,
                                 const char *start,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GFile *rt_file_question_ask_finish (GtkWidget *asker, GAsyncResult *result);

G_END_DECLS
