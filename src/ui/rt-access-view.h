/* A server's access log, as it grows. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-access-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal "fetch" (char *target). */
#define RT_TYPE_ACCESS_VIEW (rt_access_view_get_type ())
G_DECLARE_FINAL_TYPE (RtAccessView, rt_access_view, RT, ACCESS_VIEW, GtkWidget)

void rt_access_view_set_list (RtAccessView *self, RtAccessList *list);
void rt_access_view_set_address (RtAccessView *self, const char *address);

G_END_DECLS
