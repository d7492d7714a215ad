/* Tests of RtAddressHistory: newest first, bounded, without secrets. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-address-history.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
to_text (RtAddressHistory *history)
{
  GListModel *addresses = rt_address_history_get_addresses (history);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (addresses); i++)
    {
      g_autoptr (RtPastAddress) address = g_list_model_get_item (addresses, i);
      g_string_append_printf (text, "%s ", rt_past_address_get_text (address));
    }
  return g_string_free (text, FALSE);
}

static void
assert_history (RtAddressHistory *history, const char *expected)
{
  g_autofree char *text = to_text (history);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_newest_first (void)
{
  g_autoptr (RtAddressHistory) history = rt_address_history_new (NULL);

  rt_address_history_add (history, "a.example");
  rt_address_history_add (history, "b.example");
  rt_address_history_add (history, "c.example");
  rt_address_history_add (history, "https://a.example/");
  rt_address_history_add (history, "not an address");
  assert_history (history, "https://a.example/ https://c.example/ https://b.example/ ");
  rt_address_history_clear (history);
  assert_history (history, "");
}

static void
test_no_secrets (void)
{
  g_autoptr (RtAddressHistory) history = rt_address_history_new (NULL);

  rt_address_history_add (history, "http://me:secret@bücher.example/?q#f");
  assert_history (history, "http://bücher.example/?q#f ");
}

static void
test_bounded (void)
{
  g_autoptr (RtAddressHistory) history = rt_address_history_new (NULL);
  GListModel *addresses = rt_address_history_get_addresses (history);
  g_autoptr (RtPastAddress) newest = NULL;

  for (guint i = 0; i < 2 * RT_ADDRESS_HISTORY_MAX; i++)
    {
      g_autofree char *address = g_strdup_printf ("http://localhost/%u", i);
      rt_address_history_add (history, address);
    }
  g_assert_cmpuint (g_list_model_get_n_items (addresses), ==, RT_ADDRESS_HISTORY_MAX);
  newest = g_list_model_get_item (addresses, 0);
  g_assert_cmpstr (rt_past_address_get_text (newest), ==, "http://localhost/399");
}

static void
test_completes (void)
{
  g_autoptr (RtAddressHistory) history = rt_address_history_new (NULL);
  static const struct
  {
    const char *text;
    guint limit;
    const char *expected;
  } cases[] = {
    { "py", 9,
      "https://python.example/a https://www.Python.example/ "
      "https://other.example/py " },
    { "PYTHON.e", 9, "https://python.example/a https://www.Python.example/ " },
    { "https://py", 9, "https://python.example/a " },
    { "py", 1, "https://python.example/a " },
    { "py", 0, "" },
    { "zzz", 9, "" },
    { "bü", 9, "https://bücher.example/ " },
    { "BÜ", 9, "https://bücher.example/ " },
  };

  rt_address_history_add (history, "bücher.example");
  rt_address_history_add (history, "www.Python.example");
  rt_address_history_add (history, "other.example/py");
  rt_address_history_add (history, "python.example/a");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) found
          = rt_address_history_complete (history, cases[i].text, cases[i].limit);
      g_autofree char *joined = g_strjoinv (" ", found);
      g_autofree char *expected = g_ascii_strdown (cases[i].expected, -1);
      g_autofree char *text = g_strconcat (joined, *found != NULL ? " " : "", NULL);

      g_assert_cmpstr (text, ==, expected);
    }
}

static void
test_kept (void)
{
  g_autofree char *folder = g_dir_make_tmp ("rt-history-XXXXXX", NULL);
  g_autoptr (GFile) file = g_file_new_build_filename (folder, "addresses", NULL);
  RtAddressHistory *history = rt_address_history_new (file);
  GStatBuf status;

  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *address = g_strdup_printf ("http://localhost/%u", i);
      rt_address_history_add (history, address);
    }
  rt_address_history_clear (history);
  rt_address_history_add (history, "b.example");
  rt_address_history_add (history, "http://me:pw@a.example/?x");
  g_object_unref (history);

  g_assert_cmpint (g_stat (g_file_peek_path (file), &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  history = rt_address_history_new (file);
  assert_history (history, "http://a.example/?x https://b.example/ ");
  g_object_unref (history);
  g_file_delete (file, NULL, NULL);
  g_rmdir (folder);
}

static void
test_broken_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("rt-history-XXXXXX", NULL);
  g_autoptr (GFile) file = g_file_new_build_filename (folder, "addresses", NULL);
  g_autoptr (RtAddressHistory) history = NULL;

  g_assert_true (g_file_set_contents (
      g_file_peek_path (file),
      "http://a/\n\n\xff\xfe\nhttp://me:pw@b/\nhttp://a/\nftp://c/\nhttp://d/", -1,
      NULL));
  history = rt_address_history_new (file);
  assert_history (history, "http://a/ http://b/ http://d/ ");
  g_file_delete (file, NULL, NULL);
  g_rmdir (folder);
}

/* A folder that cannot be made is a message in the log and no more. */
static void
test_no_place (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/dev/null/addresses");
  RtAddressHistory *history = rt_address_history_new (file);

  g_test_expect_message ("Rt", G_LOG_LEVEL_MESSAGE, "cannot save*");
  rt_address_history_add (history, "a.example");
  g_object_unref (history);
  g_test_assert_expected_messages ();
}

static void
test_paused (void)
{
  g_autoptr (RtAddressHistory) history = rt_address_history_new (NULL);

  rt_address_history_add (history, "a.example");
  rt_address_history_set_paused (history, TRUE);
  rt_address_history_add (history, "b.example");
  assert_history (history, "https://a.example/ ");
  rt_address_history_set_paused (history, FALSE);
  rt_address_history_add (history, "b.example");
  assert_history (history, "https://b.example/ https://a.example/ ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/address-history/newest-first-and-once", test_newest_first);
  g_test_add_func ("/address-history/keeps-no-secret", test_no_secrets);
  g_test_add_func ("/address-history/is-bounded", test_bounded);
  g_test_add_func ("/address-history/completes", test_completes);
  g_test_add_func ("/address-history/last-state-is-kept", test_kept);
  g_test_add_func ("/address-history/broken-file-is-read-as-far-as-it-goes",
                   test_broken_file);
  g_test_add_func ("/address-history/paused-it-remembers-nothing", test_paused);
  g_test_add_func ("/address-history/goes-on-where-nothing-can-be-kept", test_no_place);
  return g_test_run ();
}
