/* One of the recent exchanges. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-log-row.h"

#include "core/http/rt-uri.h"
#include "ui/rt-accessible-name.h"
#include "ui/rt-format.h"
#include "ui/rt-status-pill.h"

struct _RtLogRow
{
  GtkWidget parent_instance;

  RtExchange *exchange; /* nullable */

  GtkWidget *words;
  GtkLabel *address;
  GtkLabel *facts;
  RtStatusPill *pill;
};

G_DEFINE_FINAL_TYPE (RtLogRow, rt_log_row, GTK_TYPE_WIDGET)

static void
on_updated (RtLogRow *self)
{
  RtRequest *request = rt_exchange_get_request (self->exchange);
  GDateTime *started = rt_exchange_get_started (self->exchange);
  g_autofree char *address = rt_uri_dup_display (rt_request_get_uri (request));
  g_autofree char *moment
      = started != NULL ? g_date_time_format (started, "%X") : g_strdup ("");
  g_autofree char *duration
      = rt_format_duration (rt_exchange_get_elapsed_us (self->exchange));
  g_autofree char *facts = g_strdup_printf (
      "%s · %s · %s", rt_request_get_method (request), moment, duration);
  g_autofree char *name = NULL;

  gtk_label_set_text (self->address, address);
  gtk_label_set_text (self->facts, facts);
  /* The number alone, where there is one: the row is narrow. */
  if (rt_exchange_get_state (self->exchange) == RT_EXCHANGE_DONE)
    rt_status_pill_show_hop (self->pill, rt_exchange_get_last_hop (self->exchange),
                             rt_exchange_is_over (self->exchange));
  else
    rt_status_pill_show_exchange (self->pill, self->exchange);
  name = g_strdup_printf ("%s, %s, %s", address, rt_status_pill_get_text (self->pill),
                          facts);
  rt_accessible_name_set (GTK_WIDGET (self), name);
}

static void
rt_log_row_dispose (GObject *object)
{
  RtLogRow *self = RT_LOG_ROW (object);

  rt_log_row_set_exchange (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_LOG_ROW);
  G_OBJECT_CLASS (rt_log_row_parent_class)->dispose (object);
}

static void
rt_log_row_class_init (RtLogRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_log_row_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-log-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RtLogRow, words);
  gtk_widget_class_bind_template_child (widget_class, RtLogRow, address);
  gtk_widget_class_bind_template_child (widget_class, RtLogRow, facts);
  gtk_widget_class_bind_template_child (widget_class, RtLogRow, pill);
}

static void
rt_log_row_init (RtLogRow *self)
{
  g_type_ensure (RT_TYPE_STATUS_PILL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rt_log_row_new (void)
{
  return g_object_new (RT_TYPE_LOG_ROW, NULL);
}

/**
 * rt_log_row_set_exchange:
 * @self: a row
 * @exchange: (nullable): what to show and follow
 */
void
rt_log_row_set_exchange (RtLogRow *self, RtExchange *exchange)
{
  g_return_if_fail (RT_IS_LOG_ROW (self));

  if (self->exchange != NULL)
    g_signal_handlers_disconnect_by_func (self->exchange, on_updated, self);
  g_set_object (&self->exchange, exchange);
  if (exchange == NULL)
    return;

  g_signal_connect_object (exchange, "updated", G_CALLBACK (on_updated), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (exchange, "notify::state", G_CALLBACK (on_updated), self,
                           G_CONNECT_SWAPPED);
  on_updated (self);
}
