/* Asks the user whether to go on. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-question.h"

#include <glib/gi18n.h>

/* That is what newer API than that of the floor is called. */
G_GNUC_BEGIN_IGNORE_DEPRECATIONS

/* The dialog of newer libadwaita stands in the window that asks, that of older is a window of
 * its own.  Nothing outside of this file knows which it is. */
#if ADW_CHECK_VERSION(1, 5, 0)

#define CALL(verb, self, ...)                                                            \
  adw_alert_dialog_##verb (ADW_ALERT_DIALOG (self), __VA_ARGS__)

/* libadwaita asks the large label of the heading how high it would be, also where that is too
 * wide and gives way to the small one.  GTK warns of that, unless it could wrap. */
static void
let_labels_wrap (GtkWidget *top)
{
  if (GTK_IS_LABEL (top))
    {
      gtk_label_set_wrap (GTK_LABEL (top), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (top), PANGO_WRAP_WORD_CHAR);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (top); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    let_labels_wrap (child);
}

static GtkWidget *
make_dialog (const char *heading, const char *body)
{
  GtkWidget *self = GTK_WIDGET (adw_alert_dialog_new (heading, body));

  let_labels_wrap (adw_dialog_get_child (ADW_DIALOG (self)));
  return self;
}

static void
set_focus (GtkWidget *self, GtkWidget *widget)
{
  adw_dialog_set_focus (ADW_DIALOG (self), widget);
}

/**
 * rt_question_present:
 * @self: a question
 * @asker: a widget in the window that asks
 *
 * Asks.
 */
void
rt_question_present (GtkWidget *self, GtkWidget *asker)
{
  adw_dialog_present (ADW_DIALOG (self), asker);
}

/**
 * rt_question_withdraw:
 * @self: a question that is asked
 *
 * Takes it back: there is nothing to answer any more.
 */
void
rt_question_withdraw (GtkWidget *self)
{
  adw_dialog_force_close (ADW_DIALOG (self));
}

/**
 * rt_question_is_in:
 * @window: the window of the application
 *
 * Returns: whether a question stands in @window itself, and hears only those keys that
 * @window leaves to it; what changes that is notified as the window's “visible-dialog”
 */
gboolean
rt_question_is_in (GtkWidget *window)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window))
         != NULL;
}

#else

#define CALL(verb, self, ...)                                                            \
  adw_message_dialog_##verb (ADW_MESSAGE_DIALOG (self), __VA_ARGS__)

static void
set_focus (GtkWidget *self, GtkWidget *widget)
{
  gtk_window_set_focus (GTK_WINDOW (self), widget);
}

/* A row that goes while it has the focus looks for its text once more. */
static void
drop_focus (GtkWidget *self)
{
  set_focus (self, NULL);
}

static GtkWidget *
make_dialog (const char *heading, const char *body)
{
  GtkWidget *self = adw_message_dialog_new (NULL, heading, body);

  g_signal_connect (self, "response", G_CALLBACK (drop_focus), NULL);
  return self;
}

void
rt_question_present (GtkWidget *self, GtkWidget *asker)
{
  gtk_window_set_transient_for (GTK_WINDOW (self),
                                GTK_WINDOW (gtk_widget_get_root (asker)));
  gtk_window_present (GTK_WINDOW (self));
}

void
rt_question_withdraw (GtkWidget *self)
{
  drop_focus (self);
  gtk_window_destroy (GTK_WINDOW (self));
}

gboolean
rt_question_is_in (GtkWidget *window)
{
  return FALSE;
}

#endif

/**
 * rt_question_new:
 * @heading: the question
 * @body: (nullable): what there is to know before it is answered
 * @response: what the signal “response” says when the user wants to go on
 * @label: of the button for that
 * @appearance: likewise
 *
 * Makes a question, to be presented.  Its signal “response” says how it was answered: with
 * "cancel" by Escape, and whatever else closes it.  Return answers @response where that is
 * suggested, and else "cancel".
 *
 * Returns: (transfer none): a dialog
 */
GtkWidget *
rt_question_new (const char *heading,
                 const char *body,
                 const char *response,
                 const char *label,
                 AdwResponseAppearance appearance)
{
  GtkWidget *self = make_dialog (heading, body);

  CALL (add_response, self, "cancel", _ ("_Cancel"));
  CALL (add_response, self, response, label);
  CALL (set_response_appearance, self, response, appearance);
  CALL (set_default_response, self,
        appearance == ADW_RESPONSE_SUGGESTED ? response : "cancel");
  /* It is "close" by default, which may well be what is asked about. */
  CALL (set_close_response, self, "cancel");
  return self;
}

/**
 * rt_question_new_statement:
 * @heading: what it is about
 * @body: what there is to know
 *
 * Makes a dialog that asks nothing, to be presented.
 *
 * Returns: (transfer none): a dialog
 */
GtkWidget *
rt_question_new_statement (const char *heading, const char *body)
{
  GtkWidget *self = make_dialog (heading, body);

  CALL (add_response, self, "close", _ ("_Close"));
  return self;
}

/**
 * rt_question_add_default:
 * @self: a question
 * @response: what its signal says
 * @label: of the button for it
 *
 * Adds one more answer, which is that of Return.
 */
void
rt_question_add_default (GtkWidget *self, const char *response, const char *label)
{
  CALL (add_response, self, response, label);
  CALL (set_default_response, self, response);
}

/**
 * rt_question_set_enabled:
 * @self: a question
 * @response: one of its answers
 * @is_enabled: whether it can be given
 */
void
rt_question_set_enabled (GtkWidget *self, const char *response, gboolean is_enabled)
{
  CALL (set_response_enabled, self, response, is_enabled);
}

/**
 * rt_question_set_fields:
 * @self: a question
 * @fields: what is to be filled in
 * @first: the one of them that has the focus at first, maybe @fields itself
 */
void
rt_question_set_fields (GtkWidget *self, GtkWidget *fields, GtkWidget *first)
{
  CALL (set_extra_child, self, fields);
  set_focus (self, first);
}

G_GNUC_END_IGNORE_DEPRECATIONS
