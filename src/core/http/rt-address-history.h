/* The addresses that were used last, to complete what is typed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RT_ADDRESS_HISTORY_MAX 200

/* One address that was used. */
#define RT_TYPE_PAST_ADDRESS (rt_past_address_get_type ())
G_DECLARE_FINAL_TYPE (RtPastAddress, rt_past_address, RT, PAST_ADDRESS, GObject)

const char *rt_past_address_get_text (RtPastAddress *self);

#define RT_TYPE_ADDRESS_HISTORY (rt_address_history_get_type ())
G_DECLARE_FINAL_TYPE (RtAddressHistory, rt_address_history, RT, ADDRESS_HISTORY, GObject)

RtAddressHistory *rt_address_history_new (GFile *file);

GListModel *rt_address_history_get_addresses (RtAddressHistory *self);
GStrv rt_address_history_complete (RtAddressHistory *self, const char *text, guint limit);
void rt_address_history_add (RtAddressHistory *self, const char *address);
void rt_address_history_clear (RtAddressHistory *self);
void rt_address_history_set_paused (RtAddressHistory *self, gboolean paused);

G_END_DECLS
