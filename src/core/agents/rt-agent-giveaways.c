/* What still tells an identity from the program that it says it is. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/agents/rt-agent.h"

#include <glib/gi18n.h>

/**
 * rt_agent_get_giveaways:
 * @self: an identity
 *
 * Gives what still tells that it is not the program it says, whatever is sent.
 *
 * Returns: (transfer none): sentences, marked for translation; none if it is no disguise
 */
const char *const *
rt_agent_get_giveaways (RtAgent *self)
{
  static const char *const nothing[] = { NULL };
  static const char *const giveaways[] = {
    N_ ("The TLS hello is that of GnuTLS: its ciphers and extensions and their order "
        "differ from those of every browser"),
    N_ ("HTTP/1.1 is spoken where browsers speak HTTP/2 or HTTP/3: their settings are "
        "missing, and fields they only send there, such as TE"),
    N_ ("The address is yours: that of a search engine’s robot is published and can be "
        "looked up"),
    N_ ("No JavaScript is run, and no pictures, styles or fonts are fetched"),
    N_ ("The fields are those of an address that was typed: forms, links, reloads and "
        "parts of a page have others"),
    N_ ("A cookie comes last, wherever the program would put it, and more hints are not "
        "sent when a server asks for them"),
    NULL,
  };

  return rt_agent_is_disguise (self) ? giveaways : nothing;
}
