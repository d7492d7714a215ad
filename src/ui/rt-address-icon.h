/* What the icon in front of an address says. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-address.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rt_address_icon_show (GtkEntry *entry, const RtAddress *address);

G_END_DECLS
