/* The longest turn of the main loop while the fields of a form are shown. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/forms/rt-form-fields.h"
#include "tests/bench/rt-bench-work.h"

#include <adwaita.h>

#define FIELDS 100

typedef struct
{
  RtFormFields *fields;
  RtFormDraft *draft;
} Showing;

static RtFormDraft *
make_draft (void)
{
  RtFormDraft *draft = rt_form_draft_new_by_hand ();

  for (guint i = 3; i < FIELDS; i++)
    rt_form_draft_add (draft, "name", "value");
  return draft;
}

static gboolean
on_show (gpointer data)
{
  const Showing *showing = data;

  rt_form_fields_set_draft (showing->fields, showing->draft);
  return G_SOURCE_REMOVE;
}

int
main (int argc, char **argv)
{
  GtkWidget *window;
  GtkWidget *scrolled;
  g_autoptr (RtFormDraft) draft = make_draft ();
  Showing showing = { NULL, draft };
  RtBenchWork work = { 0 };

  gtk_init ();
  adw_init ();
  scrolled = gtk_scrolled_window_new ();
  window = gtk_window_new ();
  showing.fields = g_object_new (RT_TYPE_FORM_FIELDS, NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled),
                                 GTK_WIDGET (showing.fields));
  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 750);
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  gtk_window_present (GTK_WINDOW (window));
  rt_bench_run_for (1000);
  rt_bench_work_watch (&work);
  rt_bench_work_print (&work, "nothing");
  rt_bench_work_begin (&work);
  g_idle_add (on_show, &showing);
  rt_bench_run_for (2000);
  rt_bench_work_print (&work, "100 fields are shown");
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
