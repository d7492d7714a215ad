/* The text of a body, made off the main thread. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-body-text.h"

#include <glib/gi18n.h>

typedef struct
{
  GBytes *bytes;
  gboolean cut;
  char *content_type;
  const RtEncoding *chosen;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  g_bytes_unref (job->bytes);
  g_free (job->content_type);
  g_free (job);
}

static void
run (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  RtBodyText *self = g_new0 (RtBodyText, 1);
  char *text;
  gsize length;

  self->bytes = g_bytes_ref (job->bytes);
  self->charset
      = rt_charset_detect (job->bytes, job->cut, job->content_type, job->chosen);
  self->binary = rt_charset_looks_binary (self->charset.encoding, job->bytes);
  text = rt_charset_to_utf8 (self->charset.encoding, job->bytes, job->cut, &length);
  self->pretty_kind = rt_pretty_find_kind (job->content_type, text);
  self->text = g_bytes_new_take (text, length);
  g_task_return_pointer (task, self, (GDestroyNotify)rt_body_text_free);
}

void
rt_body_text_free (RtBodyText *self)
{
  g_bytes_unref (self->bytes);
  g_bytes_unref (self->text);
  g_free (self);
}

/**
 * rt_body_text_read_async:
 * @bytes: the beginning of a body, decoded
 * @cut: whether the body goes on after @bytes
 * @content_type: (nullable): the value of Content-Type
 * @chosen: (nullable): the encoding that the user chose
 * @cancellable: (nullable): to give up
 * @callback: called when the text is there
 * @user_data: passed to @callback
 *
 * Turns bytes into text in a thread.  The text of a longer part of the same body begins
 * with the text of a shorter one, if the encoding is the same.
 */
void
rt_body_text_read_async (GBytes *bytes,
                         gboolean cut,
                         const char *content_type,
                         const RtEncoding *chosen,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->bytes = g_bytes_ref (bytes);
  job->cut = cut;
  job->content_type = g_strdup (content_type);
  job->chosen = chosen;
  g_task_set_source_tag (task, rt_body_text_read_async);
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, run);
}

/**
 * rt_body_text_read_finish:
 * @result: the result
 * @error: return location for a #GError, or %NULL
 *
 * Ends rt_body_text_read_async().  Fails only if it was cancelled.
 *
 * Returns: (transfer full): the text
 */
RtBodyText *
rt_body_text_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* WHATWG writes names in lower case; people write UTF-8. */
static char *
dup_name (const RtEncoding *encoding)
{
  if (g_str_has_prefix (encoding->name, "utf") || g_str_has_prefix (encoding->name, "iso")
      || g_str_has_prefix (encoding->name, "gb"))
    return g_ascii_strup (encoding->name, -1);
  return g_strdup (encoding->name);
}

/**
 * rt_charset_dup_words:
 * @charset: a character set and the rule that found it
 *
 * Says which character set it is and how that is known.
 *
 * Returns: (transfer full): such as "UTF-8 from Content-Type"
 */
char *
rt_charset_dup_words (const RtCharset *charset)
{
  g_autofree char *name = dup_name (charset->encoding);

  switch (charset->rule)
    {
    case RT_CHARSET_CHOSEN:
      /* Translators: %s is a character set, such as UTF-8. */
      return g_strdup_printf (_ ("%s, chosen by you"), name);
    case RT_CHARSET_BOM:
      /* Translators: %s is a character set, such as UTF-8. */
      return g_strdup_printf (_ ("%s from its byte order mark"), name);
    case RT_CHARSET_CONTENT_TYPE:
      /* Translators: %s is a character set, such as UTF-8. */
      return g_strdup_printf (_ ("%s from Content-Type"), name);
    case RT_CHARSET_XML_DECLARATION:
      /* Translators: %s is a character set, such as UTF-8. */
      return g_strdup_printf (_ ("%s from the XML declaration"), name);
    case RT_CHARSET_META:
      /* Translators: %s is a character set, such as UTF-8. */
      return g_strdup_printf (_ ("%s from a meta tag"), name);
    case RT_CHARSET_VALID_UTF8:
      /* Translators: %s is a character set, such as UTF-8. */
      return g_strdup_printf (_ ("%s, judging by its bytes"), name);
    case RT_CHARSET_FALLBACK:
      /* Translators: %s is a character set, such as windows-1252. */
      return g_strdup_printf (_ ("%s, for want of anything better"), name);
    }
  g_return_val_if_reached (NULL);
}
