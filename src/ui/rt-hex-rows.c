/* Bytes as the rows of a hex listing, each made when it is asked for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-hex-rows.h"

#include <gtk/gtk.h>
#include <string.h>

#define BYTES_PER_ROW 16

struct _RtHexRows
{
  GObject parent_instance;

  GBytes *bytes; /* never NULL */
};

static GType
rt_hex_rows_get_item_type (GListModel *model)
{
  return GTK_TYPE_STRING_OBJECT;
}

static guint
rt_hex_rows_get_n_items (GListModel *model)
{
  RtHexRows *self = RT_HEX_ROWS (model);

  return (guint)((g_bytes_get_size (self->bytes) + BYTES_PER_ROW - 1) / BYTES_PER_ROW);
}

static gpointer
rt_hex_rows_get_item (GListModel *model, guint position)
{
  RtHexRows *self = RT_HEX_ROWS (model);
  gsize length;
  const guint8 *data = g_bytes_get_data (self->bytes, &length);
  gsize start = (gsize)position * BYTES_PER_ROW;
  GString *line;
  gpointer row;

  if (start >= length)
    return NULL;
  line = g_string_sized_new (80);
  g_string_append_printf (line, "%08" G_GSIZE_MODIFIER "x ", start);
  for (gsize i = start; i < start + BYTES_PER_ROW; i++)
    {
      if ((i - start) % 8 == 0)
        g_string_append_c (line, ' ');
      if (i < length)
        g_string_append_printf (line, "%02x ", data[i]);
      else
        g_string_append (line, "   ");
    }
  g_string_append_c (line, ' ');
  for (gsize i = start; i < MIN (start + BYTES_PER_ROW, length); i++)
    g_string_append_c (line, g_ascii_isprint (data[i]) ? (char)data[i] : '.');
  row = gtk_string_object_new (line->str);
  g_string_free (line, TRUE);
  return row;
}

static void
rt_hex_rows_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = rt_hex_rows_get_item_type;
  iface->get_n_items = rt_hex_rows_get_n_items;
  iface->get_item = rt_hex_rows_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RtHexRows,
                               rt_hex_rows,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      rt_hex_rows_list_model_init))

static void
rt_hex_rows_finalize (GObject *object)
{
  g_bytes_unref (RT_HEX_ROWS (object)->bytes);
  G_OBJECT_CLASS (rt_hex_rows_parent_class)->finalize (object);
}

static void
rt_hex_rows_class_init (RtHexRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_hex_rows_finalize;
}

static void
rt_hex_rows_init (RtHexRows *self)
{
  self->bytes = g_bytes_new (NULL, 0);
}

RtHexRows *
rt_hex_rows_new (void)
{
  return g_object_new (RT_TYPE_HEX_ROWS, NULL);
}

/* How many rows the two have in common, from the first on. */
static guint
count_same_rows (GBytes *a, GBytes *b)
{
  gsize length, other_length, same = 0;
  const guint8 *data = g_bytes_get_data (a, &length);
  const guint8 *other = g_bytes_get_data (b, &other_length);

  while (same + BYTES_PER_ROW <= MIN (length, other_length)
         && memcmp (data + same, other + same, BYTES_PER_ROW) == 0)
    same += BYTES_PER_ROW;
  return (guint)(same / BYTES_PER_ROW);
}

/**
 * rt_hex_rows_set_bytes:
 * @self: rows
 * @bytes: what to list
 *
 * Lists @bytes in place of what was listed.  Rows that stay the same are not made anew: a
 * body that grows while it is looked at only adds rows.
 */
void
rt_hex_rows_set_bytes (RtHexRows *self, GBytes *bytes)
{
  guint before = rt_hex_rows_get_n_items (G_LIST_MODEL (self));
  guint same = count_same_rows (self->bytes, bytes);
  guint after;

  g_bytes_ref (bytes);
  g_bytes_unref (self->bytes);
  self->bytes = bytes;
  after = rt_hex_rows_get_n_items (G_LIST_MODEL (self));
  if (before != same || after != same)
    g_list_model_items_changed (G_LIST_MODEL (self), same, before - same, after - same);
}
