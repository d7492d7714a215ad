/* What a TLS handshake came to. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-tls-info.h"

/* A chain with more links is read only so far. */
#define MAX_LINKS 32

static const char *
describe_version (GTlsProtocolVersion version)
{
  switch (version)
    {
    case G_TLS_PROTOCOL_VERSION_UNKNOWN:
      return NULL;
    case G_TLS_PROTOCOL_VERSION_SSL_3_0:
      return "SSL 3.0";
    case G_TLS_PROTOCOL_VERSION_TLS_1_0:
      return "TLS 1.0";
    case G_TLS_PROTOCOL_VERSION_TLS_1_1:
      return "TLS 1.1";
    case G_TLS_PROTOCOL_VERSION_TLS_1_2:
      return "TLS 1.2";
    case G_TLS_PROTOCOL_VERSION_TLS_1_3:
      return "TLS 1.3";
    case G_TLS_PROTOCOL_VERSION_DTLS_1_0:
      return "DTLS 1.0";
    case G_TLS_PROTOCOL_VERSION_DTLS_1_2:
      return "DTLS 1.2";
    }
  return NULL;
}

/**
 * rt_tls_info_new:
 * @connection: (nullable): a connection, before or after its handshake
 * @certificate: (nullable): the leaf that the peer sent, with its issuers
 * @errors: what is wrong with it
 * @grounds: why it was accepted all the same
 *
 * Notes what the handshake came to.
 *
 * Returns: (transfer full): the note
 */
RtTlsInfo *
rt_tls_info_new (GTlsConnection *connection,
                 GTlsCertificate *certificate,
                 GTlsCertificateFlags errors,
                 RtTlsGrounds grounds)
{
  RtTlsInfo *self = g_new0 (RtTlsInfo, 1);

  g_atomic_ref_count_init (&self->ref_count);
  if (connection != NULL)
    {
      self->version = g_strdup (
          describe_version (g_tls_connection_get_protocol_version (connection)));
      self->cipher = g_tls_connection_get_ciphersuite_name (connection);
    }
  self->certificates
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_certificate_unref);
  for (guint i = 0; certificate != NULL && i < MAX_LINKS; i++)
    {
      g_ptr_array_add (self->certificates, rt_certificate_new (certificate));
      certificate = g_tls_certificate_get_issuer (certificate);
    }
  self->errors = errors;
  self->grounds = grounds;
  return self;
}

RtTlsInfo *
rt_tls_info_ref (RtTlsInfo *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rt_tls_info_unref (RtTlsInfo *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->version);
  g_free (self->cipher);
  g_ptr_array_unref (self->certificates);
  g_free (self);
}

/**
 * rt_tls_errors_to_ids:
 * @errors: what is wrong with a certificate
 *
 * Gives the stable names of @errors that programs see, such as `expired`.
 *
 * Returns: (transfer full): the ids, empty if nothing is wrong
 */
GStrv
rt_tls_errors_to_ids (GTlsCertificateFlags errors)
{
  static const struct
  {
    GTlsCertificateFlags flag;
    const char *id;
  } names[] = {
    { G_TLS_CERTIFICATE_UNKNOWN_CA, "unknown-ca" },
    { G_TLS_CERTIFICATE_BAD_IDENTITY, "bad-identity" },
    { G_TLS_CERTIFICATE_NOT_ACTIVATED, "not-activated" },
    { G_TLS_CERTIFICATE_EXPIRED, "expired" },
    { G_TLS_CERTIFICATE_REVOKED, "revoked" },
    { G_TLS_CERTIFICATE_INSECURE, "insecure" },
    { G_TLS_CERTIFICATE_GENERIC_ERROR, "generic-error" },
  };
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (errors & names[i].flag)
      g_strv_builder_add (ids, names[i].id);
  return g_strv_builder_end (ids);
}

/**
 * rt_tls_info_dup_error_ids:
 * @self: what a handshake came to
 *
 * Gives the stable names of what is wrong, with `self-signed` in place of `unknown-ca`
 * where that is why nobody vouches for the leaf.
 *
 * Returns: (transfer full): the ids, empty if nothing is wrong
 */
GStrv
rt_tls_info_dup_error_ids (const RtTlsInfo *self)
{
  GStrv ids = rt_tls_errors_to_ids (self->errors);

  for (guint i = 0; ids[i] != NULL; i++)
    if (g_str_equal (ids[i], "unknown-ca") && self->certificates->len > 0
        && rt_certificate_is_self_signed (self->certificates->pdata[0]))
      {
        g_free (ids[i]);
        ids[i] = g_strdup ("self-signed");
      }
  return ids;
}

/**
 * rt_tls_grounds_to_id:
 * @grounds: why a certificate was accepted
 *
 * Gives the stable name that programs see.
 *
 * Returns: (nullable): the id; %NULL if nothing had to be forgiven
 */
const char *
rt_tls_grounds_to_id (RtTlsGrounds grounds)
{
  switch (grounds)
    {
    case RT_TLS_GROUNDS_NONE:
      return NULL;
    case RT_TLS_GROUNDS_PIN:
      return "pin";
    case RT_TLS_GROUNDS_OWN_SERVER:
      return "own-authority";
    }
  g_return_val_if_reached (NULL);
}
