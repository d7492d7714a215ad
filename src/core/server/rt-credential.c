/* A certificate and its private key, and how both are made. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-credential.h"

#include "core/server/rt-pem.h"
#include "core/wire/rt-error.h"

#include <gnutls/crypto.h>
#include <string.h>
#include <time.h>

#define SERIAL_BYTES 16
#define KEY_ID_BYTES_MAX 64
#define RENEWAL_S ((gint64)30 * 24 * 60 * 60)

/* GnuTLS tells failures by a negative number. */
static gboolean
succeeded (int result, GError **error)
{
  if (result >= 0)
    return TRUE;
  g_set_error (error, RT_ERROR, RT_ERROR_OTHER, "cannot make a certificate: %s",
               gnutls_strerror (result));
  return FALSE;
}

static int
set_serial (gnutls_x509_crt_t crt)
{
  guint8 serial[SERIAL_BYTES];
  int result = gnutls_rnd (GNUTLS_RND_NONCE, serial, sizeof serial);

  if (result < 0)
    return result;
  serial[0] = (serial[0] & 0x7f) | 0x40; /* positive, and of full length */
  return gnutls_x509_crt_set_serial (crt, serial, sizeof serial);
}

static int
add_names (gnutls_x509_crt_t crt, const char *const *names)
{
  int result = 0;

  for (guint i = 0; names != NULL && names[i] != NULL && result >= 0; i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (names[i]);

      if (address != NULL)
        result = gnutls_x509_crt_set_subject_alt_name (
            crt, GNUTLS_SAN_IPADDRESS, g_inet_address_to_bytes (address),
            (unsigned int)g_inet_address_get_native_size (address), GNUTLS_FSAN_APPEND);
      else
        result = gnutls_x509_crt_set_subject_alt_name (crt, GNUTLS_SAN_DNSNAME, names[i],
                                                       (unsigned int)strlen (names[i]),
                                                       GNUTLS_FSAN_APPEND);
    }
  return result;
}

static int
permit (gnutls_x509_name_constraints_t constraints, const char *name)
{
  gnutls_datum_t datum = { (unsigned char *)name, (unsigned int)strlen (name) };
  int result;

  if (strchr (name, '/') == NULL)
    return gnutls_x509_name_constraints_add_permitted (constraints, GNUTLS_SAN_DNSNAME,
                                                       &datum);
  result = gnutls_x509_cidr_to_rfc5280 (name, &datum);
  if (result < 0)
    return result;
  result = gnutls_x509_name_constraints_add_permitted (constraints, GNUTLS_SAN_IPADDRESS,
                                                       &datum);
  gnutls_free (datum.data);
  return result;
}

static int
set_constraints (gnutls_x509_crt_t crt, const char *const *permitted)
{
  gnutls_x509_name_constraints_t constraints;
  int result;

  if (permitted == NULL)
    return 0;
  result = gnutls_x509_name_constraints_init (&constraints);
  if (result < 0)
    return result;
  for (guint i = 0; permitted[i] != NULL && result >= 0; i++)
    result = permit (constraints, permitted[i]);
  if (result >= 0)
    result = gnutls_x509_crt_set_name_constraints (crt, constraints, 1);
  gnutls_x509_name_constraints_deinit (constraints);
  return result;
}

static int
set_key_ids (gnutls_x509_crt_t crt, const RtCredential *issuer)
{
  guint8 id[KEY_ID_BYTES_MAX];
  size_t size = sizeof id;
  int result = gnutls_x509_crt_get_key_id (crt, GNUTLS_KEYID_USE_SHA1, id, &size);

  if (result >= 0)
    result = gnutls_x509_crt_set_subject_key_id (crt, id, size);
  if (result < 0 || issuer == NULL)
    return result;
  size = sizeof id;
  result = gnutls_x509_crt_get_subject_key_id (issuer->certificate, id, &size, NULL);
  return result < 0 ? result : gnutls_x509_crt_set_authority_key_id (crt, id, size);
}

static gboolean
fill_in (RtCredential *self,
         const RtCertificatePlan *plan,
         const RtCredential *issuer,
         GError **error)
{
  gnutls_x509_crt_t crt = self->certificate;
  unsigned int usage = plan->is_authority ? GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN
                                          : GNUTLS_KEY_DIGITAL_SIGNATURE;

  return succeeded (gnutls_x509_crt_set_version (crt, 3), error)
         && succeeded (set_serial (crt), error)
         && succeeded (gnutls_x509_crt_set_activation_time (crt, plan->begins_s), error)
         && succeeded (gnutls_x509_crt_set_expiration_time (crt, plan->ends_s), error)
         && succeeded (gnutls_x509_crt_set_dn_by_oid (
                           crt, GNUTLS_OID_X520_COMMON_NAME, 0, plan->common_name,
                           (unsigned int)strlen (plan->common_name)),
                       error)
         && succeeded (gnutls_x509_crt_set_key (crt, self->key), error)
         && succeeded (add_names (crt, plan->names), error)
         && succeeded (gnutls_x509_crt_set_basic_constraints (
                           crt, plan->is_authority, plan->is_authority ? 0 : -1),
                       error)
         && succeeded (set_constraints (crt, plan->permitted), error)
         && succeeded (gnutls_x509_crt_set_key_usage (crt, usage), error)
         /* On an authority, too: nobody is to take it for one of mail or of programs. */
         && succeeded (
             gnutls_x509_crt_set_key_purpose_oid (crt, GNUTLS_KP_TLS_WWW_SERVER, 0),
             error)
         && succeeded (set_key_ids (crt, issuer), error)
         && succeeded (gnutls_x509_crt_sign2 (crt,
                                              issuer != NULL ? issuer->certificate : crt,
                                              issuer != NULL ? issuer->key : self->key,
                                              GNUTLS_DIG_SHA256, 0),
                       error);
}

static RtCredential *
credential_alloc (void)
{
  RtCredential *self = g_new0 (RtCredential, 1);

  if (gnutls_x509_crt_init (&self->certificate) < 0
      || gnutls_x509_privkey_init (&self->key) < 0)
    g_error ("out of memory");
  return self;
}

/* A certificate that was put together does not know all that one that was read does: it
 * is nobody's issuer. */
static gboolean
read_again (RtCredential *self, GError **error)
{
  gnutls_datum_t der;
  gboolean read;

  if (!succeeded (gnutls_x509_crt_export2 (self->certificate, GNUTLS_X509_FMT_DER, &der),
                  error))
    return FALSE;
  gnutls_x509_crt_deinit (self->certificate);
  if (gnutls_x509_crt_init (&self->certificate) < 0)
    g_error ("out of memory");
  read = succeeded (gnutls_x509_crt_import (self->certificate, &der, GNUTLS_X509_FMT_DER),
                    error);
  gnutls_free (der.data);
  return read;
}

/**
 * rt_credential_new:
 * @plan: what the certificate is to say
 * @issuer: (nullable): who signs it; %NULL: it signs itself
 * @error: return location for a #GError, or %NULL
 *
 * Makes a key (ECDSA, P-256) and a certificate for it. Blocks for about a millisecond.
 *
 * Errors: %RT_ERROR_OTHER if GnuTLS cannot.
 *
 * Source: [RFC 5280 §4](https://www.rfc-editor.org/rfc/rfc5280#section-4)
 *
 * Returns: (transfer full): the credential
 */
RtCredential *
rt_credential_new (const RtCertificatePlan *plan,
                   const RtCredential *issuer,
                   GError **error)
{
  g_autoptr (RtCredential) self = credential_alloc ();

  if (!succeeded (gnutls_x509_privkey_generate (
                      self->key, GNUTLS_PK_ECDSA,
                      GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0),
                  error)
      || !fill_in (self, plan, issuer, error) || !read_again (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * rt_credential_new_from_pem:
 * @pem: a certificate and its key
 * @error: return location for a #GError, or %NULL
 *
 * Reads what rt_credential_to_pem() wrote.
 *
 * Errors: %RT_ERROR_NO_CERTIFICATE, %RT_ERROR_NO_KEY, %RT_ERROR_WRONG_KEY.
 *
 * Returns: (transfer full): the credential
 */
RtCredential *
rt_credential_new_from_pem (GBytes *pem, GError **error)
{
  g_autoptr (RtCredential) self = credential_alloc ();
  gsize size;
  gnutls_datum_t datum = { (unsigned char *)g_bytes_get_data (pem, &size), 0 };

  datum.size = (unsigned int)size;
  if (gnutls_x509_crt_import (self->certificate, &datum, GNUTLS_X509_FMT_PEM) < 0)
    {
      g_set_error_literal (error, RT_ERROR, RT_ERROR_NO_CERTIFICATE,
                           "no certificate in the file");
      return NULL;
    }
  if (gnutls_x509_privkey_import (self->key, &datum, GNUTLS_X509_FMT_PEM) < 0)
    {
      g_set_error_literal (error, RT_ERROR, RT_ERROR_NO_KEY, "no key in the file");
      return NULL;
    }
  if (!rt_key_fits (self->key, self->certificate))
    {
      g_set_error_literal (error, RT_ERROR, RT_ERROR_WRONG_KEY,
                           "the key is not that of the certificate");
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
rt_credential_free (RtCredential *self)
{
  gnutls_x509_crt_deinit (self->certificate);
  gnutls_x509_privkey_deinit (self->key);
  g_free (self);
}

/**
 * rt_credential_will_last:
 * @self: a credential
 *
 * Says whether it has more than 30 days left, and so need not be made anew.
 *
 * Returns: %TRUE if so
 */
gboolean
rt_credential_will_last (const RtCredential *self)
{
  return gnutls_x509_crt_get_expiration_time (self->certificate)
         > time (NULL) + RENEWAL_S;
}

/**
 * rt_key_fits:
 * @key: a private key
 * @certificate: a certificate
 *
 * Says whether @certificate was made for @key.
 *
 * Returns: %TRUE if it was
 */
gboolean
rt_key_fits (gnutls_x509_privkey_t key, gnutls_x509_crt_t certificate)
{
  guint8 key_id[KEY_ID_BYTES_MAX];
  guint8 certificate_id[KEY_ID_BYTES_MAX];
  size_t key_size = sizeof key_id;
  size_t certificate_size = sizeof certificate_id;

  return gnutls_x509_privkey_get_key_id (key, GNUTLS_KEYID_USE_SHA256, key_id, &key_size)
             >= 0
         && gnutls_x509_crt_get_key_id (certificate, GNUTLS_KEYID_USE_SHA256,
                                        certificate_id, &certificate_size)
                >= 0
         && key_size == certificate_size
         && memcmp (key_id, certificate_id, key_size) == 0;
}

/**
 * rt_credential_to_pem:
 * @self: a credential
 * @issuer: (nullable): who signed it, where its certificate is to stand beside
 *
 * Writes the key, the certificate, and that of @issuer.
 *
 * Returns: (transfer full): the PEM, in memory that is wiped in the end
 */
GBytes *
rt_credential_to_pem (const RtCredential *self, const RtCredential *issuer)
{
  const gnutls_x509_crt_t chain[]
      = { self->certificate, issuer != NULL ? issuer->certificate : NULL };

  return rt_pem_join (self->key, chain, issuer != NULL ? 2 : 1);
}
