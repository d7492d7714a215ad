/* Shows the login of an address, to be changed or forgotten. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-login.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signals: "changed", by the user; "forget": the user wants it to be gone. */
#define RT_TYPE_LOGIN_POPOVER (rt_login_popover_get_type ())
G_DECLARE_FINAL_TYPE (RtLoginPopover, rt_login_popover, RT, LOGIN_POPOVER, GtkPopover)

void rt_login_popover_show_login (RtLoginPopover *self, const RtLogin *login);
const char *rt_login_popover_get_user (RtLoginPopover *self);
const char *rt_login_popover_get_password (RtLoginPopover *self);

G_END_DECLS
