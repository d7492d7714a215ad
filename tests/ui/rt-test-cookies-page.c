/* Does on the Cookies page what its tests have in common. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/ui/rt-test-cookies-page.h"

#include "pages/cookies/rt-cookie-parts.h"
#include "pages/cookies/rt-jar-bar.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-lazy-bin.h"

void
rt_test_cookies_page_show_part (RtTestPage *fixture, const char *name)
{
  gtk_stack_set_visible_child_name (GTK_STACK (rt_test_page_find (fixture, "parts")),
                                    name);
}

static void
open_rows (GtkWidget *top)
{
  if (GTK_IS_EXPANDER (top))
    gtk_expander_set_expanded (GTK_EXPANDER (top), TRUE);
  for (GtkWidget *child = gtk_widget_get_first_child (top); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    open_rows (child);
}

/* With every row open. */
gboolean
rt_test_cookies_page_shows (RtTestPage *fixture, const char *part, const char *text)
{
  open_rows (rt_test_page_find (fixture, part));
  return rt_test_has_label (rt_test_page_find (fixture, part), text);
}

gboolean
rt_test_cookies_page_is_ready (RtTestPage *fixture)
{
  return gtk_widget_get_sensitive (rt_test_page_find (fixture, "jars"))
         && !rt_page_get_busy (fixture->page);
}

void
rt_test_cookies_page_sign_in (RtTestPage *fixture)
{
  g_autofree char *login = g_strconcat (fixture->address, "login", NULL);

  rt_page_open_trial (fixture->page, login, NULL);
  g_assert_false (rt_test_cookies_page_is_ready (fixture));
  rt_test_wait_until (NULL, rt_test_cookies_page_is_ready (fixture));
}

void
rt_test_cookies_page_visit (RtTestPage *fixture, const char *path)
{
  g_autofree char *address = g_strconcat (fixture->address, path, NULL);
  guint n = rt_test_page_count_log (fixture);

  rt_page_open_address (fixture->page, address);
  rt_test_wait_until (NULL, rt_test_page_count_log (fixture) > n
                                && rt_test_cookies_page_is_ready (fixture));
}

RtNamedJar *
rt_test_cookies_page_get_jar (RtTestPage *fixture)
{
  return rt_jar_bar_get_jar (RT_JAR_BAR (rt_test_page_find (fixture, "jars")));
}

guint
rt_test_cookies_page_count_cookies (RtTestPage *fixture)
{
  g_autoptr (GPtrArray) cookies
      = rt_cookie_jar_list (rt_named_jar_get_jar (rt_test_cookies_page_get_jar (fixture)),
                            g_get_real_time (), NULL);

  return cookies->len;
}

void
rt_test_cookies_page_act (RtTestPage *fixture, const char *part, const char *action)
{
  GtkWidget *widget = rt_test_page_find (fixture, part);

  if (RT_IS_LAZY_BIN (widget))
    widget = rt_lazy_bin_get (RT_LAZY_BIN (widget));
  g_assert_true (gtk_widget_activate_action (widget, action, NULL));
}

void
rt_test_cookies_page_put (RtTestPage *fixture, const char *name, const char *value)
{
  const RtCookie model = { .name = (char *)name,
                           .value = (char *)value,
                           .domain = (char *)"a.example",
                           .path = (char *)"/",
                           .host_only = TRUE,
                           .same_site = RT_SAME_SITE_STRICT,
                           .expires_s = RT_COOKIE_SESSION };
  g_autoptr (RtCookie) cookie = rt_cookie_new (&model);
  g_autoptr (RtCookieChange) change = rt_cookie_change_new ();
  g_autoptr (RtCookieChange) taken = NULL;

  rt_cookie_change_add (change, cookie);
  taken = rt_cookie_jar_change (
      rt_named_jar_get_jar (rt_test_cookies_page_get_jar (fixture)), change, 0, NULL);
  g_assert_nonnull (taken);
  rt_cookie_parts_reload (RT_COOKIE_PARTS (rt_test_page_find (fixture, "cookies")));
}
