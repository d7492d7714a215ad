/* Tests of RtDigest: as people write it, as lists have it, and of bytes on disk. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-digest.h"

#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-dir.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>

/* Of "abc", FIPS 180-2 and RFC 1321. */
#define MD5 "900150983cd24fb0d6963f7d28e17f72"
#define SHA1 "a9993e364706816aba3e25717850c26c9cd0d89d"
#define SHA256 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define SHA512                                                                           \
  "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"                     \
  "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *expected; /* NULL: none */
  } cases[] = {
    { MD5, "md5=" MD5 },
    { SHA1, "sha=" SHA1 },
    { SHA256, "sha-256=" SHA256 },
    { SHA512, "sha-512=" SHA512 },
    { "  " SHA256 "\n", "sha-256=" SHA256 },
    { "sha-256=" SHA256, "sha-256=" SHA256 },
    { "SHA256:" SHA256, "sha-256=" SHA256 },
    { "sha1=" SHA1, "sha=" SHA1 },
    { "Sha-1=" SHA1, "sha=" SHA1 },
    { "sha-256=" SHA1, NULL },
    { "sha-3=" SHA256, NULL },
    { "sha-256= " SHA256, NULL },
    { "sha-256=0x" SHA256, NULL },
    { SHA256 "0", NULL },
    { "ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", NULL },
    { "=", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RtDigest digest = { .algorithm = RT_DIGEST_NONE };
      gboolean parsed = rt_digest_parse (&digest, cases[i].text);
      g_autofree char *text = parsed ? rt_digest_format (&digest) : NULL;

      g_assert_cmpstr (text, ==, cases[i].expected);
      g_assert_cmpint (digest.algorithm == RT_DIGEST_NONE, ==, !parsed);
    }
}

static void
test_list (void)
{
  static const struct
  {
    const char *list;
    const char *expected; /* NULL: none */
  } cases[] = {
    { SHA256 "  file.iso\n", "sha-256=" SHA256 },
    { SHA256 " *file.iso", "sha-256=" SHA256 },
    { SHA256 "  ./dir/file.iso\r\n", "sha-256=" SHA256 },
    { SHA256 "\n", "sha-256=" SHA256 },
    { SHA1 "  other.iso\n" SHA256 "  file.iso\n", "sha-256=" SHA256 },
    { SHA1 "  file.iso\n" SHA256 "  file.iso\n" MD5 "  file.iso\n", "sha-256=" SHA256 },
    { "SHA256 (file.iso) = " SHA256 "\n", "sha-256=" SHA256 },
    { "SHA256 (dir/file.iso) = " SHA256 "\n", "sha-256=" SHA256 },
    { "# made by hand\n\n" SHA512 "  file.iso", "sha-512=" SHA512 },
    { SHA256 "  my-file.iso\n", NULL },
    { SHA256 "  file.iso.sig\n", NULL },
    { SHA256 "  FILE.ISO\n", NULL },
    { SHA256 ",file.iso\n", NULL },
    { "SHA256 (other.iso) = " SHA256 "\n", NULL },
    { "SHA1 (file.iso) = " SHA256 "\n", NULL },
    { "SHA256 (file.iso = " SHA256 "\n", NULL },
    { "SHA256 () = " SHA256 "\n", NULL },
    { " (", NULL },
    { ") = (", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RtDigest digest = { .algorithm = RT_DIGEST_NONE };
      gboolean found = rt_digest_find_in_list (&digest, cases[i].list, "file.iso");
      g_autofree char *text = found ? rt_digest_format (&digest) : NULL;

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_compute (void)
{
  static const char *const expected[]
      = { "md5=" MD5, "sha=" SHA1, "sha-256=" SHA256, "sha-512=" SHA512 };
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autofree char *path = rt_test_dir_build (dir, "file");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  RtDigest digest;
  int fd;

  g_assert_true (g_file_set_contents (path, "xxabcx", -1, NULL));
  fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *text = NULL;
      RtDigest again;

      g_assert_true (
          rt_digest_compute (&digest, RT_DIGEST_MD5 + i, fd, path, 2, 3, NULL, NULL));
      text = rt_digest_format (&digest);
      g_assert_cmpstr (text, ==, expected[i]);
      g_assert_true (rt_digest_parse (&again, text));
      g_assert_true (rt_digest_equal (&digest, &again));
      g_assert_true (
          rt_digest_compute (&again, RT_DIGEST_MD5 + i, fd, path, 1, 3, NULL, NULL));
      g_assert_false (rt_digest_equal (&digest, &again));
    }
  g_assert_false (
      rt_digest_compute (&digest, RT_DIGEST_MD5, fd, path, 2, 5, NULL, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_FILE);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_false (
      rt_digest_compute (&digest, RT_DIGEST_MD5, fd, path, 2, 3, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_close (fd, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/digest/parse", test_parse);
  g_test_add_func ("/digest/list", test_list);
  g_test_add_func ("/digest/compute", test_compute);
  return g_test_run ();
}
