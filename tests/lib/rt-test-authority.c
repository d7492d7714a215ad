/* An authority of a test's own, in a folder that goes with it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-authority.h"

#include <sys/stat.h>

void
rt_test_authority_set_up (RtTestAuthority *self, gconstpointer data)
{
  self->dir = rt_test_dir_new ();
  self->folder = g_build_filename (self->dir->path, "data", "authority", NULL);
}

void
rt_test_authority_tear_down (RtTestAuthority *self, gconstpointer data)
{
  rt_test_dir_free (self->dir);
  g_free (self->folder);
}

char *
rt_test_authority_build (RtTestAuthority *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

RtAuthority *
rt_test_authority_open (RtTestAuthority *self)
{
  g_autoptr (GError) error = NULL;
  RtAuthority *authority
      = rt_authority_open (self->folder, RT_TEST_AUTHORITY_HOST, &error);

  g_assert_no_error (error);
  return authority;
}

GTlsCertificate *
rt_test_authority_issue (RtAuthority *authority,
                         RtLeafKind kind,
                         const char *const *names)
{
  g_autoptr (GError) error = NULL;
  GTlsCertificate *leaf = rt_authority_issue (authority, kind, names, &error);

  g_assert_no_error (error);
  return leaf;
}

GTlsCertificateFlags
rt_test_authority_verify (RtAuthority *authority, GTlsCertificate *leaf, const char *name)
{
  g_autoptr (GSocketConnectable) identity = g_network_address_new (name, 443);

  return g_tls_certificate_verify (leaf, identity,
                                   rt_authority_get_certificate (authority));
}

guint
rt_test_mode_of (const char *path)
{
  struct stat status;

  g_assert_no_errno (stat (path, &status));
  return status.st_mode & 0777;
}
