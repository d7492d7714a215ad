/* How addresses are checked: what a person can choose. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/head/rt-check-settings.h"

#include <glib/gi18n.h>

#define TRIES 3

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
  GtkCheckButton *with_get;
  GtkCheckButton *with_made_up;
};

G_DEFINE_FINAL_TYPE (RtCheckSettings, rt_check_settings, GTK_TYPE_WIDGET)

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
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->presets),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Lists to choose from"), -1);
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
    .n_tries = TRIES,
    .good = self->codes,
    .with_get = gtk_check_button_get_active (self->with_get),
    .with_made_up = gtk_check_button_get_active (self->with_made_up),
  };
}
