/* Tests of RtFormData: what forms send, and what no form sends. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-form-data.h"

#include <string.h>

#define MULTIPART "multipart/form-data; boundary=b"
#define HEAD "Content-Disposition: form-data; name=\"a\"\r\n"

/* As [name|value], with file name and type after it. */
static char *
describe (const RtFormData *form)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < form->fields->len; i++)
    {
      const RtFormField *field = g_ptr_array_index (form->fields, i);
      gsize n_name;
      const char *name = g_bytes_get_data (field->name, &n_name);
      gsize n_value;
      const char *value = g_bytes_get_data (field->value, &n_value);

      g_string_append_printf (text, "[%.*s|%.*s", (int)n_name, name, (int)n_value, value);
      if (field->file_name != NULL)
        g_string_append_printf (text, "|%s", field->file_name);
      if (field->type != NULL)
        g_string_append_printf (text, "|%s", field->type);
      g_string_append_c (text, ']');
    }
  return g_string_free (text, FALSE);
}

static RtFormData *
read_form (const char *type, const char *body)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  return rt_form_data_read (type, bytes);
}

typedef struct
{
  const char *body;
  const char *expected;
} Case;

static void
check (const char *type, const Case *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autoptr (RtFormData) form = read_form (type, cases[i].body);
      g_autofree char *text = describe (form);

      g_test_message ("%s", cases[i].body);
      g_assert_cmpstr (text, ==, cases[i].expected);
      g_assert_cmpstr (form->flaw, ==, NULL);
    }
}

static void
test_urlencoded (void)
{
  static const Case cases[] = {
    { "", "" },
    { "a=1&b=2&a=3", "[a|1][b|2][a|3]" },
    { "a", "[a|]" },
    { "=", "[|]" },
    { "&&a=1&", "[a|1]" },
    { "a+b=%2B+%26%3d=", "[a b|+ &==]" },
    { "a=%zz%4", "[a|%zz%4]" },
    { "a=%C3%A9%ff", "[a|\xc3\xa9\xff]" },
    { "a=1;b=2", "[a|1;b=2]" },
  };
  g_autoptr (RtFormData) query = rt_form_data_read_query ("a=%20&b");
  g_autoptr (RtFormData) none = rt_form_data_read_query (NULL);
  g_autofree char *text = describe (query);

  check ("Application/X-WWW-Form-Urlencoded; charset=utf-8", cases, G_N_ELEMENTS (cases));
  g_assert_cmpstr (text, ==, "[a| ][b|]");
  g_assert_cmpuint (none->fields->len, ==, 0);
}

static void
test_multipart (void)
{
  static const Case cases[] = {
    { "--b--\r\n", "" },
    { "--b--", "" },
    { "--b\r\n" HEAD "\r\n1\r\n--b--\r\n", "[a|1]" },
    { "--b\r\n" HEAD "\r\n\r\n--b--\r\n", "[a|]" },
    { "--b\r\n" HEAD "\r\n\r\n\r\n--b--\r\n", "[a|\r\n]" },
    { "--b\r\n" HEAD "\r\n-\r\n--\r\n--B\r\n--b--\r\n", "[a|-\r\n--\r\n--B]" },
    { "--b\r\n" HEAD "\r\n1\r\n--b\r\n" HEAD "\r\n2\r\n--b--\r\n", "[a|1][a|2]" },
    { "--b\r\ncontent-type:  text/x\r\nX-Other: 1\r\nCONTENT-DISPOSITION:form-data; "
      "FileName=\"a;%22\\\"; NAME=n\r\n\r\n1\r\n--b--\r\n",
      "[n|1|a;%22\\|text/x]" },
    { "--b\r\nContent-Disposition: form-data; name=\"\"; filename=\"\"\r\nContent-Type: "
      "application/octet-stream\r\n\r\n\r\n--b--\r\n",
      "[|||application/octet-stream]" },
    { "--b\r\nContent-Transfer-Encoding: binary\r\n" HEAD "\r\n1\r\n--b--\r\n", "[a|1]" },
  };

  check (MULTIPART, cases, G_N_ELEMENTS (cases));
  check ("multipart/form-data;  charset=x ; BOUNDARY=\"b\"", cases, G_N_ELEMENTS (cases));
}

static void
test_multipart_is_strict (void)
{
  static const char *const bodies[] = {
    "",
    "--b",
    "--b\r\n",
    "\r\n--b--\r\n",
    "preamble\r\n--b--\r\n",
    "--b--\r\nepilogue",
    "--b--\n",
    "--b \r\n" HEAD "\r\n1\r\n--b--\r\n",
    "--b\n" HEAD "\r\n1\r\n--b--\r\n",
    "--b\r\n" HEAD "\r\n1\r\n--b\r\n",
    "--b\r\n" HEAD "\r\n1\r\n",
    "--b\r\n" HEAD "\r\n1--b--\r\n",
    "--b\r\n" HEAD "1\r\n--b--\r\n",
    "--b\r\n\r\n1\r\n--b--\r\n",
    "--b\r\n" HEAD HEAD "\r\n1\r\n--b--\r\n",
    "--b\r\nContent-Type: a\r\nContent-Type: b\r\n" HEAD "\r\n1\r\n--b--\r\n",
    "--b\r\nContent-Type: text/plain\r\n\r\n1\r\n--b--\r\n",
    "--b\r\nContent-Transfer-Encoding: base64\r\n" HEAD "\r\nMQ==\r\n--b--\r\n",
    "--b\r\n folded\r\n" HEAD "\r\n1\r\n--b--\r\n",
    "--b\r\nX : 1\r\n" HEAD "\r\n1\r\n--b--\r\n",
    "--b\r\nX: 1\n" HEAD "\r\n1\r\n--b--\r\n",
    "--b\r\nContent-Disposition: attachment; name=a\r\n\r\n1\r\n--b--\r\n",
    "--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--\r\n",
    "--b\r\nContent-Disposition: form-data; filename=a\r\n\r\n1\r\n--b--\r\n",
    "--b\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n--b--\r\n",
    "--b\r\nContent-Disposition: form-data; name=a; name=b\r\n\r\n1\r\n--b--\r\n",
    "--b\r\nContent-Disposition: form-data; name=a b\r\n\r\n1\r\n--b--\r\n",
    "--b\r\nContent-Disposition: form-data; name=\"a\"b\r\n\r\n1\r\n--b--\r\n",
    "--b\r\nContent-Disposition: form-data; name=a; filename*=utf-8''x\r\n\r\n1\r\n--b--",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (RtFormData) form = read_form (MULTIPART, bodies[i]);

      g_test_message ("%s", bodies[i]);
      g_assert_nonnull (form->flaw);
      g_assert_cmpuint (form->fields->len, <=, 1);
    }
}

static void
test_boundary (void)
{
  static const char *const types[] = {
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=\"\"",
    "multipart/form-data; boundary=\"b ",
    "multipart/form-data; boundary=\"b \"",
    "multipart/form-data; boundary=\"b\\\"",
    "multipart/form-data; boundary=b; boundary=c",
    "multipart/form-data; boundary=\xc3\xa9",
    "multipart/form-data; boundary="
    "01234567890123456789012345678901234567890123456789012345678901234567890",
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (RtFormData) form = read_form (types[i], "--b--\r\n");

      g_test_message ("%s", types[i]);
      g_assert_cmpstr (form->flaw, ==, "the type names no boundary");
    }
}

static void
test_plain (void)
{
  static const Case cases[] = {
    { "", "" },
    { "a=1\r\nb= 2=3\r\n=\r\n", "[a|1][b| 2=3][|]" },
    { "a=1\nb=2\r\n", "[a|1\nb=2]" },
  };
  g_autoptr (RtFormData) open = read_form ("text/plain", "a=1\r\nb=2");
  g_autoptr (RtFormData) broken = read_form ("text/plain", "a=1\r\nsecond line\r\n");

  check ("text/plain", cases, G_N_ELEMENTS (cases));
  g_assert_nonnull (open->flaw);
  g_assert_nonnull (broken->flaw);
  g_assert_cmpuint (broken->fields->len, ==, 1);
}

static void
test_nul_is_kept (void)
{
  static const char urlencoded[] = "a\0b=%00";
  static const char multipart[] = "--b\r\n" HEAD "\r\n\0\r\n--b--\r\n";
  static const char bad[] = "--b\r\nX: \0\r\n" HEAD "\r\n1\r\n--b--\r\n";
  g_autoptr (GBytes) one = g_bytes_new_static (urlencoded, sizeof urlencoded - 1);
  g_autoptr (GBytes) two = g_bytes_new_static (multipart, sizeof multipart - 1);
  g_autoptr (GBytes) three = g_bytes_new_static (bad, sizeof bad - 1);
  g_autoptr (RtFormData) first
      = rt_form_data_read ("application/x-www-form-urlencoded", one);
  g_autoptr (RtFormData) second = rt_form_data_read (MULTIPART, two);
  g_autoptr (RtFormData) third = rt_form_data_read (MULTIPART, three);
  RtFormField *field = g_ptr_array_index (first->fields, 0);

  g_assert_cmpmem (g_bytes_get_data (field->name, NULL), g_bytes_get_size (field->name),
                   "a\0b", 3);
  g_assert_cmpmem (g_bytes_get_data (field->value, NULL), g_bytes_get_size (field->value),
                   "", 1);
  g_assert_null (rt_form_data_dup_text (first, "a"));
  field = g_ptr_array_index (second->fields, 0);
  g_assert_cmpuint (g_bytes_get_size (field->value), ==, 1);
  g_assert_null (rt_form_data_dup_text (second, "a"));
  g_assert_nonnull (third->flaw);
}

static void
test_is_bounded (void)
{
  static const char *const types[]
      = { "application/x-www-form-urlencoded", "text/plain", MULTIPART };
  static const char *const each[] = { "a=1&", "a=1\r\n", "\r\n--b\r\n" HEAD "\r\n1" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GString) body = g_string_new (NULL);
      g_autoptr (RtFormData) form = NULL;

      for (guint j = 0; j <= RT_FORM_FIELDS_MAX; j++)
        g_string_append (body, each[i]);
      if (i == 2)
        g_string_append (body, "\r\n--b--");
      form = read_form (types[i], body->str + (i == 2 ? 2 : 0));
      g_assert_cmpuint (form->fields->len, ==, RT_FORM_FIELDS_MAX);
      g_assert_cmpstr (form->flaw, ==, "there are too many fields");
    }
}

static void
test_other_types (void)
{
  g_autoptr (RtFormData) none = rt_form_data_read (NULL, NULL);
  g_autoptr (RtFormData) json = read_form ("application/json", "{}");
  g_autoptr (RtFormData) form
      = read_form ("application/x-www-form-urlencoded", "a=1&b=%ff&a=2&c");
  g_autofree char *first = rt_form_data_dup_text (form, "a");
  g_autofree char *empty = rt_form_data_dup_text (form, "c");
  g_autoptr (RtFormData) parts
      = read_form (MULTIPART, "--b\r\n" HEAD "\r\n\r\n--b--\r\n");
  g_autofree char *part = rt_form_data_dup_text (parts, "a");

  g_assert_null (none->flaw);
  g_assert_nonnull (json->flaw);
  g_assert_cmpstr (first, ==, "1");
  g_assert_cmpstr (empty, ==, "");
  g_assert_cmpstr (part, ==, "");
  g_assert_null (rt_form_data_dup_text (form, "b"));
  g_assert_null (rt_form_data_dup_text (form, "d"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/form-data/urlencoded", test_urlencoded);
  g_test_add_func ("/form-data/multipart", test_multipart);
  g_test_add_func ("/form-data/multipart-is-strict", test_multipart_is_strict);
  g_test_add_func ("/form-data/boundary-must-be-one", test_boundary);
  g_test_add_func ("/form-data/plain-text", test_plain);
  g_test_add_func ("/form-data/nul-is-kept", test_nul_is_kept);
  g_test_add_func ("/form-data/is-bounded", test_is_bounded);
  g_test_add_func ("/form-data/other-types", test_other_types);
  return g_test_run ();
}
