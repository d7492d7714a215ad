/* Which requests a fault strikes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/servers/rt-fault-limits.h"

struct _RtFaultLimits
{
  GtkWidget parent_instance;

  GtkWidget *grid;
  GtkEditable *path;
  GtkSpinButton *after;
  GtkSpinButton *every;
  GtkSpinButton *first;
  GtkWidget *seed_label;
  GtkSpinButton *seed;
};

G_DEFINE_FINAL_TYPE (RtFaultLimits, rt_fault_limits, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_changed (RtFaultLimits *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
rt_fault_limits_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RT_TYPE_FAULT_LIMITS);
  G_OBJECT_CLASS (rt_fault_limits_parent_class)->dispose (object);
}

static void
rt_fault_limits_class_init (RtFaultLimitsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_fault_limits_dispose;

  /**
   * RtFaultLimits::changed:
   * @self: the limits
   *
   * The user has set something.
   */
  signals[CHANGED] = g_signal_new ("changed", RT_TYPE_FAULT_LIMITS, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/servers/rt-fault-limits.ui");
  gtk_widget_class_bind_template_child (widget_class, RtFaultLimits, grid);
  gtk_widget_class_bind_template_child (widget_class, RtFaultLimits, path);
  gtk_widget_class_bind_template_child (widget_class, RtFaultLimits, after);
  gtk_widget_class_bind_template_child (widget_class, RtFaultLimits, every);
  gtk_widget_class_bind_template_child (widget_class, RtFaultLimits, first);
  gtk_widget_class_bind_template_child (widget_class, RtFaultLimits, seed_label);
  gtk_widget_class_bind_template_child (widget_class, RtFaultLimits, seed);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
rt_fault_limits_init (RtFaultLimits *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rt_fault_limits_new:
 * @rule: of the fault, with the limits that it has so far
 *
 * Returns: (transfer floating): where they can be set
 */
GtkWidget *
rt_fault_limits_new (const RtFaultRule *rule)
{
  RtFaultLimits *self = g_object_new (RT_TYPE_FAULT_LIMITS, NULL);
  gboolean is_random = rule->kind == RT_FAULT_JITTER;

  gtk_editable_set_text (self->path, rule->path != NULL ? rule->path : "");
  gtk_spin_button_set_value (self->after, (double)rule->after);
  gtk_spin_button_set_value (self->every, (double)rule->every);
  gtk_spin_button_set_value (self->first, (double)rule->first);
  gtk_spin_button_set_value (self->seed, (double)rule->seed);
  gtk_widget_set_visible (self->seed_label, is_random);
  gtk_widget_set_visible (GTK_WIDGET (self->seed), is_random);
  return GTK_WIDGET (self);
}

static void
append_count (GString *spec, const char *name, GtkSpinButton *spin, guint unsaid)
{
  guint count = (guint)gtk_spin_button_get_value (spin);

  if (count != unsaid)
    g_string_append_printf (spec, ";%s=%u", name, count);
}

/**
 * rt_fault_limits_dup_spec:
 * @self: the limits
 *
 * Returns: (transfer full): what stands for them in a fault as rt_fault_plan_new() takes
 *   it, each limit with a semicolon before it
 */
char *
rt_fault_limits_dup_spec (RtFaultLimits *self)
{
  GString *spec = g_string_new (NULL);
  g_autofree char *path = g_strdup (gtk_editable_get_text (self->path));

  /* A semicolon ends a limit; “?” stands for it as well. */
  g_strdelimit (g_strstrip (path), ";", '?');
  if (*path != '\0')
    g_string_append_printf (spec, ";path=%s", path);
  append_count (spec, "after", self->after, 0);
  append_count (spec, "every", self->every, 1);
  append_count (spec, "first", self->first, 0);
  append_count (spec, "seed", self->seed, 0);
  return g_string_free (spec, FALSE);
}
