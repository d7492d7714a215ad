/* The window: tabs at the side, a page beside them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/rt-settings.h"
#include "core/rt-workbench.h"
#include "ui/rt-page.h"

G_BEGIN_DECLS

#define RT_TYPE_WINDOW (rt_window_get_type ())
G_DECLARE_FINAL_TYPE (RtWindow, rt_window, RT, WINDOW, AdwApplicationWindow)

GtkWidget *
rt_window_new (GtkApplication *application, RtWorkbench *workbench, RtSettings *settings);
RtWorkbench *rt_window_get_workbench (RtWindow *self);
RtPage *rt_window_get_page (RtWindow *self);
void rt_window_show_page (RtWindow *self, const char *name);
void rt_window_open_address (RtWindow *self, const char *address);

G_END_DECLS
