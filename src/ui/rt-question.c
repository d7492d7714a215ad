/* Asks the user whether to go on. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-question.h"

#include <glib/gi18n.h>

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
  GtkWidget *self
      = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (asker)), heading, body);
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
