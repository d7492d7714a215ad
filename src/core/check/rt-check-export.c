/* What became of each address, as text for other programs and for people. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/check/rt-check-export.h"

#include "core/check/rt-check-words.h"
#include "core/http/rt-text-file.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* A table reckons with what begins like a formula, and so hands it to whoever wrote it. */
static gboolean
is_formula (const char *text)
{
  return *text != '\0' && strchr ("=+-@\t\r", *text) != NULL;
}

/* RFC 4180. */
static void
append_cell (GString *text, const char *cell)
{
  gboolean is_quoted = strpbrk (cell, ",\"\r\n") != NULL || is_formula (cell);

  if (!is_quoted)
    {
      g_string_append (text, cell);
      return;
    }
  g_string_append_c (text, '"');
  if (is_formula (cell))
    g_string_append_c (text, '\'');
  for (; *cell != '\0'; cell++)
    {
      if (*cell == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *cell);
    }
  g_string_append_c (text, '"');
}

static void
append_next_cell (GString *text, const char *cell)
{
  g_string_append_c (text, ',');
  append_cell (text, cell != NULL ? cell : "");
}

static void
append_number_cell (GString *text, gint64 number)
{
  g_string_append_c (text, ',');
  if (number >= 0)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, number);
}

static void
append_csv (const char *address, const RtCheckResult *result, GString *text)
{
  guint status = rt_check_result_get_status (result);

  append_cell (text, address);
  append_next_cell (text, rt_check_verdict_to_id (result->verdict));
  append_next_cell (text, result->is_ok ? "yes" : "no");
  append_number_cell (text, status > 0 ? (gint64)status : -1);
  g_string_append_c (text, ',');
  for (guint i = 0; i < result->n_chain; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? " " : "", result->chain[i]);
  append_next_cell (text,
                    result->attempts > 0 ? rt_check_result_get_method (result) : "");
  append_next_cell (text, result->final_address);
  append_next_cell (text, result->new_address);
  append_next_cell (text, result->type);
  append_number_cell (text, result->length);
  append_next_cell (text, result->modified);
  append_number_cell (text, result->time_us);
  append_number_cell (text, result->attempts);
  append_next_cell (text, rt_check_result_get_why (result));
  g_string_append (text, "\r\n");
}

static void
put_string (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
put_number (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

/* What is not known is left out. */
static void
put_answer (JsonBuilder *builder, const RtCheckResult *result)
{
  if (result->n_chain == 0)
    return;
  put_number (builder, "status", rt_check_result_get_status (result));
  json_builder_set_member_name (builder, "chain");
  json_builder_begin_array (builder);
  for (guint i = 0; i < result->n_chain; i++)
    json_builder_add_int_value (builder, result->chain[i]);
  json_builder_end_array (builder);
  put_string (builder, "type", result->type);
  if (result->length >= 0)
    put_number (builder, "length", result->length);
  put_string (builder, "modified", result->modified);
}

static void
append_json (const char *address, const RtCheckResult *result, GString *text)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *line = NULL;

  json_builder_begin_object (builder);
  put_string (builder, "url", address);
  put_string (builder, "final_url",
              result->final_address != NULL ? result->final_address : address);
  put_string (builder, "new_url", result->new_address);
  put_string (builder, "verdict", rt_check_verdict_to_id (result->verdict));
  json_builder_set_member_name (builder, "ok");
  json_builder_add_boolean_value (builder, result->is_ok);
  put_answer (builder, result);
  if (result->attempts > 0)
    {
      put_string (builder, "method", rt_check_result_get_method (result));
      put_number (builder, "time", result->time_us);
    }
  if (result->head_status > 0)
    put_number (builder, "head_status", result->head_status);
  put_number (builder, "attempts", result->attempts);
  put_string (builder, "why", rt_check_result_get_why (result));
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  line = json_to_string (root, FALSE);
  g_string_append (text, line);
  g_string_append_c (text, '\n');
}

static void
append_markdown_cell (GString *text, const char *cell)
{
  g_string_append (text, " ");
  for (; *cell != '\0'; cell++)
    {
      if (strchr ("\\`*_[]<>|", *cell) != NULL)
        g_string_append_c (text, '\\');
      g_string_append_c (text, *cell);
    }
  g_string_append (text, " |");
}

static void
append_markdown (const char *address, const RtCheckResult *result, GString *text)
{
  g_autofree char *status = g_strdup_printf ("%u", rt_check_result_get_status (result));
  const char *leads_to
      = result->new_address != NULL ? result->new_address : result->final_address;

  g_string_append_c (text, '|');
  append_markdown_cell (text, rt_check_verdict_to_id (result->verdict));
  append_markdown_cell (text, result->n_chain > 0 ? status : "");
  append_markdown_cell (text, address);
  append_markdown_cell (text, leads_to != NULL ? leads_to : "");
  g_string_append_c (text, '\n');
}

/* Such a link helps nobody. */
static gboolean
is_dead (const RtCheckResult *result)
{
  return result->verdict == RT_CHECK_MISSING || result->verdict == RT_CHECK_NO_SERVER;
}

/**
 * rt_check_export_begin:
 * @format: a format
 * @text: where to
 *
 * Appends what stands before the first address.
 */
void
rt_check_export_begin (RtCheckFormat format, GString *text)
{
  switch (format)
    {
    case RT_CHECK_AS_CSV:
      g_string_append (text, "url,verdict,ok,status,chain,method,final_url,new_url,type,"
                             "length,modified,time_us,attempts,why\r\n");
      break;
    case RT_CHECK_AS_MARKDOWN:
      g_string_append (text, "| verdict | status | address | leads to |\n"
                             "| --- | --- | --- | --- |\n");
      break;
    case RT_CHECK_AS_MOVES:
      g_string_append (text, "old,new\r\n");
      break;
    case RT_CHECK_AS_JSON:
    case RT_CHECK_AS_DEAD:
      break;
    }
}

/**
 * rt_check_export_append:
 * @format: a format
 * @address: an address
 * @result: what became of it
 * @text: where to
 *
 * Appends what @format says of an address, which may be nothing.  A cell of CSV that a
 * table would take for a formula gets an apostrophe before it.
 *
 * Source: [RFC 4180](https://www.rfc-editor.org/rfc/rfc4180)
 */
void
rt_check_export_append (RtCheckFormat format,
                        const char *address,
                        const RtCheckResult *result,
                        GString *text)
{
  switch (format)
    {
    case RT_CHECK_AS_CSV:
      append_csv (address, result, text);
      break;
    case RT_CHECK_AS_JSON:
      append_json (address, result, text);
      break;
    case RT_CHECK_AS_MARKDOWN:
      append_markdown (address, result, text);
      break;
    case RT_CHECK_AS_DEAD:
      if (is_dead (result))
        g_string_append_printf (text, "%s\n", address);
      break;
    case RT_CHECK_AS_MOVES:
      if (result->verdict != RT_CHECK_MOVED || result->new_address == NULL)
        break;
      append_cell (text, address);
      append_next_cell (text, result->new_address);
      g_string_append (text, "\r\n");
      break;
    }
}

typedef struct
{
  RtCheckFormat format;
  GFile *file;
  GArray *rows; /* of RtCheckRow that were checked */
  guint next;
} Export;

static void
export_free (gpointer data)
{
  Export *self = data;

  g_object_unref (self->file);
  g_array_unref (self->rows);
  g_free (self);
}

static void
clear_row (gpointer data)
{
  RtCheckRow *row = data;

  g_ref_string_release (row->address);
  rt_check_result_unref (row->result);
}

static gboolean
append_row (GString *text, gpointer data)
{
  Export *self = data;
  const RtCheckRow *row;

  if (self->next == 0)
    rt_check_export_begin (self->format, text);
  if (self->next == self->rows->len)
    return FALSE;
  row = &g_array_index (self->rows, RtCheckRow, self->next++);
  rt_check_export_append (self->format, row->address, row->result, text);
  return TRUE;
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Export *self = data;
  GError *error = NULL;

  if (rt_text_file_write (self->file, append_row, self, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * rt_check_export_async:
 * @table: the rows; those that are not checked are left out
 * @format: a format
 * @file: what to write, for the user alone; on error it is as it was
 * @cancellable: (nullable): to give up
 * @callback: called when it is written
 * @user_data: for @callback
 *
 * Writes the rows as they are now, in a thread.
 */
void
rt_check_export_async (RtCheckTable *table,
                       RtCheckFormat format,
                       GFile *file,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Export *self = g_new0 (Export, 1);

  self->format = format;
  self->file = g_object_ref (file);
  self->rows = g_array_new (FALSE, FALSE, sizeof (RtCheckRow));
  g_array_set_clear_func (self->rows, clear_row);
  for (guint i = 0; i < table->rows->len; i++)
    {
      const RtCheckRow *row = rt_check_table_get (table, i);
      RtCheckRow copied = { .address = row->address, .result = row->result };

      if (row->result == NULL)
        continue;
      g_ref_string_acquire (copied.address);
      rt_check_result_ref (copied.result);
      g_array_append_val (self->rows, copied);
    }
  g_task_set_source_tag (task, rt_check_export_async);
  g_task_set_task_data (task, self, export_free);
  g_task_run_in_thread (task, run);
}

gboolean
rt_check_export_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
