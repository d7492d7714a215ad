/* One hop as a row of a list. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-hop-row.h"

#include "core/http/rt-uri.h"
#include "ui/rt-format.h"
#include "ui/rt-status-pill.h"
#include "ui/rt-way-words.h"

#include <glib/gi18n.h>

struct _RtHopRow
{
  GtkListBoxRow parent_instance;

  RtHop *hop;

  RtStatusPill *pill;
  GtkLabel *method;
  GtkLabel *address;
  GtkLabel *tunnel;
  GtkLabel *facts;
  GtkLabel *dropped;
};

G_DEFINE_FINAL_TYPE (RtHopRow, rt_hop_row, GTK_TYPE_LIST_BOX_ROW)

/* From the first thing that happened to the last. */
static gint64
get_duration_us (const RtTimings *timings)
{
  gint64 first = G_MAXINT64;
  gint64 last = 0;

  for (guint i = 0; i < RT_N_PHASES; i++)
    if (timings->start[i] != 0)
      {
        first = MIN (first, timings->start[i]);
        last = MAX (last, MAX (timings->start[i], timings->end[i]));
      }
  return last > first ? last - first : 0;
}

static char *
dup_facts (RtHop *hop)
{
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func (g_free);
  const RtWireReport *report = rt_hop_get_report (hop);
  gint64 duration = get_duration_us (&report->timings);

  if (rt_hop_get_reason (hop)[0] != '\0')
    g_ptr_array_add (facts, g_strdup (rt_hop_get_reason (hop)));
  if (duration > 0)
    g_ptr_array_add (facts, rt_format_duration (duration));
  if (report->remote_address != NULL)
    g_ptr_array_add (facts, g_strdup (report->remote_address));
  if (report->proxy != NULL)
    g_ptr_array_add (facts, rt_way_dup_sentence (report->proxy));
  if (report->reused)
    g_ptr_array_add (facts, g_strdup (_ ("reused connection")));
  if (report->received_bytes > 0)
    {
      g_autofree char *size = g_format_size (report->received_bytes);

      /* Translators: %s is a size, head and body together. */
      g_ptr_array_add (facts, g_strdup_printf (_ ("%s received"), size));
    }
  if (report->informational != NULL && report->informational->len > 0)
    g_ptr_array_add (facts,
                     g_strdup_printf (ngettext ("%u early answer", "%u early answers",
                                                report->informational->len),
                                      report->informational->len));
  g_ptr_array_add (facts, NULL);
  return g_strjoinv (" · ", (char **)facts->pdata);
}

static char *
dup_dropped_names (GPtrArray *dropped, RtDropReason why)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < dropped->len; i++)
    {
      const RtDroppedHeader *header = g_ptr_array_index (dropped, i);

      if (header->why == why)
        g_ptr_array_add (names, header->name);
    }
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **)names->pdata);
}

static char *
drop_reason_to_sentence (RtDropReason why, const char *names)
{
  switch (why)
    {
    case RT_DROP_ORIGIN:
      /* Translators: %s is a list of field names. */
      return g_strdup_printf (_ ("Left out, because this is another site: %s."), names);
    case RT_DROP_METHOD:
      /* Translators: %s is a list of field names. */
      return g_strdup_printf (_ ("Left out, because the body is not sent again: %s."),
                              names);
    case RT_DROP_FRAMING:
      return g_strdup_printf (
          /* Translators: %s is a list of field names. */
          _ ("Left out, because Roundtrip says itself how long the body is: %s."), names);
    case RT_DROP_PROXY:
      return g_strdup_printf (
          /* Translators: %s is a list of field names. */
          _ ("Left out, because only the proxy that is chosen gets its password: %s."),
          names);
    }
  g_return_val_if_reached (NULL);
}

static char *
dup_dropped (GPtrArray *dropped)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (RtDropReason why = RT_DROP_ORIGIN; why <= RT_DROP_PROXY; why++)
    {
      g_autofree char *names = dup_dropped_names (dropped, why);
      g_autofree char *sentence
          = names != NULL ? drop_reason_to_sentence (why, names) : NULL;

      if (sentence != NULL)
        g_string_append_printf (text, text->len > 0 ? " %s" : "%s", sentence);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && text[0] != '\0');
}

static void
rt_hop_row_dispose (GObject *object)
{
  RtHopRow *self = RT_HOP_ROW (object);

  g_clear_object (&self->hop);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_HOP_ROW);
  G_OBJECT_CLASS (rt_hop_row_parent_class)->dispose (object);
}

static void
rt_hop_row_class_init (RtHopRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_hop_row_dispose;
  g_type_ensure (RT_TYPE_STATUS_PILL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-hop-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RtHopRow, pill);
  gtk_widget_class_bind_template_child (widget_class, RtHopRow, method);
  gtk_widget_class_bind_template_child (widget_class, RtHopRow, address);
  gtk_widget_class_bind_template_child (widget_class, RtHopRow, tunnel);
  gtk_widget_class_bind_template_child (widget_class, RtHopRow, facts);
  gtk_widget_class_bind_template_child (widget_class, RtHopRow, dropped);
}

static void
rt_hop_row_init (RtHopRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rt_hop_row_new (RtHop *hop)
{
  RtHopRow *self = g_object_new (RT_TYPE_HOP_ROW, NULL);

  self->hop = g_object_ref (hop);
  return GTK_WIDGET (self);
}

RtHop *
rt_hop_row_get_hop (RtHopRow *self)
{
  g_return_val_if_fail (RT_IS_HOP_ROW (self), NULL);

  return self->hop;
}

/**
 * rt_hop_row_update:
 * @self: a row
 * @over: whether the exchange is over
 *
 * Shows how the hop stands now.
 */
void
rt_hop_row_update (RtHopRow *self, gboolean over)
{
  RtRequest *request = rt_hop_get_request (self->hop);
  g_autofree char *address = rt_uri_dup_display (rt_request_get_uri (request));
  g_autofree char *facts = dup_facts (self->hop);
  g_autofree char *dropped = dup_dropped (rt_hop_get_dropped (self->hop));
  const RtProxyReport *way = rt_hop_get_report (self->hop)->proxy;
  g_autofree char *tunnel = way != NULL ? rt_way_dup_tunnel (way) : NULL;
  g_autofree char *name = NULL;

  rt_status_pill_show_hop (self->pill, self->hop, over);
  gtk_label_set_label (self->method, rt_request_get_method (request));
  gtk_label_set_label (self->address, address);
  set_text (self->tunnel, tunnel);
  set_text (self->facts, facts);
  set_text (self->dropped, dropped);
  name = g_strdup_printf ("%s, %s %s", rt_status_pill_get_text (self->pill),
                          rt_request_get_method (request), address);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}
