/* Which rows of a list of addresses are shown, and in which order. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/check/rt-check-order.h"

#include <string.h>

typedef struct
{
  guint row;
  GRefString *address;
  RtCheckResult *result; /* nullable */
} Line;

/* What a thread needs: the rows as they were, which do not change under its hands. */
typedef struct
{
  RtCheckKey key;
  gboolean is_descending;
  guint verdicts;
  char *text; /* in lower case; nullable */
  GArray *lines;
} Work;

static void
clear_line (gpointer data)
{
  Line *line = data;

  g_ref_string_release (line->address);
  g_clear_pointer (&line->result, rt_check_result_unref);
}

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->text);
  g_array_unref (work->lines);
  g_free (work);
}

static RtCheckVerdict
get_verdict (const Line *line)
{
  return line->result != NULL ? line->result->verdict : RT_CHECK_PENDING;
}

static gboolean
is_shown (const Work *work, const Line *line)
{
  g_autofree char *address = NULL;

  if (work->verdicts != 0 && (work->verdicts & 1u << get_verdict (line)) == 0)
    return FALSE;
  if (work->text == NULL)
    return TRUE;
  address = g_ascii_strdown (line->address, -1);
  return strstr (address, work->text) != NULL;
}

static gint64
get_number (const Line *line, RtCheckKey key)
{
  if (key == RT_CHECK_BY_VERDICT)
    return get_verdict (line);
  if (line->result == NULL)
    return -1;
  switch (key)
    {
    case RT_CHECK_BY_STATUS:
      return rt_check_result_get_status (line->result);
    case RT_CHECK_BY_LENGTH:
      return line->result->length;
    case RT_CHECK_BY_TIME:
      return line->result->time_us;
    case RT_CHECK_BY_ROW:
    case RT_CHECK_BY_ADDRESS:
    case RT_CHECK_BY_VERDICT:
      break;
    }
  return line->row;
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const Line *left = a;
  const Line *right = b;
  const Work *work = data;
  int order;

  if (work->key == RT_CHECK_BY_ADDRESS)
    order = strcmp (left->address, right->address);
  else
    {
      gint64 first = get_number (left, work->key);
      gint64 second = get_number (right, work->key);

      order = (first > second) - (first < second);
    }
  if (work->is_descending)
    order = -order;
  return order != 0 ? order : (left->row > right->row) - (left->row < right->row);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  g_autoptr (GArray) shown = g_array_new (FALSE, FALSE, sizeof (Line));
  GArray *rows = g_array_sized_new (FALSE, FALSE, sizeof (guint), work->lines->len);

  for (guint i = 0; i < work->lines->len; i++)
    if (is_shown (work, &g_array_index (work->lines, Line, i)))
      g_array_append_val (shown, g_array_index (work->lines, Line, i));
  if (work->key != RT_CHECK_BY_ROW || work->is_descending)
    g_array_sort_with_data (shown, compare, work);
  for (guint i = 0; i < shown->len; i++)
    g_array_append_val (rows, g_array_index (shown, Line, i).row);
  g_task_return_pointer (task, rows, (GDestroyNotify)g_array_unref);
}

/* All rows are shown, as they are in the list. */
gboolean
rt_check_order_is_plain (const RtCheckOrder *self)
{
  return self->key == RT_CHECK_BY_ROW && !self->is_descending && self->verdicts == 0
         && (self->text == NULL || *self->text == '\0');
}

/**
 * rt_check_order_run_async:
 * @self: an order
 * @table: the rows
 * @cancellable: (nullable): to give up
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Finds in a thread which rows are shown, as they are now.
 */
void
rt_check_order_run_async (const RtCheckOrder *self,
                          RtCheckTable *table,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->key = self->key;
  work->is_descending = self->is_descending;
  work->verdicts = self->verdicts;
  if (self->text != NULL && *self->text != '\0')
    work->text = g_ascii_strdown (self->text, -1);
  work->lines = g_array_sized_new (FALSE, FALSE, sizeof (Line), table->rows->len);
  g_array_set_clear_func (work->lines, clear_line);
  for (guint i = 0; i < table->rows->len; i++)
    {
      const RtCheckRow *row = rt_check_table_get (table, i);
      Line line = { i, g_ref_string_acquire (row->address),
                    row->result != NULL ? rt_check_result_ref (row->result) : NULL };

      g_array_append_val (work->lines, line);
    }
  g_task_set_source_tag (task, rt_check_order_run_async);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, run);
}

/**
 * rt_check_order_run_finish:
 * @result: what the callback was given
 * @error: return location for a #GError, or %NULL
 *
 * Returns: (transfer full) (element-type guint): the numbers of the rows; %NULL: it was
 *   given up
 */
GArray *
rt_check_order_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
