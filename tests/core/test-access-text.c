/* Tests of rt_access_text_make_async(). */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-curl-command.h"
#include "core/server/rt-access-text.h"
#include "tests/lib/rt-test-wait.h"

#include <string.h>

#define BASE "http://localhost:8800/"

static void
on_made (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(char **)data = rt_access_text_make_finish (result, &error);
  g_assert_no_error (error);
}

/* What is made of one request, or of one that could not be read. */
static char *
make (const char *request, const char *agent, const char *base)
{
  GPtrArray *entries
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_access_entry_unref);
  RtAccessEntry *entry = rt_access_entry_new ("::1", NULL);
  char *text = NULL;

  entry->request = g_strdup (request);
  entry->agent = g_strdup (agent);
  g_ptr_array_add (entries, entry);
  rt_access_text_make_async (entries, base, NULL, on_made, &text);
  rt_test_wait_until (NULL, text != NULL);
  return text;
}

static void
test_lines (void)
{
  g_autofree char *text = make ("GET / HTTP/1.1", "a\"b", NULL);

  g_assert_nonnull (strstr (text, "] \"GET / HTTP/1.1\" 000 0 \"-\" \"a\\\"b\" "));
  g_assert_true (g_str_has_suffix (text, "\n"));
}

/* What curl would send is what was asked. */
static void
test_commands (void)
{
  static const char *const cases[][3] = {
    { "GET / HTTP/1.1", "GET", "http://localhost:8800/" },
    { "DELETE /a?b=c'd%20$(e) HTTP/1.0", "DELETE",
      "http://localhost:8800/a?b=c%27d%20$(e)" },
    { "GET //x HTTP/1.1", "GET", "http://localhost:8800//x" },
    { "GET http://other.example/y HTTP/1.1", "GET", "http://other.example/y" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = make (cases[i][0], "it's \\ me", BASE);
      g_autoptr (GError) error = NULL;
      g_autoptr (RtRequest) request = NULL;
      g_autofree char *address = NULL;

      request = rt_curl_command_parse (text, NULL, NULL, &error);
      g_assert_no_error (error);
      address = rt_request_dup_address (request);
      g_assert_cmpstr (rt_request_get_method (request), ==, cases[i][1]);
      g_assert_cmpstr (address, ==, cases[i][2]);
      g_assert_cmpstr (
          rt_header_list_find (rt_request_get_fields (request), "User-Agent"), ==,
          "it's \\ me");
    }
}

static void
test_left_out (gconstpointer request)
{
  g_autofree char *text = make (request, NULL, BASE);

  g_assert_cmpstr (text, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/access-text/lines-of-a-log", test_lines);
  g_test_add_func ("/access-text/commands-ask-the-same", test_commands);
  g_test_add_data_func ("/access-text/leaves-out/the-server-as-a-whole",
                        "OPTIONS * HTTP/1.1", test_left_out);
  g_test_add_data_func ("/access-text/leaves-out/what-could-not-be-read", NULL,
                        test_left_out);
  return g_test_run ();
}
