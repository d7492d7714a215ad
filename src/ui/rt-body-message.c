/* What is said while a body is on its way, and where there is none. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-body-message.h"

#include "ui/rt-exchange-progress.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _RtBodyMessage
{
  GtkWidget parent_instance;

  GtkStack *stack;
  AdwStatusPage *page;
  GtkProgressBar *progress;
};

G_DEFINE_FINAL_TYPE (RtBodyMessage, rt_body_message, GTK_TYPE_WIDGET)

static void
say (RtBodyMessage *self, const char *icon, const char *title, const char *text)
{
  adw_status_page_set_icon_name (self->page, icon);
  adw_status_page_set_title (self->page, title);
  adw_status_page_set_description (self->page, text);
  gtk_stack_set_visible_child_name (self->stack, "page");
}

static void
rt_body_message_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RT_TYPE_BODY_MESSAGE);
  G_OBJECT_CLASS (rt_body_message_parent_class)->dispose (object);
}

static void
rt_body_message_class_init (RtBodyMessageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_body_message_dispose;
  g_type_ensure (ADW_TYPE_STATUS_PAGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-body-message.ui");
  gtk_widget_class_bind_template_child (widget_class, RtBodyMessage, stack);
  gtk_widget_class_bind_template_child (widget_class, RtBodyMessage, page);
  gtk_widget_class_bind_template_child (widget_class, RtBodyMessage, progress);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rt_body_message_init (RtBodyMessage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rt_body_message_show:
 * @self: a message
 * @exchange: an exchange without a body to show, or without one yet
 *
 * Says why there is nothing to see, and how far it has come.
 */
void
rt_body_message_show (RtBodyMessage *self, RtExchange *exchange)
{
  RtBody *body = rt_exchange_get_body (exchange);
  double fraction = rt_exchange_progress_get (exchange);

  g_return_if_fail (RT_IS_BODY_MESSAGE (self));

  if (!rt_exchange_is_over (exchange))
    {
      gtk_widget_set_visible (GTK_WIDGET (self->progress), fraction >= 0);
      if (fraction >= 0)
        gtk_progress_bar_set_fraction (self->progress, fraction);
      gtk_stack_set_visible_child_name (self->stack, "busy");
    }
  else if (rt_body_is_forbidden (body))
    say (self, "object-select-symbolic", _ ("No Body by Definition"),
         _ ("An answer to HEAD, and one that says 204 or 304, never has one."));
  else if (rt_exchange_get_status (exchange) == 0)
    say (self, "network-offline-symbolic", _ ("No Answer Came"), NULL);
  else if (rt_body_is_elsewhere (body) && rt_body_get_wire_bytes (body) > 0)
    say (self, "folder-download-symbolic", _ ("The Body Is Not Kept Here"),
         _ ("A download writes what it wants of it to its file."));
  else if (rt_body_get_wire_bytes (body) > 0)
    say (self, "dialog-warning-symbolic", _ ("Nothing Could Be Decoded"),
         _ ("Raw shows the bytes as they came."));
  else if (rt_body_get_completeness (body) == RT_COMPLETE_NO)
    say (self, "dialog-warning-symbolic", _ ("The Body Did Not Come"),
         _ ("The answer ended after its fields."));
  else
    say (self, "object-select-symbolic", _ ("The Body Is Empty"),
         _ ("The answer is complete with its fields alone."));
}
