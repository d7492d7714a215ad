/* The TLS handshake of a client, and whether the certificate is accepted. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-attempt.h"

G_BEGIN_DECLS

/* Who is to be at the other end. */
typedef struct
{
  const char *host;
  guint16 port;
  const char *const *pins; /* nullable */
  GSocketAddress *peer;    /* where they are; NULL behind a proxy: nobody knows */
} RtHandshakeParty;

GIOStream *rt_handshake (RtAttempt *attempt,
                         GIOStream *base,
                         const RtHandshakeParty *party,
                         RtTlsInfo **info,
                         GError **error);

G_END_DECLS
