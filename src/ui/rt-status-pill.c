/* A status in a coloured pill: always in words, too. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-status-pill.h"

#include <glib/gi18n.h>

/* As long as the registered statuses: “500 Internal Server Error”. */
#define WHOLE_CHARS 25

struct _RtStatusPill
{
  GtkWidget parent_instance;

  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (RtStatusPill, rt_status_pill, GTK_TYPE_WIDGET)

static const char *
status_to_class (guint status)
{
  switch (status / 100)
    {
    case 2:
      return "success";
    case 3:
      return "elsewhere";
    case 4:
      return "refused";
    case 5:
      return "failure";
    default:
      return "neutral";
    }
}

static const char *
state_to_text (RtExchangeState state)
{
  switch (state)
    {
    case RT_EXCHANGE_IDLE:
      return _ ("Ready");
    case RT_EXCHANGE_RESOLVING:
      /* Translators: the name of a host is being looked up. */
      return C_ ("state", "Name");
    case RT_EXCHANGE_CONNECTING:
      return _ ("Connect");
    case RT_EXCHANGE_PROXYING:
      return _ ("Proxy");
    case RT_EXCHANGE_HANDSHAKING:
      return _ ("TLS");
    case RT_EXCHANGE_SENDING:
      return _ ("Send");
    case RT_EXCHANGE_WAITING:
      return _ ("Wait");
    case RT_EXCHANGE_RECEIVING:
      return _ ("Receive");
    case RT_EXCHANGE_DONE:
      return _ ("Done");
    case RT_EXCHANGE_FAILED:
      return _ ("Failed");
    case RT_EXCHANGE_CANCELLED:
      return _ ("Cancelled");
    }
  g_return_val_if_reached (NULL);
}

static void
set (RtStatusPill *self, const char *text, const char *css_class)
{
  const char *classes[] = { css_class, NULL };

  gtk_label_set_label (self->label, text);
  /* The sentence beside it can take another line; a status that is cut says nothing. */
  gtk_label_set_ellipsize (self->label, g_utf8_strlen (text, -1) <= WHOLE_CHARS
                                            ? PANGO_ELLIPSIZE_NONE
                                            : PANGO_ELLIPSIZE_END);
  gtk_widget_set_css_classes (GTK_WIDGET (self), classes);
}

static void
show_status (RtStatusPill *self, guint status, const char *reason)
{
  g_autofree char *text = g_strdup_printf ("%u %s", status, reason);

  set (self, g_strchomp (text), status_to_class (status));
}

static void
rt_status_pill_dispose (GObject *object)
{
  RtStatusPill *self = RT_STATUS_PILL (object);

  if (self->label != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->label));
  self->label = NULL;
  G_OBJECT_CLASS (rt_status_pill_parent_class)->dispose (object);
}

static void
rt_status_pill_class_init (RtStatusPillClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_status_pill_dispose;
  gtk_widget_class_set_css_name (widget_class, "statuspill");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rt_status_pill_init (RtStatusPill *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_max_width_chars (self->label, 28);
  gtk_widget_set_parent (GTK_WIDGET (self->label), GTK_WIDGET (self));
}

GtkWidget *
rt_status_pill_new (void)
{
  return g_object_new (RT_TYPE_STATUS_PILL, NULL);
}

const char *
rt_status_pill_get_text (RtStatusPill *self)
{
  g_return_val_if_fail (RT_IS_STATUS_PILL (self), NULL);

  return gtk_label_get_label (self->label);
}

/**
 * rt_status_pill_show_exchange:
 * @self: a pill
 * @exchange: an exchange
 *
 * Shows the status that @exchange ended with, else how far it has come.
 */
void
rt_status_pill_show_exchange (RtStatusPill *self, RtExchange *exchange)
{
  RtExchangeState state = rt_exchange_get_state (exchange);
  RtHop *hop = rt_exchange_get_last_hop (exchange);

  g_return_if_fail (RT_IS_STATUS_PILL (self));

  if (state == RT_EXCHANGE_FAILED || state == RT_EXCHANGE_CANCELLED)
    set (self, state_to_text (state),
         state == RT_EXCHANGE_FAILED ? "failure" : "neutral");
  else if (hop != NULL && rt_hop_get_status (hop) != 0)
    show_status (self, rt_hop_get_status (hop), rt_hop_get_reason (hop));
  else
    set (self, state_to_text (state), "neutral");
}

/**
 * rt_status_pill_show_hop:
 * @self: a pill
 * @hop: a hop
 * @over: whether no answer can come any more
 *
 * Shows the status of @hop as a number: in a list, words would take the room.
 */
void
rt_status_pill_show_hop (RtStatusPill *self, RtHop *hop, gboolean over)
{
  guint status = rt_hop_get_status (hop);

  g_return_if_fail (RT_IS_STATUS_PILL (self));

  if (status == 0)
    set (self, over ? _ ("No answer") : "…", "neutral");
  else
    show_status (self, status, "");
}
