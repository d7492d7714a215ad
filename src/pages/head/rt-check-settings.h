/* How addresses are checked: what a person can choose. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-check-job.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_CHECK_SETTINGS (rt_check_settings_get_type ())
G_DECLARE_FINAL_TYPE (RtCheckSettings, rt_check_settings, RT, CHECK_SETTINGS, GtkWidget)

void rt_check_settings_read (RtCheckSettings *self, RtCheckOptions *options);

G_END_DECLS
