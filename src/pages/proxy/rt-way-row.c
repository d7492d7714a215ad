/* One of several ways that the same request was sent on, as a row. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/proxy/rt-way-row.h"

#include "core/http/rt-exchange-diff.h"
#include "ui/rt-error-text.h"
#include "ui/rt-format.h"
#include "ui/rt-status-pill.h"
#include "ui/rt-way-words.h"

#include <glib/gi18n.h>

struct _RtWayRow
{
  GtkListBoxRow parent_instance;

  RtExchange *exchange;

  GtkLabel *title;
  RtStatusPill *pill;
  GtkLabel *way;
  GtkLabel *differences;
};

G_DEFINE_FINAL_TYPE (RtWayRow, rt_way_row, GTK_TYPE_LIST_BOX_ROW)

/* The first hop's: a redirect may have gone on elsewhere. */
static char *
dup_way (RtExchange *exchange)
{
  GListModel *hops = rt_exchange_get_hops (exchange);
  g_autoptr (RtHop) hop = g_list_model_get_item (hops, 0);
  const RtWireReport *report = hop != NULL ? rt_hop_get_report (hop) : NULL;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (parts, rt_way_dup_sentence (report != NULL ? report->proxy : NULL));
  if (report != NULL && report->remote_address != NULL)
    g_ptr_array_add (parts, g_strdup (report->remote_address));
  if (rt_exchange_is_over (exchange))
    g_ptr_array_add (parts, rt_format_duration (rt_exchange_get_elapsed_us (exchange)));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **)parts->pdata);
}

static void
update (RtWayRow *self)
{
  g_autofree char *way = dup_way (self->exchange);
  const GError *error = rt_exchange_get_error (self->exchange);
  g_autofree char *name = NULL;

  rt_status_pill_show_exchange (self->pill, self->exchange);
  gtk_label_set_label (self->way, way);
  if (error != NULL)
    {
      g_autofree char *words = rt_error_dup_title (error, NULL);

      gtk_label_set_label (self->differences, words);
      gtk_widget_set_visible (GTK_WIDGET (self->differences), TRUE);
    }
  name = g_strdup_printf ("%s, %s, %s", gtk_label_get_label (self->title),
                          rt_status_pill_get_text (self->pill), way);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
rt_way_row_dispose (GObject *object)
{
  RtWayRow *self = RT_WAY_ROW (object);

  g_clear_object (&self->exchange);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_WAY_ROW);
  G_OBJECT_CLASS (rt_way_row_parent_class)->dispose (object);
}

static void
rt_way_row_class_init (RtWayRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_way_row_dispose;
  g_type_ensure (RT_TYPE_STATUS_PILL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/proxy/rt-way-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RtWayRow, title);
  gtk_widget_class_bind_template_child (widget_class, RtWayRow, pill);
  gtk_widget_class_bind_template_child (widget_class, RtWayRow, way);
  gtk_widget_class_bind_template_child (widget_class, RtWayRow, differences);
}

static void
rt_way_row_init (RtWayRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rt_way_row_new:
 * @title: the way's name
 * @exchange: what was sent on it
 *
 * Makes a row that follows @exchange.
 *
 * Returns: the row
 */
GtkWidget *
rt_way_row_new (const char *title, RtExchange *exchange)
{
  RtWayRow *self = g_object_new (RT_TYPE_WAY_ROW, NULL);

  self->exchange = g_object_ref (exchange);
  gtk_label_set_label (self->title, title);
  g_signal_connect_object (exchange, "updated", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

RtExchange *
rt_way_row_get_exchange (RtWayRow *self)
{
  g_return_val_if_fail (RT_IS_WAY_ROW (self), NULL);

  return self->exchange;
}

static void
add (GString *list, const char *word)
{
  g_string_append_printf (list, list->len > 0 ? ", %s" : "%s", word);
}

/* What is the same each time, or never, says nothing about the way. */
static void
sort_out (GPtrArray *differences, GString *added, GString *changed)
{
  for (guint i = 0; i < differences->len; i++)
    {
      const RtDifference *difference = differences->pdata[i];

      if (difference->is_noise || difference->kind == RT_DIFFERENCE_NONE)
        continue;
      if (difference->fact == RT_FACT_FIELD)
        add (difference->kind == RT_DIFFERENCE_ADDED ? added : changed, difference->name);
      else if (difference->fact == RT_FACT_STATUS)
        add (changed, _ ("status"));
      else if (difference->fact == RT_FACT_PREVIEW)
        add (changed, _ ("body"));
      else if (difference->fact == RT_FACT_HOPS)
        add (changed, _ ("number of hops"));
    }
}

/**
 * rt_way_row_compare:
 * @self: a row whose exchange is over
 * @direct: the same request without a proxy, which is over
 *
 * Says what differs in the answer.
 */
void
rt_way_row_compare (RtWayRow *self, RtExchange *direct)
{
  g_autoptr (GPtrArray) differences = NULL;
  g_autoptr (GString) added = g_string_new (NULL);
  g_autoptr (GString) changed = g_string_new (NULL);
  g_autofree char *words = NULL;

  g_return_if_fail (RT_IS_WAY_ROW (self));

  if (direct == self->exchange || rt_exchange_get_error (self->exchange) != NULL
      || rt_exchange_get_error (direct) != NULL)
    return;
  differences = rt_exchange_diff (direct, self->exchange);
  sort_out (differences, added, changed);
  if (added->len > 0 && changed->len > 0)
    /* Translators: two lists of fields of an answer. */
    words = g_strdup_printf (_ ("Fields added: %s. Different: %s."), added->str,
                             changed->str);
  else if (added->len > 0)
    words = g_strdup_printf (_ ("Fields added: %s."), added->str);
  else if (changed->len > 0)
    words = g_strdup_printf (_ ("Different: %s."), changed->str);
  else
    words = g_strdup (_ ("The same answer as without a proxy."));
  gtk_label_set_label (self->differences, words);
  gtk_widget_set_visible (GTK_WIDGET (self->differences), TRUE);
}
