/* The jar that is used, and what can be done with jars. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/cookies/rt-jar-bar.h"

#include "ui/rt-error-text.h"
#include "ui/rt-question.h"
#include "ui/rt-undo-toast.h"

#include <glib/gi18n.h>

struct _RtJarBar
{
  GtkWidget parent_instance;

  RtCookieJars *jars;
  GSignalGroup *signals; /* of the jar that is chosen */

  GtkWidget *content;
  RtJarChooser *chooser;
};

G_DEFINE_FINAL_TYPE (RtJarBar, rt_jar_bar, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_JAR = 1,
  PROP_KEEPS,
} RtJarBarProperty;

static GParamSpec *properties[PROP_KEEPS + 1];

static void
say (RtJarBar *self, const char *words)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", words);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtJarBar) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *hint = NULL;

  if (rt_named_jar_set_keeps_finish (RT_NAMED_JAR (source), result, &error))
    return;
  hint = rt_error_dup_hint (error);
  say (self, hint);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEEPS]);
}

static void
keep (RtJarBar *self, RtNamedJar *jar, gboolean keeps)
{
  rt_named_jar_set_keeps_async (jar, keeps, on_kept, g_object_ref (self));
}

/* --- a new jar --- */

typedef struct
{
  RtJarBar *bar;
  GtkWidget *dialog;     /* borrowed */
  GtkEditable *name;     /* likewise */
  GtkCheckButton *keeps; /* likewise */
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *question = data;

  g_object_unref (question->bar);
  g_free (question);
}

static char *
dup_name (Question *question)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (question->name)));
}

static void
on_name_changed (Question *question)
{
  g_autofree char *name = dup_name (question);

  rt_question_set_enabled (
      question->dialog, "create",
      *name != '\0' && rt_cookie_jars_find (question->bar->jars, name) == NULL);
}

static void
on_response (Question *question, const char *response)
{
  RtJarBar *self = question->bar;
  g_autofree char *name = dup_name (question);
  RtNamedJar *jar;

  if (!g_str_equal (response, "create"))
    return;
  jar = rt_cookie_jars_add (self->jars, name);
  rt_jar_chooser_set_jar (self->chooser, jar);
  if (rt_named_jar_can_keep (jar) && gtk_check_button_get_active (question->keeps))
    keep (self, jar, TRUE);
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RtJarBar *self = RT_JAR_BAR (widget);
  GtkWidget *dialog = rt_question_new (_ ("New Cookie Jar"), NULL, "create",
                                       _ ("C_reate"), ADW_RESPONSE_SUGGESTED);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *keeps = gtk_check_button_new_with_mnemonic (_ ("_Keep over restarts"));
  Question *question = g_new0 (Question, 1);

  question->bar = g_object_ref (self);
  question->dialog = dialog;
  question->name = GTK_EDITABLE (entry);
  question->keeps = GTK_CHECK_BUTTON (keeps);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_entry_set_max_length (GTK_ENTRY (entry), RT_NAMED_JAR_NAME_MAX);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Name of the jar"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Name of the jar"), -1);
  gtk_check_button_set_active (question->keeps, TRUE);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), keeps);
  rt_question_set_fields (dialog, box, entry);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), question,
                         question_free, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (on_name_changed), question);
  on_name_changed (question);
  rt_question_present (dialog, widget);
}

/* --- removing it --- */

typedef struct
{
  RtJarBar *bar;
  RtNamedJar *jar;
  guint position;
  gboolean keeps;
} Removed;

static void
removed_free (gpointer data)
{
  Removed *removed = data;

  g_object_unref (removed->bar);
  g_object_unref (removed->jar);
  g_free (removed);
}

static void
restore (gpointer data)
{
  Removed *removed = data;
  RtJarBar *self = removed->bar;

  /* Another may be called so by now. */
  if (rt_cookie_jars_find (self->jars, rt_named_jar_get_name (removed->jar)) == NULL)
    {
      rt_cookie_jars_restore (self->jars, removed->jar, removed->position);
      rt_jar_chooser_set_jar (self->chooser, removed->jar);
      if (removed->keeps)
        keep (self, removed->jar, TRUE);
    }
  removed_free (removed);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RtJarBar *self = RT_JAR_BAR (widget);
  Removed *removed = g_new0 (Removed, 1);
  g_autofree char *words = NULL;

  removed->bar = g_object_ref (self);
  removed->jar = g_object_ref (rt_jar_bar_get_jar (self));
  removed->keeps = rt_named_jar_get_keeps (removed->jar);
  removed->position = rt_cookie_jars_remove (self->jars, removed->jar);
  /* Translators: %s is the name of a cookie jar. */
  words = g_strdup_printf (_ ("The jar “%s” is removed"),
                           rt_named_jar_get_name (removed->jar));
  rt_undo_toast_show (widget, words, restore, removed_free, removed);
}

static void
on_jar_changed (RtJarBar *self)
{
  RtNamedJar *jar = rt_jar_bar_get_jar (self);

  g_signal_group_set_target (self->signals, jar);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "jars.keep",
                                 jar != NULL && rt_named_jar_can_keep (jar));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "jars.remove",
                                 jar != NULL && rt_named_jar_get_name (jar) != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_JAR]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEEPS]);
}

static void
on_keeps_changed (RtJarBar *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEEPS]);
}

static void
rt_jar_bar_dispose (GObject *object)
{
  RtJarBar *self = RT_JAR_BAR (object);

  g_clear_object (&self->signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_JAR_BAR);
  g_clear_object (&self->jars);
  G_OBJECT_CLASS (rt_jar_bar_parent_class)->dispose (object);
}

static void
rt_jar_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RtNamedJar *jar = rt_jar_bar_get_jar (RT_JAR_BAR (object));

  switch ((RtJarBarProperty)id)
    {
    case PROP_JAR:
      g_value_set_object (value, jar);
      break;
    case PROP_KEEPS:
      g_value_set_boolean (value, jar != NULL && rt_named_jar_get_keeps (jar));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rt_jar_bar_set_property (GObject *object,
                         guint id,
                         const GValue *value,
                         GParamSpec *pspec)
{
  RtJarBar *self = RT_JAR_BAR (object);

  switch ((RtJarBarProperty)id)
    {
    case PROP_KEEPS:
      keep (self, rt_jar_bar_get_jar (self), g_value_get_boolean (value));
      break;
    case PROP_JAR:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rt_jar_bar_class_init (RtJarBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rt_jar_bar_dispose;
  object_class->get_property = rt_jar_bar_get_property;
  object_class->set_property = rt_jar_bar_set_property;
  properties[PROP_JAR] = g_param_spec_object ("jar", NULL, NULL, RT_TYPE_NAMED_JAR,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * RtJarBar:keeps:
   *
   * Whether the jar that is chosen is kept over restarts.
   */
  properties[PROP_KEEPS] = g_param_spec_boolean (
      "keeps", NULL, NULL, FALSE,
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/cookies/rt-jar-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RtJarBar, content);
  gtk_widget_class_bind_template_child (widget_class, RtJarBar, chooser);
  gtk_widget_class_install_action (widget_class, "jars.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "jars.remove", NULL, remove_action);
  gtk_widget_class_install_property_action (widget_class, "jars.keep", "keeps");
}

static void
rt_jar_bar_init (RtJarBar *self)
{
  g_type_ensure (RT_TYPE_JAR_CHOOSER);
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (RT_TYPE_NAMED_JAR);
  g_signal_group_connect_swapped (self->signals, "notify::keeps",
                                  G_CALLBACK (on_keeps_changed), self);
  g_signal_connect_object (self->chooser, "notify::jar", G_CALLBACK (on_jar_changed),
                           self, G_CONNECT_SWAPPED);
}

void
rt_jar_bar_set_jars (RtJarBar *self, RtCookieJars *jars)
{
  g_return_if_fail (RT_IS_JAR_BAR (self));

  g_set_object (&self->jars, jars);
  rt_jar_chooser_set_jars (self->chooser, jars, "cookies", NULL);
}

/* %NULL as long as there are no jars. */
RtNamedJar *
rt_jar_bar_get_jar (RtJarBar *self)
{
  g_return_val_if_fail (RT_IS_JAR_BAR (self), NULL);

  return rt_jar_chooser_get_jar (self->chooser);
}
