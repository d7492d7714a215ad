/* What is to be known of an address that is typed, below the entry. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-address.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_ADDRESS_NOTE (rt_address_note_get_type ())
G_DECLARE_FINAL_TYPE (RtAddressNote, rt_address_note, RT, ADDRESS_NOTE, GtkWidget)

void rt_address_note_show_host (RtAddressNote *self, const RtAddress *address);
void rt_address_note_complain (RtAddressNote *self, const char *words);

G_END_DECLS
