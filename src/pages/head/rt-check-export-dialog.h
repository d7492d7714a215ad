/* Asks where to export what became of addresses to, and does it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-check-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void
rt_check_export_dialog_open (GtkWidget *parent, RtCheckList *list, const char *format);

G_END_DECLS
