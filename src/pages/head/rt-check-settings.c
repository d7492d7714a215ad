/* How addresses are checked: what a person can choose. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/head/rt-check-settings.h"

#include "ui/rt-accessible-name.h"

#include <glib/gi18n.h>

struct _RtCheckSettings
{
  GtkWidget parent_instance;

  RtCodeRanges codes; /* of the last list that made sense */

  /* What stands in the widget itself has to be known, to be freed. */
  GtkWidget *title;
  GtkWidget *codes_box;
  GtkWidget *numbers;
  GtkWidget *good;
  GtkWidget *presets;
  GtkSpinButton *jobs;
  GtkSpinButton *per_host;
  GtkSpinButton *delay;
  GtkSpinButton *tries;
  GtkSpinButton *patience;
  GtkCheckButton *with_get;
  GtkCheckButton *with_made_up;
};

G_DEFINE_FINAL_TYPE (RtCheckSettings, rt_check_settings, GTK_TYPE_WIDGET)

/* What is remembered: the values of controls. */
static const struct
{
  const char *name; /* of the setting */
  GType type;
  gsize control; /* where it is in the struct */
  const char *property;
} values[] = {
  { "check-good", G_TYPE_STRING, G_STRUCT_OFFSET (RtCheckSettings, good), "text" },
  { "check-at-once", G_TYPE_UINT, G_STRUCT_OFFSET (RtCheckSettings, jobs), "value" },
  { "check-per-host", G_TYPE_UINT, G_STRUCT_OFFSET (RtCheckSettings, per_host), "value" },
  { "check-delay", G_TYPE_UINT, G_STRUCT_OFFSET (RtCheckSettings, delay), "value" },
  { "check-tries", G_TYPE_UINT, G_STRUCT_OFFSET (RtCheckSettings, tries), "value" },
  { "check-patience", G_TYPE_UINT, G_STRUCT_OFFSET (RtCheckSettings, patience), "value" },
  { "check-with-get", G_TYPE_BOOLEAN, G_STRUCT_OFFSET (RtCheckSettings, with_get),
    "active" },
  { "check-with-made-up", G_TYPE_BOOLEAN, G_STRUCT_OFFSET (RtCheckSettings, with_made_up),
    "active" },
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GObject *
get_control (RtCheckSettings *self, guint index)
{
  return G_STRUCT_MEMBER (GObject *, self, values[index].control);
}

/* A list of codes that makes no sense is not remembered. */
static void
on_control_changed (RtCheckSettings *self, GParamSpec *pspec, GObject *control)
{
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (get_control (self, i) == control
        && !gtk_widget_has_css_class (GTK_WIDGET (control), "error"))
      g_signal_emit (self, signals[CHANGED], 0, values[i].name);
}

static void
on_good_changed (RtCheckSettings *self)
{
  if (rt_code_ranges_parse (&self->codes,
                            gtk_editable_get_text (GTK_EDITABLE (self->good))))
    gtk_widget_remove_css_class (self->good, "error");
  else
    gtk_widget_add_css_class (self->good, "error");
}

static void
good_action (GtkWidget *widget, const char *name, GVariant *list)
{
  RtCheckSettings *self = RT_CHECK_SETTINGS (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->good), g_variant_get_string (list, NULL));
}

static void
rt_check_settings_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RT_TYPE_CHECK_SETTINGS);
  G_OBJECT_CLASS (rt_check_settings_parent_class)->dispose (object);
}

static void
rt_check_settings_class_init (RtCheckSettingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_check_settings_dispose;

  /**
   * RtCheckSettings::changed:
   * @self: the settings
   * @name: of a setting
   *
   * The user has changed it.
   */
  signals[CHANGED] = g_signal_new ("changed", RT_TYPE_CHECK_SETTINGS, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/head/rt-check-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, RtCheckSettings, title);
  gtk_widget_class_bind_template_child (widget_class, RtCheckSettings, codes_box);
  gtk_widget_class_bind_template_child (widget_class, RtCheckSettings, numbers);
  gtk_widget_class_bind_template_child (widget_class, RtCheckSettings, good);
  gtk_widget_class_bind_template_child (widget_class, RtCheckSettings, presets);
  gtk_widget_class_bind_template_child (widget_class, RtCheckSettings, jobs);
  gtk_widget_class_bind_template_child (widget_class, RtCheckSettings, per_host);
  gtk_widget_class_bind_template_child (widget_class, RtCheckSettings, delay);
  gtk_widget_class_bind_template_child (widget_class, RtCheckSettings, tries);
  gtk_widget_class_bind_template_child (widget_class, RtCheckSettings, patience);
  gtk_widget_class_bind_template_child (widget_class, RtCheckSettings, with_get);
  gtk_widget_class_bind_template_child (widget_class, RtCheckSettings, with_made_up);
  gtk_widget_class_bind_template_callback (widget_class, on_good_changed);
  gtk_widget_class_install_action (widget_class, "settings.good", "s", good_action);
}

static void
rt_check_settings_init (RtCheckSettings *self)
{
  rt_code_ranges_parse (&self->codes, RT_CODE_RANGES_PLAIN);
  gtk_widget_init_template (GTK_WIDGET (self));
  rt_accessible_name_set (self->presets, _ ("Lists to choose from"));
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *notify = g_strconcat ("notify::", values[i].property, NULL);

      g_signal_connect_object (get_control (self, i), notify,
                               G_CALLBACK (on_control_changed), self, G_CONNECT_SWAPPED);
    }
}

static GParamSpec *
make_spec (guint index)
{
  const GParamFlags flags
      = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const char *name = values[index].name;

  if (values[index].type == G_TYPE_STRING)
    return g_param_spec_string (name, NULL, NULL, NULL, flags);
  if (values[index].type == G_TYPE_UINT)
    return g_param_spec_uint (name, NULL, NULL, 0, G_MAXUINT, 0, flags);
  return g_param_spec_boolean (name, NULL, NULL, FALSE, flags);
}

/* Gives a class a property for each value that is remembered, with the numbers from 1 on. */
void
rt_check_settings_install (GObjectClass *klass)
{
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_object_class_install_property (klass, i + 1, make_spec (i));
}

/* @id: the number of a property from rt_check_settings_install() */
void
rt_check_settings_get_value (RtCheckSettings *self, guint id, GValue *value)
{
  g_return_if_fail (RT_IS_CHECK_SETTINGS (self));

  g_object_get_property (get_control (self, id - 1), values[id - 1].property, value);
}

void
rt_check_settings_set_value (RtCheckSettings *self, guint id, const GValue *value)
{
  g_return_if_fail (RT_IS_CHECK_SETTINGS (self));

  g_object_set_property (get_control (self, id - 1), values[id - 1].property, value);
}

/* How many seconds an answer may take. */
guint
rt_check_settings_get_patience (RtCheckSettings *self)
{
  g_return_val_if_fail (RT_IS_CHECK_SETTINGS (self), 0);

  return (guint)gtk_spin_button_get_value_as_int (self->patience);
}

/**
 * rt_check_settings_read:
 * @self: the settings
 * @options: (out): what they say
 *
 * Reads the settings.  A list of codes that makes no sense is the last one that did.
 */
void
rt_check_settings_read (RtCheckSettings *self, RtCheckOptions *options)
{
  g_return_if_fail (RT_IS_CHECK_SETTINGS (self));

  *options = (RtCheckOptions){
    .n_jobs = (guint)gtk_spin_button_get_value_as_int (self->jobs),
    .per_host = (guint)gtk_spin_button_get_value_as_int (self->per_host),
    .delay_ms = (guint)gtk_spin_button_get_value_as_int (self->delay),
    .n_tries = (guint)gtk_spin_button_get_value_as_int (self->tries),
    .good = self->codes,
    .with_get = gtk_check_button_get_active (self->with_get),
    .with_made_up = gtk_check_button_get_active (self->with_made_up),
  };
}
