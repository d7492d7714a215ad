/* Tests of forms: filling them in, fresh tokens, and pages that mean harm. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/forms/rt-form-submission.h"
#include "core/http/rt-html-tree.h"
#include "core/wire/rt-error.h"

#include <string.h>

static RtFormPage *
read_page (const char *html, gssize length, GError **error)
{
  g_autoptr (GBytes) body
      = g_bytes_new (html, length < 0 ? strlen (html) : (gsize)length);
  g_autoptr (GUri) uri = g_uri_parse ("https://a.test/in?x=1", G_URI_FLAGS_NONE, NULL);

  return rt_form_page_read (body, "text/html; charset=utf-8", uri, NULL, error);
}

static RtHtmlForm *
get_form (RtFormPage *page, guint index)
{
  g_assert_nonnull (page);
  g_assert_cmpuint (page->forms->len, >, index);
  return g_ptr_array_index (page->forms, index);
}

static RtRequest *
submit (RtFormPage *page, const char *button, GError **error)
{
  RtHtmlForm *form = get_form (page, 0);
  RtFormControl *submitter
      = button != NULL ? rt_html_form_find_submitter (form, button) : NULL;
  g_auto (RtFormTarget) target = { 0 };
  g_autoptr (GPtrArray) entries = rt_html_form_make_entries (form, submitter);
  g_autoptr (RtRequest) base = rt_request_new ("GET", "http://a.test/", NULL);

  if (!rt_form_target_find (&target, page, form, submitter, error))
    return NULL;
  return rt_form_target_make_request (&target, entries, base, error);
}

static void
assert_body (RtRequest *request, const char *expected)
{
  GBytes *body = rt_request_get_body (request);

  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), expected,
                   strlen (expected));
}

static void
test_fills (void)
{
  g_autoptr (RtFormPage) page = read_page (
      "<form method=post><input name=t value=old><input type=radio name=r value=1 "
      "checked>"
      "<input type=radio name=r value=2><input type=checkbox name=c value=x>"
      "<input type=checkbox name=c value=y checked><select name=s><option value=1>One"
      "<option value=2>Two</select><input type=number name=n></form>",
      -1, NULL);
  RtHtmlForm *form = get_form (page, 0);
  g_autoptr (RtRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (rt_html_form_set (form, "t", "a\nb", &error));
  g_assert_true (rt_html_form_set (form, "r", "2", &error));
  g_assert_true (rt_html_form_set (form, "c", "x", &error));
  g_assert_true (rt_html_form_set (form, "s", "Two", &error));
  g_assert_true (rt_html_form_set (form, "n", "no number", &error));
  g_assert_no_error (error);
  request = submit (page, NULL, &error);
  assert_body (request, "t=ab&r=2&c=x&c=y&s=2&n=");
}

static void
test_refuses_what_is_not_offered (void)
{
  static const char *const pairs[][2]
      = { { "r", "3" }, { "s", "Three" }, { "s", "no" }, { "f", "x" }, { "none", "x" } };
  g_autoptr (RtFormPage) page
      = read_page ("<form><input type=radio name=r value=1><select name=s><option>1"
                   "<option disabled>no</select><input type=file name=f></form>",
                   -1, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (
          rt_html_form_set (get_form (page, 0), pairs[i][0], pairs[i][1], &error));
      g_assert_error (error, RT_ERROR, RT_ERROR_BAD_FORM);
    }
}

static void
test_takes_fresh_tokens (void)
{
  g_autoptr (RtFormPage) page
      = read_page ("<form method=post><input type=hidden name=csrf value=1>"
                   "<input type=hidden name=k value=a><input type=hidden name=k value=b>"
                   "<input name=user></form>",
                   -1, NULL);
  g_autoptr (RtFormPage) fresh
      = read_page ("<form method=post><input type=hidden name=csrf value=2>"
                   "<input type=hidden name=k value=a><input type=hidden name=k value=c>"
                   "<input name=user value=other></form>",
                   -1, NULL);
  RtHtmlForm *form = get_form (page, 0);
  g_autoptr (RtRequest) request = NULL;

  g_assert_true (rt_html_form_find (form, "csrf")->is_token);
  g_assert_false (rt_html_form_find (form, "k")->is_token);
  g_assert_true (rt_html_form_set (form, "user", "me", NULL));
  g_assert_cmpuint (rt_html_form_take_hidden (form, get_form (fresh, 0)), ==, 2);
  request = submit (page, NULL, NULL);
  assert_body (request, "csrf=2&k=a&k=c&user=me");
}

/* What the page is called must not go where it has no business. */
static void
test_tells_its_page (void)
{
  static const struct
  {
    const char *action;
    const char *origin;
    const char *referrer;
  } rows[] = { { "/x", "https://a.test", "https://a.test/in?x=1" },
               { "https://b.test/", "https://a.test", "https://a.test/" },
               { "http://a.test/", "null", NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *html
          = g_strdup_printf ("<form method=post action=%s></form>", rows[i].action);
      g_autoptr (RtFormPage) page = read_page (html, -1, NULL);
      g_autoptr (RtRequest) request = submit (page, NULL, NULL);
      RtHeaderList *fields = rt_request_get_fields (request);

      g_assert_cmpstr (rt_header_list_find (fields, "Origin"), ==, rows[i].origin);
      g_assert_cmpstr (rt_header_list_find (fields, "Referer"), ==, rows[i].referrer);
    }
}

static void
test_keeps_secrets_at_home (void)
{
  static const char *const actions[] = { "/x", "https://b.test/", "http://a.test/" };
  g_autoptr (RtRequest) plain = rt_request_new ("GET", "https://ann:pw@a.test/in", NULL);
  g_autoptr (RtRequest) base = rt_request_with_header (plain, "Cookie", "a=b", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autofree char *html
          = g_strdup_printf ("<form method=post action=%s></form>", actions[i]);
      g_autoptr (RtFormPage) page = read_page (html, -1, NULL);
      g_auto (RtFormTarget) target = { 0 };
      g_autoptr (GPtrArray) entries
          = rt_html_form_make_entries (get_form (page, 0), NULL);
      g_autoptr (RtRequest) request = NULL;
      RtHeaderList *fields;

      g_assert_true (rt_form_target_find (&target, page, get_form (page, 0), NULL, NULL));
      request = rt_form_target_make_request (&target, entries, base, NULL);
      fields = rt_request_get_fields (request);
      g_assert_cmpuint (rt_header_list_count (fields, "Authorization"), ==, i == 0);
      g_assert_cmpuint (rt_header_list_count (fields, "Cookie"), ==, i == 0);
      g_assert_cmpuint (rt_header_list_count (fields, "User-Agent"), ==, 1);
    }
}

static void
test_goes_only_where_http_goes (gconstpointer data)
{
  g_autoptr (RtFormPage) page = read_page (data, -1, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RtRequest) request = submit (page, NULL, &error);

  g_assert_null (request);
  g_assert_true (error->domain == RT_ERROR);
}

static void
test_keeps_fields_whole (void)
{
  g_autoptr (RtFormPage) page = read_page (
      "<form method=post enctype=multipart/form-data>"
      "<input type=hidden name=\"a&quot;&#13;&#10;X: y\" value=\"1&#13;2\"></form>",
      -1, NULL);
  g_autoptr (RtRequest) request = submit (page, NULL, NULL);
  GBytes *body = rt_request_get_body (request);
  g_autofree char *text
      = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));

  g_assert_nonnull (strstr (text, "name=\"a%22%0D%0AX: y\"\r\n\r\n1\r\n2\r\n--"));
}

/* --- pages that mean harm --- */

static GString *
repeat (const char *begin, const char *text, guint n)
{
  GString *html = g_string_new (begin);

  while (n-- > 0)
    g_string_append (html, text);
  return html;
}

static void
test_reads_many_controls (void)
{
  g_autoptr (GString) html = repeat ("<form>", "<input name=a value=b>", 100000);
  g_autoptr (RtFormPage) page = read_page (html->str, html->len, NULL);

  g_assert_cmpuint (get_form (page, 0)->controls->len, ==, 100000);
}

static void
test_reads_what_is_nested_deeply (void)
{
  g_autoptr (GString) html = repeat ("<form>", "<div>", 20000);
  g_autoptr (RtFormPage) page = NULL;

  g_string_append (html, "<input name=a>");
  page = read_page (html->str, html->len, NULL);
  g_assert_cmpuint (get_form (page, 0)->controls->len, ==, 1);
}

static void
test_refuses_what_takes_too_much (void)
{
  g_autoptr (GString) many = repeat ("<form>", "<input name=a>", 1500000);
  g_autoptr (GString) long_page = repeat ("", " ", RT_HTML_BYTES_MAX + 1);
  g_autoptr (GError) error = NULL;

  g_assert_null (read_page (many->str, many->len, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_PAGE_TOO_BIG);
  g_clear_error (&error);
  g_assert_null (read_page (long_page->str, long_page->len, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_PAGE_TOO_BIG);
}

static void
test_can_be_given_up (void)
{
  g_autoptr (GString) html = repeat ("", "<p>x", 10000);
  g_autoptr (GBytes) text = g_bytes_new (html->str, html->len);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (rt_html_tree_parse (text, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
assert_can_send (const char *html, const char *yes, const char *no)
{
  g_autofree char *text = g_strconcat ("<form>", html, NULL);
  g_autoptr (RtFormPage) page = read_page (text, -1, NULL);
  const RtFormControl *control = g_ptr_array_index (get_form (page, 0)->controls, 0);

  if (yes != NULL)
    g_assert_true (rt_form_control_can_send (control, yes));
  if (no != NULL)
    g_assert_false (rt_form_control_can_send (control, no));
}

static void
test_knows_what_can_be_sent (void)
{
  assert_can_send ("<input name=a>", "any text", "two\nlines");
  assert_can_send ("<input name=a type=number>", "5", "five");
  assert_can_send ("<input name=a type=hidden>", "two\nlines", NULL);
  assert_can_send ("<input name=_charset_ type=hidden>", NULL, "x");
  assert_can_send ("<textarea name=a></textarea>", "two\nlines", NULL);
  assert_can_send ("<input name=a type=radio value=x>", "x", "y");
  assert_can_send ("<select name=a><option value=1>one<option disabled>two</select>", "1",
                   "two");
  assert_can_send ("<input name=a type=file>", NULL, "");
  assert_can_send ("<input name=a type=submit value=b>", NULL, "b");
}

static void
test_adds_text_as_it_is (void)
{
  g_autoptr (RtFormControl) line = rt_form_control_new_text ("a", " 1 ");
  g_autoptr (RtFormControl) lines = rt_form_control_new_text ("b", "1\r\n2");

  g_assert_cmpint (line->kind, ==, RT_CONTROL_TEXT);
  g_assert_cmpstr (line->value, ==, " 1 ");
  g_assert_cmpint (lines->kind, ==, RT_CONTROL_TEXTAREA);
  g_assert_cmpstr (lines->value, ==, "1\r\n2");
}

static void
test_types_of_files (void)
{
  g_autoptr (RtFormControl) control = rt_form_control_new (RT_CONTROL_FILE, "file");
  g_autoptr (GFile) gfile = g_file_new_for_path ("/nowhere/page.html");
  g_autoptr (GError) error = NULL;
  g_autofree char *guessed = NULL;
  g_autofree char *set = NULL;
  g_autofree char *none = rt_form_file_dup_type (NULL);
  g_autofree char *again = NULL;
  RtFormFile *file;

  rt_form_control_add_file (control, gfile, NULL);
  file = g_ptr_array_index (control->files, 0);
  guessed = rt_form_file_dup_type (file);
  g_assert_cmpstr (guessed, ==, "text/html");
  g_assert_cmpstr (none, ==, "application/octet-stream");
  g_assert_true (rt_form_file_set_type (file, "text/x-own", &error));
  /* It must not end its field. */
  g_assert_false (rt_form_file_set_type (file, "text/a\r\nX: 1", &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_BAD_FIELD);
  set = rt_form_file_dup_type (file);
  g_assert_cmpstr (set, ==, "text/x-own");
  g_assert_true (rt_form_file_set_type (file, NULL, NULL));
  again = rt_form_file_dup_type (file);
  g_assert_cmpstr (again, ==, "text/html");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/form-page/fills", test_fills);
  g_test_add_func ("/form-page/refuses-what-is-not-offered",
                   test_refuses_what_is_not_offered);
  g_test_add_func ("/form-page/takes-fresh-tokens", test_takes_fresh_tokens);
  g_test_add_func ("/form-page/tells-its-page", test_tells_its_page);
  g_test_add_func ("/form-page/keeps-secrets-at-home", test_keeps_secrets_at_home);
  g_test_add_data_func ("/form-page/runs-no-script", "<form action=javascript:alert(1)>",
                        test_goes_only_where_http_goes);
  g_test_add_data_func ("/form-page/writes-no-mail", "<form action=mailto:a@b.test>",
                        test_goes_only_where_http_goes);
  g_test_add_data_func ("/form-page/closes-no-dialog", "<form method=dialog>",
                        test_goes_only_where_http_goes);
  g_test_add_func ("/form-page/keeps-fields-whole", test_keeps_fields_whole);
  g_test_add_func ("/form-page/reads-many-controls", test_reads_many_controls);
  g_test_add_func ("/form-page/reads-what-is-nested-deeply",
                   test_reads_what_is_nested_deeply);
  g_test_add_func ("/form-page/refuses-what-takes-too-much",
                   test_refuses_what_takes_too_much);
  g_test_add_func ("/form-page/can-be-given-up", test_can_be_given_up);
  g_test_add_func ("/form-page/knows-what-can-be-sent", test_knows_what_can_be_sent);
  g_test_add_func ("/form-page/adds-text-as-it-is", test_adds_text_as_it_is);
  g_test_add_func ("/form-page/types-of-files", test_types_of_files);
  return g_test_run ();
}
