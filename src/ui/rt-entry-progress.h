/* How far an exchange is, in the entry that its address was typed in. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_ENTRY_PROGRESS (rt_entry_progress_get_type ())
G_DECLARE_FINAL_TYPE (RtEntryProgress, rt_entry_progress, RT, ENTRY_PROGRESS, GObject)

RtEntryProgress *rt_entry_progress_new (GtkEntry *entry);
void rt_entry_progress_set_exchange (RtEntryProgress *self, RtExchange *exchange);

G_END_DECLS
