/* One thing that a server can do wrong: a switch, and how much of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-fault.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RT_TYPE_FAULT_ROW (rt_fault_row_get_type ())
G_DECLARE_FINAL_TYPE (RtFaultRow, rt_fault_row, RT, FAULT_ROW, AdwActionRow)

GtkWidget *rt_fault_row_new (RtFaultKind kind);

const RtFault *rt_fault_row_get_fault (RtFaultRow *self);
gboolean rt_fault_row_read (RtFaultRow *self, const char *spec);
char *rt_fault_row_dup_spec (RtFaultRow *self);

G_END_DECLS
