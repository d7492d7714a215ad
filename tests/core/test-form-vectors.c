/* Tests of forms against what Chromium sent for the same pages, byte for byte. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/forms/rt-form-submission.h"
#include "tests/lib/rt-test-dir.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define N_VECTORS 40

static void
choose_file (RtTestDir *dir, RtHtmlForm *form, const char *field, JsonArray *file)
{
  const char *name = json_array_get_string_element (file, 0);
  const char *type = json_array_get_string_element (file, 1);
  const char *text = json_array_get_string_element (file, 2);
  g_autofree char *path = rt_test_dir_build (dir, name);
  g_autoptr (GFile) chosen = g_file_new_for_path (path);
  RtFormControl *control = rt_html_form_find (form, field);

  g_assert_nonnull (control);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  rt_form_control_add_file (control, chosen, *type != '\0' ? type : NULL);
}

static void
choose_files (RtTestDir *dir, RtHtmlForm *form, JsonObject *files)
{
  JsonObjectIter iter;
  const char *field;
  JsonNode *node;

  json_object_iter_init (&iter, files);
  while (json_object_iter_next (&iter, &field, &node))
    {
      JsonArray *list = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (list); i++)
        choose_file (dir, form, field, json_array_get_array_element (list, i));
    }
}

static void
check_request (RtRequest *request, JsonObject *vector)
{
  g_autofree char *target = rt_request_dup_target (request);
  g_autofree guint8 *wanted = NULL;
  gsize wanted_length;
  GBytes *body = rt_request_get_body (request);

  g_assert_cmpstr (rt_request_get_method (request), ==,
                   json_object_get_string_member (vector, "method"));
  g_assert_cmpstr (target, ==, json_object_get_string_member (vector, "target"));
  g_assert_cmpstr (rt_header_list_find (rt_request_get_fields (request), "Content-Type"),
                   ==, json_object_get_string_member (vector, "content_type"));
  wanted = g_base64_decode (json_object_get_string_member (vector, "body_b64"),
                            &wanted_length);
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), wanted,
                   wanted_length);
}

static void
check_vector (JsonObject *vector, GUri *uri)
{
  const char *html = json_object_get_string_member (vector, "html");
  g_autoptr (GBytes) page_bytes = g_bytes_new (html, strlen (html));
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RtFormPage) page
      = rt_form_page_read (page_bytes, "text/html; charset=utf-8", uri, NULL, &error);
  g_auto (RtFormTarget) target = { 0 };
  g_autoptr (GPtrArray) data = NULL;
  g_autoptr (RtRequest) base = rt_request_new ("GET", "http://a.test/", NULL);
  g_autoptr (RtRequest) request = NULL;
  RtHtmlForm *form;

  g_test_message ("%s", json_object_get_string_member (vector, "id"));
  g_assert_no_error (error);
  g_assert_cmpuint (page->forms->len, ==, 1);
  form = g_ptr_array_index (page->forms, 0);
  if (json_object_has_member (vector, "files"))
    choose_files (dir, form, json_object_get_object_member (vector, "files"));
  g_assert_true (rt_form_target_find (&target, page, form, NULL, &error));
  data = rt_html_form_make_entries (form, NULL);
  request = rt_form_target_make_request (&target, data, base, &error);
  g_assert_no_error (error);
  check_request (request, vector);
}

static void
test_chromium (void)
{
  g_autofree char *path = g_test_build_filename (
      G_TEST_DIST, "..", "..", "shared", "vectors", "forms-urlencoded.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GUri) uri = g_uri_parse ("http://a.test/page?old=1", G_URI_FLAGS_NONE, NULL);
  g_autoptr (GError) error = NULL;
  JsonArray *vectors;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("no vectors");
      return;
    }
  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  vectors = json_node_get_array (json_parser_get_root (parser));
  g_assert_cmpuint (json_array_get_length (vectors), ==, N_VECTORS);
  for (guint i = 0; i < json_array_get_length (vectors); i++)
    check_vector (json_array_get_object_element (vectors, i), uri);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/form-vectors/chromium", test_chromium);
  return g_test_run ();
}
