/* A certificate and its private key, and how both are made. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

/* What a certificate is to say. */
typedef struct
{
  const char *common_name;
  const char *const *names;     /* host names and addresses; nullable */
  gint64 begins_s;              /* seconds since 1970 */
  gint64 ends_s;                /* likewise */
  gboolean is_authority;        /* issues certificates, but makes no further authority */
  const char *const *permitted; /* what an authority may issue for: host names, each with
                                   all below it, and ranges such as 10.0.0.0/8; NULL: all */
} RtCertificatePlan;

typedef struct
{
  gnutls_x509_crt_t certificate;
  gnutls_x509_privkey_t key;
} RtCredential;

RtCredential *rt_credential_new (const RtCertificatePlan *plan,
                                 const RtCredential *issuer,
                                 GError **error);
RtCredential *rt_credential_new_from_pem (GBytes *pem, GError **error);
void rt_credential_free (RtCredential *self);

gboolean rt_credential_will_last (const RtCredential *self);
gboolean rt_key_fits (gnutls_x509_privkey_t key, gnutls_x509_crt_t certificate);
GBytes *rt_credential_to_pem (const RtCredential *self, const RtCredential *issuer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtCredential, rt_credential_free)

G_END_DECLS
