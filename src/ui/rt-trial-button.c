/* The button “Try It Here” of an empty page. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-trial-button.h"

#include "core/server/rt-server-reach.h"
#include "core/server/rt-trial-server.h"
#include "ui/rt-error-text.h"
#include "ui/rt-page.h"

struct _RtTrialButton
{
  GtkWidget parent_instance;

  char *recipe; /* of the server that is tried */
  char *path;   /* on it; without the slash at its beginning */
  GStrv faults; /* of it, nullable */
  char *proxy;  /* recipe of a proxy that is started besides, nullable */

  RtRackServer *servers[2]; /* while they start: that one, then the proxy; nullable */

  GtkWidget *button;
  GtkSpinner *spinner;
  GtkLabel *trouble;
};

G_DEFINE_FINAL_TYPE (RtTrialButton, rt_trial_button, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_RECIPE = 1,
  PROP_PATH,
  PROP_FAULTS,
  PROP_PROXY,
  PROP_LABEL,
} RtTrialButtonProperty;

static GParamSpec *properties[PROP_LABEL + 1];

static RtPage *
get_page (RtTrialButton *self)
{
  return RT_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (self), RT_TYPE_PAGE));
}

static void
set_waiting (RtTrialButton *self, gboolean is_waiting)
{
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_waiting);
  gtk_spinner_set_spinning (self->spinner, is_waiting);
}

static void
forget_servers (RtTrialButton *self)
{
  set_waiting (self, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (self->servers); i++)
    {
      if (self->servers[i] != NULL)
        g_signal_handlers_disconnect_by_data (self->servers[i], self);
      g_clear_object (&self->servers[i]);
    }
}

static void
complain (RtTrialButton *self, const GError *error)
{
  g_autofree char *title = rt_error_dup_title (error, NULL);
  g_autofree char *hint = rt_error_dup_hint (error);
  g_autofree char *words
      = hint != NULL ? g_strdup_printf ("%s. %s", title, hint) : g_strdup (title);

  gtk_label_set_label (self->trouble, words);
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), TRUE);
}

static void
open_trial (RtTrialButton *self)
{
  g_autofree char *start = rt_server_reach_build_local (self->servers[0]);
  g_autofree char *address = g_strconcat (start, self->path, NULL);
  g_autofree char *proxy
      = self->servers[1] != NULL ? rt_server_reach_build_local (self->servers[1]) : NULL;

  forget_servers (self);
  rt_page_open_trial (get_page (self), address, proxy);
}

static void
on_state_changed (RtTrialButton *self)
{
  gboolean all_run = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (self->servers); i++)
    {
      RtRackServer *server = self->servers[i];
      RtServerState state
          = server != NULL ? rt_rack_server_get_state (server) : RT_SERVER_RUNNING;

      if (state == RT_SERVER_FAILED)
        {
          complain (self, rt_rack_server_get_error (server));
          forget_servers (self);
          return;
        }
      all_run = all_run && state == RT_SERVER_RUNNING;
    }
  if (all_run)
    open_trial (self);
}

static RtRackServer *
start (RtTrialButton *self, const char *id, GStrv faults)
{
  RtServerRack *rack = rt_workbench_get_rack (rt_page_get_workbench (get_page (self)));
  g_autoptr (RtServerSettings) settings = rt_server_settings_new (rt_recipe_find (id));
  RtRackServer *server;

  settings->faults = g_strdupv (faults);
  server = g_object_ref (rt_trial_server_start (rack, settings));
  g_signal_connect_object (server, "notify::state", G_CALLBACK (on_state_changed), self,
                           G_CONNECT_SWAPPED);
  return server;
}

static void
on_clicked (RtTrialButton *self)
{
  if (self->servers[0] != NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), FALSE);
  set_waiting (self, TRUE);
  self->servers[0] = start (self, self->recipe, self->faults);
  if (self->proxy != NULL)
    self->servers[1] = start (self, self->proxy, NULL);
  on_state_changed (self);
}

static gboolean
rt_trial_button_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (RT_TRIAL_BUTTON (widget)->button);
}

static void
rt_trial_button_dispose (GObject *object)
{
  RtTrialButton *self = RT_TRIAL_BUTTON (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->servers); i++)
    g_clear_object (&self->servers[i]);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_TRIAL_BUTTON);
  G_OBJECT_CLASS (rt_trial_button_parent_class)->dispose (object);
}

static void
rt_trial_button_finalize (GObject *object)
{
  RtTrialButton *self = RT_TRIAL_BUTTON (object);

  g_free (self->recipe);
  g_free (self->path);
  g_strfreev (self->faults);
  g_free (self->proxy);
  G_OBJECT_CLASS (rt_trial_button_parent_class)->finalize (object);
}

static void
rt_trial_button_set_property (GObject *object,
                              guint id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  RtTrialButton *self = RT_TRIAL_BUTTON (object);

  switch ((RtTrialButtonProperty)id)
    {
    case PROP_RECIPE:
      self->recipe = g_value_dup_string (value);
      break;
    case PROP_PATH:
      self->path = g_value_dup_string (value);
      break;
    case PROP_FAULTS:
      self->faults = g_value_dup_boxed (value);
      break;
    case PROP_PROXY:
      self->proxy = g_value_dup_string (value);
      break;
    case PROP_LABEL:
      if (g_value_get_string (value) != NULL)
        gtk_button_set_label (GTK_BUTTON (self->button), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags
      = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  /**
   * RtTrialButton:recipe:
   *
   * Of the server: the `id` of a row of the table of recipes.
   */
  properties[PROP_RECIPE] = g_param_spec_string ("recipe", NULL, NULL, "hello", flags);

  /**
   * RtTrialButton:path:
   *
   * What to open on the server, such as `redirect/3`.
   */
  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, "", flags);

  /**
   * RtTrialButton:faults:
   *
   * What the server does wrong: each as `serve --fault` takes it.
   */
  properties[PROP_FAULTS] = g_param_spec_boxed ("faults", NULL, NULL, G_TYPE_STRV, flags);

  /**
   * RtTrialButton:proxy:
   *
   * The recipe of a proxy that is started besides.
   */
  properties[PROP_PROXY] = g_param_spec_string ("proxy", NULL, NULL, NULL, flags);

  /**
   * RtTrialButton:label:
   *
   * What the button says, where that is more than “Try It Here”.
   */
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
rt_trial_button_class_init (RtTrialButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rt_trial_button_dispose;
  object_class->finalize = rt_trial_button_finalize;
  object_class->set_property = rt_trial_button_set_property;
  widget_class->grab_focus = rt_trial_button_grab_focus;
  install_properties (object_class);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-trial-button.ui");
  gtk_widget_class_bind_template_child (widget_class, RtTrialButton, button);
  gtk_widget_class_bind_template_child (widget_class, RtTrialButton, spinner);
  gtk_widget_class_bind_template_child (widget_class, RtTrialButton, trouble);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
}

static void
rt_trial_button_init (RtTrialButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
