/* One thing that a server can do wrong: a switch, and how much of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/servers/rt-fault-row.h"

#include "pages/servers/rt-fault-limits.h"
#include "ui/rt-format.h"

#include <glib/gi18n.h>
#include <string.h>

#define VALUE_CHARS_MIN 4

struct _RtFaultRow
{
  AdwActionRow parent_instance;

  RtFaultKind kind;
  const RtFault *fault; /* of that kind */
  char *limits;    /* what stands in the spec after the value, each with its semicolon */
  GtkWidget *spin; /* NULL: the value is no number */
  GtkWidget *address; /* NULL: the value is no address */
  GtkBox *details;    /* how much of it, and when: filled once it is switched on */
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

static void
add_fact (GStrvBuilder *facts, char *fact)
{
  g_strv_builder_add (facts, fact);
  g_free (fact);
}

/* Nothing, if it strikes every request. */
static char *
dup_limits_words (const RtFaultRule *rule)
{
  g_autoptr (GStrvBuilder) facts = g_strv_builder_new ();
  g_autofree char *after = rt_format_count (rule->after);
  g_autofree char *every = rt_format_count (rule->every);
  g_autofree char *first = rt_format_count (rule->first);
  g_auto (GStrv) words = NULL;

  if (rule->path != NULL)
    /* Translators: %s is a path, perhaps with * and ?. */
    add_fact (facts, g_strdup_printf (_ ("only %s"), rule->path));
  if (rule->after > 0)
    add_fact (facts, g_strdup_printf (ngettext ("after %s request", "after %s requests",
                                                (gulong)rule->after),
                                      after));
  if (rule->every > 1)
    /* Translators: %s is a number. */
    add_fact (facts, g_strdup_printf (_ ("one request in %s"), every));
  if (rule->first > 0)
    add_fact (facts, g_strdup_printf (ngettext ("%s time at most", "%s times at most",
                                                (gulong)rule->first),
                                      first));
  words = g_strv_builder_end (facts);
  return g_strjoinv ("\302\240· ", words);
}

/* NULL: somebody else wrote limits that there are not. */
static RtFaultPlan *
make_plan (RtFaultRow *self)
{
  g_autofree char *spec = g_strconcat (self->fault->id, self->limits, NULL);
  const char *const specs[] = { spec, NULL };
  RtFaultMistake mistake;
  guint index;

  return rt_fault_plan_new (specs, &mistake, &index);
}

static void
show_limits (RtFaultRow *self)
{
  g_autoptr (RtFaultPlan) plan = make_plan (self);
  g_autofree char *words
      = plan != NULL ? dup_limits_words (rt_fault_plan_get (plan, 0)) : NULL;
  g_autofree char *both
      = g_strjoin ("\n", _ (self->fault->sentence),
                   words != NULL && *words != '\0' ? words : NULL, NULL);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), both);
}

static void
set_limits (RtFaultRow *self, const char *limits)
{
  g_free (self->limits);
  self->limits = g_strdup (limits);
  show_limits (self);
}

static void
on_limits_changed (RtFaultRow *self, RtFaultLimits *limits)
{
  g_autofree char *spec = rt_fault_limits_dup_spec (limits);

  set_limits (self, spec);
}

/* Not before it is wanted: there are many rows. */
static void
ensure_limits (GtkMenuButton *button, gpointer data)
{
  RtFaultRow *self = data;
  g_autoptr (RtFaultPlan) plan = NULL;
  const RtFaultRule every_one = { .kind = self->kind, .every = 1 };
  GtkWidget *limits;
  GtkWidget *popover;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  plan = make_plan (self);
  limits = rt_fault_limits_new (plan != NULL ? rt_fault_plan_get (plan, 0) : &every_one);
  g_signal_connect_object (limits, "changed", G_CALLBACK (on_limits_changed), self,
                           G_CONNECT_SWAPPED);
  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), limits);
  gtk_menu_button_set_popover (button, popover);
}

static void
make_limits (RtFaultRow *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  /* Translators: %s is what a server does wrong. */
  g_autofree char *label = g_strdup_printf (_ ("When: %s"), _ (self->fault->title));

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), ensure_limits, self,
                                         NULL);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Which Requests It Strikes"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_box_append (self->details, button);
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
  gtk_box_append (self->details, widget);
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
  int width;

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
  width = MAX (VALUE_CHARS_MIN,
               (int)strlen (gtk_editable_get_text (GTK_EDITABLE (self->spin))));
  gtk_editable_set_width_chars (GTK_EDITABLE (self->spin), width);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->spin), width);
  add_value (self, self->spin);
}

static void
ensure_details (RtFaultRow *self)
{
  if (gtk_widget_get_first_child (GTK_WIDGET (self->details)) != NULL)
    return;
  make_value (self);
  /* What is there before any request strikes all of them. */
  if (self->fault->place != RT_FAULT_TLS)
    make_limits (self);
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

  self->kind = kind;
  self->fault = rt_fault_get (kind);
  title = _ (self->fault->title);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  show_limits (self);
  self->active = gtk_switch_new ();
  gtk_widget_set_valign (self->active, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->active),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  self->details = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  g_object_bind_property (self->active, "active", self->details, "visible",
                          G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->active, "notify::active", G_CALLBACK (ensure_details),
                           self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->details));
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
 * Shows what @spec says, if it is about this fault.
 *
 * Returns: %TRUE if it is
 */
gboolean
rt_fault_row_read (RtFaultRow *self, const char *spec)
{
  gsize length = strcspn (spec, ";");
  g_autofree char *id = g_strndup (spec, length);
  char *value = strchr (id, '=');

  if (value != NULL)
    *value++ = '\0';
  if (!g_str_equal (id, self->fault->id))
    return FALSE;
  gtk_switch_set_active (GTK_SWITCH (self->active), TRUE);
  if (value != NULL)
    read_value (self, value);
  set_limits (self, spec + length);
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
  return g_strconcat (self->fault->id, value, self->limits, NULL);
}
