/* Asks for a certificate in a file of the user's, and for what it takes to open it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/servers/rt-certificate-import.h"

#include "core/server/rt-server-pem-task.h"
#include "core/wire/rt-error.h"
#include "ui/rt-file-question.h"
#include "ui/rt-question.h"

#include <glib/gi18n.h>

typedef struct
{
  GAsyncReadyCallback made; /* what comes after each try */
  char *folder;
  char *path;
  char *key_path;     /* NULL: the key is in the same file */
  gboolean has_tried; /* a password */
  GtkWidget
      *entry; /* outlives its dialog: GTK goes on with it after Return closed that */
  RtServerPemFlaws flaws;
} Import;

static void
import_free (gpointer data)
{
  Import *import = data;

  g_free (import->folder);
  g_free (import->path);
  g_free (import->key_path);
  g_clear_object (&import->entry);
  g_free (import);
}

static void
make (GTask *task, const char *password)
{
  const Import *import = g_task_get_task_data (task);

  rt_server_pem_keep_async (import->path, import->key_path, password, import->folder,
                            import->made, task);
}

static void
cancel (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "nothing was chosen");
  g_object_unref (task);
}

static void
on_password (GtkWidget *dialog, const char *response, GTask *task)
{
  Import *import = g_task_get_task_data (task);

  if (!g_str_equal (response, "open"))
    {
      cancel (task);
      return;
    }
  import->has_tried = TRUE;
  make (task, gtk_editable_get_text (GTK_EDITABLE (import->entry)));
}

static void
ask_for_password (GTask *task)
{
  Import *import = g_task_get_task_data (task);
  GtkWidget *asker = g_task_get_source_object (task);
  GtkWidget *dialog = rt_question_new (
      _ ("The Key Has a Password"),
      import->has_tried ? _ ("That was not the one.")
                        : _ ("It is needed once: the copy that is kept needs none, and "
                             "nobody but you can read it."),
      "open", _ ("_Open"), ADW_RESPONSE_SUGGESTED);
  GtkWidget *entry = gtk_password_entry_new ();

  g_set_object (&import->entry, entry);
  gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (entry), TRUE);
  g_object_set (entry, "activates-default", TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Password"), -1);
  rt_question_set_fields (dialog, entry, entry);
  g_signal_connect (dialog, "response", G_CALLBACK (on_password), task);
  rt_question_present (dialog, asker);
}

static void
on_key_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Import *import = g_task_get_task_data (task);
  g_autoptr (GFile) file = rt_file_question_ask_finish (GTK_WIDGET (source), result);

  if (file == NULL)
    {
      cancel (task);
      return;
    }
  import->key_path = g_file_get_path (file);
  make (task, NULL);
}

static void
ask_for_key (GTask *task)
{
  rt_file_question_ask_async (g_task_get_source_object (task),
                              _ ("File with the Key of the Certificate"),
                              GTK_FILE_CHOOSER_ACTION_OPEN, NULL, on_key_chosen, task);
}

/* FALSE: there is nothing that the user could add. */
static gboolean
ask_for_more (GTask *task, const GError *error)
{
  const Import *import = g_task_get_task_data (task);

  if (!gtk_widget_is_visible (g_task_get_source_object (task)))
    return FALSE;
  if (g_error_matches (error, RT_ERROR, RT_ERROR_KEY_LOCKED))
    ask_for_password (task);
  else if (import->key_path == NULL && g_error_matches (error, RT_ERROR, RT_ERROR_NO_KEY))
    ask_for_key (task);
  else
    return FALSE;
  return TRUE;
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Import *import = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  char *path = rt_server_pem_keep_finish (result, &import->flaws, &error);

  if (path == NULL && ask_for_more (task, error))
    return;
  if (path != NULL)
    g_task_return_pointer (task, path, g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
  g_object_unref (task);
}

static void
on_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Import *import = g_task_get_task_data (task);
  g_autoptr (GFile) file = rt_file_question_ask_finish (GTK_WIDGET (source), result);

  if (file == NULL)
    {
      cancel (task);
      return;
    }
  import->path = g_file_get_path (file);
  make (task, NULL);
}

/**
 * rt_certificate_import_async:
 * @asker: the window that asks
 * @folder: where to keep the copy
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Asks for a file with a certificate, PEM or PKCS #12; for the file with its key and for a
 * password where they are needed; and keeps a copy.
 */
void
rt_certificate_import_async (GtkWidget *asker,
                             const char *folder,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (asker, NULL, callback, user_data);
  Import *import = g_new0 (Import, 1);

  import->made = on_made;
  import->folder = g_strdup (folder);
  g_task_set_source_tag (task, rt_certificate_import_async);
  g_task_set_task_data (task, import, import_free);
  rt_file_question_ask_async (asker, _ ("Certificate with Its Key"),
                              GTK_FILE_CHOOSER_ACTION_OPEN, NULL, on_chosen, task);
}

/**
 * rt_certificate_import_finish:
 * @asker: the window that asked
 * @result: what the callback got
 * @flaws: (out): what is worth saying about the certificate
 * @error: return location for a #GError, or %NULL
 *
 * Ends rt_certificate_import_async().
 *
 * Errors: those of rt_server_pem_keep_finish(), and %G_IO_ERROR_CANCELLED if the user
 * chose nothing.
 *
 * Returns: (transfer full): the copy's path
 */
char *
rt_certificate_import_finish (GtkWidget *asker,
                              GAsyncResult *result,
                              RtServerPemFlaws *flaws,
                              GError **error)
{
  const Import *import;

  g_return_val_if_fail (g_task_is_valid (result, asker), NULL);

  import = g_task_get_task_data (G_TASK (result));
  *flaws = import->flaws;
  return g_task_propagate_pointer (G_TASK (result), error);
}
