/* One cookie in two visits. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-visit-diff.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *
rt_visit_row_new (const RtVisitRow *row, guint n_visits, gboolean hides_values);

G_END_DECLS
