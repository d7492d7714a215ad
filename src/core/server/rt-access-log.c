/* What a server was asked, on its way from the server's threads to whoever looks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-access-log.h"

#include <string.h>
#include <time.h>

/* What a piece of memory costs beside its bytes. */
#define ALLOCATION_BYTES 16

/* A ring: waking the reader for every request would cost more than answering it.  When
 * nobody empties it in time, the newest entries are lost, and counted. */
struct _RtAccessLog
{
  GMutex lock; /* guards what follows */
  guint capacity;
  GPtrArray *entries;
  guint n_lost;
};

RtAccessLog *
rt_access_log_new (guint capacity)
{
  RtAccessLog *self = g_new0 (RtAccessLog, 1);

  g_mutex_init (&self->lock);
  self->capacity = capacity;
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_access_entry_unref);
  return self;
}

void
rt_access_log_free (RtAccessLog *self)
{
  g_mutex_clear (&self->lock);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

/**
 * rt_access_log_push:
 * @self: a log
 * @entry: (transfer full): what to add
 *
 * Adds an entry.  May be called in any thread.
 */
void
rt_access_log_push (RtAccessLog *self, RtAccessEntry *entry)
{
  g_autoptr (RtAccessEntry) lost = NULL;

  g_mutex_lock (&self->lock);
  if (self->entries->len < self->capacity)
    {
      g_ptr_array_add (self->entries, entry);
    }
  else
    {
      lost = entry;
      self->n_lost++;
    }
  g_mutex_unlock (&self->lock);
}

/**
 * rt_access_log_drain:
 * @self: a log
 * @n_lost: (out): how many entries were lost since the last time
 *
 * Takes everything out.  May be called in any thread.
 *
 * Returns: (transfer full) (element-type RtAccessEntry): the entries, oldest first
 */
GPtrArray *
rt_access_log_drain (RtAccessLog *self, guint *n_lost)
{
  GPtrArray *fresh
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_access_entry_unref);
  GPtrArray *entries;

  g_mutex_lock (&self->lock);
  entries = self->entries;
  self->entries = fresh;
  *n_lost = self->n_lost;
  self->n_lost = 0;
  g_mutex_unlock (&self->lock);
  return entries;
}

/**
 * rt_access_log_append_escaped:
 * @line: where to add it
 * @text: what a client sent
 *
 * Writes text so that a client can neither end a line nor speak to the terminal: with a
 * backslash before a quote or another one, and what is not printable ASCII as `\\xHH`.
 */
void
rt_access_log_append_escaped (GString *line, const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      guchar c = (guchar)*p;

      if (c == '"' || c == '\\')
        g_string_append_printf (line, "\\%c", c);
      else if (c < 0x20 || c >= 0x7f)
        g_string_append_printf (line, "\\x%02X", c);
      else
        g_string_append_c (line, (char)c);
    }
}

/**
 * rt_access_entry_new:
 * @host: of the client
 * @question: (nullable): what it asked, if that could be read
 *
 * Begins an entry; what became of the request is filled in later.
 *
 * Returns: (transfer full): the entry
 */
RtAccessEntry *
rt_access_entry_new (const char *host, const RtQuestion *question)
{
  RtAccessEntry *self = g_new0 (RtAccessEntry, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->host = g_strdup (host);
  if (question == NULL)
    return self;
  self->request = g_strdup_printf ("%s %s HTTP/1.%u", question->method, question->target,
                                   question->minor_version);
  self->referer = g_strdup (rt_header_list_find (question->fields, "Referer"));
  self->agent = g_strdup (rt_header_list_find (question->fields, "User-Agent"));
  return self;
}

/**
 * rt_access_entry_new_again:
 * @entry: an entry
 * @host: of the client
 *
 * Begins the entry of a request that is the same, and came to the same.
 *
 * Returns: (transfer full): an entry without its times
 */
RtAccessEntry *
rt_access_entry_new_again (const RtAccessEntry *entry, const char *host)
{
  RtAccessEntry *self = rt_access_entry_new (host, NULL);

  self->request = g_strdup (entry->request);
  self->referer = g_strdup (entry->referer);
  self->agent = g_strdup (entry->agent);
  self->status = entry->status;
  self->body_bytes = entry->body_bytes;
  return self;
}

RtAccessEntry *
rt_access_entry_ref (RtAccessEntry *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rt_access_entry_unref (RtAccessEntry *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->host);
  g_free (self->request);
  g_free (self->referer);
  g_free (self->agent);
  g_free (self);
}

static gsize
get_length (const char *text)
{
  return text != NULL ? strlen (text) + ALLOCATION_BYTES : 0;
}

/**
 * rt_access_entry_get_size:
 * @self: an entry
 *
 * Says how much memory an entry takes, more or less.
 *
 * Returns: a number of bytes
 */
gsize
rt_access_entry_get_size (const RtAccessEntry *self)
{
  return sizeof *self + ALLOCATION_BYTES + get_length (self->host)
         + get_length (self->request) + get_length (self->referer)
         + get_length (self->agent);
}

static void
append_quoted (GString *line, const char *text)
{
  g_string_append (line, " \"");
  rt_access_log_append_escaped (line, text != NULL && *text != '\0' ? text : "-");
  g_string_append_c (line, '"');
}

/* The month by hand, because its name follows the language. */
static void
append_time (GString *line, gint64 time_us)
{
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  time_t seconds = time_us / G_USEC_PER_SEC;
  struct tm local = { 0 };
  char clock[32] = "";

  localtime_r (&seconds, &local);
  strftime (clock, sizeof clock, "%Y:%H:%M:%S %z", &local);
  g_string_append_printf (line, " [%02d/%s/%s]", local.tm_mday, months[local.tm_mon],
                          clock);
}

/**
 * rt_access_entry_append_line:
 * @self: an entry
 * @lines: where to add it
 *
 * Writes an entry as a line of printable ASCII in the Combined format of Apache's httpd, in
 * local time, with the duration in ms after it.
 */
void
rt_access_entry_append_line (const RtAccessEntry *self, GString *lines)
{
  g_string_append_printf (lines, "%s - -", self->host);
  append_time (lines, self->time_us);
  append_quoted (lines, self->request);
  g_string_append_printf (lines, " %03u %" G_GUINT64_FORMAT, self->status,
                          self->body_bytes);
  append_quoted (lines, self->referer);
  append_quoted (lines, self->agent);
  g_string_append_printf (lines, " %" G_GINT64_FORMAT ".%03d\n", self->duration_us / 1000,
                          (int)(self->duration_us % 1000));
}

/**
 * rt_access_entry_split_request:
 * @self: an entry
 * @method: (out) (transfer full): what was asked for
 * @target: (out) (transfer full): of what, as on the wire
 *
 * Takes a request's first line apart.
 *
 * Returns: %TRUE unless there was none that could be read; then nothing is set
 */
gboolean
rt_access_entry_split_request (const RtAccessEntry *self, char **method, char **target)
{
  const char *start = self->request != NULL ? strchr (self->request, ' ') : NULL;
  const char *end = start != NULL ? strrchr (self->request, ' ') : NULL;

  if (end == start)
    return FALSE;
  *method = g_strndup (self->request, (gsize)(start - self->request));
  *target = g_strndup (start + 1, (gsize)(end - start - 1));
  return TRUE;
}
