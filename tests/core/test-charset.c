/* Tests of RtCharset: which rule wins, WHATWG labels, the <meta> scan, and the text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-charset.h"

#include <string.h>

#define BYTES(literal) literal, sizeof (literal) - 1

typedef struct
{
  const char *content_type;
  const char *data;
  gsize length;
  const char *encoding;
  RtCharsetRule rule;
} DetectCase;

static const DetectCase detect_cases[] = {
  { "text/html; charset=windows-1251", BYTES ("\xef\xbb\xbf<p>"), "utf-8",
    RT_CHARSET_BOM },
  { "text/plain",
    BYTES ("\xff\xfe"
           "a\0"),
    "utf-16le", RT_CHARSET_BOM },
  { "text/plain", BYTES ("\xfe\xff\0a"), "utf-16be", RT_CHARSET_BOM },
  { "text/html; charset=ISO-8859-1", BYTES ("<meta charset=utf-8>"), "windows-1252",
    RT_CHARSET_CONTENT_TYPE },
  { "text/html; Charset=\"GB2312\"; a=b", BYTES ("x"), "gbk", RT_CHARSET_CONTENT_TYPE },
  { "text/html; charset=nonsense", BYTES ("<meta charset=koi8-r>"), "koi8-r",
    RT_CHARSET_META },
  { "text/html;charset=", BYTES ("abc"), "utf-8", RT_CHARSET_VALID_UTF8 },
  { "text/xml", BYTES ("<?xml version='1.0' encoding='Shift_JIS'?><a/>"), "shift_jis",
    RT_CHARSET_XML_DECLARATION },
  { "image/svg+xml", BYTES ("<?xml version=\"1.0\"\tencoding = \"latin1\" ?>"),
    "windows-1252", RT_CHARSET_XML_DECLARATION },
  { "text/xml", BYTES ("<?xml version='1.0' encoding='utf-16'?><a/>"), "utf-8",
    RT_CHARSET_XML_DECLARATION },
  { "text/xml", BYTES ("<?xml version='1.0'?><a encoding='latin1'/>"), "utf-8",
    RT_CHARSET_VALID_UTF8 },
  { "text/xml", BYTES ("<?xml encoding='latin1"), "utf-8", RT_CHARSET_VALID_UTF8 },
  { "text/xml", BYTES ("<\0?\0x\0m\0l\0"), "utf-16le", RT_CHARSET_XML_DECLARATION },
  { "text/xml", BYTES ("\0<\0?\0x\0m\0l"), "utf-16be", RT_CHARSET_XML_DECLARATION },
  { NULL, BYTES ("<meta charset=big5>"), "big5", RT_CHARSET_META },
  { "text/plain", BYTES ("<meta charset=big5>"), "utf-8", RT_CHARSET_VALID_UTF8 },
  { "application/json", BYTES ("{\"a\":\"<meta charset=big5>\"}"), "utf-8",
    RT_CHARSET_VALID_UTF8 },
  { "text/plain", BYTES ("gr\xc3\xbc\xc3\x9f"), "utf-8", RT_CHARSET_VALID_UTF8 },
  { "text/plain", BYTES ("gr\xfc\xdf dich"), "windows-1252", RT_CHARSET_FALLBACK },
  { "text/plain", BYTES (""), "utf-8", RT_CHARSET_VALID_UTF8 },
};

static void
test_detect (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (detect_cases); i++)
    {
      const DetectCase *row = &detect_cases[i];
      g_autoptr (GBytes) bytes = g_bytes_new_static (row->data, row->length);
      RtCharset found = rt_charset_detect (bytes, FALSE, row->content_type, NULL);

      g_test_message ("%u: %s", i, row->content_type);
      g_assert_cmpstr (found.encoding->name, ==, row->encoding);
      g_assert_cmpint (found.rule, ==, row->rule);
    }
}

static void
test_chosen (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (BYTES ("\xef\xbb\xbf<p>"));
  const RtEncoding *greek = rt_encoding_find ("greek");
  RtCharset found = rt_charset_detect (bytes, FALSE, "text/html;charset=utf-8", greek);

  g_assert_true (found.encoding == greek);
  g_assert_cmpint (found.rule, ==, RT_CHARSET_CHOSEN);
}

/* A preview may end in the middle of a character; a whole body may not. */
static void
test_cut (void)
{
  static const char text[] = "\xe2\x82\xac\xf0\x9f\x98\x80";

  for (gsize length = 0; length <= strlen (text); length++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (text, length);
      const RtEncoding *utf8 = rt_encoding_find ("utf-8");
      gboolean whole = length == 0 || length == 3 || length == 7;
      g_autofree char *cut = rt_charset_to_utf8 (utf8, bytes, TRUE, NULL);
      g_autofree char *all = rt_charset_to_utf8 (utf8, bytes, FALSE, NULL);

      g_assert_true (rt_charset_is_utf8 (bytes, TRUE));
      g_assert_cmpint (rt_charset_is_utf8 (bytes, FALSE), ==, whole);
      g_assert_cmpuint (g_utf8_strlen (cut, -1), ==, length / 3 - (length == 6));
      g_assert_cmpint (strstr (all, "\xef\xbf\xbd") == NULL, ==, whole);
    }
}

static const char *const labels[][2] = {
  { "UTF8", "utf-8" },
  { " latin1\n", "windows-1252" },
  { "us-ascii", "windows-1252" },
  { "l5", "windows-1254" },
  { "l1", "windows-1252" },
  { "iso_8859-8:1988", "iso-8859-8" },
  { "logical", "iso-8859-8-i" },
  { "tis-620", "windows-874" },
  { "x-sjis", "shift_jis" },
  { "hz-gb-2312", "replacement" },
  { "utf-16", "utf-16le" },
  { "unicodefffe", "utf-16be" },
  { "ks_c_5601-1987", "euc-kr" },
  { "x-user-defined", "x-user-defined" },
  { "koi8-ru", "koi8-u" },
  { "iso-8859-16", "iso-8859-16" },
  { "greek8", "iso-8859-7" },
  { "cn-big5", "big5" },
  { "", NULL },
  { "utf-7", NULL },
  { "utf-32", NULL },
  { "iso-8859-1 utf8", NULL },
  { "latin", NULL },
  { "8859", NULL },
};

static void
test_labels (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      const RtEncoding *found = rt_encoding_find (labels[i][0]);

      g_test_message ("%s", labels[i][0]);
      g_assert_cmpstr (found != NULL ? found->name : NULL, ==, labels[i][1]);
    }
}

/* Each can be chosen, found by its name and all its labels, and read. */
static void
test_every_encoding (void)
{
  g_autoptr (GBytes) ascii = g_bytes_new_static (BYTES ("Az09 ./"));
  guint count;

  for (count = 0; rt_encoding_get (count) != NULL; count++)
    {
      const RtEncoding *encoding = rt_encoding_get (count);
      g_auto (GStrv) names = g_strsplit (encoding->labels, " ", -1);
      g_autofree char *text = rt_charset_to_utf8 (encoding, ascii, FALSE, NULL);

      g_test_message ("%s", encoding->name);
      g_assert_true (rt_encoding_find (encoding->name) == encoding);
      for (guint i = 0; names[i] != NULL && *names[0] != '\0'; i++)
        g_assert_true (rt_encoding_find (names[i]) == encoding);
      if (!rt_encoding_is_utf16 (encoding))
        g_assert_cmpstr (text, ==, "Az09 ./");
    }
  g_assert_cmpuint (count, ==, 39);
}

static const struct
{
  const char *html;
  const char *encoding; /* NULL: none found */
} metas[] = {
  { "<meta charset=utf-8>", "utf-8" },
  { "<META CharSet = \"KOI8-R\" />", "koi8-r" },
  { "<meta/charset='euc-jp'>", "euc-jp" },
  { "<meta name=a charset=gbk>", "gbk" },
  { "<meta http-equiv=Content-Type content='text/html; charset=big5'>", "big5" },
  { "<meta content='text/html; charset=big5' http-equiv=Content-Type>", "big5" },
  { "<meta content='text/html; charset=big5'>", NULL },
  { "<meta http-equiv=refresh content='text/html; charset=big5'>", NULL },
  { "<meta http-equiv=content-type content='charset charset = \"gbk\";'>", "gbk" },
  { "<meta http-equiv=content-type content='charset=\"gbk'>", NULL },
  { "<meta http-equiv=content-type content=charset=gbk;x>", "gbk" },
  { "<meta charset=koi8-r charset=gbk>", "koi8-r" },
  { "<meta charset=nonsense><meta charset=gbk>", "gbk" },
  { "<meta charset=utf-16>", "utf-8" },
  { "<meta charset=x-user-defined>", "windows-1252" },
  { "<!-- <meta charset=gbk> --><meta charset=big5>", "big5" },
  { "<!--><meta charset=gbk>-->", "gbk" },
  { "<!-- <meta charset=gbk>", NULL },
  { "<!doctype html><?php <meta charset=gbk>", NULL },
  { "<a title='<meta charset=gbk>'><meta charset=big5>", "big5" },
  { "</a x='<meta charset=gbk>'><meta charset=big5>", "big5" },
  { "<script>\"<meta charset=gbk>\"</script>", "gbk" },
  { "<metadata charset=gbk>", NULL },
  { "<meta charset=gbk", NULL },
  { "<meta charset='gbk", NULL },
  { "<meta", NULL },
  { "<", NULL },
  { "< meta charset=gbk>", NULL },
  { "text < 3 <meta charset=gbk>", "gbk" },
};

static void
test_metas (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (metas); i++)
    {
      /* A copy without NUL at its end: reading past it is seen by the sanitizer. */
      gsize length = strlen (metas[i].html);
      g_autofree guint8 *copy = g_memdup2 (metas[i].html, length);
      const RtEncoding *found = rt_charset_prescan (copy, length);

      g_test_message ("%s", metas[i].html);
      g_assert_cmpstr (found != NULL ? found->name : NULL, ==, metas[i].encoding);
    }
}

static void
test_meta_too_late (void)
{
  g_autoptr (GString) html = g_string_new (NULL);

  while (html->len < 1024 - strlen ("<meta charset=gbk>"))
    g_string_append_c (html, ' ');
  g_string_append (html, "<meta charset=gbk>");
  g_assert_nonnull (rt_charset_prescan ((const guint8 *)html->str, html->len));
  g_string_prepend_c (html, ' ');
  g_assert_null (rt_charset_prescan ((const guint8 *)html->str, html->len));
}

typedef struct
{
  const char *label;
  const char *data;
  gsize length;
  const char *text;
} TextCase;

static const TextCase texts[] = {
  { "utf-8",
    BYTES ("\xef\xbb\xbf"
           "a\xc3\xa4"),
    "aä" },
  { "utf-8",
    BYTES ("a\xff"
           "b"),
    "a\ufffdb" },
  { "utf-8",
    BYTES ("\xe2\x82"
           "b\xe2\x82\xac"),
    "\ufffdb€" },
  { "utf-8", BYTES ("\xed\xa0\x80"), "\ufffd\ufffd\ufffd" },
  { "utf-8", BYTES ("\xf0\x80\x80\x80"), "\ufffd\ufffd\ufffd\ufffd" },
  { "utf-8", BYTES ("\xc0\xaf"), "\ufffd\ufffd" },
  { "utf-8", BYTES ("a\0b\0"), "a␀b␀" },
  { "latin1", BYTES ("gr\xfc\xdf \x80\x81"), "grüß €\xc2\x81" },
  { "windows-1251", BYTES ("\xcf\xf0\xe8\xe2\xe5\xf2"), "Привет" },
  { "koi8-r", BYTES ("\xf0\xd2\xc9\xd7\xc5\xd4"), "Привет" },
  { "gbk", BYTES ("\xc4\xe3\xba\xc3\x80"), "你好\ufffd" },
  { "big5", BYTES ("\xa7\x41\xa6\x6e"), "你好" },
  { "shift_jis", BYTES ("\x93\xfa\x96{"), "日本" },
  { "euc-jp", BYTES ("\xc6\xfc\xcb\xdc"), "日本" },
  { "iso-2022-jp", BYTES ("\x1b$B\x46\x7c\x4b\x5c\x1b(B!"), "日本!" },
  { "euc-kr", BYTES ("\xc7\xd1\xb1\xdb"), "한글" },
  { "utf-16le",
    BYTES ("\xff\xfe"
           "a\0\0\0\xac\x20"),
    "a␀€" },
  { "utf-16le",
    BYTES ("\0\xd8"
           "a\0b"),
    "\ufffda\ufffd" },
  { "utf-16be", BYTES ("\xfe\xff\x20\xac"), "€" },
  { "windows-1255", BYTES ("\xf9\xec\xe5\xed"), "שלום" },
  { "x-user-defined", BYTES ("a\x80"), "a\uf780" },
  { "iso-2022-kr", BYTES ("abc"), "\ufffd" },
};

static void
test_texts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const TextCase *row = &texts[i];
      g_autoptr (GBytes) bytes = g_bytes_new (row->data, row->length);
      gsize length;
      g_autofree char *text
          = rt_charset_to_utf8 (rt_encoding_find (row->label), bytes, FALSE, &length);

      g_test_message ("%u: %s", i, row->label);
      g_assert_cmpstr (text, ==, row->text);
      g_assert_cmpuint (length, ==, strlen (text));
      g_assert_true (g_utf8_validate (text, -1, NULL));
    }
}

/* A cut in the middle of a character leaves no mark. */
static void
test_cut_texts (void)
{
  g_autoptr (GBytes) gbk = g_bytes_new_static (BYTES ("\xc4\xe3\xba"));
  g_autoptr (GBytes) wide = g_bytes_new_static (BYTES ("a\0\x3d\xd8"));
  g_autofree char *first = rt_charset_to_utf8 (rt_encoding_find ("gbk"), gbk, TRUE, NULL);
  g_autofree char *second
      = rt_charset_to_utf8 (rt_encoding_find ("utf-16le"), wide, TRUE, NULL);

  g_assert_cmpstr (first, ==, "你");
  g_assert_cmpstr (second, ==, "a");
}

static void
test_binary (void)
{
  static const struct
  {
    const char *label;
    const char *data;
    gsize length;
    gboolean binary;
  } rows[] = {
    { "utf-8", BYTES (""), FALSE },
    { "utf-8", BYTES ("a\tb\r\n\f"), FALSE },
    { "utf-8", BYTES ("\x1b[31mred\x1b[0m"), FALSE },
    { "utf-8", BYTES ("text\0"), TRUE },
    { "utf-16le", BYTES ("t\0e\0"), FALSE },
    { "windows-1252", BYTES ("\x89PNG\r\n\x1a\n\x01\x02"), TRUE },
    { "utf-8", BYTES ("123456789\x01"), FALSE },
    { "utf-8", BYTES ("12345678\x01"), TRUE },
  };
  g_autofree guint8 *late = g_malloc (5000);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) row = g_bytes_new (rows[i].data, rows[i].length);

      g_test_message ("%u", i);
      g_assert_cmpint (rt_charset_looks_binary (rt_encoding_find (rows[i].label), row),
                       ==, rows[i].binary);
    }
  memset (late, 'a', 5000);
  late[4096] = '\0';
  bytes = g_bytes_new (late, 5000);
  g_assert_false (rt_charset_looks_binary (rt_encoding_find ("utf-8"), bytes));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/charset/detect/first-rule-wins", test_detect);
  g_test_add_func ("/charset/detect/chosen-wins-over-all", test_chosen);
  g_test_add_func ("/charset/cut", test_cut);
  g_test_add_func ("/charset/labels", test_labels);
  g_test_add_func ("/charset/every-encoding", test_every_encoding);
  g_test_add_func ("/charset/meta/table", test_metas);
  g_test_add_func ("/charset/meta/past-1024-bytes", test_meta_too_late);
  g_test_add_func ("/charset/text/table", test_texts);
  g_test_add_func ("/charset/text/cut", test_cut_texts);
  g_test_add_func ("/charset/looks-binary", test_binary);

  return g_test_run ();
}
