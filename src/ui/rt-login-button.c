/* A sign that an address is sent with a login, which can be changed or forgotten. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-login-button.h"

#include "ui/rt-login-popover.h"

#include <glib/gi18n.h>

struct _RtLoginButton
{
  GtkWidget parent_instance;

  RtLogin *login;   /* what was taken out of an address, nullable */
  char *with_login; /* the address and the login for it; NULL: there is none */

  GtkWidget *button;
  RtLoginPopover *login_popover;
};

G_DEFINE_FINAL_TYPE (RtLoginButton, rt_login_button, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  FORGOTTEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_login_changed (RtLoginButton *self)
{
  g_autoptr (RtLogin) before = g_steal_pointer (&self->login);

  self->login
      = rt_login_new (before->origin, rt_login_popover_get_user (self->login_popover),
                      rt_login_popover_get_password (self->login_popover));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_login_forget (RtLoginButton *self)
{
  g_clear_pointer (&self->login, rt_login_free);
  g_signal_emit (self, signals[FORGOTTEN], 0);
}

static void
rt_login_button_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RT_TYPE_LOGIN_BUTTON);
  G_OBJECT_CLASS (rt_login_button_parent_class)->dispose (object);
}

static void
rt_login_button_finalize (GObject *object)
{
  RtLoginButton *self = RT_LOGIN_BUTTON (object);

  g_clear_pointer (&self->login, rt_login_free);
  g_free (self->with_login);
  G_OBJECT_CLASS (rt_login_button_parent_class)->finalize (object);
}

static void
rt_login_button_class_init (RtLoginButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_login_button_dispose;
  G_OBJECT_CLASS (klass)->finalize = rt_login_button_finalize;

  /**
   * RtLoginButton::changed:
   * @self: the button
   *
   * The user changed the name or the password.
   */
  signals[CHANGED] = g_signal_new ("changed", RT_TYPE_LOGIN_BUTTON, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * RtLoginButton::forgotten:
   * @self: the button
   *
   * The user wanted neither any more.
   */
  signals[FORGOTTEN] = g_signal_new ("forgotten", RT_TYPE_LOGIN_BUTTON, G_SIGNAL_RUN_LAST,
                                     0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (RT_TYPE_LOGIN_POPOVER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-login-button.ui");
  gtk_widget_class_bind_template_child (widget_class, RtLoginButton, button);
  gtk_widget_class_bind_template_child (widget_class, RtLoginButton, login_popover);
  gtk_widget_class_bind_template_callback (widget_class, on_login_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_login_forget);
}

static void
rt_login_button_init (RtLoginButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rt_login_button_take:
 * @self: the button
 * @address: an address with a user name
 *
 * Keeps its user name and password, for its origin.
 */
void
rt_login_button_take (RtLoginButton *self, const RtAddress *address)
{
  g_return_if_fail (RT_IS_LOGIN_BUTTON (self));

  g_clear_pointer (&self->login, rt_login_free);
  self->login = rt_login_new (address->uri, address->user, address->password);
  rt_login_popover_show_login (self->login_popover, self->login);
}

/**
 * rt_login_button_show_for:
 * @self: the button
 * @address: (nullable): where a request would go
 *
 * Shows the button if the login is sent to @address: it is to no other origin, nor where
 * another login is typed.
 */
void
rt_login_button_show_for (RtLoginButton *self, const RtAddress *address)
{
  g_autofree char *words = NULL;

  g_return_if_fail (RT_IS_LOGIN_BUTTON (self));

  g_clear_pointer (&self->with_login, g_free);
  if (address != NULL && address->user == NULL)
    self->with_login = rt_login_dup_address (self->login, address->uri);
  gtk_widget_set_visible (GTK_WIDGET (self), self->with_login != NULL);
  if (self->with_login == NULL)
    return;
  /* Translators: %s is a user name. */
  words = g_strdup_printf (_ ("Logs in as “%s”"), self->login->user);
  gtk_widget_set_tooltip_text (self->button, words);
}

/**
 * rt_login_button_get_address:
 * @self: the button
 *
 * Gives the address with the login for it.
 *
 * Returns: (transfer none) (nullable): it is not for people to see; %NULL if there is none
 */
const char *
rt_login_button_get_address (RtLoginButton *self)
{
  g_return_val_if_fail (RT_IS_LOGIN_BUTTON (self), NULL);

  return self->with_login;
}

/**
 * rt_login_button_makes:
 * @self: the button
 * @authorization: (nullable): value of an Authorization field
 *
 * Says whether the login for the address makes this field by itself.
 *
 * Returns: %FALSE if it is another one
 */
gboolean
rt_login_button_makes (RtLoginButton *self, const char *authorization)
{
  g_autofree char *ours = NULL;

  g_return_val_if_fail (RT_IS_LOGIN_BUTTON (self), FALSE);

  if (self->with_login != NULL)
    ours = rt_login_dup_authorization (self->login);
  return ours != NULL && g_strcmp0 (ours, authorization) == 0;
}
