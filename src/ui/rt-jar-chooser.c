/* Which jar the cookies come from. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-jar-chooser.h"

#include <glib/gi18n.h>

struct _RtJarChooser
{
  GtkWidget parent_instance;

  GtkDropDown *drop_down;
};

G_DEFINE_FINAL_TYPE (RtJarChooser, rt_jar_chooser, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_JAR = 1,
} RtJarChooserProperty;

static GParamSpec *properties[PROP_JAR + 1];

static char *
dup_title (RtNamedJar *jar, const char *name, gpointer user_data)
{
  return g_strdup (name != NULL ? name : _ ("Private Jar"));
}

static void
on_selected (RtJarChooser *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_JAR]);
}

static gboolean
rt_jar_chooser_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (RT_JAR_CHOOSER (widget)->drop_down));
}

static void
rt_jar_chooser_dispose (GObject *object)
{
  RtJarChooser *self = RT_JAR_CHOOSER (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_pointer (&child, gtk_widget_unparent);
  self->drop_down = NULL;
  G_OBJECT_CLASS (rt_jar_chooser_parent_class)->dispose (object);
}

static void
rt_jar_chooser_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((RtJarChooserProperty)id)
    {
    case PROP_JAR:
      g_value_set_object (value, rt_jar_chooser_get_jar (RT_JAR_CHOOSER (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rt_jar_chooser_class_init (RtJarChooserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rt_jar_chooser_dispose;
  object_class->get_property = rt_jar_chooser_get_property;
  GTK_WIDGET_CLASS (klass)->grab_focus = rt_jar_chooser_grab_focus;
  properties[PROP_JAR] = g_param_spec_object ("jar", NULL, NULL, RT_TYPE_NAMED_JAR,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
}

static void
rt_jar_chooser_init (RtJarChooser *self)
{
  GtkExpression *name = gtk_property_expression_new (RT_TYPE_NAMED_JAR, NULL, "name");
  GtkExpression *title = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 1, &name,
                                                      G_CALLBACK (dup_title), NULL, NULL);

  self->drop_down = GTK_DROP_DOWN (gtk_drop_down_new (NULL, title));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->drop_down), _ ("Cookie jar"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drop_down),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Cookie jar"), -1);
  gtk_widget_set_parent (GTK_WIDGET (self->drop_down), GTK_WIDGET (self));
  g_signal_connect_object (self->drop_down, "notify::selected-item",
                           G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
}

void
rt_jar_chooser_set_jars (RtJarChooser *self, RtCookieJars *jars)
{
  g_return_if_fail (RT_IS_JAR_CHOOSER (self));

  gtk_drop_down_set_model (self->drop_down, G_LIST_MODEL (jars));
}

RtNamedJar *
rt_jar_chooser_get_jar (RtJarChooser *self)
{
  g_return_val_if_fail (RT_IS_JAR_CHOOSER (self), NULL);

  return gtk_drop_down_get_selected_item (self->drop_down);
}

/**
 * rt_jar_chooser_set_jar:
 * @self: a chooser
 * @jar: one of its jars
 */
void
rt_jar_chooser_set_jar (RtJarChooser *self, RtNamedJar *jar)
{
  GListModel *jars;

  g_return_if_fail (RT_IS_JAR_CHOOSER (self));

  jars = gtk_drop_down_get_model (self->drop_down);
  for (guint i = 0; i < g_list_model_get_n_items (jars); i++)
    {
      g_autoptr (RtNamedJar) item = g_list_model_get_item (jars, i);

      if (item == jar)
        gtk_drop_down_set_selected (self->drop_down, i);
    }
}
