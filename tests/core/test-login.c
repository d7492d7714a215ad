/* Tests of RtLogin: what it makes of an address, and of which. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-login.h"
#include "core/http/rt-request.h"

/* The address with the login is read back to the same request as the one that was typed. */
static void
test_makes_the_same_request (gconstpointer value)
{
  g_autoptr (RtAddress) address = rt_address_parse (value, NULL);
  g_autoptr (RtLogin) login
      = rt_login_new (address->uri, address->user, address->password);
  g_autofree char *again = rt_login_dup_address (login, address->uri);
  g_autofree char *authorization = rt_login_dup_authorization (login);
  g_autoptr (RtRequest) typed = rt_request_new ("GET", value, NULL);
  g_autoptr (RtRequest) made = rt_request_new ("GET", again, NULL);

  g_assert_true (
      rt_header_list_equal (rt_request_get_fields (typed), rt_request_get_fields (made)));
  g_assert_cmpstr (rt_header_list_find (rt_request_get_fields (made), "Authorization"),
                   ==, authorization);
  g_assert_true (g_uri_get_userinfo (rt_request_get_uri (made)) == NULL);
}

static void
test_keeps_to_its_origin (void)
{
  g_autoptr (RtAddress) address = rt_address_parse ("http://a:b@localhost:8000/", NULL);
  g_autoptr (RtAddress) other = rt_address_parse ("https://localhost:8000/", NULL);
  g_autoptr (RtLogin) login
      = rt_login_new (address->uri, address->user, address->password);

  g_assert_null (rt_login_dup_address (login, other->uri));
  g_assert_null (rt_login_dup_address (NULL, address->uri));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/login/makes-the-same-request/plain",
                        "http://alice:secret@example.org/a?b#c",
                        test_makes_the_same_request);
  g_test_add_data_func ("/login/makes-the-same-request/no-password",
                        "alice@localhost:8000", test_makes_the_same_request);
  g_test_add_data_func ("/login/makes-the-same-request/all-kinds",
                        "https://%40%2F%25:%C3%A4%20%3A%40@[::1]:8443/",
                        test_makes_the_same_request);
  g_test_add_func ("/login/keeps-to-its-origin", test_keeps_to_its_origin);
  return g_test_run ();
}
