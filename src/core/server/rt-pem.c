/* Keys and certificates as text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-pem.h"

#include "core/server/rt-key-file.h"
#include "core/wire/rt-error.h"

#include <string.h>

static void
append_datum (GString *pem, int result, gnutls_datum_t *datum)
{
  if (result < 0)
    g_error ("cannot write a certificate: %s", gnutls_strerror (result));
  g_string_append_len (pem, (const char *)datum->data, datum->size);
  explicit_bzero (datum->data, datum->size);
  gnutls_free (datum->data);
}

static void
append_certificate (GString *pem, gnutls_x509_crt_t crt)
{
  gnutls_datum_t datum;

  append_datum (pem, gnutls_x509_crt_export2 (crt, GNUTLS_X509_FMT_PEM, &datum), &datum);
}

/**
 * rt_pem_write_certificate:
 * @certificate: a certificate
 *
 * Gives what may be shown to everybody.
 *
 * Returns: (transfer full): the certificate as PEM
 */
char *
rt_pem_write_certificate (gnutls_x509_crt_t certificate)
{
  GString *pem = g_string_new (NULL);

  append_certificate (pem, certificate);
  return g_string_free (pem, FALSE);
}

/**
 * rt_pem_join:
 * @key: a private key
 * @certificates: (array length=n): its certificate, and those that vouch for it
 * @n: how many
 *
 * Writes what a server needs: the key, then the certificates in the order given.
 *
 * Source: [RFC 7468](https://www.rfc-editor.org/rfc/rfc7468)
 *
 * Returns: (transfer full): the PEM, in memory that is wiped in the end
 */
GBytes *
rt_pem_join (gnutls_x509_privkey_t key, const gnutls_x509_crt_t *certificates, guint n)
{
  GString *pem = g_string_new (NULL);
  gnutls_datum_t datum;
  GBytes *bytes;

  append_datum (pem,
                gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_PEM, NULL,
                                                   GNUTLS_PKCS_PLAIN, &datum),
                &datum);
  for (guint i = 0; i < n; i++)
    append_certificate (pem, certificates[i]);
  bytes = rt_key_file_bytes (pem->str, pem->len);
  explicit_bzero (pem->str, pem->len);
  g_string_free (pem, TRUE);
  return bytes;
}

/**
 * rt_pem_to_tls:
 * @pem: a certificate, and perhaps its key and its chain
 * @error: return location for a #GError, or %NULL
 *
 * Makes of PEM what a TLS connection uses.
 *
 * Errors: %RT_ERROR_NO_CERTIFICATE if GIO cannot.
 *
 * Returns: (transfer full): the certificate
 */
GTlsCertificate *
rt_pem_to_tls (GBytes *pem, GError **error)
{
  g_autoptr (GError) raw = NULL;
  gsize length;
  const char *data = g_bytes_get_data (pem, &length);
  GTlsCertificate *certificate
      = g_tls_certificate_new_from_pem (data, (gssize)length, &raw);

  if (certificate == NULL)
    g_set_error_literal (error, RT_ERROR, RT_ERROR_NO_CERTIFICATE, raw->message);
  return certificate;
}
