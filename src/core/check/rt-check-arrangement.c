/* What is shown of a list of addresses, kept up to date while results come. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/check/rt-check-arrangement.h"

/* While results come, the rows are not moved more often. */
#define REFRESH_US (300 * G_TIME_SPAN_MILLISECOND)

/* So many rows are changed as they are; with more, all is different. */
#define CHANGED_AT_ONCE 64

/* Without an order, all rows are shown as they are, and no array is kept.  With one, a
 * thread finds the rows, again and again while something changes.
 *
 * Who shows the list destroys the widgets of rows that go and makes others for those that
 * come, and either takes its time.  So when all is different, the list is empty for one
 * turn. */
struct _RtCheckArrangement
{
  RtCheckTable *table; /* borrowed */
  RtCheckArrangedFunc func;
  gpointer user_data;

  RtCheckOrder order;
  char *text;
  GArray *rows;  /* of guint; NULL: there is no order */
  guint n_shown; /* without an order */

  gboolean is_emptied; /* for one turn: then comes what follows */
  GArray *coming;      /* NULL with this: all rows */

  gboolean is_frozen;
  gboolean is_dirty;         /* something changed since the thread began */
  GCancellable *cancellable; /* of the thread; NULL: there is none */
  GSource *clock;            /* when the next one begins */
};

static void
refresh_at (RtCheckArrangement *self, gint64 time_us)
{
  gint64 planned_us = g_source_get_ready_time (self->clock);

  self->is_dirty = TRUE;
  if (self->cancellable == NULL && !self->is_frozen && !self->is_emptied
      && (planned_us < 0 || time_us < planned_us))
    g_source_set_ready_time (self->clock, time_us);
}

static guint
get_row (const GArray *rows, guint position)
{
  return rows != NULL ? g_array_index (rows, guint, position) : position;
}

static void
empty (RtCheckArrangement *self, GArray *coming, guint n_before)
{
  self->coming = coming;
  self->is_emptied = TRUE;
  self->n_shown = 0;
  self->func (0, n_before, 0, self->user_data);
  g_source_set_ready_time (self->clock, 0);
}

static void
fill (RtCheckArrangement *self)
{
  self->is_emptied = FALSE;
  self->rows = g_steal_pointer (&self->coming);
  self->n_shown = self->table->rows->len;
  self->func (0, 0, self->rows != NULL ? self->rows->len : self->n_shown,
              self->user_data);
  if (self->is_dirty)
    refresh_at (self, g_get_monotonic_time () + REFRESH_US);
}

/* Tells only of the part that differs: whoever looks at the list keeps their place. */
static void
take_rows (RtCheckArrangement *self, GArray *rows, guint n_after)
{
  g_autoptr (GArray) before = g_steal_pointer (&self->rows);
  guint n_before = before != NULL ? before->len : self->n_shown;
  guint n_least = MIN (n_before, n_after);
  guint first = 0, last = 0;

  while (first < n_least && get_row (before, first) == get_row (rows, first))
    first++;
  while (last < n_least - first
         && get_row (before, n_before - 1 - last) == get_row (rows, n_after - 1 - last))
    last++;
  if (MIN (n_before, n_after) - first - last > CHANGED_AT_ONCE)
    {
      empty (self, rows, n_before);
      return;
    }
  self->rows = rows;
  self->n_shown = n_after;
  if (n_before - first - last > 0 || n_after - first - last > 0)
    self->func (first, n_before - first - last, n_after - first - last, self->user_data);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GArray *rows = rt_check_order_run_finish (result, NULL);
  RtCheckArrangement *self = user_data;

  if (rows == NULL)
    return; /* @self has given up, and may be gone */
  g_clear_object (&self->cancellable);
  if (self->is_dirty)
    refresh_at (self, g_get_monotonic_time () + REFRESH_US);
  take_rows (self, rows, rows->len);
}

static gboolean
on_clock (gpointer data)
{
  RtCheckArrangement *self = data;

  g_source_set_ready_time (self->clock, -1);
  if (self->is_emptied)
    {
      fill (self);
      return G_SOURCE_CONTINUE;
    }
  self->is_dirty = FALSE;
  self->cancellable = g_cancellable_new ();
  rt_check_order_run_async (&self->order, self->table, self->cancellable, on_found, self);
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch_clock (GSource *source, GSourceFunc callback, gpointer data)
{
  return callback (data);
}

static void
give_up (RtCheckArrangement *self)
{
  g_source_set_ready_time (self->clock, -1);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->coming, g_array_unref);
  self->is_emptied = FALSE;
}

/**
 * rt_check_arrangement_new:
 * @table: the rows; it must stay until rt_check_arrangement_reset() or the end
 * @func: told of what is shown
 * @user_data: for @func
 *
 * Returns: (transfer full): an arrangement without an order
 */
RtCheckArrangement *
rt_check_arrangement_new (RtCheckTable *table,
                          RtCheckArrangedFunc func,
                          gpointer user_data)
{
  static GSourceFuncs funcs = { .dispatch = dispatch_clock };
  RtCheckArrangement *self = g_new0 (RtCheckArrangement, 1);

  self->table = table;
  self->func = func;
  self->user_data = user_data;
  self->clock = g_source_new (&funcs, sizeof (GSource));
  g_source_set_callback (self->clock, on_clock, self, NULL);
  g_source_attach (self->clock, g_main_context_get_thread_default ());
  return self;
}

void
rt_check_arrangement_free (RtCheckArrangement *self)
{
  give_up (self);
  g_source_destroy (self->clock);
  g_source_unref (self->clock);
  g_free (self->text);
  g_clear_pointer (&self->rows, g_array_unref);
  g_free (self);
}

guint
rt_check_arrangement_get_length (RtCheckArrangement *self)
{
  return self->rows != NULL ? self->rows->len : self->n_shown;
}

guint
rt_check_arrangement_get_row (RtCheckArrangement *self, guint position)
{
  return self->rows != NULL ? g_array_index (self->rows, guint, position) : position;
}

/* Whether what is shown is what the order asks for. */
gboolean
rt_check_arrangement_is_settled (RtCheckArrangement *self)
{
  return !self->is_dirty && !self->is_emptied && self->cancellable == NULL;
}

/**
 * rt_check_arrangement_set_order:
 * @self: an arrangement
 * @order: which rows are shown, in which order
 *
 * Shows the rows so, as soon as that is known.
 */
void
rt_check_arrangement_set_order (RtCheckArrangement *self, const RtCheckOrder *order)
{
  give_up (self);
  self->order = *order;
  g_free (self->text);
  self->text = g_strdup (order->text);
  self->order.text = self->text;
  self->is_dirty = FALSE;
  self->is_frozen = FALSE;
  if (rt_check_order_is_plain (order))
    take_rows (self, NULL, self->table->rows->len);
  else
    refresh_at (self, 0);
}

/**
 * rt_check_arrangement_set_frozen:
 * @self: an arrangement
 * @is_frozen: whether all stays where it is
 *
 * Lets no result move a row, or lets those that came move them.  Another order ends it.
 */
void
rt_check_arrangement_set_frozen (RtCheckArrangement *self, gboolean is_frozen)
{
  self->is_frozen = is_frozen;
  if (!is_frozen && self->is_dirty)
    refresh_at (self, 0);
}

/* There is another table, and nothing is shown. */
void
rt_check_arrangement_reset (RtCheckArrangement *self, RtCheckTable *table)
{
  GArray *none = self->rows != NULL ? g_array_new (FALSE, FALSE, sizeof (guint)) : NULL;

  give_up (self);
  self->table = table;
  self->is_dirty = self->is_frozen = FALSE;
  take_rows (self, none, 0);
}

/* The table had @n_before rows, and has more now. */
void
rt_check_arrangement_grow (RtCheckArrangement *self, guint n_before)
{
  guint n_added = self->table->rows->len - n_before;

  if (n_added == 0)
    return;
  if (self->rows != NULL || !rt_check_order_is_plain (&self->order))
    {
      rt_check_arrangement_refresh (self);
      return;
    }
  if (self->is_emptied)
    return; /* they come with the others */
  self->n_shown += n_added;
  self->func (n_before, 0, n_added, self->user_data);
}

/* Some rows have other results. */
void
rt_check_arrangement_refresh (RtCheckArrangement *self)
{
  if (!rt_check_order_is_plain (&self->order))
    refresh_at (self, g_get_monotonic_time () + REFRESH_US);
}
