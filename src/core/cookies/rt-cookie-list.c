/* The cookies of a jar as a list, which can be searched and sorted. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/cookies/rt-cookie-list.h"

#include <string.h>

struct _RtCookieList
{
  GObject parent_instance;

  RtCookieJar *jar; /* nullable */
  char *words;      /* to look for; nullable */
  RtCookieColumn column;
  gboolean descending;

  GPtrArray *cookies; /* of RtCookie: those that are found */
  guint n_all;
  GError *error;             /* of the last reading, nullable */
  GCancellable *cancellable; /* of the reading that goes on, nullable */
};

typedef enum
{
  LOADED,
  N_SIGNALS,
} RtCookieListSignal;

static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model)
{
  return RT_TYPE_COOKIE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return RT_COOKIE_LIST (model)->cookies->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  RtCookie *cookie = rt_cookie_list_get (RT_COOKIE_LIST (model), position);

  return cookie != NULL ? rt_cookie_item_new (cookie) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RtCookieList,
                               rt_cookie_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* --- in a thread --- */

/* What is read, and how it is to be shown. */
typedef struct
{
  RtCookieJar *jar;
  char *words;
  RtCookieColumn column;
  gboolean descending;
  GPtrArray *found;
  guint n_all;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->jar);
  g_free (reading->words);
  g_clear_pointer (&reading->found, g_ptr_array_unref);
  g_free (reading);
}

/* Bytes that are no UTF-8 are compared as they are. */
static gboolean
has_words (const char *text, const char *words)
{
  gsize length = strlen (words);

  for (; *text != '\0'; text++)
    if (g_ascii_strncasecmp (text, words, length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
matches (const Reading *reading, const RtCookie *cookie)
{
  return reading->words == NULL || has_words (cookie->name, reading->words)
         || has_words (cookie->value, reading->words)
         || has_words (cookie->domain, reading->words)
         || has_words (cookie->path, reading->words);
}

static int
compare_numbers (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

static int
compare_in (RtCookieColumn column, const RtCookie *a, const RtCookie *b)
{
  switch (column)
    {
    case RT_COOKIE_COLUMN_NAME:
      return strcmp (a->name, b->name);
    case RT_COOKIE_COLUMN_VALUE:
      return strcmp (a->value, b->value);
    case RT_COOKIE_COLUMN_DOMAIN:
      return strcmp (a->domain, b->domain);
    case RT_COOKIE_COLUMN_PATH:
      return strcmp (a->path, b->path);
    case RT_COOKIE_COLUMN_EXPIRES:
      return compare_numbers (a->expires_s, b->expires_s);
    case RT_COOKIE_COLUMN_SIZE:
      return compare_numbers ((gint64)rt_cookie_get_size (a),
                              (gint64)rt_cookie_get_size (b));
    case RT_COOKIE_COLUMN_SECURE:
      return compare_numbers (a->secure, b->secure);
    case RT_COOKIE_COLUMN_HTTP_ONLY:
      return compare_numbers (a->http_only, b->http_only);
    case RT_COOKIE_COLUMN_SAME_SITE:
      return compare_numbers (a->same_site, b->same_site);
    case RT_COOKIE_COLUMN_HOST_ONLY:
      return compare_numbers (a->host_only, b->host_only);
    case RT_COOKIE_COLUMN_PARTITIONED:
      return compare_numbers (a->partitioned, b->partitioned);
    case RT_COOKIE_COLUMN_CREATED:
      return compare_numbers (a->created_us, b->created_us);
    case RT_COOKIE_COLUMN_USED:
      return compare_numbers (a->used_us, b->used_us);
    case RT_COOKIE_N_COLUMNS:
      break;
    }
  g_return_val_if_reached (0);
}

/* What is equal in the column is in the same order each time. */
static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const Reading *reading = data;
  const RtCookie *first = *(RtCookie *const *)a;
  const RtCookie *second = *(RtCookie *const *)b;
  static const RtCookieColumn then[]
      = { RT_COOKIE_COLUMN_DOMAIN, RT_COOKIE_COLUMN_NAME, RT_COOKIE_COLUMN_PATH,
          RT_COOKIE_COLUMN_HOST_ONLY };
  int order = compare_in (reading->column, first, second);

  if (reading->descending)
    order = -order;
  for (guint i = 0; order == 0 && i < G_N_ELEMENTS (then); i++)
    order = compare_in (then[i], first, second);
  return order;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) all
      = rt_cookie_jar_list (reading->jar, g_get_real_time (), &error);

  if (all == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  reading->n_all = all->len;
  reading->found = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_cookie_unref);
  for (guint i = 0; i < all->len; i++)
    if (matches (reading, all->pdata[i]))
      g_ptr_array_add (reading->found, rt_cookie_ref (all->pdata[i]));
  g_ptr_array_sort_with_data (reading->found, compare, reading);
  g_task_return_boolean (task, TRUE);
}

/* --- in the main thread --- */

/* Only what differs is told of: the rest stays where it is, selected or not. */
static void
take (RtCookieList *self, GPtrArray *cookies)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->cookies);
  guint shorter = MIN (old->len, cookies->len);
  guint first = 0;
  guint last = 0;

  self->cookies = g_ptr_array_ref (cookies);
  while (first < shorter && rt_cookie_equal (old->pdata[first], cookies->pdata[first]))
    first++;
  while (last < shorter - first
         && rt_cookie_equal (old->pdata[old->len - 1 - last],
                             cookies->pdata[cookies->len - 1 - last]))
    last++;
  if (old->len != cookies->len || first < shorter)
    g_list_model_items_changed (G_LIST_MODEL (self), first, old->len - first - last,
                                cookies->len - first - last);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RtCookieList *self = RT_COOKIE_LIST (source);
  Reading *reading = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) nothing = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  /* Another reading has begun since. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  self->error = g_steal_pointer (&error);
  self->n_all = reading->n_all;
  if (reading->found == NULL)
    nothing = g_ptr_array_new ();
  take (self, reading->found != NULL ? reading->found : nothing);
  g_signal_emit (self, signals[LOADED], 0);
}

static void
rt_cookie_list_finalize (GObject *object)
{
  RtCookieList *self = RT_COOKIE_LIST (object);

  g_clear_object (&self->jar);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_ptr_array_unref (self->cookies);
  g_free (self->words);
  G_OBJECT_CLASS (rt_cookie_list_parent_class)->finalize (object);
}

static void
rt_cookie_list_class_init (RtCookieListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_cookie_list_finalize;
  signals[LOADED] = g_signal_new ("loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rt_cookie_list_init (RtCookieList *self)
{
  self->column = RT_COOKIE_COLUMN_DOMAIN;
  self->cookies = g_ptr_array_new ();
}

RtCookieList *
rt_cookie_list_new (void)
{
  return g_object_new (RT_TYPE_COOKIE_LIST, NULL);
}

RtCookieJar *
rt_cookie_list_get_jar (RtCookieList *self)
{
  g_return_val_if_fail (RT_IS_COOKIE_LIST (self), NULL);

  return self->jar;
}

void
rt_cookie_list_set_jar (RtCookieList *self, RtCookieJar *jar)
{
  g_return_if_fail (RT_IS_COOKIE_LIST (self));

  if (g_set_object (&self->jar, jar))
    rt_cookie_list_reload (self);
}

/**
 * rt_cookie_list_set_filter:
 * @self: a list
 * @words: (nullable): what name, value, domain or path must hold; ASCII in any case
 */
void
rt_cookie_list_set_filter (RtCookieList *self, const char *words)
{
  const char *wanted = words != NULL && *words != '\0' ? words : NULL;

  g_return_if_fail (RT_IS_COOKIE_LIST (self));

  if (g_strcmp0 (self->words, wanted) == 0)
    return;
  g_free (self->words);
  self->words = g_strdup (wanted);
  rt_cookie_list_reload (self);
}

RtCookieColumn
rt_cookie_list_get_order (RtCookieList *self, gboolean *descending)
{
  g_return_val_if_fail (RT_IS_COOKIE_LIST (self), RT_COOKIE_COLUMN_NAME);

  *descending = self->descending;
  return self->column;
}

void
rt_cookie_list_set_order (RtCookieList *self, RtCookieColumn column, gboolean descending)
{
  g_return_if_fail (RT_IS_COOKIE_LIST (self));

  self->column = column;
  self->descending = descending;
  rt_cookie_list_reload (self);
}

/**
 * rt_cookie_list_reload:
 * @self: a list
 *
 * Reads the jar again, which something has changed.
 */
void
rt_cookie_list_reload (RtCookieList *self)
{
  g_autoptr (GTask) task = NULL;
  Reading *reading;

  g_return_if_fail (RT_IS_COOKIE_LIST (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->jar == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  reading = g_new0 (Reading, 1);
  reading->jar = g_object_ref (self->jar);
  reading->words = g_strdup (self->words);
  reading->column = self->column;
  reading->descending = self->descending;
  task = g_task_new (self, self->cancellable, on_read, NULL);
  g_task_set_source_tag (task, rt_cookie_list_reload);
  g_task_set_task_data (task, reading, reading_free);
  g_task_run_in_thread (task, read_in_thread);
}

/* How many are in the jar, whatever is looked for. */
guint
rt_cookie_list_get_n_all (RtCookieList *self)
{
  g_return_val_if_fail (RT_IS_COOKIE_LIST (self), 0);

  return self->n_all;
}

RtCookie *
rt_cookie_list_get (RtCookieList *self, guint position)
{
  g_return_val_if_fail (RT_IS_COOKIE_LIST (self), NULL);

  return position < self->cookies->len ? self->cookies->pdata[position] : NULL;
}

/* Why the jar could not be read; %NULL if it could. */
const GError *
rt_cookie_list_get_error (RtCookieList *self)
{
  g_return_val_if_fail (RT_IS_COOKIE_LIST (self), NULL);

  return self->error;
}
