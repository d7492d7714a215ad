/* The dialog that tries downloads, with the real trials. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/rt-resume-trial.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-resume-lab-dialog.h"

#include <string.h>

typedef struct
{
  GtkWidget *dialog;
  guint n;
} Fixture;

static GtkListBoxRow *
get_row (Fixture *f, guint index)
{
  GtkWidget *list = rt_test_find (f->dialog, "trials");

  return gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int)index);
}

static const char *
get_word (Fixture *f, guint index)
{
  return gtk_label_get_label (
      GTK_LABEL (rt_test_find_class (GTK_WIDGET (get_row (f, index)), "badge")));
}

static const char *
get_label (Fixture *f)
{
  return gtk_button_get_label (GTK_BUTTON (rt_test_find (f->dialog, "run")));
}

static void
click (Fixture *f)
{
  g_signal_emit_by_name (rt_test_find (f->dialog, "run"), "clicked");
}

static void
set_up (Fixture *f, gconstpointer unused)
{
  f->dialog = rt_resume_lab_dialog_new (NULL);
  gtk_window_present (GTK_WINDOW (f->dialog));
  while (rt_trial_get (f->n) != NULL)
    f->n++;
  rt_test_wait_until (NULL, get_row (f, f->n - 1) != NULL);
}

static void
tear_down (Fixture *f, gconstpointer unused)
{
  gtk_window_destroy (GTK_WINDOW (f->dialog));
}

/* Trial after trial, each for as long as the test waits for anything. */
static void
test_all_right (Fixture *f, gconstpointer unused)
{
  const char *summary;

  click (f);
  for (guint i = 0; i < f->n; i++)
    {
      rt_test_wait_until (NULL, g_str_equal (get_word (f, i), "right"));
      g_assert_true (i + 1 == f->n || g_str_equal (get_label (f), "_Stop")
                     || g_str_equal (get_word (f, f->n - 1), "right"));
    }
  g_assert_cmpstr (get_label (f), ==, "_Run");
  summary = gtk_label_get_label (GTK_LABEL (rt_test_find (f->dialog, "summary")));
  g_assert_true (g_str_has_suffix (summary, "all right"));
}

static void
test_stop_and_decisions (Fixture *f, gconstpointer unused)
{
  AdwActionRow *row = ADW_ACTION_ROW (get_row (f, 0));

  g_assert_cmpstr (get_word (f, 0), ==, "");
  click (f);
  g_assert_cmpstr (get_word (f, 0), ==, "running");
  rt_test_wait_until (NULL, g_str_equal (get_word (f, 0), "right"));
  click (f);
  g_assert_cmpstr (get_label (f), ==, "_Run");
  g_assert_null (strstr (adw_action_row_get_subtitle (row), "•"));
  g_signal_emit_by_name (row, "activate");
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (row), "•"));
  g_signal_emit_by_name (row, "activate");
  g_assert_null (strstr (adw_action_row_get_subtitle (row), "•"));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/resume-lab-dialog/all-right", Fixture, NULL, set_up, test_all_right,
              tear_down);
  g_test_add ("/resume-lab-dialog/stop-and-decisions", Fixture, NULL, set_up,
              test_stop_and_decisions, tear_down);
  return g_test_run ();
}
