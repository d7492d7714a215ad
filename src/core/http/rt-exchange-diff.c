/* What differs between two exchanges that are over. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-exchange-diff.h"

#include "core/http/rt-field-noise.h"
#include "core/http/rt-uri.h"

#include <string.h>

/* What one of the two has; NULL or -1 where it has none. */
typedef struct
{
  char *address;
  gint64 n_hops;
  char *version;
  gint64 status;
  const char *reason; /* borrowed */
  GPtrArray *fields;  /* of RtHeader, by name; those of one name in the order received */
  gint64 wire_bytes;
  gint64 decoded_bytes;
  gint64 completeness;
  gint64 elapsed_us;
  RtBody *body; /* borrowed */
} Side;

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_ascii_strcasecmp ((*(const RtHeader *const *)a)->name,
                             (*(const RtHeader *const *)b)->name);
}

static GPtrArray *
sort_fields (const RtHeaderList *fields)
{
  GPtrArray *sorted = g_ptr_array_new ();

  for (guint i = 0; fields != NULL && i < rt_header_list_get_length (fields); i++)
    g_ptr_array_add (sorted, (gpointer)rt_header_list_get (fields, i));
  g_ptr_array_sort (sorted, compare_names); /* is stable */
  return sorted;
}

static void
side_init (Side *side, RtExchange *exchange)
{
  RtHop *hop = rt_exchange_get_last_hop (exchange);
  const RtMessageHead *head = hop != NULL ? rt_hop_get_report (hop)->answer_head : NULL;
  RtRequest *request
      = hop != NULL ? rt_hop_get_request (hop) : rt_exchange_get_request (exchange);

  *side = (Side){
    .address = rt_uri_dup_display (rt_request_get_uri (request)),
    .n_hops = g_list_model_get_n_items (rt_exchange_get_hops (exchange)),
    .status = -1,
    .fields = sort_fields (head != NULL ? head->fields : NULL),
    .wire_bytes = -1,
    .decoded_bytes = -1,
    .completeness = -1,
    .elapsed_us = rt_exchange_get_elapsed_us (exchange),
  };
  if (head == NULL)
    return;
  side->version = g_strdup_printf ("HTTP/1.%u", head->minor_version);
  side->status = head->status;
  side->reason = *head->reason != '\0' ? head->reason : NULL;
  side->body = rt_exchange_get_body (exchange);
  side->wire_bytes = (gint64)rt_body_get_wire_bytes (side->body);
  side->decoded_bytes = (gint64)rt_body_get_decoded_bytes (side->body);
  side->completeness = rt_body_get_completeness (side->body);
}

static void
side_clear (Side *side)
{
  g_free (side->address);
  g_free (side->version);
  g_ptr_array_unref (side->fields);
}

/* Adds a row with nothing in it, unless there is nothing on both sides. */
static RtDifference *
add_row (GPtrArray *rows,
         RtExchangeFact fact,
         gboolean has_old,
         gboolean has_new,
         gboolean is_equal)
{
  RtDifference *row;

  if (!has_old && !has_new)
    return NULL;
  row = g_new0 (RtDifference, 1);
  row->fact = fact;
  row->kind = !has_old   ? RT_DIFFERENCE_ADDED
              : !has_new ? RT_DIFFERENCE_REMOVED
              : is_equal ? RT_DIFFERENCE_NONE
                         : RT_DIFFERENCE_CHANGED;
  row->old_number = -1;
  row->new_number = -1;
  g_ptr_array_add (rows, row);
  return row;
}

static void
add_number (GPtrArray *rows, RtExchangeFact fact, gint64 old_number, gint64 new_number)
{
  RtDifference *row
      = add_row (rows, fact, old_number >= 0, new_number >= 0, old_number == new_number);

  if (row == NULL)
    return;
  row->old_number = old_number;
  row->new_number = new_number;
  /* No exchange takes as long as another. */
  row->is_noise = fact == RT_FACT_ELAPSED && row->kind == RT_DIFFERENCE_CHANGED;
}

/* The texts are bytes as received; a difference that cannot be shown is one all the same. */
static RtDifference *
add_text (GPtrArray *rows,
          RtExchangeFact fact,
          const char *old_text,
          const char *new_text)
{
  RtDifference *row = add_row (rows, fact, old_text != NULL, new_text != NULL,
                               g_strcmp0 (old_text, new_text) == 0);

  if (row == NULL)
    return NULL;
  row->old_text = old_text != NULL ? rt_header_value_to_utf8 (old_text) : NULL;
  row->new_text = new_text != NULL ? rt_header_value_to_utf8 (new_text) : NULL;
  return row;
}

/* Takes all values of the name that stands at *index, and steps over them. */
static char *
take_values (const GPtrArray *fields, guint *index)
{
  const RtHeader *first = fields->pdata[*index];
  GString *text = g_string_new (first->value);

  for ((*index)++; *index < fields->len; (*index)++)
    {
      const RtHeader *field = fields->pdata[*index];

      if (g_ascii_strcasecmp (field->name, first->name) != 0)
        break;
      g_string_append_c (text, '\n');
      g_string_append (text, field->value);
    }
  return g_string_free (text, FALSE);
}

static void
add_fields (GPtrArray *rows, const GPtrArray *old_fields, const GPtrArray *new_fields)
{
  guint x = 0;
  guint y = 0;

  while (x < old_fields->len || y < new_fields->len)
    {
      int order = x == old_fields->len ? 1
                  : y == new_fields->len
                      ? -1
                      : compare_names (&old_fields->pdata[x], &new_fields->pdata[y]);
      const RtHeader *field = order > 0 ? new_fields->pdata[y] : old_fields->pdata[x];
      g_autofree char *old_text = order <= 0 ? take_values (old_fields, &x) : NULL;
      g_autofree char *new_text = order >= 0 ? take_values (new_fields, &y) : NULL;
      RtDifference *row = add_text (rows, RT_FACT_FIELD, old_text, new_text);

      row->name = rt_header_value_to_utf8 (field->name);
      row->is_noise = row->kind == RT_DIFFERENCE_CHANGED
                      && rt_field_change_is_noise (field->name, old_text, new_text);
    }
}

/* Bodies in the log are let go of to make room, and then there is nothing to compare. */
static gboolean
has_preview (RtBody *body)
{
  return rt_body_get_decoded_bytes (body) == 0
         || g_bytes_get_size (rt_body_get_preview (body)) > 0;
}

static void
add_previews (GPtrArray *rows, RtBody *old_body, RtBody *new_body)
{
  GBytes *old_bytes;
  GBytes *new_bytes;
  RtDifference *row;

  if (old_body == NULL || new_body == NULL || !has_preview (old_body)
      || !has_preview (new_body))
    return;
  old_bytes = rt_body_get_preview (old_body);
  new_bytes = rt_body_get_preview (new_body);
  row = add_row (rows, RT_FACT_PREVIEW, TRUE, TRUE, g_bytes_equal (old_bytes, new_bytes));
  row->old_number = (gint64)g_bytes_get_size (old_bytes);
  row->new_number = (gint64)g_bytes_get_size (new_bytes);
}

/**
 * rt_exchange_diff:
 * @old_exchange: an exchange that is over
 * @new_exchange: another one
 *
 * Compares what two exchanges came to.  There is a row for every fact that at least one of
 * them has, in the order of #RtExchangeFact, also where nothing differs; the fields are
 * ordered by name.
 *
 * Fields of one name are compared by all their values in order; which name comes first, and
 * its letter case, do not matter.  The bodies are compared as far as their previews go, and
 * there is no such row if one of the bodies was not kept.
 *
 * Returns: (transfer full) (element-type RtDifference): the rows
 */
GPtrArray *
rt_exchange_diff (RtExchange *old_exchange, RtExchange *new_exchange)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_difference_free);
  Side older;
  Side newer;

  g_return_val_if_fail (rt_exchange_is_over (old_exchange), rows);
  g_return_val_if_fail (rt_exchange_is_over (new_exchange), rows);

  side_init (&older, old_exchange);
  side_init (&newer, new_exchange);
  add_number (rows, RT_FACT_STATE, rt_exchange_get_state (old_exchange),
              rt_exchange_get_state (new_exchange));
  add_text (rows, RT_FACT_ADDRESS, older.address, newer.address);
  add_number (rows, RT_FACT_HOPS, older.n_hops, newer.n_hops);
  add_text (rows, RT_FACT_VERSION, older.version, newer.version);
  add_number (rows, RT_FACT_STATUS, older.status, newer.status);
  add_text (rows, RT_FACT_REASON, older.reason, newer.reason);
  add_fields (rows, older.fields, newer.fields);
  add_number (rows, RT_FACT_WIRE_BYTES, older.wire_bytes, newer.wire_bytes);
  add_number (rows, RT_FACT_DECODED_BYTES, older.decoded_bytes, newer.decoded_bytes);
  add_number (rows, RT_FACT_COMPLETENESS, older.completeness, newer.completeness);
  add_number (rows, RT_FACT_ELAPSED, older.elapsed_us, newer.elapsed_us);
  add_previews (rows, older.body, newer.body);
  side_clear (&older);
  side_clear (&newer);
  return rows;
}

void
rt_difference_free (RtDifference *self)
{
  g_free (self->name);
  g_free (self->old_text);
  g_free (self->new_text);
  g_free (self);
}
