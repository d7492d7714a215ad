/* The button “Try It Here” of an empty page. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_TRIAL_BUTTON (rt_trial_button_get_type ())
G_DECLARE_FINAL_TYPE (RtTrialButton, rt_trial_button, RT, TRIAL_BUTTON, GtkWidget)

G_END_DECLS
