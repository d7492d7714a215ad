/* The faults of a server, as rows that unfold. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-server-settings.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RT_TYPE_FAULT_LIST (rt_fault_list_get_type ())
G_DECLARE_FINAL_TYPE (RtFaultList, rt_fault_list, RT, FAULT_LIST, AdwExpanderRow)

void rt_fault_list_show (RtFaultList *self, const char *const *specs);
void rt_fault_list_set_has_tls (RtFaultList *self, gboolean has_tls);
GStrv rt_fault_list_dup_specs (RtFaultList *self);

G_END_DECLS
