/* Tests of what an answer says of a file's digest. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-digest-field.h"

/* Of "abc". */
#define MD5 "kAFQmDzST7DWlj99KOF/cg=="
#define SHA256 "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
#define SHA512                                                                           \
  "3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyk" \
  "nw=="
#define HEX256 "sha-256=ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define HEX_MD5 "md5=900150983cd24fb0d6963f7d28e17f72"

static void
test_dictionary (void)
{
  static const char *const good[] = {
    "sha-256=:" SHA256 ":",
    "  sha-256=:" SHA256 ":  ",
    "md5=:" MD5 ":, sha-256=:" SHA256 ":",
    "sha-256=:" SHA256 ":\t,\tmd5=:" MD5 ":",
    "unknown=:AAAA:,sha-256=:" SHA256 ":",
    "sha-256=:" SHA256 ":;a;b=1.5;c=\"x\\\"y\";*d=:AA==:, unixsum=:AA==:",
  };
  static const char *const bad[] = {
    "",
    "sha-256",
    "sha-256=" SHA256,
    "sha-256=:" SHA256,
    "sha-256=: " SHA256 ":",
    "sha-256=:" SHA256 ":,",
    "sha-256=:" SHA256 ": x",
    "sha-256=:" SHA256 ":;",
    "sha-256=:" SHA256 ":;a=",
    "sha-256=:" SHA256 ":;a=\"x",
    "sha-256=:" SHA256 ":;a=\"\\x\"",
    "SHA-256=:" SHA256 ":",
    "sha-256=:" MD5 ":",
    "sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa:",
    "sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa=0:",
    "sha-256=:ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0=:",
    "unknown=:AAAA:",
    "md5=:" MD5 ":, sha-256=?1",
  };
  RtDigest digest;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *text = NULL;

      g_test_message ("%s", good[i]);
      g_assert_true (rt_digest_field_parse (&digest, good[i]));
      text = rt_digest_format (&digest);
      g_assert_cmpstr (text, ==, HEX256);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_false (rt_digest_field_parse (&digest, bad[i]));
    }
  g_assert_true (
      rt_digest_field_parse (&digest, "sha-512=:" SHA512 ":, sha-256=:" SHA256 ":"));
  g_assert_cmpint (digest.algorithm, ==, RT_DIGEST_SHA512);
}

static void
test_legacy (void)
{
  RtDigest digest;

  g_assert_true (rt_digest_field_parse_legacy (&digest, "UNIXsum=30637, md5=" MD5
                                                        ",SHA-256=" SHA256));
  g_assert_cmpint (digest.algorithm, ==, RT_DIGEST_SHA256);
  g_assert_true (rt_digest_field_parse_legacy (&digest, "MD5=" MD5));
  g_assert_cmpint (digest.algorithm, ==, RT_DIGEST_MD5);
  g_assert_false (rt_digest_field_parse_legacy (&digest, "md5=" SHA256));
  g_assert_false (rt_digest_field_parse_legacy (&digest, "md5=" MD5 ",SHA-256"));
  g_assert_false (rt_digest_field_parse_legacy (&digest, "UNIXsum=30637"));
  g_assert_false (rt_digest_field_parse_legacy (&digest, ""));
}

/* What is of the bytes that come says nothing of the whole when a part comes. */
static void
test_whole_and_part (void)
{
  static const struct
  {
    const char *name;
    const char *value;
    const char *of_whole;
    const char *of_part;
  } cases[] = {
    { "Repr-Digest", "sha-256=:" SHA256 ":", HEX256, HEX256 },
    { "Digest", "sha-256=" SHA256, HEX256, HEX256 },
    { "Content-Digest", "sha-256=:" SHA256 ":", HEX256, NULL },
    { "Content-MD5", MD5, HEX_MD5, NULL },
    { "Content-MD5", SHA256, NULL, NULL },
    { "Repr-Digest", "sha-256=:AAAA:", NULL, NULL },
  };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (cases); i++)
    {
      gboolean is_part = i % 2 != 0;
      g_autoptr (RtHeaderList) fields = rt_header_list_new ();
      g_autofree char *text = NULL;
      RtDigest digest;

      rt_header_list_append_received (fields, cases[i / 2].name, cases[i / 2].value);
      if (is_part)
        rt_header_list_append_received (fields, "Content-Range", "bytes 0-1/3");
      if (rt_digest_field_find (&digest, fields))
        text = rt_digest_format (&digest);
      g_assert_cmpstr (text, ==, is_part ? cases[i / 2].of_part : cases[i / 2].of_whole);
    }
}

/* A dictionary may be spread over several lines. */
static void
test_lines (void)
{
  g_autoptr (RtHeaderList) fields = rt_header_list_new ();
  RtDigest digest;

  rt_header_list_append_received (fields, "Repr-Digest", "md5=:" MD5 ":");
  rt_header_list_append_received (fields, "Repr-Digest", "sha-256=:" SHA256 ":");
  g_assert_true (rt_digest_field_find (&digest, fields));
  g_assert_cmpint (digest.algorithm, ==, RT_DIGEST_SHA256);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/digest-field/dictionary", test_dictionary);
  g_test_add_func ("/digest-field/legacy", test_legacy);
  g_test_add_func ("/digest-field/whole-and-part", test_whole_and_part);
  g_test_add_func ("/digest-field/lines", test_lines);
  return g_test_run ();
}
