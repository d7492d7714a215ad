/* Certificates made for one test run: good ones and bad ones. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-certificates.h"

#include <gnutls/crypto.h>
#include <gnutls/x509.h>

#define DAY_S (24 * 60 * 60)

typedef struct
{
  const char *file_name;
  const char *common_name;
  gboolean is_authority;
  gboolean is_self_signed;
  int begins_in_days;
  int ends_in_days;
  const char *names[4];
} Recipe;

static const Recipe recipes[RT_TEST_N_CERTIFICATES] = {
  [RT_TEST_AUTHORITY] = { "authority.pem", "Test authority", TRUE, TRUE, -2, 30 },
  [RT_TEST_SERVER] = { "server.pem",
                       "localhost",
                       FALSE,
                       FALSE,
                       -1,
                       30,
                       { "localhost", "127.0.0.1", "::1" } },
  [RT_TEST_SELF_SIGNED] = { "self-signed.pem",
                            "localhost",
                            FALSE,
                            TRUE,
                            -1,
                            30,
                            { "localhost", "127.0.0.1", "::1" } },
  [RT_TEST_EXPIRED] = { "expired.pem",
                        "localhost",
                        FALSE,
                        FALSE,
                        -2,
                        -1,
                        { "localhost", "127.0.0.1", "::1" } },
  [RT_TEST_NOT_YET] = { "not-yet.pem",
                        "localhost",
                        FALSE,
                        FALSE,
                        1,
                        30,
                        { "localhost", "127.0.0.1", "::1" } },
  [RT_TEST_WRONG_HOST]
  = { "wrong-host.pem", "other.example", FALSE, FALSE, -1, 30, { "other.example" } },
};

/* GnuTLS tells failures by a negative number. */
static void
check (int result)
{
  if (result < 0)
    g_error ("GnuTLS: %s", gnutls_strerror (result));
}

static gnutls_x509_privkey_t
make_key (void)
{
  gnutls_x509_privkey_t key;

  check (gnutls_x509_privkey_init (&key));
  check (gnutls_x509_privkey_generate (
      key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0));
  return key;
}

static void
add_name (gnutls_x509_crt_t crt, const char *name)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (name);

  if (address != NULL)
    check (gnutls_x509_crt_set_subject_alt_name (
        crt, GNUTLS_SAN_IPADDRESS, g_inet_address_to_bytes (address),
        g_inet_address_get_native_size (address), GNUTLS_FSAN_APPEND));
  else
    check (gnutls_x509_crt_set_subject_alt_name (crt, GNUTLS_SAN_DNSNAME, name,
                                                 strlen (name), GNUTLS_FSAN_APPEND));
}

static gnutls_x509_crt_t
make_certificate (const Recipe *recipe,
                  gnutls_x509_privkey_t key,
                  gnutls_x509_crt_t issuer,
                  gnutls_x509_privkey_t issuer_key)
{
  gnutls_x509_crt_t crt;
  guint8 serial[16];
  guint8 id[20];
  size_t id_size = sizeof id;
  time_t now = time (NULL);

  check (gnutls_rnd (GNUTLS_RND_NONCE, serial, sizeof serial));
  serial[0] = (serial[0] & 0x7f) | 0x40; /* positive, and of full length */
  check (gnutls_x509_crt_init (&crt));
  check (gnutls_x509_crt_set_version (crt, 3));
  check (gnutls_x509_crt_set_serial (crt, serial, sizeof serial));
  check (gnutls_x509_crt_set_activation_time (crt, now + recipe->begins_in_days * DAY_S));
  check (gnutls_x509_crt_set_expiration_time (crt, now + recipe->ends_in_days * DAY_S));
  check (gnutls_x509_crt_set_dn_by_oid (crt, GNUTLS_OID_X520_COMMON_NAME, 0,
                                        recipe->common_name,
                                        strlen (recipe->common_name)));
  check (gnutls_x509_crt_set_key (crt, key));
  for (guint i = 0; recipe->names[i] != NULL; i++)
    add_name (crt, recipe->names[i]);
  check (gnutls_x509_crt_set_basic_constraints (crt, recipe->is_authority, -1));
  check (gnutls_x509_crt_set_key_usage (
      crt, recipe->is_authority ? GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN
                                : GNUTLS_KEY_DIGITAL_SIGNATURE));
  if (!recipe->is_authority)
    check (gnutls_x509_crt_set_key_purpose_oid (crt, GNUTLS_KP_TLS_WWW_SERVER, 0));
  check (gnutls_x509_crt_get_key_id (crt, GNUTLS_KEYID_USE_SHA1, id, &id_size));
  check (gnutls_x509_crt_set_subject_key_id (crt, id, id_size));
  check (gnutls_x509_crt_sign2 (crt, issuer != NULL ? issuer : crt,
                                issuer != NULL ? issuer_key : key, GNUTLS_DIG_SHA256, 0));
  return crt;
}

static void
append_pem (GString *pem, int result, gnutls_datum_t *datum)
{
  check (result);
  g_string_append_len (pem, (const char *)datum->data, datum->size);
  gnutls_free (datum->data);
}

static void
write_pem (const char *path,
           gnutls_x509_crt_t crt,
           gnutls_x509_crt_t issuer,
           gnutls_x509_privkey_t key)
{
  g_autoptr (GString) pem = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gnutls_datum_t datum;

  append_pem (pem, gnutls_x509_crt_export2 (crt, GNUTLS_X509_FMT_PEM, &datum), &datum);
  if (issuer != NULL)
    append_pem (pem, gnutls_x509_crt_export2 (issuer, GNUTLS_X509_FMT_PEM, &datum),
                &datum);
  append_pem (pem,
              gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_PEM, NULL,
                                                 GNUTLS_PKCS_PLAIN, &datum),
              &datum);
  g_file_set_contents_full (path, pem->str, pem->len, G_FILE_SET_CONTENTS_NONE, 0600,
                            &error);
  g_assert_no_error (error);
}

/**
 * rt_test_certificates_new:
 *
 * Makes one certificate of each kind, all with keys of their own (ECDSA, P-256).
 *
 * Returns: (transfer full): the certificates
 */
RtTestCertificates *
rt_test_certificates_new (void)
{
  RtTestCertificates *self = g_new0 (RtTestCertificates, 1);
  gnutls_x509_crt_t crts[RT_TEST_N_CERTIFICATES];
  gnutls_x509_privkey_t keys[RT_TEST_N_CERTIFICATES];
  g_autoptr (GError) error = NULL;

  self->dir = rt_test_dir_new ();
  for (guint i = 0; i < RT_TEST_N_CERTIFICATES; i++)
    {
      gnutls_x509_crt_t issuer
          = recipes[i].is_self_signed ? NULL : crts[RT_TEST_AUTHORITY];

      keys[i] = make_key ();
      crts[i] = make_certificate (&recipes[i], keys[i], issuer, keys[RT_TEST_AUTHORITY]);
      self->paths[i] = rt_test_dir_build (self->dir, recipes[i].file_name);
      write_pem (self->paths[i], crts[i], issuer, keys[i]);
      self->certificates[i] = g_tls_certificate_new_from_file (self->paths[i], &error);
      g_assert_no_error (error);
    }
  self->anchors = g_tls_file_database_new (self->paths[RT_TEST_AUTHORITY], &error);
  g_assert_no_error (error);
  for (guint i = 0; i < RT_TEST_N_CERTIFICATES; i++)
    {
      gnutls_x509_crt_deinit (crts[i]);
      gnutls_x509_privkey_deinit (keys[i]);
    }
  return self;
}

void
rt_test_certificates_free (RtTestCertificates *self)
{
  for (guint i = 0; i < RT_TEST_N_CERTIFICATES; i++)
    {
      g_object_unref (self->certificates[i]);
      g_free (self->paths[i]);
    }
  g_object_unref (self->anchors);
  rt_test_dir_free (self->dir);
  g_free (self);
}
