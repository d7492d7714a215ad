/* Tests of RtPretty: nothing but white space changes, and the end is told truly. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-pretty.h"
#include "tests/lib/rt-test-wait.h"

#include <string.h>

typedef struct
{
  const char *in;
  const char *out;
  RtPrettyEnd end;
  gssize offset; /* -1: all of it */
} Case;

static void
check (RtPrettyKind kind, const Case *row)
{
  /* A copy without NUL at its end: reading past it is seen by the sanitizer. */
  gsize length = strlen (row->in);
  g_autofree char *copy = g_memdup2 (row->in, length);
  g_autoptr (RtPretty) pretty = rt_pretty_new (kind, copy, length);

  g_test_message ("%s", row->in);
  g_assert_cmpstr (pretty->text, ==, row->out);
  g_assert_cmpuint (pretty->length, ==, strlen (row->out));
  g_assert_cmpint (pretty->end, ==, row->end);
  g_assert_cmpint (pretty->offset, ==, row->offset < 0 ? (gssize)length : row->offset);
}

static const Case json[] = {
  { "", "", RT_PRETTY_WHOLE, -1 },
  { " \n", "", RT_PRETTY_WHOLE, -1 },
  { "{}", "{}", RT_PRETTY_WHOLE, -1 },
  { "[ ]", "[]", RT_PRETTY_WHOLE, -1 },
  { "{\"a\":1,\"b\":[true,null]}",
    "{\n  \"a\": 1,\n  \"b\": [\n    true,\n    null\n  ]\n}", RT_PRETTY_WHOLE, -1 },
  { "{\"a\":1,\"a\":2}", "{\n  \"a\": 1,\n  \"a\": 2\n}", RT_PRETTY_WHOLE, -1 },
  { "[1.0,1e2,-0,12345678901234567890]",
    "[\n  1.0,\n  1e2,\n  -0,\n  12345678901234567890\n]", RT_PRETTY_WHOLE, -1 },
  { "\"\\u00e4\\\"\\\\\"", "\"\\u00e4\\\"\\\\\"", RT_PRETTY_WHOLE, -1 },
  { "{\"a\":1}\n{\"a\":2}\n", "{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}", RT_PRETTY_WHOLE, -1 },
  /* cut */
  { "[1,2", "[\n  1,\n  2", RT_PRETTY_CUT, -1 },
  { "[", "[\n  ", RT_PRETTY_CUT, -1 },
  { "{\"a", "{\n  \"a", RT_PRETTY_CUT, -1 },
  { "{\"a\\", "{\n  \"a\\", RT_PRETTY_CUT, -1 },
  { "\"\\u00", "\"\\u00", RT_PRETTY_CUT, -1 },
  { "\"\\\\", "\"\\\\", RT_PRETTY_CUT, -1 },
  { "{\"a\"", "{\n  \"a\"", RT_PRETTY_CUT, -1 },
  { "{\"a\":", "{\n  \"a\": ", RT_PRETTY_CUT, -1 },
  { "fal", "fal", RT_PRETTY_CUT, -1 },
  { "-", "-", RT_PRETTY_CUT, -1 },
  { "1.", "1.", RT_PRETTY_CUT, -1 },
  { "1e+", "1e+", RT_PRETTY_CUT, -1 },
  /* broken */
  { "[1,]", "[\n  1,\n  \n]", RT_PRETTY_BROKEN, 3 },
  { "{\"a\":1,}", "{\n  \"a\": 1,\n  \n}", RT_PRETTY_BROKEN, 7 },
  { "{'a':1}", "{\n  \n'a':1}", RT_PRETTY_BROKEN, 1 },
  { "{a:1}", "{\n  \na:1}", RT_PRETTY_BROKEN, 1 },
  { "[1}", "[\n  1\n}", RT_PRETTY_BROKEN, 2 },
  { "[01]", "[\n  \n01]", RT_PRETTY_BROKEN, 1 },
  { "[.5]", "[\n  \n.5]", RT_PRETTY_BROKEN, 1 },
  { "[1.]", "[\n  \n1.]", RT_PRETTY_BROKEN, 1 },
  { "[+1]", "[\n  \n+1]", RT_PRETTY_BROKEN, 1 },
  { "[NaN]", "[\n  \nNaN]", RT_PRETTY_BROKEN, 1 },
  { "[\"\\x\"]", "[\n  \n\"\\x\"]", RT_PRETTY_BROKEN, 1 },
  { "[\"a\nb\"]", "[\n  \n\"a\nb\"]", RT_PRETTY_BROKEN, 1 },
  { ")]}'\n{}", ")]}'\n{}", RT_PRETTY_BROKEN, 0 },
  { "]", "]", RT_PRETTY_BROKEN, 0 },
  { "<html>", "<html>", RT_PRETTY_BROKEN, 0 },
};

static void
test_json (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (json); i++)
    check (RT_PRETTY_JSON, &json[i]);
}

static const Case xml[] = {
  { "<a/>", "<a/>", RT_PRETTY_WHOLE, -1 },
  { "<a><b>x</b><c/></a>", "<a>\n  <b>x</b>\n  <c/>\n</a>", RT_PRETTY_WHOLE, -1 },
  { "<?xml version='1.0' encoding='latin1'?><a></a>\n",
    "<?xml version='1.0' encoding='latin1'?>\n<a></a>", RT_PRETTY_WHOLE, -1 },
  { "<a>\n\n   <b/>\n</a>", "<a>\n  <b/>\n</a>", RT_PRETTY_WHOLE, -1 },
  { "<p>One <b>two</b> <i>three</i></p>", "<p>One <b>two</b> <i>three</i></p>",
    RT_PRETTY_WHOLE, -1 },
  { "<a xml:space=\"preserve\"> <b/> </a>", "<a xml:space=\"preserve\"> <b/> </a>",
    RT_PRETTY_WHOLE, -1 },
  { "<a><![CDATA[<b>]]></a>", "<a><![CDATA[<b>]]></a>", RT_PRETTY_WHOLE, -1 },
  { "<a b='>' c=\"/>\"><!-- <x> --><d/></a>",
    "<a b='>' c=\"/>\">\n  <!-- <x> -->\n  <d/>\n</a>", RT_PRETTY_WHOLE, -1 },
  { "<!DOCTYPE a [<!ENTITY x \"]>\"><!-- don't -->]><a>&x;</a>",
    "<!DOCTYPE a [<!ENTITY x \"]>\"><!-- don't -->]>\n<a>&x;</a>", RT_PRETTY_WHOLE, -1 },
  { "<a:b ><c></c></a:b >", "<a:b >\n  <c></c>\n</a:b >", RT_PRETTY_WHOLE, -1 },
  /* cut */
  { "", "", RT_PRETTY_CUT, -1 },
  { "<a><b/>", "<a>\n  <b/>", RT_PRETTY_CUT, -1 },
  { "<a><b/><c d='", "<a>\n  <b/>\n<c d='", RT_PRETTY_CUT, 7 },
  { "<a>text", "<a>text", RT_PRETTY_CUT, -1 },
  { "<a><b>text <i>x</i> more", "<a>\n  <b>text <i>x</i> more", RT_PRETTY_CUT, -1 },
  { "<a><", "<a>\n<", RT_PRETTY_CUT, 3 },
  { "<a><!-- x", "<a>\n<!-- x", RT_PRETTY_CUT, 3 },
  { "<a></a", "<a>\n</a", RT_PRETTY_CUT, 3 },
  { "<a></", "<a>\n</", RT_PRETTY_CUT, 3 },
  { "<!--", "<!--", RT_PRETTY_CUT, 0 },
  /* broken */
  { "<a><b></a></b>", "<a>\n  <b>\n</a></b>", RT_PRETTY_BROKEN, 6 },
  { "<a></ab>", "<a>\n</ab>", RT_PRETTY_BROKEN, 3 },
  { "<ab></a>", "<ab>\n</a>", RT_PRETTY_BROKEN, 4 },
  { "<a/><b/>", "<a/>\n<b/>", RT_PRETTY_BROKEN, 4 },
  { "<a/>text", "<a/>\ntext", RT_PRETTY_BROKEN, 4 },
  { "<a>1 < 2</a>", "<a>1 \n< 2</a>", RT_PRETTY_BROKEN, 5 },
  { "not xml", "not xml", RT_PRETTY_BROKEN, 0 },
  { "</a>", "</a>", RT_PRETTY_BROKEN, 0 },
};

static void
test_xml (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (xml); i++)
    check (RT_PRETTY_XML, &xml[i]);
}

static void
test_none (void)
{
  static const Case row = { "{\"a\":1}", "{\"a\":1}", RT_PRETTY_WHOLE, 0 };

  check (RT_PRETTY_NONE, &row);
}

static void
test_depth (void)
{
  g_autoptr (GString) brackets = g_string_new (NULL);
  g_autoptr (GString) tags = g_string_new (NULL);
  g_autoptr (RtPretty) deep_json = NULL;
  g_autoptr (RtPretty) deep_xml = NULL;

  for (guint i = 0; i < 5000; i++)
    {
      g_string_append_c (brackets, '[');
      g_string_append (tags, "<a>");
    }
  deep_json = rt_pretty_new (RT_PRETTY_JSON, brackets->str, brackets->len);
  g_assert_cmpint (deep_json->end, ==, RT_PRETTY_BROKEN);
  g_assert_cmpuint (deep_json->offset, ==, 1000);
  deep_xml = rt_pretty_new (RT_PRETTY_XML, tags->str, tags->len);
  g_assert_cmpint (deep_xml->end, ==, RT_PRETTY_BROKEN);
  g_assert_cmpuint (deep_xml->offset, ==, 3000);
}

/* Little text with much indentation ends at the limit, and is read no further. */
static void
test_limit (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (RtPretty) pretty = NULL;

  for (guint i = 0; i < 900; i++)
    g_string_append_c (text, '[');
  while (text->len < 1024 * 1024)
    g_string_append (text, "1,");
  pretty = rt_pretty_new (RT_PRETTY_JSON, text->str, text->len);
  g_assert_cmpint (pretty->end, ==, RT_PRETTY_FULL);
  g_assert_cmpuint (pretty->length, <=, RT_PRETTY_BYTES + 100);
  g_assert_cmpuint (pretty->offset, <, text->len / 8);
}

static const struct
{
  const char *type;
  const char *text;
  RtPrettyKind kind;
} kinds[] = {
  { "application/json", "<html>", RT_PRETTY_JSON },
  { "application/problem+json; charset=utf-8", "", RT_PRETTY_JSON },
  { "application/x-ndjson", "", RT_PRETTY_JSON },
  { "text/xml", "", RT_PRETTY_XML },
  { "image/svg+xml", "", RT_PRETTY_XML },
  { "application/xhtml+xml", "", RT_PRETTY_XML },
  { "text/html", "<?xml version='1.0'?><html>", RT_PRETTY_NONE },
  { "text/css", "{\"a\":1}", RT_PRETTY_NONE },
  { NULL, " {\"a\":1}", RT_PRETTY_JSON },
  { "text/plain", "[{}]", RT_PRETTY_JSON },
  { "text/plain", "[info] started", RT_PRETTY_NONE },
  { "text/plain", "{ this }", RT_PRETTY_NONE },
  { "text/plain", "[", RT_PRETTY_NONE },
  { "", "\n<?xml version='1.0'?>", RT_PRETTY_XML },
  { NULL, "<html>", RT_PRETTY_NONE },
  { NULL, "", RT_PRETTY_NONE },
};

static void
test_kinds (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_test_message ("%s: %s", kinds[i].type, kinds[i].text);
      g_assert_cmpint (rt_pretty_find_kind (kinds[i].type, kinds[i].text), ==,
                       kinds[i].kind);
    }
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static void
test_async (void)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("[1]", 3);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (RtPretty) pretty = NULL;
  g_autoptr (GError) error = NULL;

  rt_pretty_new_async (RT_PRETTY_JSON, text, NULL, on_done, &first);
  rt_test_wait_until (NULL, first != NULL);
  pretty = rt_pretty_new_finish (first, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pretty->text, ==, "[\n  1\n]");

  g_cancellable_cancel (cancellable);
  rt_pretty_new_async (RT_PRETTY_JSON, text, cancellable, on_done, &second);
  rt_test_wait_until (NULL, second != NULL);
  g_assert_null (rt_pretty_new_finish (second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pretty/json", test_json);
  g_test_add_func ("/pretty/xml", test_xml);
  g_test_add_func ("/pretty/none", test_none);
  g_test_add_func ("/pretty/depth-is-limited", test_depth);
  g_test_add_func ("/pretty/length-is-limited", test_limit);
  g_test_add_func ("/pretty/kinds", test_kinds);
  g_test_add_func ("/pretty/async", test_async);

  return g_test_run ();
}
