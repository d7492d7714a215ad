/* Addresses from the history that complete what is typed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-address-history.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A list below an entry that leaves the focus in it.  Signal "chosen" (const char *). */
#define RT_TYPE_ADDRESS_COMPLETION (rt_address_completion_get_type ())
G_DECLARE_FINAL_TYPE (RtAddressCompletion,
                      rt_address_completion,
                      RT,
                      ADDRESS_COMPLETION,
                      GtkPopover)

GtkWidget *rt_address_completion_new (void);
void rt_address_completion_set_history (RtAddressCompletion *self,
                                        RtAddressHistory *history);
void rt_address_completion_update (RtAddressCompletion *self, const char *text);
gboolean rt_address_completion_press (RtAddressCompletion *self, guint key);
gboolean rt_address_completion_choose (RtAddressCompletion *self);

G_END_DECLS
