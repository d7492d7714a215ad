/* A text that gets no hyphens where its lines are wrapped. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rt_no_hyphens_install (GtkTextBuffer *buffer);

G_END_DECLS
