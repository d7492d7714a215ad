/* What a certificate says. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-certificate.h"

#include <gnutls/x509.h>

/* A certificate with more names is read only so far. */
#define MAX_NAMES 1000

static GBytes *
dup_der (GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) der = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  return der != NULL ? g_bytes_new (der->data, der->len) : g_bytes_new (NULL, 0);
}

static char *
read_dn (int result, gnutls_datum_t *datum)
{
  char *text;

  if (result < 0 || datum->data == NULL)
    return g_strdup ("");
  text = g_utf8_make_valid ((const char *)datum->data, datum->size);
  gnutls_free (datum->data);
  return text;
}

static char *
read_common_name (gnutls_x509_crt_t crt)
{
  g_autofree char *name = NULL;
  size_t size = 0;

  if (gnutls_x509_crt_get_dn_by_oid (crt, GNUTLS_OID_X520_COMMON_NAME, 0, 0, NULL, &size)
      != GNUTLS_E_SHORT_MEMORY_BUFFER)
    return NULL;
  name = g_malloc0 (size + 1);
  if (gnutls_x509_crt_get_dn_by_oid (crt, GNUTLS_OID_X520_COMMON_NAME, 0, 0, name, &size)
      < 0)
    return NULL;
  return g_utf8_make_valid (name, size);
}

static GDateTime *
read_time (time_t time)
{
  return time == (time_t)-1 ? NULL : g_date_time_new_from_unix_utc (time);
}

static char *
read_hex (const guint8 *data, gsize length, const char *separator)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    g_string_append_printf (text, "%s%02x", i > 0 ? separator : "", data[i]);
  return g_string_free (text, FALSE);
}

static char *
read_serial (gnutls_x509_crt_t crt)
{
  guint8 serial[256];
  size_t size = sizeof serial;

  if (gnutls_x509_crt_get_serial (crt, serial, &size) < 0)
    return g_strdup ("");
  return read_hex (serial, size, ":");
}

static char *
describe_name (unsigned int type, const guint8 *data, gsize size)
{
  g_autofree char *text = g_utf8_make_valid ((const char *)data, size);

  switch (type)
    {
    case GNUTLS_SAN_DNSNAME:
      return g_strconcat ("DNS:", text, NULL);
    case GNUTLS_SAN_RFC822NAME:
      return g_strconcat ("email:", text, NULL);
    case GNUTLS_SAN_URI:
      return g_strconcat ("URI:", text, NULL);
    case GNUTLS_SAN_DN:
      return g_strconcat ("DN:", text, NULL);
    case GNUTLS_SAN_IPADDRESS:
      if (size == 4 || size == 16)
        {
          g_autoptr (GInetAddress) address = g_inet_address_new_from_bytes (
              data, size == 4 ? G_SOCKET_FAMILY_IPV4 : G_SOCKET_FAMILY_IPV6);
          g_autofree char *shown = g_inet_address_to_string (address);
          return g_strconcat ("IP:", shown, NULL);
        }
      break;
    default:
      break;
    }
  g_free (text);
  text = read_hex (data, size, "");
  return g_strconcat (type == GNUTLS_SAN_IPADDRESS ? "IP:#" : "other:#", text, NULL);
}

static GStrv
read_names (gnutls_x509_crt_t crt)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (unsigned int i = 0; i < MAX_NAMES; i++)
    {
      g_autofree guint8 *data = NULL;
      g_autofree char *name = NULL;
      size_t size = 0;
      unsigned int type;
      int result
          = gnutls_x509_crt_get_subject_alt_name2 (crt, i, NULL, &size, &type, NULL);

      if (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
        break;
      if (result != GNUTLS_E_SHORT_MEMORY_BUFFER)
        continue;
      data = g_malloc0 (size + 1);
      result = gnutls_x509_crt_get_subject_alt_name2 (crt, i, data, &size, &type, NULL);
      if (result < 0)
        continue;
      name = describe_name (type, data, size);
      g_strv_builder_add (names, name);
    }
  return g_strv_builder_end (names);
}

static char *
read_key (gnutls_x509_crt_t crt, guint *bits)
{
  int algorithm = gnutls_x509_crt_get_pk_algorithm (crt, bits);

  if (algorithm < 0)
    return NULL;
  return g_strdup (
      algorithm == GNUTLS_PK_ECDSA ? "ECDSA" : gnutls_pk_algorithm_get_name (algorithm));
}

static char *
read_signature (gnutls_x509_crt_t crt)
{
  int algorithm = gnutls_x509_crt_get_signature_algorithm (crt);
  const char *name = algorithm >= 0 ? gnutls_sign_get_name (algorithm) : NULL;

  return g_strdup (name != NULL ? name : "");
}

static void
read_der (RtCertificate *self)
{
  gsize size;
  gnutls_datum_t der, dn;
  gnutls_x509_crt_t crt;

  der.data = (unsigned char *)g_bytes_get_data (self->der, &size);
  der.size = size;
  if (gnutls_x509_crt_init (&crt) < 0)
    g_error ("out of memory");
  /* What does not parse is shown empty: its fields read as not there. */
  gnutls_x509_crt_import (crt, &der, GNUTLS_X509_FMT_DER);

  self->subject = read_dn (gnutls_x509_crt_get_dn3 (crt, &dn, 0), &dn);
  self->issuer = read_dn (gnutls_x509_crt_get_issuer_dn3 (crt, &dn, 0), &dn);
  self->common_name = read_common_name (crt);
  self->not_before = read_time (gnutls_x509_crt_get_activation_time (crt));
  self->not_after = read_time (gnutls_x509_crt_get_expiration_time (crt));
  self->sans = read_names (crt);
  self->serial = read_serial (crt);
  self->key = read_key (crt, &self->key_bits);
  self->signature = read_signature (crt);
  gnutls_x509_crt_deinit (crt);
}

/**
 * rt_certificate_new:
 * @certificate: a certificate
 *
 * Reads what @certificate says.  Its names are the peer's own words: nothing in them is
 * checked, but all text is UTF-8.
 *
 * Source: [RFC 5280 §4](https://www.rfc-editor.org/rfc/rfc5280#section-4), names as
 * [RFC 4514](https://www.rfc-editor.org/rfc/rfc4514)
 *
 * Returns: (transfer full): what it says
 */
RtCertificate *
rt_certificate_new (GTlsCertificate *certificate)
{
  RtCertificate *self = g_new0 (RtCertificate, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->der = dup_der (certificate);
  self->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->der);
  read_der (self);
  return self;
}

void
rt_certificate_unref (RtCertificate *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_bytes_unref (self->der);
  g_free (self->subject);
  g_free (self->issuer);
  g_free (self->common_name);
  g_clear_pointer (&self->not_before, g_date_time_unref);
  g_clear_pointer (&self->not_after, g_date_time_unref);
  g_strfreev (self->sans);
  g_free (self->serial);
  g_free (self->sha256);
  g_free (self->key);
  g_free (self->signature);
  g_free (self);
}

/**
 * rt_certificate_is_self_signed:
 * @self: a certificate
 *
 * Says whether the certificate names itself as its issuer.  A leaf that does so and is
 * not trusted has no unknown authority: it has none.
 *
 * Returns: %TRUE if subject and issuer are the same
 */
gboolean
rt_certificate_is_self_signed (const RtCertificate *self)
{
  return g_str_equal (self->subject, self->issuer);
}

/**
 * rt_certificate_fingerprint:
 * @certificate: a certificate
 *
 * Gives what a pin is compared with.
 *
 * Returns: (transfer full): the SHA-256 of the DER, 64 hex digits in lower case
 */
char *
rt_certificate_fingerprint (GTlsCertificate *certificate)
{
  g_autoptr (GBytes) der = dup_der (certificate);

  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, der);
}
