/* Asks before everything is forgotten that use of the program has left behind. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/rt-workbench.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rt_forget_question_ask (GtkWindow *window, RtWorkbench *workbench);

G_END_DECLS
