/* Notes that a server asked for a certificate of the client. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/wire/rt-certificate-wish.h"

#include <gnutls/gnutls.h>
#include <string.h>

struct _RtCertificateWish
{
  GTlsInteraction parent_instance;

  gint was_uttered; /* atomic: a thread of glib-networking may be the one that asks */
};

G_DEFINE_FINAL_TYPE (RtCertificateWish, rt_certificate_wish, G_TYPE_TLS_INTERACTION)

static void
note (GTlsInteraction *interaction)
{
  g_atomic_int_set (&RT_CERTIFICATE_WISH (interaction)->was_uttered, TRUE);
}

static GTlsInteractionResult
rt_certificate_wish_request (GTlsInteraction *interaction,
                             GTlsConnection *connection,
                             GTlsCertificateRequestFlags flags,
                             GCancellable *cancellable,
                             GError **error)
{
  note (interaction);
  return G_TLS_INTERACTION_UNHANDLED;
}

static void
rt_certificate_wish_request_async (GTlsInteraction *interaction,
                                   GTlsConnection *connection,
                                   GTlsCertificateRequestFlags flags,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (interaction, cancellable, callback, user_data);

  note (interaction);
  g_task_return_int (task, G_TLS_INTERACTION_UNHANDLED);
}

static GTlsInteractionResult
rt_certificate_wish_request_finish (GTlsInteraction *interaction,
                                    GAsyncResult *result,
                                    GError **error)
{
  return (GTlsInteractionResult)g_task_propagate_int (G_TASK (result), error);
}

static void
rt_certificate_wish_class_init (RtCertificateWishClass *klass)
{
  GTlsInteractionClass *interaction_class = G_TLS_INTERACTION_CLASS (klass);

  interaction_class->request_certificate = rt_certificate_wish_request;
  interaction_class->request_certificate_async = rt_certificate_wish_request_async;
  interaction_class->request_certificate_finish = rt_certificate_wish_request_finish;
}

static void
rt_certificate_wish_init (RtCertificateWish *self)
{
}

/**
 * rt_certificate_wish_new:
 *
 * Makes the interaction of one TLS connection.  We have no certificates to give: what a server
 * says that demands one depends on the version of TLS and on what arrives first, and need not
 * name the reason.  That it asked is the reason.
 *
 * Returns: (transfer full): the interaction
 */
RtCertificateWish *
rt_certificate_wish_new (void)
{
  return g_object_new (RT_TYPE_CERTIFICATE_WISH, NULL);
}

/* With TLS 1.3 the handshake is over when the server says so, by an alert that
 * glib-networking has no code for. */
static gboolean
is_named (const GError *raw)
{
  const char *alert = gnutls_alert_get_name (GNUTLS_A_CERTIFICATE_REQUIRED);

  return raw->domain == G_TLS_ERROR
         && (raw->code == G_TLS_ERROR_CERTIFICATE_REQUIRED
             || (alert != NULL && strstr (raw->message, alert) != NULL));
}

/**
 * rt_certificate_wish_explains:
 * @self: (nullable): of the connection whose handshake failed; %NULL if it was over
 * @raw: an error of GIO
 *
 * Tells whether it came to @raw because we have no certificate to give.  May be called from any
 * thread.
 */
gboolean
rt_certificate_wish_explains (RtCertificateWish *self, const GError *raw)
{
  if (is_named (raw))
    return TRUE;
  return self != NULL && g_atomic_int_get (&self->was_uttered)
         && !g_error_matches (raw, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE)
         && (raw->domain == G_TLS_ERROR
             || g_error_matches (raw, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED));
}
