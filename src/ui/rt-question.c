/* Asks the user whether to go on. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-question.h"

#include <glib/gi18n.h>

/* Wider than any letter, and narrower than the dialog ever is. */
#define LABEL_WIDTH_MIN 100

/* libadwaita has a large and a small label for the heading and asks both how high they are at
 * any width that one of them can have.  Newer GTK warns where the other cannot. */
static void
let_labels_wrap (GtkWidget *top)
{
  if (GTK_IS_LABEL (top))
    {
      gtk_label_set_wrap (GTK_LABEL (top), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (top), PANGO_WRAP_WORD_CHAR);
      gtk_widget_set_size_request (top, LABEL_WIDTH_MIN, -1);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (top); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    let_labels_wrap (child);
}

/**
 * rt_question_new_statement:
 * @asker: a widget in the window that it belongs to
 * @heading: what it is about
 * @body: (nullable): what there is to know
 *
 * Makes a dialog with a text and no button yet, to be presented.
 *
 * Returns: (transfer none): an #AdwMessageDialog
 */
GtkWidget *
rt_question_new_statement (GtkWidget *asker, const char *heading, const char *body)
{
  GtkWidget *self
      = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (asker)), heading, body);

  /* Now, as the labels of its buttons stay on one line. */
  let_labels_wrap (self);
  return self;
}

/**
 * rt_question_new:
 * @asker: a widget in the window that asks
 * @heading: the question
 * @body: (nullable): what there is to know before it is answered
 * @response: what the dialog responds when the user wants to go on
 * @label: of the button for that
 * @appearance: likewise
 *
 * Makes a question, to be presented.  Escape, and whatever else closes it, responds
 * "cancel"; Return responds @response where that is suggested.
 *
 * Returns: (transfer none): an #AdwMessageDialog
 */
GtkWidget *
rt_question_new (GtkWidget *asker,
                 const char *heading,
                 const char *body,
                 const char *response,
                 const char *label,
                 AdwResponseAppearance appearance)
{
  GtkWidget *self = rt_question_new_statement (asker, heading, body);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), response, label,
                                    NULL);
  adw_message_dialog_set_response_appearance (dialog, response, appearance);
  if (appearance == ADW_RESPONSE_SUGGESTED)
    adw_message_dialog_set_default_response (dialog, response);
  /* It is "close" by default, which may well be what is asked about. */
  adw_message_dialog_set_close_response (dialog, "cancel");
  return self;
}
