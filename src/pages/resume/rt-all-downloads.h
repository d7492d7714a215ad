/* What is done with all downloads of the queue at once. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rt_all_downloads_install (GtkWidgetClass *page_class);

G_END_DECLS
