/* When what happened: a waterfall of all hops on one scale. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-timing-view.h"

#include "core/http/rt-uri.h"
#include "ui/rt-format.h"
#include "ui/rt-status-pill.h"
#include "ui/rt-timing-chart.h"

#include <glib/gi18n.h>

/* The widgets of one hop, children of the box. */
typedef struct
{
  RtHop *hop; /* borrowed; only compared */
  RtStatusPill *pill;
  GtkLabel *note;
  RtTimingChart *chart;
} Group;

struct _RtTimingView
{
  GtkWidget parent_instance;

  RtExchange *exchange; /* nullable */
  GArray *groups;       /* of Group */
  guint tick;

  GtkWidget *scroller;
  GtkBox *box;
  GtkLabel *total;
};

static void
add_group (RtTimingView *self, RtHop *hop)
{
  g_autofree char *address
      = rt_uri_dup_display (rt_request_get_uri (rt_hop_get_request (hop)));
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *url = gtk_label_new (address);
  Group group = { .hop = hop };

  group.pill = RT_STATUS_PILL (rt_status_pill_new ());
  group.note = GTK_LABEL (gtk_label_new (NULL));
  group.chart = RT_TIMING_CHART (rt_timing_chart_new ());
  gtk_label_set_ellipsize (GTK_LABEL (url), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (url), 0);
  gtk_widget_set_tooltip_text (url, address);
  gtk_widget_add_css_class (url, "monospace");
  gtk_widget_add_css_class (GTK_WIDGET (group.note), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (group.note), "caption");
  gtk_label_set_xalign (group.note, 0);
  gtk_label_set_wrap (group.note, TRUE);
  gtk_widget_set_margin_start (GTK_WIDGET (group.note), 18);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (group.pill));
  gtk_box_append (GTK_BOX (line), url);
  gtk_widget_set_margin_top (line, self->groups->len > 0 ? 12 : 0);
  gtk_box_append (self->box, line);
  gtk_box_append (self->box, GTK_WIDGET (group.note));
  gtk_box_append (self->box, GTK_WIDGET (group.chart));
  g_array_append_val (self->groups, group);
}

static void
clear_groups (RtTimingView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  g_array_set_size (self->groups, 0);
}

/* Keeps the groups that are there: hops only ever join at the end. */
static void
match_groups (RtTimingView *self, GListModel *hops)
{
  guint count = g_list_model_get_n_items (hops);

  for (guint i = 0; i < count; i++)
    {
      g_autoptr (RtHop) hop = g_list_model_get_item (hops, i);

      if (i < self->groups->len && g_array_index (self->groups, Group, i).hop != hop)
        clear_groups (self);
      if (i >= self->groups->len)
        add_group (self, hop);
    }
  if (count == 0)
    clear_groups (self);
}

static gint64
get_span (RtTimingView *self)
{
  return MAX (rt_exchange_get_elapsed_us (self->exchange), 1);
}

static void
draw (RtTimingView *self)
{
  gint64 span = get_span (self);
  g_autofree char *time = rt_format_duration (span);
  g_autofree char *total = NULL;

  for (guint i = 0; i < self->groups->len; i++)
    {
      Group *group = &g_array_index (self->groups, Group, i);
      const RtWireReport *report = rt_hop_get_report (group->hop);

      rt_status_pill_show_hop (group->pill, group->hop,
                               rt_exchange_is_over (self->exchange));
      gtk_label_set_label (
          group->note,
          report->reused ? _ ("Reused connection: no lookup, no handshake.") : "");
      gtk_widget_set_visible (GTK_WIDGET (group->note), report->reused);
      rt_timing_chart_show (group->chart, report,
                            rt_exchange_get_origin_us (self->exchange), span);
    }
  /* Translators: %s is the duration of the whole exchange. */
  total = g_strdup_printf (
      rt_exchange_is_over (self->exchange) ? _ ("Total %s") : _ ("Until now %s"), time);
  gtk_label_set_label (self->total, total);
}

/* The bar of the phase that goes on grows by itself. */
static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  RtTimingView *self = RT_TIMING_VIEW (widget);

  if (self->exchange == NULL || rt_exchange_is_over (self->exchange))
    {
      self->tick = 0;
      return G_SOURCE_REMOVE;
    }
  draw (self);
  return G_SOURCE_CONTINUE;
}

static void
rt_timing_view_show (RtExchangePane *pane, RtExchange *exchange, RtHop *hop)
{
  RtTimingView *self = RT_TIMING_VIEW (pane);

  if (g_set_object (&self->exchange, exchange))
    clear_groups (self);
  match_groups (self, rt_exchange_get_hops (exchange));
  draw (self);
  if (self->tick == 0 && !rt_exchange_is_over (exchange))
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

static void
rt_timing_view_pane_init (RtExchangePaneInterface *iface)
{
  iface->show = rt_timing_view_show;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RtTimingView,
                               rt_timing_view,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (RT_TYPE_EXCHANGE_PANE,
                                                      rt_timing_view_pane_init))

static void
rt_timing_view_dispose (GObject *object)
{
  RtTimingView *self = RT_TIMING_VIEW (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_clear_object (&self->exchange);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (rt_timing_view_parent_class)->dispose (object);
}

static void
rt_timing_view_finalize (GObject *object)
{
  g_array_unref (RT_TIMING_VIEW (object)->groups);
  G_OBJECT_CLASS (rt_timing_view_parent_class)->finalize (object);
}

static void
rt_timing_view_class_init (RtTimingViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rt_timing_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = rt_timing_view_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
}

static void
rt_timing_view_init (RtTimingView *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->groups = g_array_new (FALSE, TRUE, sizeof (Group));
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  self->total = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->total, 1);
  gtk_widget_add_css_class (GTK_WIDGET (self->total), "heading");
  gtk_widget_set_margin_start (content, 24);
  gtk_widget_set_margin_end (content, 24);
  gtk_widget_set_margin_top (content, 18);
  gtk_widget_set_margin_bottom (content, 18);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->box));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->total));
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), content);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}
