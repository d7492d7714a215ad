/* Asks where to export an access log to, and does it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-access-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rt_access_export_dialog_open (GtkWidget *parent, RtAccessList *list);

G_END_DECLS
