/* A sign that an address is sent with a login, which can be changed or forgotten. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-address.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signals: "changed", by the user; "forgotten". */
#define RT_TYPE_LOGIN_BUTTON (rt_login_button_get_type ())
G_DECLARE_FINAL_TYPE (RtLoginButton, rt_login_button, RT, LOGIN_BUTTON, GtkWidget)

void rt_login_button_take (RtLoginButton *self, const RtAddress *address);
void rt_login_button_show_for (RtLoginButton *self, const RtAddress *address);
const char *rt_login_button_get_address (RtLoginButton *self);
gboolean rt_login_button_makes (RtLoginButton *self, const char *authorization);

G_END_DECLS
