/* Files for a server's certificate, and what comes of importing them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-pem.h"

#include <string.h>

void
rt_test_pem_set_up (RtTestPem *self, gconstpointer data)
{
  self->certificates = rt_test_certificates_new ();
  self->dir = self->certificates->dir;
}

void
rt_test_pem_tear_down (RtTestPem *self, gconstpointer data)
{
  rt_test_certificates_free (self->certificates);
}

char *
rt_test_pem_read_text (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

char *
rt_test_pem_write_text (RtTestPem *self, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  char *path = rt_test_dir_build (self->dir, name);

  g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  return path;
}

/* The key, the certificate and the issuer of a PEM file that a test wrote. */
void
rt_test_pem_split (RtTestPem *self, RtTestCertificateKind kind, char *parts[3])
{
  g_autofree char *text = rt_test_pem_read_text (self->certificates->paths[kind]);
  char *certificate = strstr (text, "-----BEGIN CERTIFICATE");
  char *issuer = strstr (certificate + 1, "-----BEGIN CERTIFICATE");

  parts[0] = g_strndup (text, (gsize)(certificate - text));
  parts[1]
      = issuer != NULL ? g_strndup (certificate, (gsize)(issuer - certificate)) : NULL;
  parts[2] = g_strdup (issuer);
  if (issuer == NULL)
    parts[1] = g_strdup (certificate);
}

void
rt_test_pem_assert_fails (const char *path,
                          const char *key_path,
                          const char *password,
                          RtErrorCode code)
{
  RtServerPemFlaws flaws;
  g_autoptr (GError) error = NULL;

  g_assert_null (rt_server_pem_import (path, key_path, password, &flaws, &error));
  g_assert_error (error, RT_ERROR, (int)code);
}

GTlsCertificate *
rt_test_pem_import (const char *path,
                    const char *key_path,
                    const char *password,
                    RtServerPemFlaws expected)
{
  RtServerPemFlaws flaws = ~0u;
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate
      = rt_server_pem_import (path, key_path, password, &flaws, &error);

  g_assert_no_error (error);
  g_assert_cmphex (flaws, ==, expected);
  return certificate;
}

/* That it is the server's, and comes with key and chain. */
void
rt_test_pem_assert_is_server (RtTestPem *self, GTlsCertificate *certificate)
{
  GTlsCertificate *authority = self->certificates->certificates[RT_TEST_AUTHORITY];
  g_autoptr (GSocketConnectable) identity = g_network_address_new ("localhost", 443);
  g_autofree char *key = NULL;

  g_assert_true (g_tls_certificate_is_same (
      certificate, self->certificates->certificates[RT_TEST_SERVER]));
  g_assert_cmphex (g_tls_certificate_verify (certificate, identity, authority), ==, 0);
  g_assert_nonnull (g_tls_certificate_get_issuer (certificate));
  g_assert_true (
      g_tls_certificate_is_same (g_tls_certificate_get_issuer (certificate), authority));
  g_object_get (certificate, "private-key-pem", &key, NULL);
  g_assert_nonnull (key);
}
