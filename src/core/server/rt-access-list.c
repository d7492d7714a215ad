/* The newest lines of a server's access log, as a list that can be filtered and paused. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-access-list.h"

#include "core/server/rt-access-export.h"
#include "core/server/rt-access-search.h"

/* So many new lines are added as they come; with more, all is different. */
#define ADDED_AT_ONCE 4096
/* What all lines may take in memory; heads of requests can be long on purpose. */
#define BUDGET (64 * 1024 * 1024)

/* Who shows the list destroys the widgets of lines that go and makes others for those that
 * come, and either takes its time.  So when all is different, the list is empty for one
 * turn, in which a search is about to begin, even where there is no filter. */
struct _RtAccessList
{
  GObject parent_instance;

  RtAccessRing *lines;
  /* What is still to be added; while the list is paused, it waits. */
  RtAccessRing *waiting;
  gboolean is_paused;
  guint64 n_lost;

  RtAccessSearch *search;
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
  return RT_TYPE_ACCESS_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return rt_access_search_get_n_found (RT_ACCESS_LIST (model)->search);
}

static gpointer
get_item (GListModel *model, guint position)
{
  RtAccessEntry *entry = rt_access_list_get_entry (RT_ACCESS_LIST (model), position);

  return entry != NULL ? rt_access_item_new (entry) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RtAccessList,
                               rt_access_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
tell (RtAccessList *self, guint position, guint n_removed, guint n_added)
{
  if (n_removed > 0 || n_added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

static void
on_found (guint n_found, gboolean is_over, gpointer data)
{
  g_autoptr (RtAccessList) self = g_object_ref (data);

  tell (self, 0, 0, n_found);
  if (is_over)
    g_signal_emit (self, signals[UPDATED], 0);
}

/* For all that waits. */
static void
make_room (RtAccessList *self)
{
  rt_access_ring_make_room (self->lines, rt_access_ring_get_length (self->waiting),
                            self->waiting->bytes);
  rt_access_search_drop_gone (self->search);
}

/* When it is full, two changes: the oldest go, then the new ones come.  A single one would
 * have to replace the whole list, and whoever reads it would lose their place. */
static void
add_some (RtAccessList *self)
{
  GListModel *model = G_LIST_MODEL (self);
  guint64 first = self->lines->end;
  guint n_before = get_n_items (model);
  guint n_left;

  make_room (self);
  n_left = get_n_items (model);
  tell (self, 0, n_before - n_left, 0);
  rt_access_ring_take_all (self->lines, self->waiting);
  rt_access_search_look_from (self->search, first);
  tell (self, n_left, 0, get_n_items (model) - n_left);
}

static void
add_many (RtAccessList *self)
{
  guint n_before = get_n_items (G_LIST_MODEL (self));

  make_room (self);
  rt_access_ring_take_all (self->lines, self->waiting);
  rt_access_search_start (self->search);
  tell (self, 0, n_before, 0);
}

static void
add_waiting (RtAccessList *self)
{
  if (rt_access_ring_get_length (self->waiting) > ADDED_AT_ONCE)
    add_many (self);
  else
    add_some (self);
}

static void
rt_access_list_finalize (GObject *object)
{
  RtAccessList *self = RT_ACCESS_LIST (object);

  rt_access_search_free (self->search);
  rt_access_ring_free (self->lines);
  rt_access_ring_free (self->waiting);
  G_OBJECT_CLASS (rt_access_list_parent_class)->finalize (object);
}

static void
rt_access_list_class_init (RtAccessListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_access_list_finalize;

  /**
   * RtAccessList::updated:
   * @self: a list
   *
   * What is not among the items may have changed: how many lines there are, wait or were
   * lost, and whether it is being searched.
   */
  signals[UPDATED] = g_signal_new ("updated", RT_TYPE_ACCESS_LIST, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rt_access_list_init (RtAccessList *self)
{
}

/**
 * rt_access_list_new:
 * @capacity: how many lines are held at most, at least 1
 *
 * Returns: (transfer full): an empty list
 */
RtAccessList *
rt_access_list_new (guint capacity)
{
  RtAccessList *self = g_object_new (RT_TYPE_ACCESS_LIST, NULL);

  self->lines = rt_access_ring_new (capacity, BUDGET);
  self->waiting = rt_access_ring_new (capacity, BUDGET);
  self->search = rt_access_search_new (self->lines, capacity, on_found, self);
  return self;
}

/**
 * rt_access_list_get_entry:
 * @self: a list
 * @position: of an item
 *
 * Gives the line without making an item for it.
 *
 * Returns: (transfer none) (nullable): the line; %NULL beyond the end
 */
RtAccessEntry *
rt_access_list_get_entry (RtAccessList *self, guint position)
{
  g_return_val_if_fail (RT_IS_ACCESS_LIST (self), NULL);

  if (position >= get_n_items (G_LIST_MODEL (self)))
    return NULL;
  return rt_access_search_get_found (self->search, position);
}

/**
 * rt_access_list_append:
 * @self: a list
 * @entries: (element-type RtAccessEntry): what is new, oldest first
 * @n_lost: how many more there were
 *
 * Takes what #RtServer::logged brings.  The oldest lines go when there is no room.
 */
void
rt_access_list_append (RtAccessList *self, GPtrArray *entries, guint n_lost)
{
  g_return_if_fail (RT_IS_ACCESS_LIST (self));

  self->n_lost += n_lost;
  for (guint i = 0; i < entries->len; i++)
    rt_access_ring_push (self->waiting, entries->pdata[i]);
  if (!self->is_paused)
    add_waiting (self);
  g_signal_emit (self, signals[UPDATED], 0);
}

/**
 * rt_access_list_clear:
 * @self: a list
 *
 * Empties the list, and forgets what waits.  A filter stays.
 */
void
rt_access_list_clear (RtAccessList *self)
{
  guint n_before;

  g_return_if_fail (RT_IS_ACCESS_LIST (self));

  self->n_lost = 0;
  n_before = get_n_items (G_LIST_MODEL (self));
  rt_access_ring_clear (self->waiting);
  rt_access_ring_clear (self->lines);
  rt_access_search_drop_gone (self->search);
  tell (self, 0, n_before, 0);
  g_signal_emit (self, signals[UPDATED], 0);
}

/**
 * rt_access_list_set_filter:
 * @self: a list
 * @text: (nullable): see rt_access_filter_new()
 * @status_class: likewise
 *
 * Shows only lines that pass.  They are found in the next turns of the main loop, the newest
 * first; until then the list is empty.
 */
void
rt_access_list_set_filter (RtAccessList *self, const char *text, guint status_class)
{
  g_autoptr (RtAccessFilter) filter = rt_access_filter_new (text, status_class);
  guint n_before;

  g_return_if_fail (RT_IS_ACCESS_LIST (self));

  if (filter == NULL && rt_access_search_get_filter (self->search) == NULL)
    return;
  n_before = get_n_items (G_LIST_MODEL (self));
  rt_access_search_take_filter (self->search, g_steal_pointer (&filter));
  rt_access_search_start (self->search);
  tell (self, 0, n_before, 0);
  g_signal_emit (self, signals[UPDATED], 0);
}

gboolean
rt_access_list_is_searching (RtAccessList *self)
{
  g_return_val_if_fail (RT_IS_ACCESS_LIST (self), FALSE);

  return rt_access_search_is_running (self->search);
}

gboolean
rt_access_list_is_paused (RtAccessList *self)
{
  g_return_val_if_fail (RT_IS_ACCESS_LIST (self), FALSE);

  return self->is_paused;
}

/**
 * rt_access_list_set_paused:
 * @self: a list
 * @is_paused: whether the list is to stay as it is
 *
 * Lets what comes wait, or adds what has waited.
 */
void
rt_access_list_set_paused (RtAccessList *self, gboolean is_paused)
{
  g_return_if_fail (RT_IS_ACCESS_LIST (self));

  self->is_paused = is_paused;
  if (!is_paused)
    add_waiting (self);
  g_signal_emit (self, signals[UPDATED], 0);
}

guint
rt_access_list_get_n_lines (RtAccessList *self)
{
  g_return_val_if_fail (RT_IS_ACCESS_LIST (self), 0);

  return rt_access_ring_get_length (self->lines);
}

guint
rt_access_list_get_n_waiting (RtAccessList *self)
{
  g_return_val_if_fail (RT_IS_ACCESS_LIST (self), 0);

  return rt_access_ring_get_length (self->waiting);
}

guint64
rt_access_list_get_n_lost (RtAccessList *self)
{
  g_return_val_if_fail (RT_IS_ACCESS_LIST (self), 0);

  return self->n_lost;
}

/**
 * rt_access_list_export_async:
 * @self: a list
 * @file: what to write, or to write anew
 * @cancellable: (nullable): to give up; @file is then as it was
 * @callback: called when it is written
 * @user_data: for @callback
 *
 * Writes the lines that pass the filter into a file for the user alone, in the Combined
 * format.  What waits, and what comes later, is left out.
 */
void
rt_access_list_export_async (RtAccessList *self,
                             GFile *file,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (RT_IS_ACCESS_LIST (self));

  g_task_set_source_tag (task, rt_access_list_export_async);
  rt_access_export_run (task, rt_access_ring_dup_entries (self->lines),
                        rt_access_search_get_filter (self->search), file);
}

gboolean
rt_access_list_export_finish (RtAccessList *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
