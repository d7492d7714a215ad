/* One line of a server's access log. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-access-log.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_ACCESS_ROW (rt_access_row_get_type ())
G_DECLARE_FINAL_TYPE (RtAccessRow, rt_access_row, RT, ACCESS_ROW, GtkWidget)

GtkWidget *rt_access_row_new (void);
void rt_access_row_show (RtAccessRow *self, RtAccessEntry *entry);
const char *rt_access_row_get_text (RtAccessRow *self);

G_END_DECLS
