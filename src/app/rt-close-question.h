/* Asks before the window is closed on what is still going on. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/rt-workbench.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean rt_close_question_ask (GtkWindow *window, RtWorkbench *workbench);

G_END_DECLS
