/* What the parts of a text are, in each syntax. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-syntax.h"

#include <string.h>

/* Below each character of the text: what it is. */
typedef struct
{
  const char *name;
  RtSyntax syntax;
  const char *text;
  const char *tokens;
} Example;

/* . text, c comment, s string, 0 number, k keyword, n name, a attribute, e entity,
 * + added, - removed */
static const char letters[RT_N_TOKENS + 1] = ".cs0knae+-";

static const Example examples[] = {
  { "plain", RT_SYNTAX_NONE, "<a> \"b\" 1", //
    "........." },
  { "json/kinds", RT_SYNTAX_JSON, "{\"a\": [1, -2.5e+3, true, null, \"b\"], \"c\":\"d\"}",
    ".nnn...0..0000000..kkkk..kkkk..sss...nnn.sss." },
  { "json/members-of-members", RT_SYNTAX_JSON, "[{\"a\":{\"b\":\"c\"},\"d\":0},\"e\"]",
    "..nnn..nnn.sss..nnn.0..sss." },
  { "json/escapes", RT_SYNTAX_JSON, "[\"a\\\"b\\\\\",1]", ".ssssssss.0." },
  { "json/open-string-ends-with-its-line", RT_SYNTAX_JSON, "[\"a\n1]", ".sss0." },
  { "json/word-that-is-none", RT_SYNTAX_JSON, "[nul, falsehood]", "................" },
  { "xml/kinds", RT_SYNTAX_XML, "<?xml v?><n:a b=\"c>\" d='e'>&#38;f</n:a>",
    "kkkkkkkkknnnn.a.ssss.a.sssneeeee.nnnnnn" },
  { "xml/comment", RT_SYNTAX_XML, "a<!-- <b> -- -->c", ".ccccccccccccccc." },
  { "xml/cdata", RT_SYNTAX_XML, "<![CDATA[<a>]]><b/>", "kkkkkkkkkssssssnnnn" },
  { "xml/script-is-nothing-special", RT_SYNTAX_XML, "<script>'<a>", "nnnnnnnn.nnn" },
  { "xml/entity-without-end", RT_SYNTAX_XML, "&a &b;", "...eee" },
  { "xml/less-than-alone", RT_SYNTAX_XML, "a < b <", "......." },
  { "html/value-without-quotes", RT_SYNTAX_HTML, "<a href=/b/c d>e", "nn.aaaa.ssss.an." },
  { "html/script", RT_SYNTAX_HTML, "<script>var a = '</b>'; //x\n</script>a",
    "nnnnnnnnkkk.....ssssss..ccccnnnnnnnnn." },
  { "html/script-ends-in-a-string", RT_SYNTAX_HTML, "<script>'a</SCRIPT><b>",
    "nnnnnnnnssnnnnnnnnnnnn" },
  { "html/style", RT_SYNTAX_HTML, "<style>a{b:1px}</style>", "nnnnnnnn.a.000.nnnnnnnn" },
  { "css/kinds", RT_SYNTAX_CSS, "@media x{}a b{c-d:#f00 1.5em \"x\";e:f}/* g */",
    "kkkkkk.n..n.n.aaa.0000.00000.sss.a...ccccccc" },
  { "script/kinds", RT_SYNTAX_SCRIPT, "let a=1_0+b;/*c\n*/if(d)`e\nf`//g\nreturn",
    "kkk...000...cccccckk...ssssscccckkkkkk" },
  { "script/keyword-in-a-name", RT_SYNTAX_SCRIPT, "iffy _if", "........" },
  { "script/open-string-ends-with-its-line", RT_SYNTAX_SCRIPT, "'a\nif", "ssskk" },
  { "diff/lines", RT_SYNTAX_DIFF, "@@ 1 @@\n-a\n+b\n c", "kkkkkkkk---+++.." },
};

static char *
scan (const Example *example, gsize step)
{
  RtScanner scanner = { .syntax = example->syntax };
  const char *at = example->text;
  const char *end = at + strlen (at);
  GString *tokens = g_string_new (NULL);

  while (at < end)
    {
      const char *start = at;
      const char *piece = MIN (start + step, end);
      RtToken token = rt_scanner_next (&scanner, &at, piece);

      g_assert_true (at > start && at <= piece);
      for (; start < at; start++)
        g_string_append_c (tokens, letters[token]);
    }
  return g_string_free (tokens, FALSE);
}

static void
test_example (gconstpointer data)
{
  const Example *example = data;
  g_autofree char *tokens = scan (example, strlen (example->text));

  g_test_message ("%s", example->text);
  g_assert_cmpstr (tokens, ==, example->tokens);
}

/* A long string, comment or the like comes in pieces and stays what it is. */
static void
test_goes_on (void)
{
  static const Example cut[] = {
    { "string", RT_SYNTAX_JSON, "[\"abcdefghijkl\"]", ".ssssssssssssss." },
    { "comment", RT_SYNTAX_SCRIPT, "//abcdefghijkl\n", "ccccccccccccccc" },
    { "line", RT_SYNTAX_DIFF, "+abcdefghijkl\n-", "++++++++++++++-" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cut); i++)
    {
      g_autofree char *tokens = scan (&cut[i], 4);

      g_assert_cmpstr (tokens, ==, cut[i].tokens);
    }
}

static void
test_find (void)
{
  g_assert_cmpint (rt_syntax_find ("Application/LD+JSON; charset=x"), ==, RT_SYNTAX_JSON);
  g_assert_cmpint (rt_syntax_find ("application/json"), ==, RT_SYNTAX_JSON);
  g_assert_cmpint (rt_syntax_find ("text/html"), ==, RT_SYNTAX_HTML);
  g_assert_cmpint (rt_syntax_find ("application/xhtml+xml"), ==, RT_SYNTAX_HTML);
  g_assert_cmpint (rt_syntax_find ("image/svg+xml"), ==, RT_SYNTAX_XML);
  g_assert_cmpint (rt_syntax_find ("text/css"), ==, RT_SYNTAX_CSS);
  g_assert_cmpint (rt_syntax_find ("application/javascript"), ==, RT_SYNTAX_SCRIPT);
  g_assert_cmpint (rt_syntax_find ("text/plain"), ==, RT_SYNTAX_NONE);
  g_assert_cmpint (rt_syntax_find (""), ==, RT_SYNTAX_NONE);
  g_assert_cmpint (rt_syntax_find (NULL), ==, RT_SYNTAX_NONE);
}

/* The list is searched by halving. */
static void
test_keywords (void)
{
  static const char *const words[]
      = { "async",  "break", "default",    "delete",    "for",  "from", "function",
          "import", "in",    "instanceof", "let",       "null", "of",   "this",
          "throw",  "true",  "try",        "undefined", "var",  "with", "yield" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      RtScanner scanner = { .syntax = RT_SYNTAX_SCRIPT };
      const char *at = words[i];

      g_assert_cmpint (rt_scanner_next (&scanner, &at, at + strlen (at)), ==,
                       RT_TOKEN_KEYWORD);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *path = g_strconcat ("/syntax/", examples[i].name, NULL);

      g_test_add_data_func (path, &examples[i], test_example);
    }
  g_test_add_func ("/syntax/goes-on-in-the-next-piece", test_goes_on);
  g_test_add_func ("/syntax/find", test_find);
  g_test_add_func ("/syntax/script/keywords", test_keywords);
  return g_test_run ();
}
