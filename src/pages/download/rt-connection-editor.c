/* How to connect, for how long, and how far to follow. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/download/rt-connection-editor.h"

#include "core/http/rt-uri.h"
#include "core/proxy/rt-proxy-policy.h"
#include "ui/rt-jar-chooser.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _RtConnectionEditor
{
  GtkWidget parent_instance;

  RtProxySource *straight;
  RtProxySource *usual; /* what the system says; nullable */
  RtProxySource *given; /* that of a request, where it is none of the others; nullable */

  GtkWidget *flow;
  GtkSwitch *follow;
  GtkSpinButton *limit;
  AdwEntryRow *connect_to;
  AdwComboRow *family; /* its rows are in the order of RtFamily */
  RtJarChooser *jar;
  GtkDropDown *proxy; /* in the order of Way */
  GtkSpinButton *connect_timeout;
  GtkSpinButton *idle_timeout;
  GtkSpinButton *total_timeout;
};

typedef enum
{
  WAY_STRAIGHT,
  WAY_SYSTEM,
  WAY_LAST,  /* what was last sent on the Proxy page */
  WAY_GIVEN, /* in the list only while there is one */
} Way;

G_DEFINE_FINAL_TYPE (RtConnectionEditor, rt_connection_editor, GTK_TYPE_WIDGET)

static RtProxySource *
get_proxy_source (RtConnectionEditor *self, RtProxySource *last)
{
  switch ((Way)gtk_drop_down_get_selected (self->proxy))
    {
    case WAY_STRAIGHT:
      return self->straight;
    case WAY_SYSTEM:
      return self->usual;
    case WAY_LAST:
      return last;
    case WAY_GIVEN:
      return self->given;
    }
  g_return_val_if_reached (NULL);
}

static void
rt_connection_editor_dispose (GObject *object)
{
  g_clear_object (&RT_CONNECTION_EDITOR (object)->straight);
  g_clear_object (&RT_CONNECTION_EDITOR (object)->usual);
  g_clear_object (&RT_CONNECTION_EDITOR (object)->given);
  gtk_widget_dispose_template (GTK_WIDGET (object), RT_TYPE_CONNECTION_EDITOR);
  G_OBJECT_CLASS (rt_connection_editor_parent_class)->dispose (object);
}

static void
rt_connection_editor_class_init (RtConnectionEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_connection_editor_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/roundtriphttp/Roundtrip/download/rt-connection-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, RtConnectionEditor, flow);
  gtk_widget_class_bind_template_child (widget_class, RtConnectionEditor, follow);
  gtk_widget_class_bind_template_child (widget_class, RtConnectionEditor, limit);
  gtk_widget_class_bind_template_child (widget_class, RtConnectionEditor, connect_to);
  gtk_widget_class_bind_template_child (widget_class, RtConnectionEditor, family);
  gtk_widget_class_bind_template_child (widget_class, RtConnectionEditor, jar);
  gtk_widget_class_bind_template_child (widget_class, RtConnectionEditor, proxy);
  gtk_widget_class_bind_template_child (widget_class, RtConnectionEditor,
                                        connect_timeout);
  gtk_widget_class_bind_template_child (widget_class, RtConnectionEditor, idle_timeout);
  gtk_widget_class_bind_template_child (widget_class, RtConnectionEditor, total_timeout);
}

static void
rt_connection_editor_init (RtConnectionEditor *self)
{
  g_type_ensure (RT_TYPE_JAR_CHOOSER);
  self->straight = RT_PROXY_SOURCE (rt_proxy_policy_new_none ());
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A way that has no name of its own is in the list as long as it is chosen or can be. */
static void
set_given (RtConnectionEditor *self, RtProxySource *source)
{
  GtkStringList *names = GTK_STRING_LIST (gtk_drop_down_get_model (self->proxy));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (names));
  g_autofree char *place = NULL;
  g_autofree char *name = NULL;

  g_set_object (&self->given, source);
  gtk_string_list_splice (names, WAY_GIVEN, n - WAY_GIVEN, NULL);
  if (source == NULL)
    return;
  place = rt_proxy_policy_dup_place (RT_PROXY_POLICY (source));
  /* Translators: the address of a proxy, or of a script that chooses proxies. */
  name = g_strdup_printf (_ ("Through %s"), place);
  gtk_string_list_append (names, name);
}

/**
 * rt_connection_editor_set_usual_proxy_source:
 * @self: an editor
 * @usual: what says which way the system wants
 */
void
rt_connection_editor_set_usual_proxy_source (RtConnectionEditor *self,
                                             RtProxySource *usual)
{
  g_return_if_fail (RT_IS_CONNECTION_EDITOR (self));

  g_set_object (&self->usual, usual);
}

/**
 * rt_connection_editor_set_jars:
 * @self: an editor
 * @jars: where cookies can come from; at first they come from none
 */
void
rt_connection_editor_set_jars (RtConnectionEditor *self, RtCookieJars *jars)
{
  g_return_if_fail (RT_IS_CONNECTION_EDITOR (self));

  rt_jar_chooser_set_jars (self->jar, jars, "download", _ ("No Jar"));
}

/**
 * rt_connection_editor_set_options:
 * @self: an editor
 * @options: what to show
 */
void
rt_connection_editor_set_options (RtConnectionEditor *self,
                                  const RtRequestOptions *options)
{
  g_return_if_fail (RT_IS_CONNECTION_EDITOR (self));

  gtk_switch_set_active (self->follow, options->redirect_limit > 0);
  gtk_spin_button_set_value (self->limit,
                             options->redirect_limit > 0
                                 ? options->redirect_limit
                                 : RT_REQUEST_OPTIONS_DEFAULT.redirect_limit);
  gtk_spin_button_set_value (self->connect_timeout, options->connect_timeout_s);
  gtk_spin_button_set_value (self->idle_timeout, options->idle_timeout_s);
  gtk_spin_button_set_value (self->total_timeout, options->total_timeout_s);
  adw_combo_row_set_selected (self->family, options->family);
}

/**
 * rt_connection_editor_set_cookie_source:
 * @self: an editor
 * @source: (nullable): where the cookies of a request came from
 */
void
rt_connection_editor_set_cookie_source (RtConnectionEditor *self, RtCookieSource *source)
{
  g_return_if_fail (RT_IS_CONNECTION_EDITOR (self));

  rt_jar_chooser_set_source (self->jar, source);
}

/**
 * rt_connection_editor_set_address:
 * @self: an editor
 * @address: an IP address to connect to, or "" for what the name leads to
 */
void
rt_connection_editor_set_address (RtConnectionEditor *self, const char *address)
{
  g_return_if_fail (RT_IS_CONNECTION_EDITOR (self));

  gtk_editable_set_text (GTK_EDITABLE (self->connect_to), address);
}

/**
 * rt_connection_editor_set_proxy_source:
 * @self: an editor
 * @source: (nullable): which way a request takes; %NULL: the usual one
 * @last: (nullable): which way was last taken on the Proxy page
 */
void
rt_connection_editor_set_proxy_source (RtConnectionEditor *self,
                                       RtProxySource *source,
                                       RtProxySource *last)
{
  Way way;

  g_return_if_fail (RT_IS_CONNECTION_EDITOR (self));

  if (source == NULL || source == self->usual)
    way = WAY_SYSTEM;
  else if (rt_proxy_policy_is_straight (RT_PROXY_POLICY (source)))
    way = WAY_STRAIGHT;
  else
    way = source == last ? WAY_LAST : WAY_GIVEN;
  set_given (self, way == WAY_GIVEN ? source : NULL);
  gtk_drop_down_set_selected (self->proxy, way);
}

/**
 * rt_connection_editor_apply:
 * @self: an editor
 * @request: a request
 * @last: (nullable): which way was last taken on the Proxy page; %NULL: none
 * @error: return location for a #GError, or %NULL
 *
 * Errors: %RT_ERROR_BAD_ADDRESS if the address to connect to is none.
 *
 * Returns: (transfer full) (nullable): @request with what is set here
 */
RtRequest *
rt_connection_editor_apply (RtConnectionEditor *self,
                            RtRequest *request,
                            RtProxySource *last,
                            GError **error)
{
  RtRequestOptions options = *rt_request_get_options (request);
  RtNamedJar *jar = rt_jar_chooser_get_jar (self->jar);
  g_autoptr (RtRequest) set = NULL;
  g_autoptr (RtRequest) sent_on = NULL;
  g_autoptr (RtRequest) changed = NULL;
  GUri *uri = rt_request_get_uri (request);
  g_autofree char *address = NULL;
  RtRequest *there;

  g_return_val_if_fail (RT_IS_CONNECTION_EDITOR (self), NULL);

  options.redirect_limit = gtk_switch_get_active (self->follow)
                               ? gtk_spin_button_get_value_as_int (self->limit)
                               : 0;
  options.connect_timeout_s = gtk_spin_button_get_value_as_int (self->connect_timeout);
  options.idle_timeout_s = gtk_spin_button_get_value_as_int (self->idle_timeout);
  options.total_timeout_s = gtk_spin_button_get_value_as_int (self->total_timeout);
  options.family = adw_combo_row_get_selected (self->family);
  set = rt_request_with_options (request, &options);
  sent_on = rt_request_with_proxy_source (set, get_proxy_source (self, last));
  changed = rt_request_with_cookie_source (sent_on,
                                           jar != NULL ? RT_COOKIE_SOURCE (jar) : NULL);

  address
      = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->connect_to))));
  gtk_widget_remove_css_class (GTK_WIDGET (self->connect_to), "error");
  if (address[0] == '\0')
    return g_steal_pointer (&changed);

  there = rt_request_with_connect_to (changed, g_uri_get_host (uri),
                                      rt_uri_get_port (uri), address, error);
  if (there == NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->connect_to), "error");
      gtk_widget_grab_focus (GTK_WIDGET (self->connect_to));
    }
  return there;
}
