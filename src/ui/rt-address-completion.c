/* Addresses from the history that complete what is typed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-address-completion.h"

/* More is no help, and the list does not scroll. */
#define MAX_ROWS 8

struct _RtAddressCompletion
{
  GtkPopover parent_instance;

  RtAddressHistory *history; /* nullable */
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (RtAddressCompletion, rt_address_completion, GTK_TYPE_POPOVER)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
row_get_address (GtkListBoxRow *row)
{
  return gtk_label_get_text (GTK_LABEL (gtk_list_box_row_get_child (row)));
}

static void
on_row_activated (RtAddressCompletion *self, GtkListBoxRow *row)
{
  g_autofree char *address = g_strdup (row_get_address (row));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, address);
}

static void
append_row (RtAddressCompletion *self, const char *address)
{
  GtkWidget *label = gtk_label_new (address);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->list, row);
}

/* To the next row, or with -1 to the one before. */
static void
step (RtAddressCompletion *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = by > 0 ? 0 : -1;

  if (row != NULL)
    index = gtk_list_box_row_get_index (row) + by;
  row = index < 0 ? NULL : gtk_list_box_get_row_at_index (self->list, index);
  gtk_list_box_select_row (self->list, row);
}

static void
rt_address_completion_dispose (GObject *object)
{
  RtAddressCompletion *self = RT_ADDRESS_COMPLETION (object);

  g_clear_object (&self->history);
  G_OBJECT_CLASS (rt_address_completion_parent_class)->dispose (object);
}

static void
rt_address_completion_class_init (RtAddressCompletionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rt_address_completion_dispose;

  /**
   * RtAddressCompletion::chosen:
   * @self: the list
   * @address: the address of the chosen row
   */
  signals[CHOSEN] = g_signal_new ("chosen", RT_TYPE_ADDRESS_COMPLETION, G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rt_address_completion_init (RtAddressCompletion *self)
{
  GtkPopover *popover = GTK_POPOVER (self);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_SINGLE);
  gtk_widget_set_focusable (GTK_WIDGET (self->list), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated),
                           self, G_CONNECT_SWAPPED);
  gtk_popover_set_child (popover, GTK_WIDGET (self->list));
  gtk_popover_set_autohide (popover, FALSE);
  gtk_popover_set_has_arrow (popover, FALSE);
  gtk_popover_set_position (popover, GTK_POS_BOTTOM);
  gtk_widget_set_can_focus (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "menu");
}

GtkWidget *
rt_address_completion_new (void)
{
  return g_object_new (RT_TYPE_ADDRESS_COMPLETION, NULL);
}

void
rt_address_completion_set_history (RtAddressCompletion *self, RtAddressHistory *history)
{
  g_return_if_fail (RT_IS_ADDRESS_COMPLETION (self));

  g_set_object (&self->history, history);
}

/**
 * rt_address_completion_update:
 * @self: the list
 * @text: what is typed
 *
 * Shows the addresses that complete @text, or nothing if there is none but @text itself.
 */
void
rt_address_completion_update (RtAddressCompletion *self, const char *text)
{
  GtkWidget *child;
  g_auto (GStrv) addresses = NULL;
  GtkWidget *parent;

  g_return_if_fail (RT_IS_ADDRESS_COMPLETION (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);

  if (self->history != NULL && text[0] != '\0')
    addresses = rt_address_history_complete (self->history, text, MAX_ROWS);
  if (addresses == NULL || addresses[0] == NULL
      || (g_str_equal (addresses[0], text) && addresses[1] == NULL))
    {
      gtk_popover_popdown (GTK_POPOVER (self));
      return;
    }

  for (guint i = 0; addresses[i] != NULL; i++)
    append_row (self, addresses[i]);
  gtk_list_box_unselect_all (self->list);
  parent = gtk_widget_get_parent (GTK_WIDGET (self));
  gtk_widget_set_size_request (GTK_WIDGET (self), gtk_widget_get_width (parent), -1);
  gtk_popover_popup (GTK_POPOVER (self));
}

/**
 * rt_address_completion_press:
 * @self: the list
 * @key: a key that was pressed in the entry
 *
 * Down and Up go through what is shown, Escape takes it away.
 *
 * Returns: %FALSE if the key is for somebody else
 */
gboolean
rt_address_completion_press (RtAddressCompletion *self, guint key)
{
  g_return_val_if_fail (RT_IS_ADDRESS_COMPLETION (self), FALSE);

  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return GDK_EVENT_PROPAGATE;

  switch (key)
    {
    case GDK_KEY_Down:
      step (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
      step (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      gtk_popover_popdown (GTK_POPOVER (self));
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/**
 * rt_address_completion_choose:
 * @self: the list
 *
 * Chooses the row that the keys went to.
 *
 * Returns: %FALSE if there is none
 */
gboolean
rt_address_completion_choose (RtAddressCompletion *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (RT_IS_ADDRESS_COMPLETION (self), FALSE);

  row = gtk_list_box_get_selected_row (self->list);
  if (row == NULL || !gtk_widget_get_visible (GTK_WIDGET (self)))
    return FALSE;

  on_row_activated (self, row);
  return TRUE;
}
