/* Tests of the question that forgets everything: what goes when, and only when, it is answered. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/rt-forget-question.h"
#include "core/http/rt-exchange-private.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-widget.h"

#include <adwaita.h>

static void
put_cookie (RtNamedJar *jar)
{
  const RtCookie model = { .name = (char *)"a",
                           .value = (char *)"1",
                           .domain = (char *)"a.example",
                           .path = (char *)"/",
                           .expires_s = RT_COOKIE_SESSION };
  g_autoptr (RtCookie) cookie = rt_cookie_new (&model);
  g_autoptr (RtCookieChange) change = rt_cookie_change_new ();
  g_autoptr (RtCookieChange) undo = NULL;

  rt_cookie_change_add (change, cookie);
  undo = rt_cookie_jar_change (rt_named_jar_get_jar (jar), change, 0, NULL);
  g_assert_nonnull (undo);
}

static guint
count_cookies (RtNamedJar *jar)
{
  g_autoptr (GPtrArray) cookies
      = rt_cookie_jar_list (rt_named_jar_get_jar (jar), g_get_real_time (), NULL);

  return cookies->len;
}

static void
fill (RtWorkbench *workbench)
{
  g_autoptr (RtRequest) request = rt_request_new ("GET", "http://127.0.0.1:9/", NULL);
  g_autoptr (RtExchange) exchange = rt_exchange_new (request);
  g_autoptr (GPtrArray) plans
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_download_plan_unref);

  rt_address_history_add (rt_workbench_get_history (workbench), "http://127.0.0.1:9/");
  rt_exchange_log_append (rt_workbench_get_log (workbench), exchange);
  rt_trust_add (rt_workbench_get_trust (workbench), "a.example", 443,
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", NULL);
  g_ptr_array_add (plans, rt_download_plan_new (request, g_get_tmp_dir ()));
  rt_download_queue_add (rt_workbench_get_queue (workbench), plans);
}

/* How many things are remembered, cookies left out. */
static guint
count (RtWorkbench *workbench)
{
  GListModel *const models[] = {
    rt_address_history_get_addresses (rt_workbench_get_history (workbench)),
    G_LIST_MODEL (rt_workbench_get_log (workbench)),
    rt_trust_get_entries (rt_workbench_get_trust (workbench)),
    rt_download_queue_get_downloads (rt_workbench_get_queue (workbench)),
  };
  guint n_things = 0;

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    n_things += g_list_model_get_n_items (models[i]);
  return n_things;
}

static void
ask (RtWorkbench *workbench, const char *answer)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWindow *asking;

  rt_forget_question_ask (window, workbench);
  asking = GTK_WINDOW (gtk_widget_get_root (rt_test_find_question ()));
  /* Return does no harm. */
  g_assert_true (rt_test_has_label (gtk_window_get_default_widget (asking), "Cancel"));
  rt_test_answer (answer);
  gtk_window_destroy (window);
}

static void
test_forgets (void)
{
  g_autoptr (RtWorkbench) workbench = rt_workbench_new (NULL, NULL);
  RtCookieJars *jars = rt_workbench_get_jars (workbench);
  RtNamedJar *private_jar = rt_cookie_jars_find (jars, NULL);
  g_autoptr (RtNamedJar) jar = g_object_ref (rt_cookie_jars_add (jars, "mine"));

  put_cookie (private_jar);
  put_cookie (jar);
  fill (workbench);
  g_assert_cmpuint (count (workbench), ==, 4);

  ask (workbench, "Cancel");
  g_assert_cmpuint (count (workbench), ==, 4);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (jars)), ==, 2);
  g_assert_cmpuint (count_cookies (private_jar), ==, 1);

  ask (workbench, "Forget");
  g_assert_cmpuint (count (workbench), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (jars)), ==, 1);
  rt_test_wait_until (NULL, count_cookies (private_jar) == 0 && count_cookies (jar) == 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/forget-question/forgets", test_forgets);
  return g_test_run ();
}
