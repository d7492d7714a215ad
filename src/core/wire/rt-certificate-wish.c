/* Notes that a server asked for a certificate of the client. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/wire/rt-certificate-wish.h"

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

/* Any thread may ask. */
gboolean
rt_certificate_wish_was_uttered (RtCertificateWish *self)
{
  return g_atomic_int_get (&self->was_uttered);
}
