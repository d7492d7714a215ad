/* The last exchanges, in memory. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-exchange-log.h"

#include "core/http/rt-exchange-private.h"

/* All bytes of bodies and wires that the log holds together; the oldest are let go first. */
#define MEMORY_BUDGET (64 * 1024 * 1024)

/* A record cannot do without its heads: where they pass this together, as somebody can make
 * them who means harm, the oldest records go. */
#define HEADS_BUDGET (64 * 1024 * 1024)

/* What a field costs besides its bytes. */
#define FIELD_BYTES 96

/* So many of the newest exchanges keep their whole body on disk. */
#define WHOLE_BODIES 4

struct _RtExchangeLog
{
  GObject parent_instance;

  GPtrArray *exchanges; /* oldest first */
  guint limit;
};

static GType
get_item_type (GListModel *model)
{
  return RT_TYPE_EXCHANGE;
}

static guint
get_n_items (GListModel *model)
{
  return RT_EXCHANGE_LOG (model)->exchanges->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  RtExchangeLog *self = RT_EXCHANGE_LOG (model);

  return position < self->exchanges->len ? g_object_ref (self->exchanges->pdata[position])
                                         : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RtExchangeLog,
                               rt_exchange_log,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static gsize
get_size (GBytes *bytes)
{
  return bytes != NULL ? g_bytes_get_size (bytes) : 0;
}

static gsize
measure (RtExchange *exchange)
{
  GListModel *hops = rt_exchange_get_hops (exchange);
  gsize size = get_size (rt_body_get_preview (rt_exchange_get_body (exchange)));

  for (guint i = 0; i < g_list_model_get_n_items (hops); i++)
    {
      g_autoptr (RtHop) hop = g_list_model_get_item (hops, i);
      const RtWireReport *report = rt_hop_get_report (hop);
      size += get_size (report->sent) + get_size (report->received);
    }
  return size;
}

static gsize
measure_fields (RtHeaderList *fields)
{
  return fields != NULL ? rt_header_list_get_length (fields) * FIELD_BYTES : 0;
}

static gsize
measure_head (RtMessageHead *head)
{
  return head != NULL ? 2 * get_size (head->raw) + measure_fields (head->fields) : 0;
}

static gsize
measure_heads (RtExchange *exchange)
{
  GListModel *hops = rt_exchange_get_hops (exchange);
  gsize size = 0;

  for (guint i = 0; i < g_list_model_get_n_items (hops); i++)
    {
      g_autoptr (RtHop) hop = g_list_model_get_item (hops, i);
      const RtWireReport *report = rt_hop_get_report (hop);

      size += measure_head (report->request_head) + measure_head (report->answer_head)
              + measure_fields (report->trailers);
      for (guint j = 0; report->informational != NULL && j < report->informational->len;
           j++)
        size += measure_head (report->informational->pdata[j]);
    }
  return size;
}

/* How many of the newest fit the limits, at least one. */
static guint
count_fitting (RtExchangeLog *self)
{
  guint most = MIN (self->exchanges->len, self->limit);
  gsize total = 0;
  guint count;

  for (count = 0; count < most; count++)
    {
      total += measure_heads (self->exchanges->pdata[self->exchanges->len - 1 - count]);
      if (count > 0 && total > HEADS_BUDGET)
        break;
    }
  return count;
}

static void
forget (RtExchange *exchange)
{
  GListModel *hops = rt_exchange_get_hops (exchange);

  rt_body_forget (rt_exchange_get_body (exchange));
  for (guint i = 0; i < g_list_model_get_n_items (hops); i++)
    {
      g_autoptr (RtHop) hop = g_list_model_get_item (hops, i);
      rt_hop_forget_raw (hop);
    }
}

/* From the newest to the oldest: what still fits stays.  What is on its way grows on, and is
 * counted when the next one comes. */
static void
keep_to_budget (RtExchangeLog *self)
{
  gsize total = 0;
  guint whole = 0;

  for (guint i = self->exchanges->len; i > 0; i--)
    {
      RtExchange *exchange = self->exchanges->pdata[i - 1];

      if (!rt_exchange_is_over (exchange))
        continue;
      total += measure (exchange);
      if (total > MEMORY_BUDGET)
        forget (exchange);
      else if (rt_body_can_save (rt_exchange_get_body (exchange))
               && ++whole > WHOLE_BODIES)
        rt_body_forget_rest (rt_exchange_get_body (exchange));
    }
}

static void
trim (RtExchangeLog *self)
{
  guint surplus = self->exchanges->len - count_fitting (self);

  if (surplus == 0)
    return;
  g_ptr_array_remove_range (self->exchanges, 0, surplus);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, surplus, 0);
}

static void
rt_exchange_log_finalize (GObject *object)
{
  RtExchangeLog *self = RT_EXCHANGE_LOG (object);

  g_ptr_array_unref (self->exchanges);
  G_OBJECT_CLASS (rt_exchange_log_parent_class)->finalize (object);
}

static void
rt_exchange_log_class_init (RtExchangeLogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_exchange_log_finalize;
}

static void
rt_exchange_log_init (RtExchangeLog *self)
{
  self->exchanges = g_ptr_array_new_with_free_func (g_object_unref);
  self->limit = RT_EXCHANGE_LOG_LIMIT;
}

RtExchangeLog *
rt_exchange_log_new (void)
{
  return g_object_new (RT_TYPE_EXCHANGE_LOG, NULL);
}

/**
 * rt_exchange_log_set_limit:
 * @self: a log
 * @limit: how many exchanges are kept, at least 1
 *
 * Sets how many exchanges are kept; the oldest beyond are let go at once.
 */
void
rt_exchange_log_set_limit (RtExchangeLog *self, guint limit)
{
  g_return_if_fail (limit > 0);

  self->limit = limit;
  trim (self);
}

/**
 * rt_exchange_log_append:
 * @self: a log
 * @exchange: an exchange, over or not
 *
 * Adds an exchange as the newest.  Older ones are forgotten as far as the limits ask:
 * first their bytes, at last the record.
 */
void
rt_exchange_log_append (RtExchangeLog *self, RtExchange *exchange)
{
  g_ptr_array_add (self->exchanges, g_object_ref (exchange));
  g_list_model_items_changed (G_LIST_MODEL (self), self->exchanges->len - 1, 0, 1);
  trim (self);
  keep_to_budget (self);
}

void
rt_exchange_log_clear (RtExchangeLog *self)
{
  guint count = self->exchanges->len;

  g_ptr_array_set_size (self->exchanges, 0);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, count, 0);
}

static gboolean
asks_the_same (RtRequest *a, RtRequest *b)
{
  g_autofree char *address = rt_request_dup_address (a);
  g_autofree char *other = rt_request_dup_address (b);

  return g_str_equal (rt_request_get_method (a), rt_request_get_method (b))
         && g_str_equal (address, other);
}

/**
 * rt_exchange_log_get_previous:
 * @self: a log
 * @exchange: an exchange, in the log or not
 *
 * Finds the newest exchange before @exchange that is done and asked for the same.
 *
 * Returns: (transfer none) (nullable): that exchange
 */
RtExchange *
rt_exchange_log_get_previous (RtExchangeLog *self, RtExchange *exchange)
{
  guint index;

  if (!g_ptr_array_find (self->exchanges, exchange, &index))
    index = self->exchanges->len;
  for (; index > 0; index--)
    {
      RtExchange *other = self->exchanges->pdata[index - 1];

      if (rt_exchange_get_state (other) == RT_EXCHANGE_DONE
          && asks_the_same (rt_exchange_get_request (other),
                            rt_exchange_get_request (exchange)))
        return other;
    }
  return NULL;
}
