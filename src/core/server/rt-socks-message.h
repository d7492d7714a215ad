/* How long a message of a SOCKS client is, as far as its beginning tells. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RT_SOCKS_GREETING, /* which ways to prove who it is the client knows; all of SOCKS 4 */
  RT_SOCKS_PROOF,    /* RFC 1929 */
  RT_SOCKS_REQUEST,
} RtSocksMessage;

guint rt_socks_message_measure (RtSocksMessage message, const guint8 *heard, guint n);

G_END_DECLS
