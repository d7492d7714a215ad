/* Asks by which digest a finished file is verified. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/resume/rt-download-verify.h"

#include "pages/resume/rt-download-words.h"
#include "ui/rt-question.h"

#include <glib/gi18n.h>

/* What the question is about. */
typedef struct
{
  RtDownloadQueue *queue;
  RtDownload *download;
  GtkWidget *dialog;  /* borrowed: it owns us */
  GtkEditable *entry; /* borrowed: the dialog owns it */
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *self = data;

  g_object_unref (self->queue);
  g_object_unref (self->download);
  g_free (self);
}

/* Nothing is as good as a digest: then what is known of the file counts. */
static gboolean
read_digest (Question *self, RtDigest *digest)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));

  *digest = (RtDigest){ 0 };
  return text[0] == '\0' || rt_digest_parse (digest, text);
}

static void
on_changed (Question *self)
{
  RtDigest digest;

  rt_question_set_enabled (self->dialog, "verify", read_digest (self, &digest));
}

static void
on_response (GtkWidget *dialog, const char *response, Question *self)
{
  RtDigest digest;

  /* It may have been verified, or removed, since it was asked. */
  if (g_str_equal (response, "verify") && read_digest (self, &digest)
      && rt_download_get_state (self->download) == RT_DOWNLOAD_DONE)
    rt_download_queue_verify (self->queue, self->download, &digest);
}

static GtkWidget *
make_entry (RtDownload *download)
{
  GtkWidget *entry = gtk_entry_new ();
  const RtDigest *known = &rt_download_get_plan (download)->digest;

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Digest"));
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  if (known->algorithm != RT_DIGEST_NONE)
    {
      g_autofree char *text = rt_digest_format (known);

      gtk_editable_set_text (GTK_EDITABLE (entry), text);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Digest"), -1);
  return entry;
}

/**
 * rt_download_verify_ask:
 * @asker: a widget in the window that asks
 * @queue: where @download is
 * @download: a download that is done
 *
 * Asks for a digest, and verifies the file by it.
 */
void
rt_download_verify_ask (GtkWidget *asker, RtDownloadQueue *queue, RtDownload *download)
{
  g_autofree char *name = rt_download_words_dup_name (download);
  /* Translators: %s is the name of a file. */
  g_autofree char *title = g_strdup_printf (_ ("Verify “%s”?"), name);
  GtkWidget *dialog = rt_question_new (
      title,
      _ ("All of the file is read and compared with its digest: SHA-256, SHA-512, SHA-1 "
         "or MD5. Without one, it is compared with what is known of it, or with a digest "
         "that lies beside it on the server."),
      "verify", _ ("_Verify"), ADW_RESPONSE_SUGGESTED);
  GtkWidget *entry = make_entry (download);
  Question *question = g_new0 (Question, 1);

  question->queue = g_object_ref (queue);
  question->download = g_object_ref (download);
  question->dialog = dialog;
  question->entry = GTK_EDITABLE (entry);
  rt_question_set_fields (dialog, entry, entry);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), question,
                         question_free, 0);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (on_changed), question);
  rt_question_present (dialog, asker);
}
