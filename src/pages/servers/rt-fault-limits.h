/* Which requests a fault strikes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-fault-plan.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_FAULT_LIMITS (rt_fault_limits_get_type ())
G_DECLARE_FINAL_TYPE (RtFaultLimits, rt_fault_limits, RT, FAULT_LIMITS, GtkWidget)

GtkWidget *rt_fault_limits_new (const RtFaultRule *rule);
char *rt_fault_limits_dup_spec (RtFaultLimits *self);

G_END_DECLS
