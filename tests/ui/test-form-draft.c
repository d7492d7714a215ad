/* A form that is edited as text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/forms/rt-form-lines.h"
#include "pages/forms/rt-form-rewrite.h"
#include "tests/ui/rt-test-form.h"

static void
rewrite (RtFormDraft *draft, const char *text)
{
  RtFormLinesFault fault;
  guint line;
  g_autoptr (GPtrArray) entries = rt_form_lines_read (text, &fault, &line);

  g_assert_nonnull (entries);
  rt_form_draft_take_entries (draft, entries);
}

static char *
dup_lines (RtFormDraft *draft)
{
  g_autoptr (GPtrArray) entries = rt_form_rewrite_list (rt_form_draft_get_form (draft));

  return rt_form_lines_print (entries);
}

#define MANY_KINDS                                                                       \
  "<form><input name=a value=1><input type=hidden name=_charset_><input type=submit "    \
  "name=s><input type=file name=f><input type=radio name=r value=x checked><input "      \
  "type=radio name=r value=y><input type=checkbox name=k checked><select name=m "        \
  "multiple><option selected>p<option>q<option selected>o</select><textarea "            \
  "name=t>1\n2\\</textarea><input type=number name=n value=5><input name=off value=1 "   \
  "disabled><select name=one><option>u<option>v</select></form>"

#define MANY_LINES "a=1\n_charset_=UTF-8\nr=x\nk=on\nm=p\nm=o\nt=1\\n2\\\\\nn=5\none=u\n"

static void
test_rewrites (void)
{
  g_autoptr (RtFormDraft) draft = rt_test_form_make_draft (MANY_KINDS);
  g_autofree char *before = dup_lines (draft);
  g_autofree char *after = NULL;

  g_assert_cmpstr (before, ==, MANY_LINES);
  /* What was not changed does nothing. */
  rewrite (draft, before);
  after = dup_lines (draft);
  g_assert_cmpstr (after, ==, before);
  g_assert_false (rt_form_draft_is_moved (draft));
  rt_test_form_assert_sent (
      draft, "a=1&_charset_=UTF-8&f=FILE&r=x&k=on&m=p&m=o&t=1\n2\\&n=5&one=u");

  /* Other values, others left out, another order. */
  rewrite (draft, "one=v\nr=y\nm=q\na=two words \noff=1\n");
  rt_test_form_assert_sent (draft, "one=v&r=y&m=q&a=two words &f=FILE&off=1");
  g_assert_true (rt_form_draft_is_moved (draft));

  /* What the page cannot send is sent all the same. */
  rewrite (draft, "n=five\none=w\nr=y\nr=x\na=1\na=1\nm=q\nm=q\n_charset_=x\n");
  rt_test_form_assert_sent (draft,
                            "n=five&one=w&r=y&r=x&a=1&f=FILE&a=1&m=q&m=q&_charset_=x");
  /* And goes with its line. */
  rewrite (draft, "");
  rt_test_form_assert_sent (draft, "f=FILE");
  for (guint i = 0; i < rt_form_draft_get_form (draft)->controls->len; i++)
    g_assert_false (rt_form_draft_is_added (
        draft, g_ptr_array_index (rt_form_draft_get_form (draft)->controls, i)));
}

/* Fields of one name keep their values apart. */
static void
test_rewrites_same_names (void)
{
  g_autoptr (RtFormDraft) draft = rt_test_form_make_draft (
      "<form><input name=a value=1><input type=hidden name=a value=2>"
      "<input name=a value=3></form>");
  GPtrArray *controls = rt_form_draft_get_form (draft)->controls;
  RtFormControl *hidden = g_ptr_array_index (controls, 1);

  rewrite (draft, "a=3\na=2\na=1\n");
  rt_test_form_assert_sent (draft, "a=3&a=2&a=1");
  g_assert_true (g_ptr_array_index (controls, 1) == hidden);
  rewrite (draft, "a=2\n");
  rt_test_form_assert_sent (draft, "a=2");
  g_assert_false (hidden->is_disabled);
}

static void
assert_fault (const char *text, RtFormLinesFault expected, guint expected_line)
{
  RtFormLinesFault fault;
  guint line;

  g_assert_null (rt_form_lines_read (text, &fault, &line));
  g_assert_cmpint (fault, ==, expected);
  g_assert_cmpuint (line, ==, expected_line);
}

static void
test_reads_edited_lines (void)
{
  g_autoptr (GPtrArray) entries = rt_form_entries_new ();
  g_autoptr (GPtrArray) again = NULL;
  g_autofree char *text = NULL;
  RtFormLinesFault fault;
  guint line;
  GString *many = g_string_new (NULL);

  rt_form_entries_add (entries, "a=\\\r\n", " = \\n\r\n ");
  text = rt_form_lines_print (entries);
  g_assert_cmpstr (text, ==, "a\\=\\\\\\r\\n= = \\\\n\\r\\n \n");
  again = rt_form_lines_read (text, &fault, &line);
  g_assert_cmpuint (again->len, ==, 1);
  g_assert_cmpstr (((RtFormEntry *)again->pdata[0])->name, ==, "a=\\\r\n");
  g_assert_cmpstr (((RtFormEntry *)again->pdata[0])->value, ==, " = \\n\r\n ");

  assert_fault ("a=1\n\nb", RT_FORM_LINES_NO_EQUALS, 3);
  assert_fault ("=1", RT_FORM_LINES_NO_NAME, 1);
  assert_fault ("a=C:\\x", RT_FORM_LINES_BAD_ESCAPE, 1);
  assert_fault ("a=1\na=\\", RT_FORM_LINES_BAD_ESCAPE, 2);
  assert_fault ("a\\", RT_FORM_LINES_BAD_ESCAPE, 1);
  for (guint i = 0; i <= RT_FORM_LINES_MAX; i++)
    g_string_append (many, "a=\n");
  assert_fault (many->str, RT_FORM_LINES_TOO_MANY, RT_FORM_LINES_MAX + 1);
  g_string_free (many, TRUE);
}

static void
assert_lines (const char *text, const char *expected)
{
  g_autoptr (GPtrArray) entries = rt_form_lines_parse (text);
  GString *out = g_string_new (NULL);
  g_autofree char *all = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      const RtFormEntry *entry = g_ptr_array_index (entries, i);

      g_string_append_printf (out, "[%s|%s]", entry->name, entry->value);
    }
  all = g_string_free (out, FALSE);
  g_assert_cmpstr (all, ==, expected);
}

static void
test_lines (void)
{
  assert_lines ("", "");
  assert_lines ("a=1", "[a|1]");
  assert_lines ("a=1\r\n b=2+3&4 \n\nnothing\n=no name\nc=d=e", "[a|1][b|2+3&4][c|d=e]");
  assert_lines ("a=1+2&b=%C3%A9&c&d=%zz&e=%ff\n", "[a|1 2][b|é][d|%zz][e|%ff]");
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/form-draft/reads-lines", test_lines);
  g_test_add_func ("/form-draft/reads-edited-lines", test_reads_edited_lines);
  g_test_add_func ("/form-draft/rewrites-fields", test_rewrites);
  g_test_add_func ("/form-draft/rewrites-fields-of-one-name", test_rewrites_same_names);
  return g_test_run ();
}
