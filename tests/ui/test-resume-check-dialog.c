/* The dialog that asks whether a download could be resumed, with a real server. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-resume-probe.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-page.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-address-bar.h"
#include "ui/rt-exchange-panes-private.h"
#include "ui/rt-exchange-view.h"
#include "ui/rt-resume-check-dialog.h"

#include <string.h>
#include <utime.h>

typedef struct
{
  RtTestDir *dir;
  RtServer *server;
  RtWorkbench *workbench;
  GtkWidget *dialog;
} Fixture;

static void
serve (Fixture *f, const char *fault)
{
  const char *const specs[] = { fault, NULL };
  RtFaultMistake mistake;
  guint index;
  g_autoptr (RtFaultPlan) faults = rt_fault_plan_new (specs, &mistake, &index);
  RtServerOptions options = { .recipe = rt_recipe_find ("files"),
                              .folder = f->dir->path,
                              .n_workers = 1,
                              .faults = fault != NULL ? faults : NULL };
  g_autoptr (GError) error = NULL;

  f->server = rt_server_new ();
  rt_server_start (f->server, &options, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer fault)
{
  const struct utimbuf long_ago = { 1700000000, 1700000000 };
  g_autofree char *path = NULL;

  f->dir = rt_test_dir_new ();
  path = rt_test_dir_build (f->dir, "file.bin");
  g_assert_true (g_file_set_contents (path, "0123456789", 10, NULL));
  g_assert_cmpint (utime (path, &long_ago), ==, 0);
  serve (f, fault);
  f->workbench = rt_workbench_new (f->dir->path, f->dir->path);
  f->dialog = rt_resume_check_dialog_new (NULL, f->workbench, NULL);
  gtk_window_present (GTK_WINDOW (f->dialog));
}

static void
tear_down (Fixture *f, gconstpointer unused)
{
  gtk_window_destroy (GTK_WINDOW (f->dialog));
  g_clear_pointer (&f->server, rt_test_stop_server);
  g_clear_object (&f->workbench);
  rt_test_dir_free (f->dir);
}

static const char *
get_verdict (Fixture *f)
{
  return gtk_label_get_label (GTK_LABEL (rt_test_find (f->dialog, "verdict")));
}

static AdwActionRow *
get_row (Fixture *f, int index)
{
  GtkWidget *list = rt_test_find (f->dialog, "questions");

  return ADW_ACTION_ROW (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), index));
}

static gboolean
has_subtitle (Fixture *f, int index, const char *words)
{
  return strstr (adw_action_row_get_subtitle (get_row (f, index)), words) != NULL;
}

static void
ask (Fixture *f)
{
  g_autofree char *base = rt_server_build_address (f->server);
  g_autofree char *address = g_strconcat (base, "file.bin", NULL);

  rt_address_bar_set_text (RT_ADDRESS_BAR (rt_test_find (f->dialog, "address")), address);
  rt_resume_check_dialog_ask (RT_RESUME_CHECK_DIALOG (f->dialog));
}

static void
test_verdict (Fixture *f, gconstpointer unused)
{
  for (int i = 0; i < RT_N_PROBES; i++)
    g_assert_false (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (get_row (f, i))));
  ask (f);
  rt_test_wait_until (NULL, g_str_has_prefix (get_verdict (f), "Yes: "));
  for (int i = 0; i < RT_N_PROBES; i++)
    g_assert_true (has_subtitle (f, i, "RFC 9110 §"));
}

static void
test_fault (Fixture *f, gconstpointer unused)
{
  ask (f);
  rt_test_wait_until (NULL, g_str_has_prefix (get_verdict (f), "No: "));
  g_assert_true (has_subtitle (f, RT_PROBE_FIRST, "§14.2"));
}

/* A row leads to what was sent and received, and Escape back to the questions. */
static void
test_exchange (Fixture *f, gconstpointer unused)
{
  GtkStack *stack = GTK_STACK (rt_test_find (f->dialog, "stack"));
  GtkWidget *view;
  RtExchange *exchange;

  ask (f);
  rt_test_wait_until (NULL, g_str_has_prefix (get_verdict (f), "Yes: "));
  g_assert_null (rt_test_find_type (f->dialog, RT_TYPE_EXCHANGE_VIEW));
  g_signal_emit_by_name (get_row (f, RT_PROBE_SUFFIX), "activate");
  view = rt_test_find_type (f->dialog, RT_TYPE_EXCHANGE_VIEW);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "exchange");
  exchange
      = rt_exchange_panes_get_exchange (RT_EXCHANGE_PANES (rt_test_find (view, "panes")));
  g_assert_cmpint (rt_exchange_get_status (exchange), ==, 206);
  g_assert_cmpstr (
      rt_header_list_find (rt_hop_get_sent_fields (rt_exchange_get_last_hop (exchange)),
                           "Range"),
      ==, "bytes=-1");
  gtk_widget_activate_action (f->dialog, "check.back", NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "questions");
  g_assert_true (gtk_widget_get_visible (f->dialog));
}

/* Nobody is accused of a silence that the user has asked for. */
static void
test_stop (Fixture *f, gconstpointer unused)
{
  ask (f);
  g_signal_emit_by_name (rt_test_find (f->dialog, "ask"), "clicked");
  g_assert_true (g_str_has_prefix (get_verdict (f), "Six "));
  g_assert_false (has_subtitle (f, RT_PROBE_HEAD, "RFC"));
}

static void
test_no_answer (Fixture *f, gconstpointer unused)
{
  g_clear_pointer (&f->server, rt_test_stop_server);
  rt_address_bar_set_text (RT_ADDRESS_BAR (rt_test_find (f->dialog, "address")),
                           "http://127.0.0.1:9/");
  rt_resume_check_dialog_ask (RT_RESUME_CHECK_DIALOG (f->dialog));
  rt_test_wait_until (NULL, g_str_has_prefix (get_verdict (f), "Nobody knows: "));
  g_assert_nonnull (strchr (get_verdict (f), '\n'));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, fault, function)                                                       \
  g_test_add ("/resume-check-dialog/" name, Fixture, fault, set_up, function, tear_down)

  ADD ("verdict", NULL, test_verdict);
  ADD ("fault", "ignore-range", test_fault);
  ADD ("exchange", NULL, test_exchange);
  ADD ("stop", "delay=60000", test_stop);
  ADD ("no-answer", NULL, test_no_answer);
  return g_test_run ();
}
