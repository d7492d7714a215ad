/* Brings identities in from a file that is asked for, and writes the user's own to one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/agents/rt-agent-files.h"

#include "ui/rt-file-question.h"

#include <glib/gi18n.h>

/* What was asked for, and where it is told how it went. */
typedef struct
{
  GtkWidget *asker;
  RtAgentBook *book;
} Errand;

static Errand *
errand_new (GtkWidget *asker, RtAgentBook *book)
{
  Errand *errand = g_new (Errand, 1);

  *errand = (Errand){ g_object_ref (asker), g_object_ref (book) };
  return errand;
}

static void
errand_free (Errand *errand)
{
  g_object_unref (errand->asker);
  g_object_unref (errand->book);
  g_free (errand);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Errand, errand_free)

static void
tell (Errand *errand, const char *words)
{
  gtk_widget_activate_action (errand->asker, "win.toast", "s", words);
}

static void
tell_imported (Errand *errand, const RtAgentFile *file)
{
  g_autofree char *added = g_strdup_printf (
      ngettext ("%u identity was added.", "%u identities were added.", file->agents->len),
      file->agents->len);
  const RtAgentFileNote *note
      = file->notes->len > 0 ? &g_array_index (file->notes, RtAgentFileNote, 0) : NULL;
  g_autofree char *words = NULL;

  if (note == NULL)
    words = g_strdup (added);
  else if (note->number == 0)
    words = g_strdup (_ ("The file holds no identities that can be read"));
  else
    /* Translators: how many were added, how many were left out, and why the first was. */
    words = g_strdup_printf (_ ("%s Left out: %u. %s"), added, file->notes->len,
                             _ (rt_agent_problem_to_sentence (note->problem)));
  tell (errand, words);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  RtAgentFile *file = rt_agent_file_read (source, cancellable, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, (GDestroyNotify)rt_agent_file_free);
  else
    g_task_return_error (task, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RtAgentFile) file = g_task_propagate_pointer (G_TASK (result), &error);

  if (file == NULL)
    {
      tell (errand, error->message);
      return;
    }
  rt_agent_book_import (errand->book, file);
  tell_imported (errand, file);
}

static void
on_import_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  g_autoptr (GFile) file = rt_file_question_ask_finish (errand->asker, result);
  g_autoptr (GTask) task = NULL;

  if (file == NULL)
    return;
  task = g_task_new (file, NULL, on_read, g_steal_pointer (&errand));
  g_task_set_source_tag (task, on_import_chosen);
  g_task_run_in_thread (task, read_in_thread);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    tell (errand, _ ("Your own identities were exported"));
  else
    tell (errand, error->message);
}

static void
on_export_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  g_autoptr (GFile) file = rt_file_question_ask_finish (errand->asker, result);
  g_autoptr (GBytes) contents = rt_agent_book_export (errand->book);

  if (file != NULL)
    g_file_replace_contents_bytes_async (file, contents, NULL, FALSE,
                                         G_FILE_CREATE_REPLACE_DESTINATION, NULL,
                                         on_written, g_steal_pointer (&errand));
}

/* What cannot be sent is left out, and said. */
void
rt_agent_files_import (GtkWidget *asker, RtAgentBook *book)
{
  rt_file_question_ask_async (asker, _ ("Import Identities"),
                              GTK_FILE_CHOOSER_ACTION_OPEN, NULL, on_import_chosen,
                              errand_new (asker, book));
}

void
rt_agent_files_export (GtkWidget *asker, RtAgentBook *book)
{
  rt_file_question_ask_async (asker, _ ("Export Your Own Identities"),
                              GTK_FILE_CHOOSER_ACTION_SAVE, "identities.json",
                              on_export_chosen, errand_new (asker, book));
}
