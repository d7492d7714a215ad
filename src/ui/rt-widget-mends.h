/* What GTK's own widgets leave to be mended, once they are about to be shown. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rt_widget_mends_install (void);

G_END_DECLS
