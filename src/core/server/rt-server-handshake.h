/* The beginning of a connection that speaks TLS. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  RT_HANDSHAKE_GOOD,
  RT_HANDSHAKE_FAILED,
  RT_HANDSHAKE_PLAIN,  /* the client speaks something else; nothing of it was read */
  RT_HANDSHAKE_SILENT, /* it has left and said nothing */
} RtHandshakeEnding;

typedef struct _RtServerHandshake RtServerHandshake;

/* @tls is to be talked over, where the handshake was good. */
typedef void (*RtServerHandshakeDone) (RtHandshakeEnding ending,
                                       GIOStream *tls,
                                       gpointer data);

RtServerHandshake *rt_server_handshake_begin (GSocketConnection *socket,
                                              GTlsCertificate *certificate,
                                              RtServerHandshakeDone done,
                                              gpointer data,
                                              GDestroyNotify destroy_data);
void rt_server_handshake_free (RtServerHandshake *self);

G_END_DECLS
