/* The button that sends what a page says, and stops what it sent. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-send-button.h"

#include "ui/rt-address-bar.h"
#include "ui/rt-page.h"

#include <glib/gi18n.h>

struct _RtSendButton
{
  GtkButton parent_instance;

  RtPage *page;          /* borrowed: it has us, and goes with us; nullable after that */
  RtAddressBar *address; /* likewise */
  char *idle_label;      /* NULL: “_Send” */
  gboolean is_suggested;
};

G_DEFINE_FINAL_TYPE (RtSendButton, rt_send_button, GTK_TYPE_BUTTON)

typedef enum
{
  PROP_PAGE = 1,
  PROP_ADDRESS,
  PROP_IDLE_LABEL,
  PROP_SUGGESTED,
} RtSendButtonProperty;

static GParamSpec *properties[PROP_SUGGESTED + 1];

static void
show_state (RtSendButton *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_busy = self->page != NULL && rt_page_get_busy (self->page);
  const char *idle_label = self->idle_label != NULL ? self->idle_label : _ ("_Send");

  gtk_button_set_label (GTK_BUTTON (self), is_busy ? _ ("_Stop") : idle_label);
  if (is_busy || !self->is_suggested)
    gtk_widget_remove_css_class (widget, "suggested-action");
  else
    gtk_widget_add_css_class (widget, "suggested-action");
}

static void
rt_send_button_clicked (GtkButton *button)
{
  RtSendButton *self = RT_SEND_BUTTON (button);

  if (self->page == NULL || self->address == NULL)
    return;
  if (rt_page_get_busy (self->page))
    rt_page_stop (self->page);
  else
    rt_address_bar_submit (self->address);
}

static void
set_page (RtSendButton *self, RtPage *page)
{
  g_set_weak_pointer (&self->page, page);
  if (page != NULL)
    g_signal_connect_object (page, "notify::busy", G_CALLBACK (show_state), self,
                             G_CONNECT_SWAPPED);
}

static void
rt_send_button_set_property (GObject *object,
                             guint id,
                             const GValue *value,
                             GParamSpec *pspec)
{
  RtSendButton *self = RT_SEND_BUTTON (object);

  switch ((RtSendButtonProperty)id)
    {
    case PROP_PAGE:
      set_page (self, g_value_get_object (value));
      break;
    case PROP_ADDRESS:
      g_set_weak_pointer (&self->address, g_value_get_object (value));
      break;
    case PROP_IDLE_LABEL:
      g_free (self->idle_label);
      self->idle_label = g_value_dup_string (value);
      break;
    case PROP_SUGGESTED:
      self->is_suggested = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
  show_state (self);
}

static void
rt_send_button_dispose (GObject *object)
{
  RtSendButton *self = RT_SEND_BUTTON (object);

  g_clear_weak_pointer (&self->page);
  g_clear_weak_pointer (&self->address);
  G_OBJECT_CLASS (rt_send_button_parent_class)->dispose (object);
}

static void
rt_send_button_finalize (GObject *object)
{
  g_free (RT_SEND_BUTTON (object)->idle_label);
  G_OBJECT_CLASS (rt_send_button_parent_class)->finalize (object);
}

static void
rt_send_button_class_init (RtSendButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = rt_send_button_set_property;
  object_class->dispose = rt_send_button_dispose;
  object_class->finalize = rt_send_button_finalize;
  GTK_BUTTON_CLASS (klass)->clicked = rt_send_button_clicked;

  /* Whose requests it stops. */
  properties[PROP_PAGE] = g_param_spec_object ("page", NULL, NULL, RT_TYPE_PAGE, flags);

  /* What it submits. */
  properties[PROP_ADDRESS]
      = g_param_spec_object ("address", NULL, NULL, RT_TYPE_ADDRESS_BAR, flags);

  /**
   * RtSendButton:idle-label:
   *
   * What it says while nothing is in flight, with a mnemonic; “_Send” if it is not set.
   */
  properties[PROP_IDLE_LABEL]
      = g_param_spec_string ("idle-label", NULL, NULL, NULL, flags);

  /**
   * RtSendButton:suggested:
   *
   * Whether to send is what a user most likely wants of the page.
   */
  properties[PROP_SUGGESTED]
      = g_param_spec_boolean ("suggested", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
rt_send_button_init (RtSendButton *self)
{
  self->is_suggested = TRUE;
  gtk_button_set_use_underline (GTK_BUTTON (self), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_START);
  show_state (self);
}
