/* One thing that a server can do wrong: a switch, and how much of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/servers/rt-fault-row.h"

#include <glib/gi18n.h>
#include <string.h>

struct _RtFaultRow
{
  AdwActionRow parent_instance;

  const RtFault *fault;
  char *limits;    /* what stands in the spec after the value, as it was read; nullable */
  GtkWidget *spin; /* NULL: the value is no number */
  GtkWidget *address; /* NULL: the value is no address */
  GtkWidget *active;
};

G_DEFINE_FINAL_TYPE (RtFaultRow, rt_fault_row, ADW_TYPE_ACTION_ROW)

static void
rt_fault_row_finalize (GObject *object)
{
  g_free (RT_FAULT_ROW (object)->limits);
  G_OBJECT_CLASS (rt_fault_row_parent_class)->finalize (object);
}

static void
rt_fault_row_class_init (RtFaultRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_fault_row_finalize;
}

static void
rt_fault_row_init (RtFaultRow *self)
{
}

static const char *
unit_to_words (RtFaultUnit unit)
{
  switch (unit)
    {
    case RT_FAULT_MILLISECONDS:
      return _ ("Milliseconds");
    case RT_FAULT_SECONDS:
      return _ ("Seconds");
    case RT_FAULT_BYTES:
      return _ ("Bytes");
    case RT_FAULT_BYTES_PER_S:
      return _ ("Bytes per second");
    case RT_FAULT_ADDRESS:
      return _ ("Address");
    case RT_FAULT_NO_VALUE:
      return NULL;
    }
  g_return_val_if_reached (NULL);
}

static void
add_value (RtFaultRow *self, GtkWidget *widget)
{
  const char *unit = unit_to_words (self->fault->unit);

  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (widget, unit);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  unit, -1);
  g_object_bind_property (self->active, "active", widget, "visible",
                          G_BINDING_SYNC_CREATE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), widget);
}

/* The wheel is for the list: on its way it would change what lies below the pointer. */
static void
drop_scrolling (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = g_list_model_get_n_items (controllers); i > 0; i--)
    {
      g_autoptr (GtkEventController) controller
          = g_list_model_get_item (controllers, i - 1);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_widget_remove_controller (widget, controller);
    }
}

static void
make_value (RtFaultRow *self)
{
  const RtFault *fault = self->fault;

  if (fault->unit == RT_FAULT_NO_VALUE)
    return;
  if (fault->unit == RT_FAULT_ADDRESS)
    {
      self->address = gtk_entry_new ();
      gtk_editable_set_text (GTK_EDITABLE (self->address), fault->address);
      gtk_editable_set_width_chars (GTK_EDITABLE (self->address), 10);
      add_value (self, self->address);
      return;
    }
  self->spin = gtk_spin_button_new_with_range ((double)fault->minimum,
                                               (double)fault->maximum, 1);
  drop_scrolling (self->spin);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (self->spin), TRUE);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->spin), (double)fault->value);
  /* Else it is as wide as the largest number that it takes. */
  gtk_editable_set_width_chars (GTK_EDITABLE (self->spin), 5);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->spin), 5);
  add_value (self, self->spin);
}

/**
 * rt_fault_row_new:
 * @kind: a row of the table of faults
 *
 * Makes a row that is switched off.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
rt_fault_row_new (RtFaultKind kind)
{
  RtFaultRow *self = g_object_new (RT_TYPE_FAULT_ROW, NULL);
  const char *title;

  self->fault = rt_fault_get (kind);
  title = _ (self->fault->title);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), _ (self->fault->sentence));
  self->active = gtk_switch_new ();
  gtk_widget_set_valign (self->active, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->active),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  make_value (self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->active);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), self->active);
  return GTK_WIDGET (self);
}

const RtFault *
rt_fault_row_get_fault (RtFaultRow *self)
{
  g_return_val_if_fail (RT_IS_FAULT_ROW (self), NULL);

  return self->fault;
}

static void
read_value (RtFaultRow *self, const char *value)
{
  if (self->address != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->address), value);
  else if (self->spin != NULL)
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->spin),
                               (double)g_ascii_strtoull (value, NULL, 10));
}

/**
 * rt_fault_row_read:
 * @self: a row
 * @spec: a fault as rt_fault_plan_new() takes it, with its value and limits if it has any
 *
 * Shows what @spec says, if it is about this fault.  Its limits are kept, not shown.
 *
 * Returns: %TRUE if it is
 */
gboolean
rt_fault_row_read (RtFaultRow *self, const char *spec)
{
  g_auto (GStrv) parts = g_strsplit (spec, ";", 2);
  char *value = strchr (parts[0], '=');

  if (value != NULL)
    *value++ = '\0';
  if (!g_str_equal (parts[0], self->fault->id))
    return FALSE;
  if (value != NULL)
    read_value (self, value);
  g_free (self->limits);
  self->limits = g_strdup (parts[1]);
  gtk_switch_set_active (GTK_SWITCH (self->active), TRUE);
  return TRUE;
}

static char *
dup_value (RtFaultRow *self)
{
  if (self->address != NULL)
    return g_strdup_printf ("=%s", gtk_editable_get_text (GTK_EDITABLE (self->address)));
  if (self->spin == NULL)
    return g_strdup ("");
  gtk_spin_button_update (GTK_SPIN_BUTTON (self->spin));
  return g_strdup_printf ("=%.0f",
                          gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->spin)));
}

/**
 * rt_fault_row_dup_spec:
 * @self: a row
 *
 * Returns: (transfer full) (nullable): the fault as rt_fault_plan_new() takes it; %NULL if
 *   it is off, or cannot be had
 */
char *
rt_fault_row_dup_spec (RtFaultRow *self)
{
  g_autofree char *value = NULL;

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self))
      || !gtk_switch_get_active (GTK_SWITCH (self->active)))
    return NULL;
  value = dup_value (self);
  return g_strconcat (self->fault->id, value, self->limits != NULL ? ";" : NULL,
                      self->limits, NULL);
}
