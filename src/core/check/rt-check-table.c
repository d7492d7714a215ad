/* The rows of a list of addresses: each address once, its result, and the sums. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/check/rt-check-table.h"

static void
clear_row (gpointer data)
{
  RtCheckRow *row = data;

  g_ref_string_release (row->address);
  g_free (row->authorization);
  g_clear_pointer (&row->result, rt_check_result_unref);
}

RtCheckTable *
rt_check_table_new (void)
{
  RtCheckTable *self = g_new0 (RtCheckTable, 1);

  self->rows = g_array_new (FALSE, TRUE, sizeof (RtCheckRow));
  g_array_set_clear_func (self->rows, clear_row);
  /* The strings are those of the rows. */
  self->known = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

void
rt_check_table_free (RtCheckTable *self)
{
  g_hash_table_unref (self->known);
  g_array_unref (self->rows);
  g_free (self);
}

static gpointer
free_table (gpointer table)
{
  rt_check_table_free (table);
  return NULL;
}

/* To free 100,000 rows takes longer than a turn of the main loop may. */
void
rt_check_table_free_in_thread (RtCheckTable *self)
{
  g_thread_unref (g_thread_new ("rt-check-free", free_table, self));
}

RtCheckRow *
rt_check_table_get (RtCheckTable *self, guint row)
{
  return &g_array_index (self->rows, RtCheckRow, row);
}

/* @rows: (element-type guint): the numbers of rows.  Each address is on a line. */
char *
rt_check_table_dup_addresses (RtCheckTable *self, const GArray *rows)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (
        text, "%s%s", i > 0 ? "\n" : "",
        rt_check_table_get (self, g_array_index (rows, guint, i))->address);
  return g_string_free (text, FALSE);
}

static RtCheckResult *
make_bad_result (void)
{
  RtCheckResult *result = rt_check_result_new ();

  result->has_error = TRUE;
  result->error = RT_ERROR_BAD_ADDRESS;
  result->remarks = RT_CHECK_NOT_ASKED;
  rt_check_result_judge (result, &(RtCodeRanges){ 0 });
  return result;
}

/* The same page with another password is another question. */
static gboolean
is_known (RtCheckTable *self, const RtCheckEntry *entry)
{
  gpointer row;

  return g_hash_table_lookup_extended (self->known, entry->address, NULL, &row)
         && g_strcmp0 (rt_check_table_get (self, GPOINTER_TO_UINT (row))->authorization,
                       entry->authorization)
                == 0;
}

/**
 * rt_check_table_add:
 * @self: a table
 * @entry: an address
 *
 * Returns: %TRUE if there is a new row; %FALSE: it was there already
 */
gboolean
rt_check_table_add (RtCheckTable *self, const RtCheckEntry *entry)
{
  RtCheckRow row = { .address = entry->address };
  guint number = self->rows->len;

  if (is_known (self, entry))
    {
      self->sums.n_repeated++;
      return FALSE;
    }
  g_ref_string_acquire (row.address);
  row.authorization = g_strdup (entry->authorization);
  g_array_append_val (self->rows, row);
  g_hash_table_insert (self->known, row.address, GUINT_TO_POINTER (number));
  self->sums.n_rows++;
  self->sums.n[RT_CHECK_PENDING]++;
  if (entry->is_bad)
    {
      g_autoptr (RtCheckResult) result = make_bad_result ();

      rt_check_table_set_result (self, number, result);
    }
  return TRUE;
}

static void
count (RtCheckSums *sums, const RtCheckResult *result, int step)
{
  sums->n[result != NULL ? result->verdict : RT_CHECK_PENDING] += (guint)step;
  if (result == NULL)
    return;
  sums->n_checked += (guint)step;
  if (result->is_ok)
    sums->n_ok += (guint)step;
  sums->saved += step * rt_check_result_get_saved (result);
}

/**
 * rt_check_table_set_result:
 * @self: a table
 * @row: the number of a row
 * @result: (nullable): what it came to; %NULL: it is not checked
 */
void
rt_check_table_set_result (RtCheckTable *self, guint row, RtCheckResult *result)
{
  RtCheckRow *found = rt_check_table_get (self, row);

  count (&self->sums, found->result, -1);
  count (&self->sums, result, 1);
  g_clear_pointer (&found->result, rt_check_result_unref);
  found->result = result != NULL ? rt_check_result_ref (result) : NULL;
  found->is_wanted = found->is_asked = FALSE;
}

/* For good or for now. */
guint
rt_check_sums_count_moved (const RtCheckSums *self)
{
  return self->n[RT_CHECK_MOVED] + self->n[RT_CHECK_MOVED_FOR_NOW];
}

/* Of what was checked: nobody could say whether it exists. */
guint
rt_check_sums_count_unknown (const RtCheckSums *self)
{
  return self->n_checked - self->n[RT_CHECK_EXISTS] - rt_check_sums_count_moved (self)
         - self->n[RT_CHECK_MISSING];
}
