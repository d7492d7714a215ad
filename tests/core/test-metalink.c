/* Tests of Metalink documents: what they say, and what they must not. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-metalink.h"

#include <string.h>

#define SHA256 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define MD5 "900150983cd24fb0d6963f7d28e17f72"
#define SHA1 "a9993e364706816aba3e25717850c26c9cd0d89d"
#define BEGIN "<metalink xmlns=\"urn:ietf:params:xml:ns:metalink\"><file name=\"a.iso\">"
#define END "</file></metalink>"

static GPtrArray *
parse (const char *text)
{
  return rt_metalink_parse (text, strlen (text));
}

static void
test_whole (void)
{
  g_autoptr (GPtrArray) files = parse (
      "<?xml version=\"1.0\"?>\n"
      "<m:metalink xmlns:m=\"urn:ietf:params:xml:ns:metalink\"><m:generator>x"
      "<m:file name='no'/></m:generator>\n<m:file name=\"a.iso\">\n"
      "<m:size> 10 </m:size><m:hash type=\"md5\">" MD5 "</m:hash>"
      "<m:hash type=\"sha-256\">\n" SHA256 "\n</m:hash><m:hash type=\"sha-3\">?</m:hash>"
      "<m:pieces length=\"4\" type=\"x\"><m:hash>1</m:hash></m:pieces>"
      "<m:pieces length=\"4\" type=\"sha-1\"><m:hash>" SHA1 "</m:hash><m:hash>" SHA1
      "</m:hash><m:hash>" SHA1 "</m:hash></m:pieces>"
      "<m:url>http://late.example/</m:url><m:url "
      "priority=\"2\">https://b.example/?a&amp;b"
      "</m:url><m:url priority=\"1\" "
      "location=\"de\"><![CDATA[http://a.example/]]></m:url>"
      "<m:url priority=\"0\">http://later.example/</m:url>"
      "<m:url priority=\"1\">ftp://a.example/</m:url><m:url>file:///etc/passwd</m:url>"
      "<m:metaurl mediatype=\"torrent\">http://t.example/</m:metaurl>"
      "</m:file></m:metalink>\n");
  static const char *const addresses[]
      = { "http://a.example/", "https://b.example/?a&b", "http://late.example/",
          "http://later.example/" };
  const RtMetalinkFile *file;
  g_autofree char *digest = NULL;

  g_assert_nonnull (files);
  g_assert_cmpuint (files->len, ==, 1);
  file = g_ptr_array_index (files, 0);
  g_assert_cmpstr (file->name, ==, "a.iso");
  g_assert_cmpint (file->size, ==, 10);
  digest = rt_digest_format (&file->digest);
  g_assert_cmpstr (digest, ==, "sha-256=" SHA256);
  g_assert_cmpint (file->piece_length, ==, 4);
  g_assert_cmpuint (file->pieces->len, ==, 3);
  g_assert_cmpuint (file->addresses->len, ==, G_N_ELEMENTS (addresses));
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    g_assert_cmpstr (g_ptr_array_index (file->addresses, i), ==, addresses[i]);
}

static void
test_two_files (void)
{
  g_autoptr (GPtrArray) files
      = parse (BEGIN "<size>1</size></file><file name=\"b c.iso\">" END);
  const RtMetalinkFile *second;

  g_assert_cmpuint (files->len, ==, 2);
  second = g_ptr_array_index (files, 1);
  g_assert_cmpstr (second->name, ==, "b c.iso");
  g_assert_cmpint (second->size, ==, -1);
  g_assert_cmpint (second->digest.algorithm, ==, RT_DIGEST_NONE);
}

/* Pieces that do not cover the file say nothing. */
static void
test_pieces_that_do_not_fit (void)
{
  static const char *const cases[] = {
    BEGIN "<pieces length=\"4\" type=\"sha-1\"><hash>" SHA1 "</hash></pieces>" END,
    BEGIN "<size>5</size><pieces length=\"4\" type=\"sha-1\"><hash>" SHA1
          "</hash></pieces>" END,
    BEGIN "<size>3</size><pieces length=\"4\" type=\"sha-1\"><hash>" SHA1
          "</hash><hash>" SHA1 "</hash></pieces>" END,
    BEGIN "<size>0</size><pieces length=\"4\" type=\"sha-1\"/>" END,
    BEGIN "<size>9223372036854775807</size><pieces length=\"1\" type=\"sha-1\"/>" END,
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) files = parse (cases[i]);
      const RtMetalinkFile *file = g_ptr_array_index (files, 0);

      g_assert_cmpuint (file->pieces->len, ==, 0);
      g_assert_cmpint (file->piece_length, ==, 0);
    }
}

static void
test_refuses (void)
{
  static const char *const cases[] = {
    "",
    "x",
    "<metalink>",
    "<metalink/>",
    "<html><file name=\"a\"/></html>",
    "<metalink><file/></metalink>",
    "<metalink><file name=\"\"/></metalink>",
    "<metalink><file name=\"..\"/></metalink>",
    "<metalink><file name=\"../a\"/></metalink>",
    "<metalink><file name=\"/etc/passwd\"/></metalink>",
    "<metalink><file name=\"a/b\"/></metalink>",
    "<metalink><file name=\"..\\a\"/></metalink>",
    "<metalink><file name=\"&#x2e;.&#x2f;a\"/></metalink>",
    "<metalink><file name=\"a\"/><file name=\"/a\"/></metalink>",
    BEGIN "<size>-1</size>" END,
    BEGIN "<size>9223372036854775808</size>" END,
    BEGIN "<size>1</size><size>2</size>" END,
    BEGIN "<hash type=\"sha-256\">" MD5 "</hash>" END,
    BEGIN "<hash type=\"sha-256\"></hash>" END,
    BEGIN "<pieces length=\"0\" type=\"sha-1\"/>" END,
    BEGIN "<pieces type=\"sha-1\"/>" END,
    BEGIN "<pieces length=\"4\" type=\"sha-1\"><hash>x</hash></pieces>" END,
    BEGIN "&undefined;" END,
    BEGIN "</metalink>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i]);
      g_assert_null (parse (cases[i]));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/metalink/whole", test_whole);
  g_test_add_func ("/metalink/two-files", test_two_files);
  g_test_add_func ("/metalink/pieces-that-do-not-fit", test_pieces_that_do_not_fit);
  g_test_add_func ("/metalink/refuses", test_refuses);
  return g_test_run ();
}
