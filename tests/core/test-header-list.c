/* Tests of RtHeaderList: order, case and duplicates stay; no value can add a line. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-error.h"
#include "core/wire/rt-header-list.h"

static void
assert_lines (const RtHeaderList *list, const char *expected)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < rt_header_list_get_length (list); i++)
    {
      const RtHeader *header = rt_header_list_get (list, i);
      g_string_append_printf (lines, "%s=%s;", header->name, header->value);
    }
  g_assert_cmpstr (lines->str, ==, expected);
}

static RtHeaderList *
sample (void)
{
  RtHeaderList *list = rt_header_list_new ();

  rt_header_list_append_received (list, "X-zZ", "one");
  rt_header_list_append_received (list, "Accept", "a");
  rt_header_list_append_received (list, "x-Zz", "two");
  return list;
}

static void
test_keeps (void)
{
  g_autoptr (RtHeaderList) list = sample ();

  assert_lines (list, "X-zZ=one;Accept=a;x-Zz=two;");
  g_assert_cmpuint (rt_header_list_count (list, "x-zz"), ==, 2);
  g_assert_cmpuint (rt_header_list_count (list, "x-z"), ==, 0);
}

static void
test_finds (void)
{
  g_autoptr (RtHeaderList) list = sample ();
  g_autofree char *joined = rt_header_list_join (list, "X-ZZ");

  g_assert_cmpstr (rt_header_list_find (list, "x-zz"), ==, "one");
  g_assert_null (rt_header_list_find (list, "Host"));
  g_assert_cmpstr (joined, ==, "one, two");
  g_assert_null (rt_header_list_join (list, "Host"));
}

static void
test_copy (void)
{
  g_autoptr (RtHeaderList) list = sample ();
  g_autoptr (RtHeaderList) copy = rt_header_list_copy (list);

  g_assert_true (rt_header_list_equal (list, copy));
  g_assert_true (rt_header_list_remove (copy, "accept"));
  assert_lines (list, "X-zZ=one;Accept=a;x-Zz=two;");
  assert_lines (copy, "X-zZ=one;x-Zz=two;");
  g_assert_false (rt_header_list_equal (list, copy));
}

static void
test_equal (void)
{
  g_autoptr (RtHeaderList) one = rt_header_list_new ();
  g_autoptr (RtHeaderList) two = rt_header_list_new ();

  rt_header_list_append_received (one, "Host", "a");
  rt_header_list_append_received (two, "host", "a");
  g_assert_false (rt_header_list_equal (one, two));
}

static void
test_set (void)
{
  g_autoptr (RtHeaderList) list = sample ();
  g_autoptr (GError) error = NULL;

  g_assert_true (rt_header_list_set (list, "x-zz", " three ", &error));
  g_assert_no_error (error);
  assert_lines (list, "X-zZ=three;Accept=a;");
  g_assert_true (rt_header_list_set (list, "Host", "h", &error));
  g_assert_no_error (error);
  assert_lines (list, "X-zZ=three;Accept=a;Host=h;");
}

static void
test_remove (void)
{
  g_autoptr (RtHeaderList) list = sample ();

  g_assert_true (rt_header_list_remove (list, "X-ZZ"));
  assert_lines (list, "Accept=a;");
  g_assert_false (rt_header_list_remove (list, "X-ZZ"));
}

static void
test_append (void)
{
  g_autoptr (RtHeaderList) list = rt_header_list_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (rt_header_list_append (list, "A", "\t spaced \t", &error));
  g_assert_no_error (error);
  g_assert_true (rt_header_list_append (list, "B", "", &error));
  g_assert_no_error (error);
  g_assert_true (rt_header_list_append (list, "C", "tab\there \xe4", &error));
  g_assert_no_error (error);
  assert_lines (list, "A=spaced;B=;C=tab\there \xe4;");
}

static const struct
{
  const char *path;
  const char *name;
  const char *value;
} refused[] = {
  { "line-feed", "A", "x\nB: y" },
  { "carriage-return", "A", "x\rB: y" },
  { "trailing-line-break", "A", "x\r\n" },
  { "escape", "A", "\x1b[2J" },
  { "delete", "A", "x\x7f" },
  { "empty-name", "", "x" },
  { "colon-in-name", "A:", "x" },
  { "space-in-name", "A ", "x" },
  { "line-break-in-name", "A\r\nB", "x" },
  { "high-byte-in-name", "\xc3\xa4", "x" },
};

static void
test_refuses (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autoptr (RtHeaderList) list = sample ();
  g_autoptr (GError) error = NULL;

  g_assert_false (
      rt_header_list_append (list, refused[row].name, refused[row].value, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_BAD_FIELD);
  g_clear_error (&error);
  g_assert_false (
      rt_header_list_set (list, refused[row].name, refused[row].value, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_BAD_FIELD);
  assert_lines (list, "X-zZ=one;Accept=a;x-Zz=two;");
}

static void
test_shows_any_bytes (void)
{
  g_autofree char *utf8 = rt_header_value_to_utf8 ("gr\xc3\xbc\xc3\x9f");
  g_autofree char *latin1 = rt_header_value_to_utf8 ("gr\xfc\xdf");

  g_assert_cmpstr (utf8, ==, "grüß");
  g_assert_cmpstr (latin1, ==, "grüß");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/header-list/keeps-order-case-and-duplicates", test_keeps);
  g_test_add_func ("/header-list/finds-in-any-case", test_finds);
  g_test_add_func ("/header-list/copy-is-independent", test_copy);
  g_test_add_func ("/header-list/equal-minds-the-case", test_equal);
  g_test_add_func ("/header-list/set-replaces-the-first-and-drops-the-rest", test_set);
  g_test_add_func ("/header-list/remove-drops-all-of-a-name", test_remove);
  g_test_add_func ("/header-list/append-trims-and-keeps-bytes", test_append);
  for (guint row = 0; row < G_N_ELEMENTS (refused); row++)
    {
      g_autofree char *path
          = g_strdup_printf ("/header-list/refuses/%s", refused[row].path);
      g_test_add_data_func (path, GUINT_TO_POINTER (row), test_refuses);
    }
  g_test_add_func ("/header-list/any-bytes-can-be-shown", test_shows_any_bytes);
  return g_test_run ();
}
