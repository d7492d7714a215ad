/* Where it is said which way requests take. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/proxy/rt-proxy-editor-private.h"

#include "core/proxy/rt-proxy-address.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (RtProxyEditor, rt_proxy_editor, GTK_TYPE_WIDGET)

enum
{
  START,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_rows (RtProxyEditor *self)
{
  RtProxyMode mode = rt_proxy_editor_get_mode (self);
  gboolean manual = mode == RT_PROXY_MODE_MANUAL;

  adw_action_row_set_subtitle (self->mode_row, rt_proxy_mode_to_sentence (mode));
  adw_action_row_set_subtitle (
      self->kind_row,
      rt_proxy_kind_to_sentence ((RtProxyKind)gtk_drop_down_get_selected (self->kind)));
  gtk_widget_set_visible (GTK_WIDGET (self->kind_row), manual);
  gtk_widget_set_visible (GTK_WIDGET (self->host), manual);
  gtk_widget_set_visible (self->own, manual);
  gtk_widget_set_visible (GTK_WIDGET (self->script), mode == RT_PROXY_MODE_SCRIPT);
  gtk_widget_set_visible (GTK_WIDGET (self->user), manual);
  gtk_widget_set_visible (GTK_WIDGET (self->password), manual);
  gtk_widget_set_visible (GTK_WIDGET (self->bypass), mode != RT_PROXY_MODE_NONE);
}

static void
on_edited (RtProxyEditor *self)
{
  rt_proxy_editor_complain (self, NULL);
}

/* What one proxy is told is not for another. */
static void
on_place_edited (RtProxyEditor *self)
{
  g_autofree char *address = rt_proxy_editor_dup_address (self);
  g_autoptr (RtProxy) proxy = rt_proxy_address_parse (address, NULL);

  rt_proxy_editor_complain (self, NULL);
  if (self->login_place == NULL
      || (proxy != NULL && g_str_equal (proxy->uri, self->login_place)))
    return;
  g_clear_pointer (&self->login_place, g_free);
  gtk_editable_set_text (self->user, "");
  gtk_editable_set_text (self->password, "");
}

static void
on_mode_changed (RtProxyEditor *self)
{
  rt_proxy_editor_complain (self, NULL);
  show_rows (self);
}

static void
on_kind_changed (RtProxyEditor *self)
{
  on_place_edited (self);
  show_rows (self);
}

static void
on_start_http (RtProxyEditor *self)
{
  g_signal_emit (self, signals[START], 0, "proxy");
}

static void
on_start_socks (RtProxyEditor *self)
{
  g_signal_emit (self, signals[START], 0, "socks");
}

static void
show_login (RtProxyEditor *self, const RtProxy *proxy, RtProxyAuth *auth)
{
  g_free (self->login_place);
  self->login_place = g_strdup (proxy->uri);
  gtk_editable_set_text (self->user, rt_proxy_auth_get_user (auth));
  gtk_editable_set_text (self->password, rt_proxy_auth_get_password (auth));
}

/* A whole address is taken apart, and so no password is left to be seen. */
static RtProxy *
read_proxy (RtProxyEditor *self, GError **error)
{
  g_autofree char *address = rt_proxy_editor_dup_address (self);
  RtProxy *proxy = rt_proxy_address_parse (address, error);

  if (proxy == NULL)
    return NULL;
  if (proxy->auth != NULL || strstr (gtk_editable_get_text (self->host), "://") != NULL)
    rt_proxy_editor_set_proxy (self, proxy->uri);
  if (proxy->auth != NULL)
    show_login (self, proxy, proxy->auth);
  return proxy;
}

static RtProxyPolicy *
make_manual (RtProxyEditor *self,
             const char *bypass,
             RtProxyLogins *logins,
             GError **error)
{
  g_autoptr (RtProxy) proxy = read_proxy (self, error);
  const char *user = gtk_editable_get_text (self->user);

  if (proxy == NULL)
    return NULL;
  if (*user != '\0')
    rt_proxy_logins_set (logins, proxy, user, gtk_editable_get_text (self->password));
  return rt_proxy_policy_new (proxy->uri, bypass, logins, error);
}

static void
rt_proxy_editor_dispose (GObject *object)
{
  g_clear_pointer (&RT_PROXY_EDITOR (object)->login_place, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), RT_TYPE_PROXY_EDITOR);
  G_OBJECT_CLASS (rt_proxy_editor_parent_class)->dispose (object);
}

static void
rt_proxy_editor_class_init (RtProxyEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_proxy_editor_dispose;

  /**
   * RtProxyEditor::start:
   * @self: the editor
   * @recipe: of a local proxy
   *
   * The user wants to have a proxy of their own.
   */
  signals[START] = g_signal_new ("start", RT_TYPE_PROXY_EDITOR, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/proxy/rt-proxy-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, RtProxyEditor, group);
  gtk_widget_class_bind_template_child (widget_class, RtProxyEditor, mode_row);
  gtk_widget_class_bind_template_child (widget_class, RtProxyEditor, mode);
  gtk_widget_class_bind_template_child (widget_class, RtProxyEditor, kind_row);
  gtk_widget_class_bind_template_child (widget_class, RtProxyEditor, kind);
  gtk_widget_class_bind_template_child (widget_class, RtProxyEditor, host);
  gtk_widget_class_bind_template_child (widget_class, RtProxyEditor, own);
  gtk_widget_class_bind_template_child (widget_class, RtProxyEditor, script);
  gtk_widget_class_bind_template_child (widget_class, RtProxyEditor, user);
  gtk_widget_class_bind_template_child (widget_class, RtProxyEditor, password);
  gtk_widget_class_bind_template_child (widget_class, RtProxyEditor, bypass);
  gtk_widget_class_bind_template_child (widget_class, RtProxyEditor, trouble);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_place_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_mode_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_start_http);
  gtk_widget_class_bind_template_callback (widget_class, on_start_socks);
}

static void
rt_proxy_editor_init (RtProxyEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_rows (self);
}

RtProxyMode
rt_proxy_editor_get_mode (RtProxyEditor *self)
{
  g_return_val_if_fail (RT_IS_PROXY_EDITOR (self), RT_PROXY_MODE_NONE);

  return (RtProxyMode)gtk_drop_down_get_selected (self->mode);
}

/* Whether there is enough to try this way. */
gboolean
rt_proxy_editor_is_filled_in (RtProxyEditor *self, RtProxyMode mode)
{
  g_return_val_if_fail (RT_IS_PROXY_EDITOR (self), FALSE);

  switch (mode)
    {
    case RT_PROXY_MODE_NONE:
    case RT_PROXY_MODE_SYSTEM:
      return TRUE;
    case RT_PROXY_MODE_MANUAL:
      return *gtk_editable_get_text (self->host) != '\0';
    case RT_PROXY_MODE_SCRIPT:
      return *gtk_editable_get_text (self->script) != '\0';
    }
  g_return_val_if_reached (FALSE);
}

/**
 * rt_proxy_editor_make_policy:
 * @self: the editor
 * @mode: one of the ways
 * @logins: who asks; what was typed is added
 * @error: return location for a #GError, or %NULL
 *
 * Understands what was filled in.
 *
 * Errors: %RT_ERROR_BAD_PROXY, %RT_ERROR_PROXY_SCRIPT
 *
 * Returns: (transfer full) (nullable): how to get to a site
 */
RtProxyPolicy *
rt_proxy_editor_make_policy (RtProxyEditor *self,
                             RtProxyMode mode,
                             RtProxyLogins *logins,
                             GError **error)
{
  const char *bypass = gtk_editable_get_text (self->bypass);

  g_return_val_if_fail (RT_IS_PROXY_EDITOR (self), NULL);

  switch (mode)
    {
    case RT_PROXY_MODE_NONE:
      return rt_proxy_policy_new_none ();
    case RT_PROXY_MODE_SYSTEM:
      return rt_proxy_policy_new_system (bypass, logins, error);
    case RT_PROXY_MODE_MANUAL:
      return make_manual (self, bypass, logins, error);
    case RT_PROXY_MODE_SCRIPT:
      return rt_proxy_policy_new_script (gtk_editable_get_text (self->script), bypass,
                                         logins, error);
    }
  g_return_val_if_reached (NULL);
}

/**
 * rt_proxy_editor_show_login:
 * @self: the editor
 * @logins: who asks
 *
 * Shows who asks the proxy that is filled in: it may have been asked for meanwhile.
 */
void
rt_proxy_editor_show_login (RtProxyEditor *self, RtProxyLogins *logins)
{
  g_autofree char *address = NULL;
  g_autoptr (RtProxy) proxy = NULL;
  g_autoptr (RtProxyAuth) auth = NULL;

  g_return_if_fail (RT_IS_PROXY_EDITOR (self));

  address = rt_proxy_editor_dup_address (self);
  proxy = rt_proxy_address_parse (address, NULL);
  if (proxy != NULL)
    auth = rt_proxy_logins_dup (logins, proxy);
  if (auth == NULL)
    return;
  show_login (self, proxy, auth);
}

/**
 * rt_proxy_editor_set_proxy:
 * @self: the editor
 * @address: of a proxy, with its scheme
 *
 * Fills in a proxy, and chooses it.
 */
void
rt_proxy_editor_set_proxy (RtProxyEditor *self, const char *address)
{
  g_autoptr (RtProxy) proxy = rt_proxy_address_parse (address, NULL);

  g_return_if_fail (RT_IS_PROXY_EDITOR (self) && proxy != NULL);

  rt_proxy_editor_fill_in (self, proxy);
  gtk_drop_down_set_selected (self->mode, RT_PROXY_MODE_MANUAL);
}

/* NULL: nothing is wrong. */
void
rt_proxy_editor_complain (RtProxyEditor *self, const char *words)
{
  g_return_if_fail (RT_IS_PROXY_EDITOR (self));

  gtk_label_set_label (self->trouble, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), words != NULL);
}
