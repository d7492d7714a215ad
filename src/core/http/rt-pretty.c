/* A second look at JSON and XML: the same tokens, indented. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-pretty.h"

#include "core/http/rt-charset.h"
#include "core/http/rt-pretty-writer.h"

#include <string.h>

typedef struct
{
  RtPrettyKind kind;
  GBytes *text;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_bytes_unref (job->text);
  g_free (job);
}

/* An array or object, and not "[info] a line of a log". */
static gboolean
looks_like_json (const char *text)
{
  char open = *text;

  if (open != '{' && open != '[')
    return FALSE;
  text++;
  text += strspn (text, " \t\r\n");
  return *text != '\0' && strchr (open == '{' ? "\"}" : "{[\"", *text) != NULL;
}

/**
 * rt_pretty_find_kind:
 * @content_type: (nullable): the value of Content-Type
 * @text: the text of the body
 *
 * Says what can be done for @text. The type counts; where it says nothing in particular,
 * the first characters do. HTML is left alone.
 *
 * Returns: the kind
 */
RtPrettyKind
rt_pretty_find_kind (const char *content_type, const char *text)
{
  g_autofree char *media = rt_content_type_dup_media (content_type);

  if (strstr (media, "json") != NULL)
    return RT_PRETTY_JSON;
  if (g_str_has_suffix (media, "/xml") || g_str_has_suffix (media, "+xml"))
    return RT_PRETTY_XML;
  if (*media != '\0' && strcmp (media, "text/plain") != 0
      && strcmp (media, "application/octet-stream") != 0)
    return RT_PRETTY_NONE;
  text += strspn (text, " \t\r\n");
  if (looks_like_json (text))
    return RT_PRETTY_JSON;
  return g_str_has_prefix (text, "<?xml") ? RT_PRETTY_XML : RT_PRETTY_NONE;
}

/**
 * rt_pretty_new:
 * @kind: what @text is
 * @text: UTF-8 text, or the beginning of one
 * @length: bytes at @text
 *
 * Indents. Only white space between tokens changes: repeated keys, the order, and the
 * spelling of numbers and tags stay. Where @text ends in the middle, or stops making sense,
 * the rest follows as it is.
 *
 * Returns: (transfer full): the result
 */
RtPretty *
rt_pretty_new (RtPrettyKind kind, const char *text, gsize length)
{
  RtPretty *self = g_new0 (RtPretty, 1);
  RtPrettyWriter writer = { .text = g_string_sized_new (length + length / 4) };

  if (kind == RT_PRETTY_JSON)
    self->end = rt_pretty_write_json (&writer, text, length, &self->offset);
  else if (kind == RT_PRETTY_XML)
    self->end = rt_pretty_write_xml (&writer, text, length, &self->offset);
  if (self->offset < length)
    {
      writer.depth = 0;
      if (kind != RT_PRETTY_NONE)
        rt_pretty_writer_break (&writer);
      rt_pretty_writer_add (&writer, text + self->offset, length - self->offset);
    }
  if (writer.full)
    self->end = RT_PRETTY_FULL;
  self->length = writer.text->len;
  self->text = g_string_free (writer.text, FALSE);
  return self;
}

void
rt_pretty_free (RtPretty *self)
{
  g_free (self->text);
  g_free (self);
}

static void
make_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  gsize length;
  const char *text = g_bytes_get_data (job->text, &length);

  g_task_return_pointer (task, rt_pretty_new (job->kind, text, length),
                         (GDestroyNotify)rt_pretty_free);
}

/**
 * rt_pretty_new_async:
 * @kind: what @text is
 * @text: UTF-8 text, or the beginning of one
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Does the work of rt_pretty_new() in another thread.
 */
void
rt_pretty_new_async (RtPrettyKind kind,
                     GBytes *text,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, rt_pretty_new_async);
  job->kind = kind;
  job->text = g_bytes_ref (text);
  g_task_set_task_data (task, job, job_free);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, make_in_thread);
}

/**
 * rt_pretty_new_finish:
 * @result: what the callback got
 * @error: return location for a #GError, or %NULL
 *
 * Ends rt_pretty_new_async().
 *
 * Errors: %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (nullable): the result
 */
RtPretty *
rt_pretty_new_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
