/* A certificate of the user's own for a server: taken from a file, and given to one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-server-pem.h"

#include "core/server/rt-credential.h"
#include "core/server/rt-key-file.h"
#include "core/server/rt-pem.h"
#include "core/wire/rt-error.h"

#include <gnutls/pkcs12.h>
#include <string.h>
#include <time.h>

#define CHAIN_MAX 16

/* What a file holds, in whatever order. */
typedef struct
{
  gnutls_x509_privkey_t key; /* nullable */
  GPtrArray *certificates;   /* of gnutls_x509_crt_t */
} Bundle;

static Bundle *
bundle_new (void)
{
  Bundle *self = g_new0 (Bundle, 1);

  self->certificates
      = g_ptr_array_new_with_free_func ((GDestroyNotify)gnutls_x509_crt_deinit);
  return self;
}

static void
bundle_free (Bundle *self)
{
  if (self->key != NULL)
    gnutls_x509_privkey_deinit (self->key);
  g_ptr_array_unref (self->certificates);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Bundle, bundle_free)

/* Takes over a list that GnuTLS has allocated. */
static void
take_list (Bundle *self, gnutls_x509_crt_t *list, unsigned int n)
{
  for (unsigned int i = 0; i < n; i++)
    g_ptr_array_add (self->certificates, list[i]);
  gnutls_free (list);
}

static gnutls_datum_t
to_datum (GBytes *bytes)
{
  gsize length;
  gnutls_datum_t datum = { (unsigned char *)g_bytes_get_data (bytes, &length), 0 };

  datum.size = (unsigned int)length;
  return datum;
}

static gboolean
contains (GBytes *contents, const char *text)
{
  gsize length;
  const void *data = g_bytes_get_data (contents, &length);

  return length > 0 && memmem (data, length, text, strlen (text)) != NULL;
}

static gboolean
read_key (Bundle *self, GBytes *contents, const char *password, GError **error)
{
  gnutls_datum_t datum = to_datum (contents);
  gboolean locked = contains (contents, "ENCRYPTED");

  if (!contains (contents, "PRIVATE KEY-----"))
    {
      g_set_error_literal (error, RT_ERROR, RT_ERROR_NO_KEY,
                           "no private key in the file");
      return FALSE;
    }
  if (gnutls_x509_privkey_init (&self->key) < 0)
    g_error ("out of memory");
  if (gnutls_x509_privkey_import2 (self->key, &datum, GNUTLS_X509_FMT_PEM, password, 0)
      >= 0)
    return TRUE;
  g_set_error_literal (error, RT_ERROR, locked ? RT_ERROR_KEY_LOCKED : RT_ERROR_NO_KEY,
                       locked ? "cannot unlock the private key"
                              : "the private key does not parse");
  return FALSE;
}

static gboolean
read_certificates (Bundle *self, GBytes *contents)
{
  gnutls_datum_t datum = to_datum (contents);
  gnutls_x509_crt_t *list;
  unsigned int n;

  if (gnutls_x509_crt_list_import2 (&list, &n, &datum, GNUTLS_X509_FMT_PEM, 0) < 0)
    return FALSE;
  take_list (self, list, n);
  return TRUE;
}

static gboolean
unlock_pkcs12 (Bundle *self, gnutls_pkcs12_t pkcs12, const char *password)
{
  gnutls_x509_crt_t *chain = NULL;
  gnutls_x509_crt_t *extra = NULL;
  unsigned int n_chain = 0;
  unsigned int n_extra = 0;
  int result = gnutls_pkcs12_verify_mac (pkcs12, password);

  /* A file without a checksum is a rare one, but whole. */
  if (result < 0 && result != GNUTLS_E_ASN1_ELEMENT_NOT_FOUND)
    return FALSE;
  result = gnutls_pkcs12_simple_parse (pkcs12, password, &self->key, &chain, &n_chain,
                                       &extra, &n_extra, NULL,
                                       GNUTLS_PKCS12_SP_INCLUDE_SELF_SIGNED);
  if (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
    return TRUE; /* it opens, but has no key */
  if (result < 0)
    return FALSE;
  take_list (self, chain, n_chain);
  take_list (self, extra, n_extra);
  return TRUE;
}

static gboolean
open_pkcs12 (Bundle *self,
             gnutls_pkcs12_t pkcs12,
             GBytes *contents,
             const char *password,
             GError **error)
{
  gnutls_datum_t datum = to_datum (contents);
  gboolean none = password == NULL || *password == '\0';

  if (gnutls_pkcs12_import (pkcs12, &datum, GNUTLS_X509_FMT_DER, 0) < 0)
    {
      g_set_error_literal (error, RT_ERROR, RT_ERROR_NO_CERTIFICATE,
                           "the file is neither PEM nor PKCS #12");
      return FALSE;
    }
  /* Tools write no password as an empty one, or as none at all. */
  if (!(none ? unlock_pkcs12 (self, pkcs12, "") || unlock_pkcs12 (self, pkcs12, NULL)
             : unlock_pkcs12 (self, pkcs12, password)))
    {
      g_set_error_literal (error, RT_ERROR, RT_ERROR_KEY_LOCKED,
                           "cannot unlock the PKCS #12 file");
      return FALSE;
    }
  if (self->key != NULL && self->certificates->len > 0)
    return TRUE;
  g_set_error (error, RT_ERROR,
               self->key == NULL ? RT_ERROR_NO_KEY : RT_ERROR_NO_CERTIFICATE,
               "no %s in the file", self->key == NULL ? "private key" : "certificate");
  return FALSE;
}

static gboolean
read_pkcs12 (Bundle *self, GBytes *contents, const char *password, GError **error)
{
  gnutls_pkcs12_t pkcs12;
  gboolean opened;

  if (gnutls_pkcs12_init (&pkcs12) < 0)
    g_error ("out of memory");
  opened = open_pkcs12 (self, pkcs12, contents, password, error);
  gnutls_pkcs12_deinit (pkcs12);
  return opened;
}

static Bundle *
read_bundle (const char *path,
             const char *key_path,
             const char *password,
             gboolean *exposed,
             GError **error)
{
  g_autoptr (Bundle) self = bundle_new ();
  g_autoptr (GBytes) contents = rt_key_file_read (path, exposed, error);
  g_autoptr (GBytes) key = NULL;

  if (contents == NULL)
    return NULL;
  if (!contains (contents, "-----BEGIN "))
    return read_pkcs12 (self, contents, password, error) ? g_steal_pointer (&self) : NULL;
  if (!read_certificates (self, contents))
    {
      g_set_error (error, RT_ERROR, RT_ERROR_NO_CERTIFICATE, "no certificate in '%s'",
                   path);
      return NULL;
    }
  key = key_path != NULL ? rt_key_file_read (key_path, exposed, error)
                         : g_bytes_ref (contents);
  if (key == NULL || !read_key (self, key, password, error))
    return NULL;
  return g_steal_pointer (&self);
}

static gnutls_x509_crt_t
find_leaf (const Bundle *self)
{
  for (guint i = 0; i < self->certificates->len; i++)
    if (rt_key_fits (self->key, self->certificates->pdata[i]))
      return self->certificates->pdata[i];
  return NULL;
}

static gnutls_x509_crt_t
find_issuer (const Bundle *self, gnutls_x509_crt_t crt)
{
  for (guint i = 0; i < self->certificates->len; i++)
    if (gnutls_x509_crt_check_issuer (crt, self->certificates->pdata[i]))
      return self->certificates->pdata[i];
  return NULL;
}

/* The leaf first, then each one's issuer, as they have to be sent (RFC 8446 §4.4.2). */
static guint
arrange (const Bundle *self, gnutls_x509_crt_t chain[CHAIN_MAX])
{
  gnutls_x509_crt_t next = find_leaf (self);
  guint n = 0;

  while (next != NULL && n < CHAIN_MAX)
    {
      chain[n++] = next;
      next = gnutls_x509_crt_check_issuer (next, next) ? NULL : find_issuer (self, next);
    }
  return n;
}

static gboolean
has_names (gnutls_x509_crt_t crt)
{
  unsigned int type = 0;
  int result = 0;

  for (unsigned int i = 0; result != GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE; i++)
    {
      size_t size = 0;

      result = gnutls_x509_crt_get_subject_alt_name2 (crt, i, NULL, &size, &type, NULL);
      if (result == GNUTLS_E_SHORT_MEMORY_BUFFER
          && (type == GNUTLS_SAN_DNSNAME || type == GNUTLS_SAN_IPADDRESS))
        return TRUE;
      if (result < 0 && result != GNUTLS_E_SHORT_MEMORY_BUFFER)
        return FALSE;
    }
  return FALSE;
}

static gboolean
has_weak_key (gnutls_x509_crt_t crt)
{
  unsigned int bits = 0;
  int algorithm = gnutls_x509_crt_get_pk_algorithm (crt, &bits);

  return algorithm < 0
         || gnutls_pk_bits_to_sec_param ((gnutls_pk_algorithm_t)algorithm, bits)
                < GNUTLS_SEC_PARAM_MEDIUM;
}

static gboolean
has_weak_signature (gnutls_x509_crt_t crt)
{
  int algorithm = gnutls_x509_crt_get_signature_algorithm (crt);

  return algorithm < 0
         || !gnutls_sign_is_secure2 ((gnutls_sign_algorithm_t)algorithm,
                                     GNUTLS_SIGN_FLAG_SECURE_FOR_CERTS);
}

static RtServerPemFlaws
find_flaws (const gnutls_x509_crt_t *chain, guint n)
{
  RtServerPemFlaws flaws = has_names (chain[0]) ? 0 : RT_SERVER_PEM_NO_NAMES;
  time_t now = time (NULL);

  for (guint i = 0; i < n; i++)
    {
      /* Nobody looks at the signature of an authority at the end of the chain. */
      gboolean is_root = i > 0 && gnutls_x509_crt_check_issuer (chain[i], chain[i]);

      if (gnutls_x509_crt_get_expiration_time (chain[i]) < now)
        flaws |= RT_SERVER_PEM_EXPIRED;
      if (gnutls_x509_crt_get_activation_time (chain[i]) > now)
        flaws |= RT_SERVER_PEM_NOT_YET_VALID;
      if (has_weak_key (chain[i]))
        flaws |= RT_SERVER_PEM_WEAK_KEY;
      if (!is_root && has_weak_signature (chain[i]))
        flaws |= RT_SERVER_PEM_WEAK_SIGNATURE;
    }
  return flaws;
}

/**
 * rt_server_pem_import:
 * @path: a PEM file with a certificate, in any order with its chain and its key; or a
 *   PKCS #12 file
 * @key_path: (nullable): a PEM file with the key, if it is not in @path
 * @password: (nullable): what unlocks the key
 * @flaws: (out): what is worth saying about it
 * @error: return location for a #GError, or %NULL
 *
 * Reads a certificate for a server, with its key and its chain. What is in the files
 * beside these is left out. Blocks for as long as the disk does, and for as long as it
 * takes to make a key of @password.
 *
 * Errors: %RT_ERROR_NO_CERTIFICATE, %RT_ERROR_NO_KEY, %RT_ERROR_WRONG_KEY if the key
 * belongs to no certificate in @path, %RT_ERROR_KEY_LOCKED if there is a password and
 * @password is not it, %RT_ERROR_FILE.
 *
 * Source: [RFC 7468](https://www.rfc-editor.org/rfc/rfc7468),
 * [RFC 7292](https://www.rfc-editor.org/rfc/rfc7292)
 *
 * Returns: (transfer full): the certificate
 */
GTlsCertificate *
rt_server_pem_import (const char *path,
                      const char *key_path,
                      const char *password,
                      RtServerPemFlaws *flaws,
                      GError **error)
{
  gboolean exposed = FALSE;
  g_autoptr (Bundle) bundle = read_bundle (path, key_path, password, &exposed, error);
  g_autoptr (GBytes) pem = NULL;
  gnutls_x509_crt_t chain[CHAIN_MAX];
  guint n;

  if (bundle == NULL)
    return NULL;
  n = arrange (bundle, chain);
  if (n == 0)
    {
      g_set_error (error, RT_ERROR, RT_ERROR_WRONG_KEY,
                   "the private key belongs to no certificate in '%s'", path);
      return NULL;
    }
  *flaws = find_flaws (chain, n) | (exposed ? RT_SERVER_PEM_KEY_EXPOSED : 0);
  pem = rt_pem_join (bundle->key, chain, n);
  return rt_pem_to_tls (pem, error);
}

/**
 * rt_server_pem_export:
 * @certificate: a certificate with its key, and perhaps its chain
 * @path: where to; replaced if it exists
 * @error: return location for a #GError, or %NULL
 *
 * Writes the key, the certificate and its chain to one file, which only its owner can
 * read. Blocks for as long as the disk does.
 *
 * Errors: %RT_ERROR_NO_KEY if @certificate has none, %RT_ERROR_DISK_FULL, %RT_ERROR_FILE.
 *
 * Returns: %FALSE on error; the file is then as it was before
 */
gboolean
rt_server_pem_export (GTlsCertificate *certificate, const char *path, GError **error)
{
  g_autoptr (GString) pem = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *key = NULL;

  g_return_val_if_fail (G_IS_TLS_CERTIFICATE (certificate), FALSE);

  g_object_get (certificate, "private-key-pem", &key, NULL);
  if (key == NULL)
    {
      g_set_error_literal (error, RT_ERROR, RT_ERROR_NO_KEY,
                           "the certificate has no private key");
      return FALSE;
    }
  g_string_append (pem, key);
  explicit_bzero (key, strlen (key));
  for (guint i = 0; certificate != NULL && i < CHAIN_MAX; i++)
    {
      g_autofree char *text = NULL;

      g_object_get (certificate, "certificate-pem", &text, NULL);
      g_string_append (pem, text);
      certificate = g_tls_certificate_get_issuer (certificate);
    }
  bytes = rt_key_file_bytes (pem->str, pem->len);
  explicit_bzero (pem->str, pem->len);
  return rt_key_file_write (path, bytes, error);
}
