/* What the window says of what was done, and offers to take back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwToastOverlay *rt_test_toasts_new (GtkWidget *child);
void rt_test_toasts_undo (AdwToastOverlay *self);

G_END_DECLS
