/* Opens a file that is there, or shows it in its folder. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rt_show_file_open (GtkWidget *asker, const char *path);
void rt_show_file_in_folder (GtkWidget *asker, const char *path);

G_END_DECLS
