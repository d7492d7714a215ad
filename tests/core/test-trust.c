/* Tests of RtTrust: a certificate is trusted for one host and port, and for a time. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-trust.h"

#include <glib/gstdio.h>

#define SHA_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SHA_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

typedef struct
{
  char *folder;
  GFile *file;
  GDateTime *later;
  GDateTime *before;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  fixture->folder = g_dir_make_tmp ("rt-trust-XXXXXX", NULL);
  fixture->file = g_file_new_build_filename (fixture->folder, "new", "trust", NULL);
  fixture->later = g_date_time_add_hours (now, 1);
  fixture->before = g_date_time_add_hours (now, -1);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_get_parent (fixture->file);

  g_file_delete (fixture->file, NULL, NULL);
  g_file_delete (folder, NULL, NULL);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_object_unref (fixture->file);
  g_date_time_unref (fixture->later);
  g_date_time_unref (fixture->before);
}

/* The fingerprints, joined, that a request to @address would accept. */
static char *
accepted (RtTrust *trust, const char *address)
{
  g_autoptr (RtRequest) request = rt_request_new ("GET", address, NULL);
  g_autoptr (RtRequest) pinned = rt_trust_apply (trust, request);
  g_autoptr (RtRoute) route = rt_request_dup_route (pinned, NULL);

  return route->pins != NULL ? g_strjoinv (" ", route->pins) : g_strdup ("");
}

static void
assert_accepted (RtTrust *trust, const char *address, const char *expected)
{
  g_autofree char *got = accepted (trust, address);

  g_assert_cmpstr (got, ==, expected);
}

static void
test_matches (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtTrust) trust = rt_trust_new (NULL, NULL);

  rt_trust_add (trust, "A.example", 443, SHA_A, NULL);
  assert_accepted (trust, "https://a.example/", SHA_A);
  assert_accepted (trust, "https://a.example:444/", "");
  assert_accepted (trust, "https://www.a.example/", "");
  assert_accepted (trust, "https://example/", "");
}

static void
test_expires (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtTrust) trust = rt_trust_new (NULL, NULL);

  rt_trust_add (trust, "a.example", 443, SHA_A, fixture->before);
  rt_trust_add (trust, "a.example", 443, SHA_B, fixture->later);
  assert_accepted (trust, "https://a.example/", SHA_B);
  rt_trust_add (trust, "a.example", 443, SHA_B, fixture->before);
  assert_accepted (trust, "https://a.example/", "");
}

static void
test_same_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtTrust) trust = rt_trust_new (NULL, NULL);

  rt_trust_add (trust, "a.example", 443, SHA_A, NULL);
  rt_trust_add (trust, "a.example", 443,
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (rt_trust_get_entries (trust)), ==, 1);
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  RtTrust *trust = rt_trust_new (fixture->file, NULL);
  g_autoptr (RtTrustEntry) entry = NULL;

  rt_trust_add (trust, "a.example", 443, SHA_A, fixture->later);
  entry = g_list_model_get_item (rt_trust_get_entries (trust), 0);
  g_assert_cmpstr (rt_trust_entry_get_host (entry), ==, "a.example");
  g_assert_cmpuint (rt_trust_entry_get_port (entry), ==, 443);
  g_assert_cmpstr (rt_trust_entry_get_sha256 (entry), ==, SHA_A);
  rt_trust_remove (trust, entry);
  assert_accepted (trust, "https://a.example/", "");
  g_object_unref (trust);

  trust = rt_trust_new (fixture->file, NULL);
  assert_accepted (trust, "https://a.example/", "");
  g_object_unref (trust);
}

static void
test_keeps (Fixture *fixture, gconstpointer data)
{
  RtTrust *trust = rt_trust_new (fixture->file, NULL);
  g_autoptr (RtTrustEntry) entry = NULL;
  GStatBuf status;

  rt_trust_add (trust, "a.example", 443, SHA_A, fixture->later);
  rt_trust_add (trust, "b.example", 443, SHA_A, NULL);
  rt_trust_add (trust, "::1", 8443, SHA_B, fixture->later);
  rt_trust_add (trust, "c.example", 443, SHA_B, fixture->before);
  g_object_unref (trust);

  g_assert_cmpint (g_stat (g_file_peek_path (fixture->file), &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  trust = rt_trust_new (fixture->file, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (rt_trust_get_entries (trust)), ==, 2);
  assert_accepted (trust, "https://a.example/", SHA_A);
  assert_accepted (trust, "https://b.example/", "");
  assert_accepted (trust, "https://[::1]:8443/", SHA_B);
  entry = g_list_model_get_item (rt_trust_get_entries (trust), 0);
  g_assert_cmpint (g_date_time_to_unix (rt_trust_entry_get_until (entry)), ==,
                   g_date_time_to_unix (fixture->later));
  g_object_unref (trust);
}

static void
test_broken_file (Fixture *fixture, gconstpointer data)
{
  static const char *const broken[] = {
    "",
    "not a key file",
    "[a]\nhost=a.example\n",
    "[a]\nhost=a.example\nport=70000\nsha256=" SHA_A "\nuntil=99999999999\n",
    "[a]\nhost=a.example\nport=443\nsha256=aa\nuntil=99999999999\n",
    "[a]\nhost=a.example\nport=443\nsha256=" SHA_A "\nuntil=9223372036854775807\n",
    "[a]\nhost=a.example\nport=443\nsha256=" SHA_A "\nuntil=x\n",
    "[a]\nhost=\nport=443\nsha256=" SHA_A "\nuntil=99999999999\n",
  };
  g_autofree char *path = g_build_filename (fixture->folder, "trust", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (RtTrust) trust = NULL;

      g_assert_true (g_file_set_contents (path, broken[i], -1, NULL));
      trust = rt_trust_new (file, NULL);
      g_assert_cmpuint (g_list_model_get_n_items (rt_trust_get_entries (trust)), ==, 0);
    }
  g_remove (path);
}

static void
test_own_pins_stay (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtTrust) trust = rt_trust_new (NULL, NULL);
  g_autoptr (RtRequest) plain = rt_request_new ("GET", "https://a.example/", NULL);
  g_autoptr (RtRequest) request = rt_request_with_pin (plain, NULL, 0, SHA_B);
  g_autoptr (RtRequest) pinned = NULL;
  g_autoptr (RtRoute) route = NULL;
  static const char *const both[] = { SHA_B, SHA_A, NULL };

  rt_trust_add (trust, "a.example", 443, SHA_A, NULL);
  pinned = rt_trust_apply (trust, request);
  route = rt_request_dup_route (pinned, NULL);
  g_assert_cmpstrv (route->pins, both);
  g_assert_cmpuint (rt_request_get_pins (request)->len, ==, 1);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

static void
count (GObject *object, GParamSpec *pspec, gpointer data)
{
  ++*(guint *)data;
}

static void
test_own_servers (void)
{
  g_autoptr (RtTrust) trust = rt_trust_new (NULL, "/authority.crt");
  g_autoptr (RtRequest) request = rt_request_new ("GET", "https://localhost/", NULL);
  g_autoptr (RtRequest) off = rt_trust_apply (trust, request);
  g_autoptr (RtRequest) on = NULL;
  g_autoptr (RtRoute) route = NULL;
  guint n_told = 0;

  g_assert_null (rt_request_get_own_authority (off));
  g_signal_connect (trust, "notify::own-servers", G_CALLBACK (count), &n_told);
  rt_trust_set_own_servers (trust, TRUE);
  rt_trust_set_own_servers (trust, TRUE);
  g_assert_cmpuint (n_told, ==, 1);
  on = rt_trust_apply (trust, request);
  route = rt_request_dup_route (on, NULL);
  g_assert_cmpstr (route->own_authority, ==, "/authority.crt");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/trust/holds-for-one-host-and-port", test_matches);
  ADD ("/trust/expires", test_expires);
  ADD ("/trust/same-certificate-is-kept-once", test_same_once);
  ADD ("/trust/removed-is-removed-for-good", test_remove);
  ADD ("/trust/keeps-what-has-a-date", test_keeps);
  ADD ("/trust/broken-file-trusts-nothing", test_broken_file);
  ADD ("/trust/request-keeps-its-own-pins", test_own_pins_stay);
  g_test_add_func ("/trust/own-servers-only-when-asked-for", test_own_servers);
  return g_test_run ();
}
