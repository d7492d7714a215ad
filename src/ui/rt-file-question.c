/* Asks the user for a file or a folder. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-file-question.h"

static void
on_response (GtkNativeDialog *dialog, int response, gpointer data)
{
  g_autoptr (GTask) task = data;
  GFile *file = response == GTK_RESPONSE_ACCEPT
                    ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                    : NULL;

  gtk_native_dialog_hide (dialog);
  g_task_return_pointer (task, file, g_object_unref);
}

/**
 * rt_file_question_ask_async:
 * @asker: a widget in the window that asks
 * @title: of the dialog
 * @action: what is to be chosen
 * @start: (nullable): the folder that is chosen so far, or the name of a file to save
 * @callback: called when the user has answered
 * @user_data: for @callback
 *
 * Asks for a file or a folder.
 */
void
rt_file_question_ask_async (GtkWidget *asker,
                            const char *title,
                            GtkFileChooserAction action,
                            const char *start,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (asker, NULL, callback, user_data);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (asker));
  GtkFileChooserNative *dialog
      = gtk_file_chooser_native_new (title, window, action, NULL, NULL);

  g_task_set_source_tag (task, rt_file_question_ask_async);
  g_task_set_task_data (task, dialog, g_object_unref);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  if (start != NULL && action == GTK_FILE_CHOOSER_ACTION_SAVE)
    {
      gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), start);
    }
  else if (start != NULL)
    {
      g_autoptr (GFile) folder = g_file_new_for_path (start);

      gtk_file_chooser_set_file (GTK_FILE_CHOOSER (dialog), folder, NULL);
    }
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * rt_file_question_ask_finish:
 * @asker: the widget that asked
 * @result: what the callback got
 *
 * Ends rt_file_question_ask_async().
 *
 * Returns: (transfer full) (nullable): what was chosen; %NULL if nothing was
 */
GFile *
rt_file_question_ask_finish (GtkWidget *asker, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, asker), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
