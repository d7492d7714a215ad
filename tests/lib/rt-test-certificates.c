/* Certificates made for one test run: good ones and bad ones. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-certificates.h"

#include "core/server/rt-credential.h"
#include "core/server/rt-key-file.h"
#include "core/server/rt-pem.h"

#define DAY_S ((gint64)24 * 60 * 60)

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

static RtCredential *
make (const Recipe *recipe, const RtCredential *issuer)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  RtCertificatePlan plan = {
    .common_name = recipe->common_name,
    .names = recipe->names,
    .begins_s = now + recipe->begins_in_days * DAY_S,
    .ends_s = now + recipe->ends_in_days * DAY_S,
    .is_authority = recipe->is_authority,
  };
  g_autoptr (GError) error = NULL;
  RtCredential *credential = rt_credential_new (&plan, issuer, &error);

  g_assert_no_error (error);
  return credential;
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
  RtCredential *credentials[RT_TEST_N_CERTIFICATES];
  g_autoptr (GError) error = NULL;

  self->dir = rt_test_dir_new ();
  for (guint i = 0; i < RT_TEST_N_CERTIFICATES; i++)
    {
      const RtCredential *issuer
          = recipes[i].is_self_signed ? NULL : credentials[RT_TEST_AUTHORITY];
      g_autoptr (GBytes) pem = NULL;

      credentials[i] = make (&recipes[i], issuer);
      pem = rt_credential_to_pem (credentials[i], issuer);
      self->paths[i] = rt_test_dir_build (self->dir, recipes[i].file_name);
      rt_key_file_write (self->paths[i], pem, &error);
      g_assert_no_error (error);
      self->certificates[i] = rt_pem_to_tls (pem, &error);
      g_assert_no_error (error);
    }
  self->anchors = g_tls_file_database_new (self->paths[RT_TEST_AUTHORITY], &error);
  g_assert_no_error (error);
  for (guint i = 0; i < RT_TEST_N_CERTIFICATES; i++)
    rt_credential_free (credentials[i]);
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
