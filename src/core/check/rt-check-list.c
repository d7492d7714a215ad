/* Addresses and what became of each, as a list that stays live while they are checked. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/check/rt-check-list.h"

#include "core/check/rt-check-arrangement.h"
#include "core/check/rt-check-arrivals.h"
#include "core/check/rt-check-items.h"
#include "core/check/rt-checker.h"

/* A turn of the main loop spends no more on rows. */
#define TURN_US (1 * G_TIME_SPAN_MILLISECOND)
#define ROWS_BETWEEN_LOOKS_AT_THE_CLOCK 64

/* Rows are added, and handed to the checker, a few in each turn of the main loop.  Results
 * come a few times a second, all at once; only items that somebody holds are told. */
struct _RtCheckList
{
  GObject parent_instance;

  RtCheckTable *table;
  RtCheckArrangement *arrangement;
  RtCheckItems *items;

  RtCheckArrivals arrivals;
  gboolean wants_all; /* what runs is for all rows that are not checked */
  guint next_row;     /* all before it were handed to the checker, or are not wanted */
  GSource *turn;      /* nullable */
  RtChecker *checker; /* nullable: nothing runs */
};

enum
{
  UPDATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model)
{
  return RT_TYPE_CHECK_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return rt_check_arrangement_get_length (RT_CHECK_LIST (model)->arrangement);
}

static gpointer
get_item (GListModel *model, guint position)
{
  RtCheckList *self = RT_CHECK_LIST (model);
  guint row;

  if (position >= get_n_items (model))
    return NULL;
  row = rt_check_list_get_row (self, position);
  return rt_check_items_dup (self->items, row, rt_check_table_get (self->table, row));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RtCheckList,
                               rt_check_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
tell_updated (RtCheckList *self)
{
  g_signal_emit (self, signals[UPDATED], 0);
}

static void
on_arranged (guint position, guint n_removed, guint n_added, gpointer user_data)
{
  RtCheckList *self = user_data;

  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
  tell_updated (self);
}

static void
set_result (RtCheckList *self, guint row, RtCheckResult *result)
{
  rt_check_table_set_result (self->table, row, result);
  rt_check_items_set_result (self->items, row, result);
}

static void
on_news (GPtrArray *news, gboolean is_over, gpointer user_data)
{
  g_autoptr (RtCheckList) self = g_object_ref (user_data);

  for (guint i = 0; i < news->len; i++)
    {
      const RtCheckNews *one = news->pdata[i];

      set_result (self, one->row, one->result);
    }
  if (is_over)
    g_clear_pointer (&self->checker, rt_checker_free);
  rt_check_arrangement_refresh (self->arrangement);
  tell_updated (self);
}

/* One row for the checker; FALSE: there is none. */
static gboolean
ask_one (RtCheckList *self)
{
  RtCheckRow *row;

  if (self->checker == NULL || self->next_row >= self->table->rows->len)
    return FALSE;
  row = rt_check_table_get (self->table, self->next_row);
  if (row->result == NULL && !row->is_asked && (self->wants_all || row->is_wanted))
    {
      row->is_asked = TRUE;
      rt_checker_add (self->checker, self->next_row, row->address, row->authorization);
    }
  self->next_row++;
  return TRUE;
}

static gboolean
on_turn (gpointer data)
{
  g_autoptr (RtCheckList) self = g_object_ref (data);
  guint n_before = self->table->rows->len;
  gint64 deadline_us = g_get_monotonic_time () + TURN_US;
  gboolean is_over = FALSE;

  for (guint i = 1; !is_over; i++)
    {
      is_over
          = !rt_check_arrivals_move_one (&self->arrivals, self->table) && !ask_one (self);
      if (i % ROWS_BETWEEN_LOOKS_AT_THE_CLOCK == 0
          && g_get_monotonic_time () > deadline_us)
        break;
    }
  if (is_over)
    {
      g_source_destroy (self->turn);
      g_clear_pointer (&self->turn, g_source_unref);
      if (self->checker != NULL)
        rt_checker_close (self->checker);
    }
  rt_check_arrangement_grow (self->arrangement, n_before);
  if (is_over || self->table->rows->len != n_before)
    tell_updated (self);
  return G_SOURCE_CONTINUE;
}

static void
take_turns (RtCheckList *self)
{
  if (self->turn != NULL)
    return;
  self->turn = g_idle_source_new ();
  g_source_set_callback (self->turn, on_turn, self, NULL);
  g_source_attach (self->turn, g_main_context_get_thread_default ());
}

static void
stop_turns (RtCheckList *self)
{
  if (self->turn != NULL)
    g_source_destroy (self->turn);
  g_clear_pointer (&self->turn, g_source_unref);
  rt_check_arrivals_clear (&self->arrivals);
}

static void
rt_check_list_finalize (GObject *object)
{
  RtCheckList *self = RT_CHECK_LIST (object);

  stop_turns (self);
  g_clear_pointer (&self->checker, rt_checker_free);
  rt_check_items_free (self->items);
  rt_check_arrangement_free (self->arrangement);
  rt_check_table_free (self->table);
  G_OBJECT_CLASS (rt_check_list_parent_class)->finalize (object);
}

static void
rt_check_list_class_init (RtCheckListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_check_list_finalize;

  /**
   * RtCheckList::updated:
   * @self: a list
   *
   * The sums may be others, or whether something runs.
   */
  signals[UPDATED] = g_signal_new ("updated", RT_TYPE_CHECK_LIST, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rt_check_list_init (RtCheckList *self)
{
  self->items = rt_check_items_new ();
  self->table = rt_check_table_new ();
  self->arrangement = rt_check_arrangement_new (self->table, on_arranged, self);
}

RtCheckList *
rt_check_list_new (void)
{
  return g_object_new (RT_TYPE_CHECK_LIST, NULL);
}

/**
 * rt_check_list_add:
 * @self: a list
 * @entries: (element-type RtCheckEntry): addresses; not changed from now on
 *
 * Adds what is not in the list yet, in the next turns of the main loop.
 */
void
rt_check_list_add (RtCheckList *self, GPtrArray *entries)
{
  g_return_if_fail (RT_IS_CHECK_LIST (self));

  rt_check_arrivals_push (&self->arrivals, entries);
  take_turns (self);
}

/* Stops, and forgets all rows. */
void
rt_check_list_clear (RtCheckList *self)
{
  RtCheckTable *old;

  g_return_if_fail (RT_IS_CHECK_LIST (self));

  stop_turns (self);
  g_clear_pointer (&self->checker, rt_checker_free);
  rt_check_items_forget (self->items);
  old = self->table;
  self->table = rt_check_table_new ();
  self->next_row = 0;
  rt_check_arrangement_reset (self->arrangement, self->table);
  tell_updated (self);
  rt_check_table_free_in_thread (old);
}

RtCheckTable *
rt_check_list_get_table (RtCheckList *self)
{
  g_return_val_if_fail (RT_IS_CHECK_LIST (self), NULL);

  return self->table;
}

static void
run (RtCheckList *self, RtRequest *base, const RtCheckOptions *options)
{
  g_clear_pointer (&self->checker, rt_checker_free);
  self->checker = rt_checker_new (base, options, on_news, self);
  self->next_row = 0;
  take_turns (self);
  tell_updated (self);
}

/**
 * rt_check_list_start:
 * @self: a list of which nothing is being checked
 * @base: what each request starts from; its address does not matter
 * @options: how to check
 *
 * Checks all that is not checked yet; so it goes on after a stop.
 */
void
rt_check_list_start (RtCheckList *self, RtRequest *base, const RtCheckOptions *options)
{
  g_return_if_fail (RT_IS_CHECK_LIST (self));
  g_return_if_fail (self->checker == NULL);

  self->wants_all = TRUE;
  run (self, base, options);
}

/**
 * rt_check_list_recheck:
 * @self: a list of which nothing is being checked
 * @rows: (array length=n_rows): the numbers of rows
 * @n_rows: how many
 * @base: see rt_check_list_start()
 * @options: likewise
 *
 * Checks some rows again, and no others.
 */
void
rt_check_list_recheck (RtCheckList *self,
                       const guint *rows,
                       guint n_rows,
                       RtRequest *base,
                       const RtCheckOptions *options)
{
  g_return_if_fail (RT_IS_CHECK_LIST (self));
  g_return_if_fail (self->checker == NULL);

  self->wants_all = FALSE;
  for (guint i = 0; i < n_rows; i++)
    {
      RtCheckRow *row = rt_check_table_get (self->table, rows[i]);

      if (row->result != NULL && row->result->error == RT_ERROR_BAD_ADDRESS
          && row->result->has_error)
        continue; /* it is none: there is nobody to ask */
      set_result (self, rows[i], NULL);
      row->is_wanted = TRUE;
    }
  run (self, base, options);
}

/* What is on its way is given up, and not checked. */
void
rt_check_list_stop (RtCheckList *self)
{
  g_return_if_fail (RT_IS_CHECK_LIST (self));

  g_clear_pointer (&self->checker, rt_checker_free);
  for (guint i = 0; i < self->table->rows->len; i++)
    {
      RtCheckRow *row = rt_check_table_get (self->table, i);

      row->is_wanted = row->is_asked = FALSE;
    }
  rt_check_arrangement_refresh (self->arrangement);
  tell_updated (self);
}

gboolean
rt_check_list_is_running (RtCheckList *self)
{
  g_return_val_if_fail (RT_IS_CHECK_LIST (self), FALSE);

  return self->checker != NULL;
}

/**
 * rt_check_list_set_order:
 * @self: a list
 * @order: which rows are shown, in which order
 *
 * Shows the rows so, as soon as that is known.  As results come, the rows move.
 */
void
rt_check_list_set_order (RtCheckList *self, const RtCheckOrder *order)
{
  g_return_if_fail (RT_IS_CHECK_LIST (self));

  rt_check_arrangement_set_order (self->arrangement, order);
}

/* While somebody has chosen rows, they stay where they are. */
void
rt_check_list_set_frozen (RtCheckList *self, gboolean is_frozen)
{
  g_return_if_fail (RT_IS_CHECK_LIST (self));

  rt_check_arrangement_set_frozen (self->arrangement, is_frozen);
}

/* Whether what is shown is what the order asks for. */
gboolean
rt_check_list_is_ordered (RtCheckList *self)
{
  g_return_val_if_fail (RT_IS_CHECK_LIST (self), FALSE);

  return rt_check_arrangement_is_settled (self->arrangement);
}

/* The number of the row at a position. */
guint
rt_check_list_get_row (RtCheckList *self, guint position)
{
  g_return_val_if_fail (RT_IS_CHECK_LIST (self), 0);

  return rt_check_arrangement_get_row (self->arrangement, position);
}
