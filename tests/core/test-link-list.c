/* Tests of RtLinkList: the addresses that files hold. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/check/rt-link-list.h"

#include "core/http/rt-uri.h"
#include "core/wire/rt-error.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *file; /* what it is called */
  const char *base; /* nullable */
  const char *text;
  RtLinkKind kind;
  const char *addresses; /* one a line */
  guint n_left_out;
} Row;

static const Row rows[] = {
  { "lines", "list.txt", NULL,
    "http://a.example/\r\n\r\n# a remark\n  example.org/b#part \nlocalhost:8080/c\n",
    RT_LINKS_TEXT, "http://a.example/\nhttps://example.org/b\nhttp://localhost:8080/c\n",
    0 },
  { "text", NULL, NULL,
    "See http://a.example/x_(y), and (https://b.example/z). Or <http://c.example/>!\n",
    RT_LINKS_TEXT, "http://a.example/x_(y)\nhttps://b.example/z\nhttp://c.example/\n",
    0 },
  { "about-sitemaps", "about.md", NULL,
    "A sitemap begins with <urlset>: http://a.example/\n", RT_LINKS_MARKDOWN,
    "http://a.example/\n", 0 },
  { "userinfo", "list.txt", NULL, "https://me:secret@a.example/p\n", RT_LINKS_TEXT,
    "https://a.example/p\n", 0 },
  { "csv-title", "l.csv", NULL,
    "name,URL,note\r\n\"A, "
    "Inc\",https://a.example/,\"two\nlines\"\r\nB,b.example,\r\nC,,\r\n",
    RT_LINKS_CSV, "https://a.example/\nhttps://b.example/\n", 0 },
  { "csv-guess", "l.csv", NULL, "1;x;http://a.example/1\n2;y;http://a.example/2\n",
    RT_LINKS_CSV, "http://a.example/1\nhttp://a.example/2\n", 0 },
  { "csv-quotes", "l.csv", NULL, "url\n\"http://a.example/?q=\"\"x\"\"\"\n", RT_LINKS_CSV,
    "http://a.example/?q=%22x%22\n", 0 },
  { "markdown", "l.md", "https://base.example/dir/",
    "[a](http://a.example/ \"title\") [b](<b c>) ![i](/i.png)\n[r]: http://r.example/\n"
    "http://bare.example/x. [f](#part) [w](http://w.example/x_(y))",
    RT_LINKS_MARKDOWN,
    "http://a.example/\nhttps://base.example/dir/b%20c\nhttps://base.example/i.png\n"
    "http://r.example/\nhttp://bare.example/x\nhttp://w.example/x_(y)\n",
    0 },
  { "html", "p.html", "https://base.example/dir/page",
    "<!DOCTYPE html><a href=../x>x</a><a href='#y'>y</a><a href='mailto:z@example.org'>z"
    "</a><img src=//cdn.example/i.png><link rel=preconnect href=https://no.example>"
    "<script src='/s.js?a=1&amp;b=2'></script>",
    RT_LINKS_HTML,
    "https://base.example/x\nhttps://cdn.example/i.png\n"
    "https://base.example/s.js?a=1&b=2\n",
    1 },
  { "html-base", "p.html", NULL,
    "<base href=https://b.example/d/><a href=x>x</a><base href=https://other.example/>",
    RT_LINKS_HTML, "https://b.example/d/x\n", 0 },
  { "html-relative-to-nothing", "p.html", NULL,
    "<a href=x>x</a><a href=http://y.example>", RT_LINKS_HTML, "http://y.example/\n", 1 },
  { "bookmarks", "bookmarks", NULL,
    "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p><DT><A HREF=\"https://a.example/\" "
    "ADD_DATE=\"1\">A</A><DT><A HREF=\"place:x\">p</A></DL>",
    RT_LINKS_HTML, "https://a.example/\n", 1 },
  { "sitemap", "sitemap.xml", NULL,
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><urlset xmlns=\"http://www.sitemaps.org/"
    "schemas/sitemap/0.9\" "
    "xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\">"
    "<url><loc> https://a.example/?x=1&amp;y=2 "
    "</loc><image:image><image:loc>https://i.exa"
    "mple/</image:loc></image:image></url><url><loc><![CDATA[https://b.example/]]></loc>"
    "</url></urlset>",
    RT_LINKS_SITEMAP, "https://a.example/?x=1&y=2\nhttps://b.example/\n", 0 },
  { "nothing", "list.txt", NULL, "", RT_LINKS_TEXT, "", 0 },
};

static RtLinkList *
read_text (const char *text, const char *name, const char *base)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GUri) uri = base != NULL ? rt_uri_parse (base, NULL, NULL, NULL) : NULL;
  g_autoptr (GError) error = NULL;
  RtLinkList *list = rt_link_list_read (bytes, name, NULL, uri, NULL, &error);

  g_assert_no_error (error);
  return list;
}

static char *
join (const RtLinkList *list)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < list->entries->len; i++)
    {
      const RtCheckEntry *entry = list->entries->pdata[i];

      g_assert_false (entry->is_bad);
      g_string_append_printf (text, "%s\n", entry->address);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (RtLinkList) list = read_text (row->text, row->file, row->base);
  g_autofree char *addresses = join (list);

  g_assert_cmpstr (addresses, ==, row->addresses);
  g_assert_cmpint (list->kind, ==, row->kind);
  g_assert_cmpuint (list->n_left_out, ==, row->n_left_out);
}

static void
test_sitemap_index (void)
{
  g_autoptr (RtLinkList) list = read_text (
      "<sitemapindex><sitemap><loc>https://a.example/1.xml.gz</loc></sitemap>"
      "<sitemap><loc>https://a.example/2.xml</loc></sitemap></sitemapindex>",
      "sitemap.xml", NULL);

  g_assert_cmpuint (list->entries->len, ==, 0);
  g_assert_cmpuint (list->sitemaps->len, ==, 2);
  g_assert_cmpstr (list->sitemaps->pdata[0], ==, "https://a.example/1.xml.gz");
}

static void
test_gzip (void)
{
  static const char text[] = "<urlset><url><loc>http://a.example/</loc></url></urlset>";
  g_autoptr (GConverter) packer
      = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) packed = NULL;
  g_autoptr (RtLinkList) list = NULL;
  guint8 buffer[512];
  gsize n_read, n_written;

  g_assert_cmpint (g_converter_convert (packer, text, strlen (text), buffer,
                                        sizeof buffer, G_CONVERTER_INPUT_AT_END, &n_read,
                                        &n_written, &error),
                   ==, G_CONVERTER_FINISHED);
  packed = g_bytes_new (buffer, n_written);
  list = rt_link_list_read (packed, "sitemap.xml.gz", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->entries->len, ==, 1);
}

static void
test_bad_sitemap (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("<urlset><url>", 13);
  g_autoptr (GError) error = NULL;

  g_assert_null (rt_link_list_read (bytes, "sitemap.xml", NULL, NULL, NULL, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_FILE);
}

static void
assert_lines (const char *data, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, length);
  g_autoptr (RtLinkList) list
      = rt_link_list_read (bytes, "l.txt", NULL, NULL, NULL, NULL);

  g_assert_cmpuint (list->entries->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const RtCheckEntry *entry = list->entries->pdata[i];

      g_assert_cmpstr (entry->address, ==, i == 0 ? "http://a/" : "http://b/");
    }
}

/* Nothing is lost behind a NUL, and UTF-16 may come without its mark. */
static void
test_nul (void)
{
  static const char nul[] = "http://a/\0http://b/";
  static const char little[]
      = "h\0t\0t\0p\0:\0/\0/\0a\0/\0\n\0h\0t\0t\0p\0:\0/\0/\0b\0/\0\n";
  static const char big[] = "\0h\0t\0t\0p\0:\0/\0/\0a\0/\0\n\0h\0t\0t\0p\0:\0/\0/\0b\0/";

  assert_lines (nul, sizeof nul - 1);
  assert_lines (little, sizeof little);
  assert_lines (big, sizeof big - 1);
}

static void
test_cut_gzip (void)
{
  static const guint8 data[] = { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, sizeof data);
  g_autoptr (GError) error = NULL;

  g_assert_null (rt_link_list_read (bytes, "l.txt.gz", NULL, NULL, NULL, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_FILE);
}

static void
test_secret (void)
{
  g_autoptr (RtCheckEntry) entry = rt_check_entry_new ("https://me:secret@a.example/p");
  g_autoptr (RtCheckEntry) bad = rt_check_entry_new ("ftp://me:secret@a.example/p");

  g_assert_cmpstr (entry->address, ==, "https://a.example/p");
  g_assert_cmpstr (entry->authorization, ==, "Basic bWU6c2VjcmV0");
  g_assert_true (bad->is_bad);
  g_assert_null (strstr (bad->address, "secret"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/link-list/%s", rows[i].name);
      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/link-list/sitemap-index", test_sitemap_index);
  g_test_add_func ("/link-list/gzip", test_gzip);
  g_test_add_func ("/link-list/bad-sitemap", test_bad_sitemap);
  g_test_add_func ("/link-list/nul", test_nul);
  g_test_add_func ("/link-list/cut-gzip", test_cut_gzip);
  g_test_add_func ("/link-list/secret", test_secret);
  return g_test_run ();
}
