/* Asks an address whether a download from there could be resumed, and shows each answer. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-resume-check-dialog.h"

#include "core/transfer/rt-resume-doctor.h"
#include "ui/rt-address-bar.h"
#include "ui/rt-error-text.h"
#include "ui/rt-exchange-view.h"
#include "ui/rt-verdict-row.h"

#include <glib/gi18n.h>

struct _RtResumeCheckDialog
{
  AdwWindow parent_instance;

  RtWorkbench *workbench;
  RtResumeDoctor *doctor;
  GtkWidget *rows[RT_N_PROBES]; /* borrowed from the list */
  RtExchangeView *view;         /* borrowed from the stack; NULL before it is needed */

  GtkWidget *back;
  GtkStack *stack;
  RtAddressBar *address;
  GtkButton *ask;
  GtkLabel *verdict;
  GtkListBox *questions;
};

G_DEFINE_FINAL_TYPE (RtResumeCheckDialog, rt_resume_check_dialog, ADW_TYPE_WINDOW)

static char *
dup_verdict (RtResumeCheckDialog *self)
{
  const RtDiagnosis *diagnosis = rt_resume_doctor_get_diagnosis (self->doctor);
  RtExchange *first = rt_resume_doctor_get_exchange (self->doctor, RT_PROBE_FIRST);
  g_autofree char *text = NULL;
  g_autofree char *title = NULL;

  if (rt_resume_doctor_is_busy (self->doctor))
    return g_strdup (_ ("Asking…"));
  if (diagnosis->verdict == NULL)
    return g_strdup (
        _ ("Six small questions show whether a download could go on where it "
           "was interrupted. Nothing is downloaded."));
  text = rt_note_render (diagnosis->verdict, gettext);
  if (diagnosis->resumability != RT_RESUMABLE_NO_ANSWER
      || rt_exchange_get_error (first) == NULL)
    return g_steal_pointer (&text);
  title = rt_error_dup_title (
      rt_exchange_get_error (first),
      g_uri_get_host (rt_request_get_uri (rt_exchange_get_request (first))));
  return g_strdup_printf ("%s\n%s", text, title);
}

static const char *
grade_to_word (RtFindingGrade grade)
{
  switch (grade)
    {
    case RT_FINDING_NONE:
      return NULL;
    case RT_FINDING_GOOD:
      return _ ("good");
    case RT_FINDING_NOTE:
      return _ ("harmless");
    case RT_FINDING_BAD:
      return _ ("bad");
    }
  g_return_val_if_reached (NULL);
}

static RtTone
grade_to_tone (RtFindingGrade grade)
{
  switch (grade)
    {
    case RT_FINDING_GOOD:
      return RT_TONE_GOOD;
    case RT_FINDING_BAD:
      return RT_TONE_BAD;
    case RT_FINDING_NONE:
    case RT_FINDING_NOTE:
      return RT_TONE_NEUTRAL;
    }
  g_return_val_if_reached (RT_TONE_NEUTRAL);
}

/* What is sent, where it is written what should come, and what came. */
static char *
dup_details (RtProbeKind kind, const RtFinding *finding)
{
  const char *sent = rt_probe_get (kind)->title;
  g_autofree char *text = NULL;

  if (finding->note == NULL)
    return g_strdup (sent);
  text = rt_note_render (finding->note, gettext);
  return g_strdup_printf ("%s · %s\n%s", sent, finding->section, text);
}

static void
show_question (RtResumeCheckDialog *self, RtProbeKind kind)
{
  const RtFinding *finding
      = &rt_resume_doctor_get_diagnosis (self->doctor)->findings[kind];
  RtExchange *exchange = rt_resume_doctor_get_exchange (self->doctor, kind);
  RtVerdictRow *row = RT_VERDICT_ROW (self->rows[kind]);
  gboolean is_open = rt_resume_doctor_is_busy (self->doctor) && exchange != NULL
                     && !rt_exchange_is_over (exchange);
  g_autofree char *details = dup_details (kind, finding);

  rt_verdict_row_show (row, details,
                       is_open ? _ ("asking") : grade_to_word (finding->grade),
                       grade_to_tone (finding->grade));
  rt_verdict_row_set_leads_on (row, exchange != NULL);
}

static void
refresh (RtResumeCheckDialog *self)
{
  gboolean is_busy = rt_resume_doctor_is_busy (self->doctor);
  g_autofree char *verdict = dup_verdict (self);

  gtk_label_set_label (self->verdict, verdict);
  gtk_button_set_label (self->ask, is_busy ? _ ("_Stop") : _ ("_Ask"));
  for (RtProbeKind kind = 0; kind < RT_N_PROBES; kind++)
    show_question (self, kind);
}

static void
show_page (RtResumeCheckDialog *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (self->back, g_str_equal (name, "exchange"));
}

static void
ask (RtResumeCheckDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RtRequest) plain
      = rt_request_new ("GET", rt_address_bar_get_text (self->address), &error);
  g_autoptr (RtRequest) request = NULL;
  g_autoptr (RtRequest) prepared = NULL;

  if (plain == NULL)
    {
      g_autofree char *title = rt_error_dup_title (error, NULL);

      rt_address_bar_complain (self->address, title);
      return;
    }
  request = rt_request_with_options (plain,
                                     rt_workbench_get_request_options (self->workbench));
  prepared = rt_workbench_prepare (self->workbench, request);
  show_page (self, "questions");
  rt_resume_doctor_ask (self->doctor, prepared);
}

static void
on_address_activated (RtResumeCheckDialog *self)
{
  ask (self);
}

static void
on_ask_clicked (RtResumeCheckDialog *self)
{
  if (rt_resume_doctor_is_busy (self->doctor))
    rt_resume_doctor_stop (self->doctor);
  else
    rt_address_bar_submit (self->address);
}

/* One question alone proves nothing: all are asked again. */
static void
on_view_send (RtExchangeView *view, RtRequest *request, RtResumeCheckDialog *self)
{
  ask (self);
}

static void
on_view_trust (RtExchangeView *view,
               const char *host,
               guint port,
               const char *sha256,
               GDateTime *until,
               RtResumeCheckDialog *self)
{
  rt_trust_add (rt_workbench_get_trust (self->workbench), host, (guint16)port, sha256,
                until);
  ask (self);
}

/* It is heavy, and who only wants the verdict does not need it. */
static void
ensure_view (RtResumeCheckDialog *self)
{
  GtkWidget *view;

  if (self->view != NULL)
    return;
  view = rt_exchange_view_new ();
  self->view = RT_EXCHANGE_VIEW (view);
  g_signal_connect_object (view, "send", G_CALLBACK (on_view_send), self, 0);
  g_signal_connect_object (view, "trust", G_CALLBACK (on_view_trust), self, 0);
  gtk_stack_add_named (self->stack, view, "exchange");
}

static void
on_row_activated (RtResumeCheckDialog *self, GtkListBoxRow *row)
{
  RtExchange *exchange = rt_resume_doctor_get_exchange (
      self->doctor, (RtProbeKind)gtk_list_box_row_get_index (row));

  if (exchange == NULL)
    return;
  ensure_view (self);
  rt_exchange_view_set_exchange (self->view, exchange);
  show_page (self, "exchange");
}

static void
go_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RtResumeCheckDialog *self = RT_RESUME_CHECK_DIALOG (widget);

  if (gtk_widget_get_visible (self->back))
    show_page (self, "questions");
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
rt_resume_check_dialog_dispose (GObject *object)
{
  RtResumeCheckDialog *self = RT_RESUME_CHECK_DIALOG (object);

  if (self->doctor != NULL)
    g_signal_handlers_disconnect_by_data (self->doctor, self);
  g_clear_object (&self->doctor);
  g_clear_object (&self->workbench);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_RESUME_CHECK_DIALOG);
  G_OBJECT_CLASS (rt_resume_check_dialog_parent_class)->dispose (object);
}

static void
rt_resume_check_dialog_class_init (RtResumeCheckDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_resume_check_dialog_dispose;
  g_type_ensure (RT_TYPE_ADDRESS_BAR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-resume-check-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RtResumeCheckDialog, back);
  gtk_widget_class_bind_template_child (widget_class, RtResumeCheckDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, RtResumeCheckDialog, address);
  gtk_widget_class_bind_template_child (widget_class, RtResumeCheckDialog, ask);
  gtk_widget_class_bind_template_child (widget_class, RtResumeCheckDialog, verdict);
  gtk_widget_class_bind_template_child (widget_class, RtResumeCheckDialog, questions);
  gtk_widget_class_bind_template_callback (widget_class, on_address_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_ask_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_install_action (widget_class, "check.back", NULL, go_back);
}

static void
rt_resume_check_dialog_init (RtResumeCheckDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (RtProbeKind kind = 0; kind < RT_N_PROBES; kind++)
    {
      self->rows[kind] = rt_verdict_row_new (_ (rt_probe_get (kind)->asks));
      gtk_list_box_append (self->questions, self->rows[kind]);
    }
}

/**
 * rt_resume_check_dialog_new:
 * @parent: the window that it belongs to
 * @workbench: what it sends with
 * @address: (nullable): what to begin with
 *
 * Makes the dialog.
 *
 * Returns: (transfer floating): the dialog
 */
GtkWidget *
rt_resume_check_dialog_new (GtkWindow *parent,
                            RtWorkbench *workbench,
                            const char *address)
{
  RtResumeCheckDialog *self
      = g_object_new (RT_TYPE_RESUME_CHECK_DIALOG, "transient-for", parent, NULL);

  self->workbench = g_object_ref (workbench);
  self->doctor = rt_resume_doctor_new (rt_workbench_get_transport (workbench));
  g_signal_connect_object (self->doctor, "updated", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  rt_address_bar_set_history (self->address, rt_workbench_get_history (workbench));
  rt_address_bar_set_text (self->address, address != NULL ? address : "");
  refresh (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->address));
  return GTK_WIDGET (self);
}

/* Asks the address that stands there, or says what is wrong with it. */
void
rt_resume_check_dialog_ask (RtResumeCheckDialog *self)
{
  g_return_if_fail (RT_IS_RESUME_CHECK_DIALOG (self));

  rt_address_bar_submit (self->address);
}
