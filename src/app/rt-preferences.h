/* Where the user sets what the program remembers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/rt-settings.h"
#include "core/rt-workbench.h"

G_BEGIN_DECLS

#define RT_TYPE_PREFERENCES (rt_preferences_get_type ())
G_DECLARE_FINAL_TYPE (RtPreferences,
                      rt_preferences,
                      RT,
                      PREFERENCES,
                      AdwPreferencesWindow)

GtkWidget *rt_preferences_new (RtSettings *settings, RtWorkbench *workbench);

void rt_preferences_show_downloads (RtPreferences *self);

G_END_DECLS
