/* Cookies from a cookies.txt, and into one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/cookies/rt-cookie-files.h"

#include "core/cookies/rt-cookie-tasks.h"
#include "core/cookies/rt-firefox-cookies.h"
#include "pages/cookies/rt-cookie-words.h"
#include "ui/rt-error-text.h"
#include "ui/rt-question.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* A file with one thing wrong has it wrong on every line. */
#define NOTES_MAX 8

/* What is under way. */
typedef struct
{
  GtkWidget *widget;
  RtCookieJar *jar;
  RtCookieFilesDone done;
  gpointer user_data; /* lives with the widget */
} Job;

static Job *
job_new (GtkWidget *widget, RtCookieJar *jar)
{
  Job *job = g_new0 (Job, 1);

  job->widget = g_object_ref (widget);
  job->jar = g_object_ref (jar);
  return job;
}

static void
job_free (Job *job)
{
  g_object_unref (job->widget);
  g_object_unref (job->jar);
  g_free (job);
}

static void
say (GtkWidget *widget, const char *words)
{
  gtk_widget_activate_action (widget, "win.toast", "s", words);
}

static void
say_trouble (GtkWidget *widget, const GError *error)
{
  g_autofree char *hint = rt_error_dup_hint (error);

  say (widget, hint);
}

/* --- what is odd --- */

static void
add_line (GString *text, char *line)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
  g_free (line);
}

static void
add_notes (GString *text, const GArray *notes)
{
  guint n_more = notes->len > NOTES_MAX ? notes->len - NOTES_MAX : 0;

  for (guint i = 0; i < notes->len - n_more; i++)
    {
      const RtCookieFileNote *note = &g_array_index (notes, RtCookieFileNote, i);

      /* Translators: the number of a line, and what is odd about it. */
      add_line (text,
                g_strdup_printf (_ ("Line %u: %s"), note->line,
                                 _ (rt_cookie_file_problem_to_sentence (note->problem))));
    }
  if (n_more > 0)
    add_line (text, g_strdup_printf (ngettext ("%u more line is odd.",
                                               "%u more lines are odd.", n_more),
                                     n_more));
}

static void
add_refused (GString *text, const RtCookieImport *import)
{
  guint n_told = 0;

  for (guint i = 0; i < import->verdicts->len && n_told < NOTES_MAX; i++)
    {
      const RtCookieVerdict *verdict = import->verdicts->pdata[i];
      g_autofree char *name = NULL;

      if (rt_cookie_verdict_get_outcome (verdict) != RT_COOKIE_REFUSED)
        continue;
      name = rt_cookie_words_dup_text (verdict->cookie->name);
      /* Translators: name and domain of a cookie, and why it was refused. */
      add_line (text, g_strdup_printf (_ ("“%s” of %s is refused: %s"), name,
                                       verdict->cookie->domain,
                                       _ (rt_cookie_rule_to_sentence (verdict->rule))));
      n_told++;
    }
  if (import->n_refused > NOTES_MAX)
    add_line (text, g_strdup_printf (ngettext ("%u cookie was refused in all.",
                                               "%u cookies were refused in all.",
                                               import->n_refused),
                                     import->n_refused));
}

static void
add_apart (GString *text, GHashTable *apart)
{
  GHashTableIter iter;
  gpointer place, n;

  g_hash_table_iter_init (&iter, apart);
  while (g_hash_table_iter_next (&iter, &place, &n))
    add_line (text,
              g_strdup_printf (
                  /* Translators: a number, and the name of a container tab or of a
                         * site. */
                  ngettext ("%u cookie that Firefox keeps apart was left out: “%s”",
                            "%u cookies that Firefox keeps apart were left out: “%s”",
                            GPOINTER_TO_UINT (n)),
                  GPOINTER_TO_UINT (n),
                  g_str_equal (place, RT_FIREFOX_PRIVATE) ? _ ("private window")
                                                          : (const char *)place));
}

/**
 * rt_cookie_files_report:
 * @widget: where the import was asked for
 * @import: what came of it
 *
 * Says what was odd, in a dialog; says nothing if nothing was.
 */
void
rt_cookie_files_report (GtkWidget *widget, const RtCookieImport *import)
{
  g_autoptr (GString) text = g_string_new (NULL);

  add_notes (text, import->notes);
  add_refused (text, import);
  if (import->n_expired > 0)
    add_line (text,
              g_strdup_printf (ngettext ("%u cookie has expired.",
                                         "%u cookies have expired.", import->n_expired),
                               import->n_expired));
  add_apart (text, import->apart);
  if (text->len == 0)
    return;
  rt_question_present (
      rt_question_new_statement (_ ("Not All Was as It Should Be"), text->str), widget);
}

/* --- files --- */

static void
on_imported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RtCookieImport) import = rt_cookie_import_finish (job->jar, result, &error);

  if (import == NULL)
    say_trouble (job->widget, error);
  else
    {
      job->done (job->jar, import, job->user_data);
      rt_cookie_files_report (job->widget, import);
    }
  job_free (job);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (GError) error = NULL;
  guint n_left_out;
  g_autofree char *words = NULL;

  if (!rt_cookie_export_finish (job->jar, result, &n_left_out, &error))
    say_trouble (job->widget, error);
  else if (n_left_out > 0)
    {
      words = g_strdup_printf (
          ngettext ("%u cookie holds a tab and cannot be written to such a file",
                    "%u cookies hold a tab and cannot be written to such a file",
                    n_left_out),
          n_left_out);
      say (job->widget, words);
    }
  else
    say (job->widget, _ ("The jar is exported; only you can read the file"));
  job_free (job);
}

static void
on_response (GtkFileChooser *chooser, int response, gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (chooser);

  if (response != GTK_RESPONSE_ACCEPT || file == NULL)
    job_free (job);
  else if (job->done != NULL)
    rt_cookie_import_file_async (job->jar, file, on_imported, job);
  else
    rt_cookie_export_async (job->jar, file, on_exported, job);
  g_object_unref (chooser);
}

static void
ask (Job *job, const char *title, GtkFileChooserAction action, const char *name)
{
  GtkFileChooserNative *native = gtk_file_chooser_native_new (
      title, GTK_WINDOW (gtk_widget_get_root (job->widget)), action, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (native), TRUE);
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (native), name);
  g_signal_connect (native, "response", G_CALLBACK (on_response), job);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
}

/**
 * rt_cookie_files_import:
 * @widget: where the import is asked for
 * @jar: where the cookies go
 * @done: called when something came in
 * @user_data: for @done; must live as long as @widget
 *
 * Asks for a file, and imports it.
 */
void
rt_cookie_files_import (GtkWidget *widget,
                        RtCookieJar *jar,
                        RtCookieFilesDone done,
                        gpointer user_data)
{
  Job *job = job_new (widget, jar);

  job->done = done;
  job->user_data = user_data;
  ask (job, _ ("Import Cookies"), GTK_FILE_CHOOSER_ACTION_OPEN, NULL);
}

/**
 * rt_cookie_files_export:
 * @widget: where the export is asked for
 * @jar: what is exported
 *
 * Asks for a file, and writes it.
 */
void
rt_cookie_files_export (GtkWidget *widget, RtCookieJar *jar)
{
  ask (job_new (widget, jar), _ ("Export Cookies"), GTK_FILE_CHOOSER_ACTION_SAVE,
       "cookies.txt");
}
