/* Tries downloads against a server that does everything wrong, and shows what came of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-resume-lab-dialog.h"

#include "core/rt-resume-lab.h"
#include "core/transfer/rt-download-news.h"
#include "ui/rt-verdict-row.h"

#include <glib/gi18n.h>

/* So many rows are made in one turn of the main loop. */
#define ROWS_A_TURN 4

struct _RtResumeLabDialog
{
  AdwWindow parent_instance;

  RtResumeLab *lab;
  GPtrArray *rows; /* of RtVerdictRow, borrowed from the list */
  guint filling;   /* source id: there are rows to be made */
  guint n_shown;   /* results that stand in their rows */
  int open;        /* the row whose decisions are shown, or -1 */

  GtkButton *run;
  GtkLabel *summary;
  GtkListBox *trials;
};

G_DEFINE_FINAL_TYPE (RtResumeLabDialog, rt_resume_lab_dialog, ADW_TYPE_WINDOW)

static void
append_steps (GString *text, const RtTrialResult *result)
{
  for (guint i = 0; i < result->steps->len; i++)
    {
      const RtStep *step = g_ptr_array_index (result->steps, i);
      g_autofree char *words = rt_note_render (step->note, gettext);

      g_string_append_printf (text, "\n• %s", words);
    }
}

static void
show_trial (RtResumeLabDialog *self, guint index)
{
  const RtTrialResult *result = rt_resume_lab_get_result (self->lab, index);
  RtVerdictRow *row = g_ptr_array_index (self->rows, index);
  g_autoptr (GString) details
      = g_string_new (_ (rt_trial_get_fault (rt_trial_get (index))->sentence));
  gboolean runs = rt_resume_lab_is_running (self->lab)
                  && index == rt_resume_lab_get_n_over (self->lab);

  if (result == NULL)
    {
      /* Translators: this trial is under way. */
      rt_verdict_row_show (row, details->str, runs ? _ ("running") : NULL,
                           RT_TONE_NEUTRAL);
    }
  else
    {
      g_autofree char *note = rt_note_render (result->note, gettext);

      g_string_append_printf (details, "\n%s", note);
      if ((int)index == self->open)
        append_steps (details, result);
      /* Translators: every byte is right. */
      rt_verdict_row_show (row, details->str,
                           result->is_right ? _ ("right") : _ ("wrong"),
                           result->is_right ? RT_TONE_GOOD : RT_TONE_BAD);
    }
  rt_verdict_row_set_leads_on (row, result != NULL && result->steps->len > 0);
}

static char *
dup_summary (RtResumeLabDialog *self)
{
  guint n = rt_resume_lab_get_n_trials (self->lab);
  guint n_over = rt_resume_lab_get_n_over (self->lab);
  guint n_wrong = rt_resume_lab_get_n_wrong (self->lab);

  if (n_over == 0 && !rt_resume_lab_is_running (self->lab))
    return g_strdup_printf (ngettext ("%u trial takes about a second.",
                                      "%u trials take about half a minute together.", n),
                            n);
  if (n_wrong > 0)
    return g_strdup_printf (
        /* Translators: of so many trials, so many are over, and so many went wrong. */
        _ ("%u trials, %u over: %u wrong"), n, n_over, n_wrong);
  /* Translators: of so many trials, so many are over. */
  return g_strdup_printf (_ ("%u trials, %u over: all right"), n, n_over);
}

/* Only what may have changed: the row that was running, and the one that runs now. */
static void
refresh (RtResumeLabDialog *self)
{
  guint n_over = rt_resume_lab_get_n_over (self->lab);
  gboolean runs = rt_resume_lab_is_running (self->lab);
  g_autofree char *summary = dup_summary (self);

  gtk_label_set_label (self->summary, summary);
  gtk_button_set_label (self->run, runs ? _ ("_Stop") : _ ("_Run"));
  for (guint i = MIN (self->n_shown, n_over); i <= n_over && i < self->rows->len; i++)
    show_trial (self, i);
  self->n_shown = n_over;
}

static gboolean
on_fill (gpointer user_data)
{
  RtResumeLabDialog *self = user_data;
  const RtTrial *trial;

  for (guint i = 0; i < ROWS_A_TURN; i++)
    {
      GtkWidget *row;

      trial = rt_trial_get (self->rows->len);
      if (trial == NULL)
        {
          self->filling = 0;
          return G_SOURCE_REMOVE;
        }
      row = rt_verdict_row_new (_ (rt_trial_get_fault (trial)->title));
      g_ptr_array_add (self->rows, row);
      gtk_list_box_append (self->trials, row);
      show_trial (self, self->rows->len - 1);
    }
  return G_SOURCE_CONTINUE;
}

static void
on_run_clicked (RtResumeLabDialog *self)
{
  if (rt_resume_lab_is_running (self->lab))
    {
      rt_resume_lab_stop (self->lab);
      return;
    }
  self->open = -1;
  rt_resume_lab_start (self->lab);
  for (guint i = 0; i < self->rows->len; i++)
    show_trial (self, i);
}

static void
on_row_activated (RtResumeLabDialog *self, GtkListBoxRow *row)
{
  int index = gtk_list_box_row_get_index (row);
  int before = self->open;

  self->open = index == before ? -1 : index;
  if (before >= 0)
    show_trial (self, (guint)before);
  show_trial (self, (guint)index);
}

static void
rt_resume_lab_dialog_dispose (GObject *object)
{
  RtResumeLabDialog *self = RT_RESUME_LAB_DIALOG (object);

  g_clear_handle_id (&self->filling, g_source_remove);
  if (self->lab != NULL)
    g_signal_handlers_disconnect_by_data (self->lab, self);
  g_clear_object (&self->lab);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_RESUME_LAB_DIALOG);
  G_OBJECT_CLASS (rt_resume_lab_dialog_parent_class)->dispose (object);
}

static void
rt_resume_lab_dialog_class_init (RtResumeLabDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_resume_lab_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-resume-lab-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RtResumeLabDialog, run);
  gtk_widget_class_bind_template_child (widget_class, RtResumeLabDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, RtResumeLabDialog, trials);
  gtk_widget_class_bind_template_callback (widget_class, on_run_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
rt_resume_lab_dialog_init (RtResumeLabDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  self->open = -1;
  self->lab = rt_resume_lab_new ();
  g_signal_connect_object (self->lab, "updated", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  self->filling = g_idle_add (on_fill, self);
  refresh (self);
}

/**
 * rt_resume_lab_dialog_new:
 * @parent: (nullable): the window that it belongs to
 *
 * Makes the dialog.  What runs stops when it is closed.
 *
 * Returns: (transfer floating): the dialog
 */
GtkWidget *
rt_resume_lab_dialog_new (GtkWindow *parent)
{
  return g_object_new (RT_TYPE_RESUME_LAB_DIALOG, "transient-for", parent, NULL);
}
