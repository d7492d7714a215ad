/* Shows the login of an address, to be changed or forgotten. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-login-popover.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _RtLoginPopover
{
  GtkPopover parent_instance;

  gboolean filling; /* the texts come from us */

  GtkEditable *user;
  GtkEditable *password;
  GtkLabel *origin;
};

G_DEFINE_FINAL_TYPE (RtLoginPopover, rt_login_popover, GTK_TYPE_POPOVER)

enum
{
  CHANGED,
  FORGET,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_changed (RtLoginPopover *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_forget_clicked (RtLoginPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[FORGET], 0);
}

static void
rt_login_popover_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RT_TYPE_LOGIN_POPOVER);
  G_OBJECT_CLASS (rt_login_popover_parent_class)->dispose (object);
}

static void
rt_login_popover_class_init (RtLoginPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_login_popover_dispose;

  /**
   * RtLoginPopover::changed:
   * @self: the popover
   *
   * The user changed the name or the password.
   */
  signals[CHANGED] = g_signal_new ("changed", RT_TYPE_LOGIN_POPOVER, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * RtLoginPopover::forget:
   * @self: the popover
   *
   * The user wants neither any more.
   */
  signals[FORGET] = g_signal_new ("forget", RT_TYPE_LOGIN_POPOVER, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-login-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, RtLoginPopover, user);
  gtk_widget_class_bind_template_child (widget_class, RtLoginPopover, password);
  gtk_widget_class_bind_template_child (widget_class, RtLoginPopover, origin);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_forget_clicked);
}

static void
rt_login_popover_init (RtLoginPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rt_login_popover_show_login:
 * @self: a popover
 * @login: what is to be seen in it
 */
void
rt_login_popover_show_login (RtLoginPopover *self, const RtLogin *login)
{
  g_autofree char *authority = NULL;
  g_autofree char *words = NULL;

  g_return_if_fail (RT_IS_LOGIN_POPOVER (self));

  authority = rt_uri_dup_authority (login->origin);
  /* Translators: the first is “http” or “https”, the second a host, perhaps with a port. */
  words = g_strdup_printf (_ ("Sent to %s://%s only"), g_uri_get_scheme (login->origin),
                           authority);
  gtk_label_set_label (self->origin, words);
  self->filling = TRUE;
  gtk_editable_set_text (self->user, login->user);
  gtk_editable_set_text (self->password, login->password);
  self->filling = FALSE;
}

const char *
rt_login_popover_get_user (RtLoginPopover *self)
{
  g_return_val_if_fail (RT_IS_LOGIN_POPOVER (self), NULL);

  return gtk_editable_get_text (self->user);
}

const char *
rt_login_popover_get_password (RtLoginPopover *self)
{
  g_return_val_if_fail (RT_IS_LOGIN_POPOVER (self), NULL);

  return gtk_editable_get_text (self->password);
}
