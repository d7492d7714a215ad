/* What the icon in front of an address says. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/rt-address-icon.h"

#include <glib/gi18n.h>

/**
 * rt_address_icon_show:
 * @entry: where the address is typed
 * @address: (nullable): what it says
 *
 * Shows in front of the address, and says in words, how safe the way to it is.
 */
void
rt_address_icon_show (GtkEntry *entry, const RtAddress *address)
{
  const char *icon = "web-browser-symbolic";
  const char *words = _ ("The address to send to");

  if (address != NULL && g_str_equal (g_uri_get_scheme (address->uri), "https"))
    {
      icon = "channel-secure-symbolic";
      words = _ ("Goes over TLS");
    }
  else if (address != NULL)
    {
      icon = "channel-insecure-symbolic";
      words = _ ("Goes over the network in the clear");
    }
  gtk_entry_set_icon_from_icon_name (entry, GTK_ENTRY_ICON_PRIMARY, icon);
  gtk_entry_set_icon_tooltip_text (entry, GTK_ENTRY_ICON_PRIMARY, words);
}
