/* The button “Try It Here”, on real pages with real servers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/download/rt-download-page.h"
#include "pages/forms/rt-forms-page.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-address-bar.h"
#include "ui/rt-trial-button.h"

#include <string.h>

typedef struct
{
  RtWorkbench *workbench;
  GtkWindow *window;
  RtPage *page;
} Fixture;

static void
open_page (Fixture *fixture, GType type)
{
  fixture->workbench = rt_workbench_new (NULL, NULL);
  fixture->page = g_object_new (type, "workbench", fixture->workbench, NULL);
  fixture->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->page));
  gtk_window_present (fixture->window);
}

static void
close_page (Fixture *fixture)
{
  gtk_window_destroy (fixture->window);
  g_object_unref (fixture->workbench);
}

static GtkWidget *
find_part (Fixture *fixture, const char *id)
{
  GtkWidget *trial = rt_test_find_type (GTK_WIDGET (fixture->page), RT_TYPE_TRIAL_BUTTON);

  g_assert_nonnull (trial);
  return rt_test_find (trial, id);
}

static guint
count_addresses (Fixture *fixture)
{
  return g_list_model_get_n_items (
      rt_address_history_get_addresses (rt_workbench_get_history (fixture->workbench)));
}

/* The first click opens a page of a server that the test did not start. */
static void
test_opens_it (gconstpointer type)
{
  Fixture fixture;
  GtkWidget *address;
  RtExchange *exchange;

  open_page (&fixture, *(const GType *)type);
  address = rt_test_find_type (GTK_WIDGET (fixture.page), RT_TYPE_ADDRESS_BAR);
  g_signal_emit_by_name (find_part (&fixture, "button"), "clicked");
  /* The server is started by then, or is not: a second click is none. */
  g_signal_emit_by_name (find_part (&fixture, "button"), "clicked");
  rt_test_wait_until (NULL, (exchange = rt_page_get_exchange (fixture.page)) != NULL);
  rt_test_wait_until (NULL, rt_exchange_is_over (exchange));
  g_assert_cmpint (rt_exchange_get_state (exchange), ==, RT_EXCHANGE_DONE);
  g_assert_cmpuint (rt_hop_get_status (rt_exchange_get_last_hop (exchange)), ==, 200);
  g_assert_true (g_str_has_prefix (rt_address_bar_get_text (RT_ADDRESS_BAR (address)),
                                   "http://localhost:"));
  g_assert_cmpuint (count_addresses (&fixture), ==, 0);
  close_page (&fixture);
}

/* In place of a page: what does not start says so, and can be clicked again. */
static void
test_complains (void)
{
  static const char *const faults[] = { "no-such-fault", NULL };
  Fixture fixture;
  GtkWidget *trial = g_object_new (RT_TYPE_TRIAL_BUTTON, "recipe", "status", "faults",
                                   faults, "proxy", "proxy", NULL);
  GtkWidget *trouble;

  open_page (&fixture, RT_TYPE_DOWNLOAD_PAGE);
  g_object_set (fixture.page, "empty", trial, NULL);
  trouble = find_part (&fixture, "trouble");
  for (guint i = 0; i < 2; i++)
    {
      g_assert_false (gtk_widget_get_visible (trouble));
      g_signal_emit_by_name (find_part (&fixture, "button"), "clicked");
      g_assert_true (gtk_widget_get_visible (find_part (&fixture, "spinner")));
      rt_test_wait_until (NULL, gtk_widget_get_visible (trouble));
      g_assert_nonnull (
          strstr (gtk_label_get_label (GTK_LABEL (trouble)), "no-such-fault"));
      g_assert_false (gtk_widget_get_visible (find_part (&fixture, "spinner")));
      g_assert_null (rt_page_get_exchange (fixture.page));
      gtk_widget_set_visible (trouble, FALSE);
    }
  close_page (&fixture);
}

static void
test_goes_while_it_starts (void)
{
  Fixture fixture;

  open_page (&fixture, RT_TYPE_DOWNLOAD_PAGE);
  g_signal_emit_by_name (find_part (&fixture, "button"), "clicked");
  g_object_set (fixture.page, "empty", gtk_label_new ("nothing"), NULL);
  rt_test_wait_for_frames (GTK_WIDGET (fixture.page), 3);
  g_assert_null (rt_page_get_exchange (fixture.page));
  close_page (&fixture);
}

int
main (int argc, char **argv)
{
  GType types[2];

  gtk_test_init (&argc, &argv, NULL);
  types[0] = RT_TYPE_DOWNLOAD_PAGE;
  types[1] = RT_TYPE_FORMS_PAGE;
  g_test_add_data_func ("/trial-button/download", &types[0], test_opens_it);
  g_test_add_data_func ("/trial-button/forms", &types[1], test_opens_it);
  g_test_add_func ("/trial-button/complains", test_complains);
  g_test_add_func ("/trial-button/goes-while-it-starts", test_goes_while_it_starts);
  return g_test_run ();
}
