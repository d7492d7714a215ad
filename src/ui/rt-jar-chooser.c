/* Which jar the cookies come from. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-jar-chooser.h"

#include <glib/gi18n.h>

struct _RtJarChooser
{
  GtkWidget parent_instance;

  RtCookieJars *jars; /* nullable */
  char *place;
  RtNamedJar *chosen;  /* nullable */
  gboolean is_showing; /* what somebody else has chosen, which is not remembered */

  GtkDropDown *drop_down;
};

G_DEFINE_FINAL_TYPE (RtJarChooser, rt_jar_chooser, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_JAR = 1,
} RtJarChooserProperty;

static GParamSpec *properties[PROP_JAR + 1];

/* Of a jar, or of the choice that is none. */
static char *
dup_title (GObject *item, gpointer user_data)
{
  const char *name;

  if (!RT_IS_NAMED_JAR (item))
    return g_strdup (gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
  name = rt_named_jar_get_name (RT_NAMED_JAR (item));
  return g_strdup (name != NULL ? name : _ ("Private Jar"));
}

static gboolean
is_there (RtJarChooser *self, RtNamedJar *jar)
{
  GListModel *jars = G_LIST_MODEL (self->jars);

  for (guint i = 0; i < g_list_model_get_n_items (jars); i++)
    {
      g_autoptr (RtNamedJar) item = g_list_model_get_item (jars, i);

      if (item == jar)
        return TRUE;
    }
  return FALSE;
}

/* In place of a jar that is gone the drop-down takes its neighbour, whose cookies nobody
 * has asked for. */
static void
on_selected (RtJarChooser *self)
{
  gboolean is_gone = self->chosen != NULL && !is_there (self, self->chosen);

  g_clear_object (&self->chosen);
  if (is_gone && gtk_drop_down_get_selected (self->drop_down) != 0)
    {
      gtk_drop_down_set_selected (self->drop_down, 0);
      return;
    }
  g_set_object (&self->chosen, rt_jar_chooser_get_jar (self));
  if (!self->is_showing)
    rt_cookie_jars_choose (self->jars, self->place, self->chosen);
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
  g_clear_object (&self->chosen);
  g_clear_object (&self->jars);
  G_OBJECT_CLASS (rt_jar_chooser_parent_class)->dispose (object);
}

static void
rt_jar_chooser_finalize (GObject *object)
{
  g_free (RT_JAR_CHOOSER (object)->place);
  G_OBJECT_CLASS (rt_jar_chooser_parent_class)->finalize (object);
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
  object_class->finalize = rt_jar_chooser_finalize;
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
  GtkExpression *title = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL,
                                                      G_CALLBACK (dup_title), NULL, NULL);

  self->drop_down = GTK_DROP_DOWN (gtk_drop_down_new (NULL, title));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->drop_down), _ ("Cookie jar"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drop_down),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Cookie jar"), -1);
  gtk_widget_set_parent (GTK_WIDGET (self->drop_down), GTK_WIDGET (self));
  g_signal_connect_object (self->drop_down, "notify::selected-item",
                           G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
}

/**
 * rt_jar_chooser_set_jars:
 * @self: a chooser
 * @jars: what there is to choose from
 * @place: where it is chosen: what was chosen there last is chosen again
 * @none: (nullable): the words for a choice before all jars, which gives %NULL
 *
 * Is called once.
 */
void
rt_jar_chooser_set_jars (RtJarChooser *self,
                         RtCookieJars *jars,
                         const char *place,
                         const char *none)
{
  RtNamedJar *chosen;
  GListStore *models;
  g_autoptr (GtkStringList) first = gtk_string_list_new (NULL);
  g_autoptr (GtkFlattenListModel) all = NULL;

  g_return_if_fail (RT_IS_JAR_CHOOSER (self));
  g_return_if_fail (self->jars == NULL);

  self->jars = g_object_ref (jars);
  self->place = g_strdup (place);
  if (none != NULL)
    gtk_string_list_append (first, none);
  models = g_list_store_new (G_TYPE_LIST_MODEL);
  g_list_store_append (models, first);
  g_list_store_append (models, jars);
  all = gtk_flatten_list_model_new (G_LIST_MODEL (models));
  self->is_showing = TRUE;
  gtk_drop_down_set_model (self->drop_down, G_LIST_MODEL (all));
  self->is_showing = FALSE;
  chosen = rt_cookie_jars_get_chosen (jars, place);
  if (chosen != NULL)
    rt_jar_chooser_set_jar (self, chosen);
}

/* %NULL: there are none yet, or none is chosen. */
RtNamedJar *
rt_jar_chooser_get_jar (RtJarChooser *self)
{
  gpointer item;

  g_return_val_if_fail (RT_IS_JAR_CHOOSER (self), NULL);

  item = gtk_drop_down_get_selected_item (self->drop_down);
  return item != NULL && RT_IS_NAMED_JAR (item) ? item : NULL;
}

/**
 * rt_jar_chooser_set_jar:
 * @self: a chooser
 * @jar: one of its jars
 */
void
rt_jar_chooser_set_jar (RtJarChooser *self, RtNamedJar *jar)
{
  GListModel *items;

  g_return_if_fail (RT_IS_JAR_CHOOSER (self));

  items = gtk_drop_down_get_model (self->drop_down);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);

      if (item == G_OBJECT (jar))
        gtk_drop_down_set_selected (self->drop_down, i);
    }
}

/**
 * rt_jar_chooser_set_source:
 * @self: a chooser
 * @source: (nullable): where the cookies of a request came from
 *
 * Shows the jar that @source is, or the first choice if it is none of them.  That is not
 * remembered as the user's choice.
 */
void
rt_jar_chooser_set_source (RtJarChooser *self, RtCookieSource *source)
{
  g_return_if_fail (RT_IS_JAR_CHOOSER (self));

  self->is_showing = TRUE;
  gtk_drop_down_set_selected (self->drop_down, 0);
  if (RT_IS_NAMED_JAR (source))
    rt_jar_chooser_set_jar (self, RT_NAMED_JAR (source));
  self->is_showing = FALSE;
}
