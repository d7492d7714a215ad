/* Tests of RtCookieFile: files as many programs write them, and there and back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-cookie-file.h"

#include <string.h>

#define NOW_US (G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC)
#define HEADER "# Netscape HTTP Cookie File\n"

/* Each cookie in words, then each note: "line:problem". */
static char *
describe (const char *text, gsize length)
{
  g_autoptr (RtCookieFile) file = rt_cookie_file_parse (text, length, NOW_US);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < file->cookies->len; i++)
    {
      const RtCookie *cookie = file->cookies->pdata[i];

      g_string_append_printf (out, "%s=%s@%s%s%s", cookie->name, cookie->value,
                              cookie->host_only ? "" : ".", cookie->domain, cookie->path);
      if (cookie->expires_s != RT_COOKIE_SESSION)
        g_string_append_printf (out, "+%" G_GINT64_FORMAT, cookie->expires_s);
      g_string_append_printf (out, "%s%s;", cookie->secure ? " s" : "",
                              cookie->http_only ? " h" : "");
    }
  for (guint i = 0; i < file->notes->len; i++)
    {
      const RtCookieFileNote *note = &g_array_index (file->notes, RtCookieFileNote, i);
      g_string_append_printf (out, " %u:%d", note->line, note->problem);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
test_reads (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { "", "" },
    { HEADER "h.example\tFALSE\t/\tFALSE\t0\ta\t1\n", "a=1@h.example/;" },
    { HEADER ".h.example\tTRUE\t/p\tTRUE\t2000000000\ta\t1\n",
      "a=1@.h.example/p+2000000000 s;" },
    { "# HTTP Cookie File\nh.example\tTRUE\t/\tFALSE\t0\ta\t1", "a=1@.h.example/;" },
    { HEADER "#HttpOnly_h.example\tFALSE\t/\tFALSE\t0\ta\t1\n", "a=1@h.example/ h;" },
    { HEADER "#httponly_h.example\tFALSE\t/\tFALSE\t0\ta\t1\n", "" },
    { HEADER "# a comment\n\n \t\n#\n", "" },
    /* line ends, and where the file begins */
    { "# Netscape HTTP Cookie File\r\nh.example\tFALSE\t/\tFALSE\t0\ta\t1\r\n",
      "a=1@h.example/;" },
    { "\xef\xbb\xbf" HEADER "h.example\tFALSE\t/\tFALSE\t0\ta\t1\n", "a=1@h.example/;" },
    { "h.example\tFALSE\t/\tFALSE\t0\ta\t1\n", "a=1@h.example/; 1:0" },
    /* values */
    { HEADER "h.example\tFALSE\t/\tFALSE\t0\ta\t\n", "a=@h.example/;" },
    { HEADER "h.example\tFALSE\t/\tFALSE\t0\ta\n", "a=@h.example/;" },
    { HEADER "h.example\tFALSE\t/\tFALSE\t0\t\tbare\n", "=bare@h.example/;" },
    { HEADER "h.example\tFALSE\t/\tFALSE\t0\ta\tb c=d; \"e\"\n",
      "a=b c=d; \"e\"@h.example/;" },
    { HEADER "h.example\tFALSE\t/\tFALSE\t0\ta\tcr\xe8me\n", "a=cr\xe8me@h.example/;" },
    /* flags */
    { HEADER "h.example\ttrue\t/\tfalse\t0\ta\t1\n", "a=1@.h.example/;" },
    { HEADER "h.example\tyes\t/\tFALSE\t0\ta\t1\n", " 2:3" },
    { HEADER ".h.example\tFALSE\t/\tFALSE\t0\ta\t1\n", "a=1@h.example/;" },
    { HEADER "127.0.0.1\tTRUE\t/\tFALSE\t0\ta\t1\n", "a=1@127.0.0.1/;" },
    { HEADER "::1\tFALSE\t/\tFALSE\t0\ta\t1\n", "a=1@::1/;" },
    { HEADER "[::1]\tFALSE\t/\tFALSE\t0\ta\t1\n", "a=1@::1/;" },
    { HEADER "B\xc3\xbc"
             "cher.example\tFALSE\t/\tFALSE\t0\ta\t1\n",
      "a=1@xn--bcher-kva.example/;" },
    { HEADER "\tFALSE\t/\tFALSE\t0\ta\t1\n", " 2:3" },
    { HEADER "h.example\tFALSE\tp\tFALSE\t0\ta\t1\n", " 2:3" },
    /* dates */
    { HEADER "h.example\tFALSE\t/\tFALSE\t\ta\t1\n", "a=1@h.example/;" },
    { HEADER "h.example\tFALSE\t/\tFALSE\t1\ta\t1\n", "a=1@h.example/+1;" },
    { HEADER "h.example\tFALSE\t/\tFALSE\t2000000000000\ta\t1\n",
      "a=1@h.example/+2000000000; 2:2" },
    { HEADER "h.example\tFALSE\t/\tFALSE\t2000000000.5\ta\t1\n",
      "a=1@h.example/+2000000000;" },
    { HEADER "h.example\tFALSE\t/\tFALSE\t-1\ta\t1\n", " 2:3" },
    { HEADER "h.example\tFALSE\t/\tFALSE\tnever\ta\t1\n", " 2:3" },
    { HEADER "h.example\tFALSE\t/\tFALSE\t99999999999999999999\ta\t1\n", " 2:3" },
    /* spaces for tabs */
    { HEADER "h.example  FALSE  /  FALSE  0  a  b c\n", "a=b c@h.example/; 2:1" },
    { HEADER "#HttpOnly_.h.example TRUE / TRUE 2000000000000 a 1\r\n",
      "a=1@.h.example/+2000000000 s h; 2:1 2:2" },
    { HEADER "h.example FALSE / FALSE 0 a\n", "a=@h.example/; 2:1" },
    { HEADER "h.example\tFALSE / FALSE\t0\ta\t1\n", "a=1@h.example/; 2:1" },
    /* rubbish */
    { HEADER "h.example\tFALSE\t/\tFALSE\t0\n", " 2:3" },
    { HEADER "h.example\tFALSE\t/\tFALSE\t0\ta\t1\t2\n", " 2:3" },
    { "<html>\nh.example\tFALSE\t/\tFALSE\t0\ta\t1\n<p>no\n",
      "a=1@h.example/; 1:0 1:3 3:3" },
  };
  static const char nul[] = HEADER "h.example\tFALSE\t/\tFALSE\t0\ta\t1\0\n";
  g_autofree char *with_nul = describe (nul, sizeof nul - 1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = describe (cases[i].text, strlen (cases[i].text));

      g_test_message ("%u", i);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
  g_assert_cmpstr (with_nul, ==, " 2:3");
}

static void
test_keeps_the_order (void)
{
  static const char text[] = HEADER "h.example\tFALSE\t/\tFALSE\t0\tb\t1\n"
                                    "h.example\tFALSE\t/\tFALSE\t0\ta\t1\n";
  g_autoptr (RtCookieFile) file = rt_cookie_file_parse (text, strlen (text), NOW_US);
  const RtCookie *b = file->cookies->pdata[0];
  const RtCookie *a = file->cookies->pdata[1];

  g_assert_cmpstr (b->name, ==, "b");
  g_assert_cmpint (b->created_us, <, a->created_us);
}

static void
test_there_and_back (void)
{
  static const char text[] = HEADER "\n"
                                    ".h.example\tTRUE\t/\tTRUE\t2000000000\ta\tb c\n"
                                    "#HttpOnly_h.example\tFALSE\t/p\tFALSE\t0\tempty\t\n"
                                    "::1\tFALSE\t/\tFALSE\t0\t\tbare\n";
  g_autoptr (RtCookieFile) file = rt_cookie_file_parse (text, strlen (text), NOW_US);
  guint n_left_out;
  g_autofree char *written = rt_cookie_file_compose (file->cookies, &n_left_out);

  g_assert_cmpuint (file->notes->len, ==, 0);
  g_assert_cmpuint (n_left_out, ==, 0);
  g_assert_cmpstr (written, ==, text);
}

static void
test_leaves_out_what_breaks_a_line (void)
{
  const RtCookie model = { .name = (char *)"a",
                           .value = (char *)"1\t2",
                           .domain = (char *)"h.example",
                           .path = (char *)"/",
                           .expires_s = RT_COOKIE_SESSION };
  g_autoptr (GPtrArray) cookies
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_cookie_unref);
  guint n_left_out;
  g_autofree char *written = NULL;

  g_ptr_array_add (cookies, rt_cookie_new (&model));
  written = rt_cookie_file_compose (cookies, &n_left_out);
  g_assert_cmpuint (n_left_out, ==, 1);
  g_assert_cmpstr (written, ==, HEADER "\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cookie-file/reads", test_reads);
  g_test_add_func ("/cookie-file/keeps-the-order", test_keeps_the_order);
  g_test_add_func ("/cookie-file/there-and-back", test_there_and_back);
  g_test_add_func ("/cookie-file/leaves-out-what-breaks-a-line",
                   test_leaves_out_what_breaks_a_line);
  return g_test_run ();
}
