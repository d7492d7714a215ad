/* How addresses are checked: what a person can choose. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-check-job.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal "changed" (char *name), of what is remembered. */
#define RT_TYPE_CHECK_SETTINGS (rt_check_settings_get_type ())
G_DECLARE_FINAL_TYPE (RtCheckSettings, rt_check_settings, RT, CHECK_SETTINGS, GtkWidget)

void rt_check_settings_install (GObjectClass *klass);
void rt_check_settings_get_value (RtCheckSettings *self, guint id, GValue *value);
void rt_check_settings_set_value (RtCheckSettings *self, guint id, const GValue *value);

guint rt_check_settings_get_patience (RtCheckSettings *self);
void rt_check_settings_read (RtCheckSettings *self, RtCheckOptions *options);

G_END_DECLS
