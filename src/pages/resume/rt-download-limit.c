/* Asks how fast one download may be. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/resume/rt-download-limit.h"

#include "pages/resume/rt-download-words.h"
#include "ui/rt-question.h"

#include <glib/gi18n.h>

#define KB 1000

/* What the question is about. */
typedef struct
{
  RtDownloadQueue *queue;
  RtDownload *download;
  GtkSpinButton *number; /* borrowed: the dialog owns it, and us */
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *self = data;

  g_object_unref (self->queue);
  g_object_unref (self->download);
  g_free (self);
}

static void
on_response (GtkWidget *dialog, const char *response, Question *self)
{
  if (g_str_equal (response, "set"))
    rt_download_queue_set_limit (self->queue, self->download,
                                 gtk_spin_button_get_value_as_int (self->number)
                                     * (gint64)KB);
}

static GtkWidget *
make_number (RtDownload *download)
{
  GtkWidget *number = gtk_spin_button_new_with_range (0, 10000000, 100);

  gtk_spin_button_set_value (
      GTK_SPIN_BUTTON (number),
      (double)rt_rate_limit_get_rate (rt_download_get_limit (download)) / KB);
  gtk_widget_set_halign (number, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (number), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Kilobytes a second"), -1);
  return number;
}

/**
 * rt_download_limit_ask:
 * @asker: a widget in the window that asks
 * @queue: where @download is
 * @download: a download
 *
 * Asks for a limit, which is kept at once and in later runs.
 */
void
rt_download_limit_ask (GtkWidget *asker, RtDownloadQueue *queue, RtDownload *download)
{
  g_autofree char *name = rt_download_words_dup_name (download);
  /* Translators: %s is the name of a file. */
  g_autofree char *title = g_strdup_printf (_ ("How Fast May “%s” Come?"), name);
  GtkWidget *dialog
      = rt_question_new (title, _ ("In kilobytes a second; 0 for no limit of its own."),
                         "set", _ ("_Set"), ADW_RESPONSE_SUGGESTED);
  GtkWidget *number = make_number (download);
  Question *question = g_new0 (Question, 1);

  question->queue = g_object_ref (queue);
  question->download = g_object_ref (download);
  question->number = GTK_SPIN_BUTTON (number);
  rt_question_set_fields (dialog, number, number);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), question,
                         question_free, 0);
  rt_question_present (dialog, asker);
}
