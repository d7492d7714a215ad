/* The requests of a download, to be looked at. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-download.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal: "chosen" (guint), the number of a visit. */
#define RT_TYPE_VISIT_LIST (rt_visit_list_get_type ())
G_DECLARE_FINAL_TYPE (RtVisitList, rt_visit_list, RT, VISIT_LIST, GtkWidget)

void rt_visit_list_show (RtVisitList *self, RtDownload *download);

G_END_DECLS
