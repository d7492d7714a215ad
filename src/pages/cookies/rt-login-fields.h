/* The fields to sign in with. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/forms/rt-form-entries.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signals: "activate", when Enter is pressed in one. */
#define RT_TYPE_LOGIN_FIELDS (rt_login_fields_get_type ())
G_DECLARE_FINAL_TYPE (RtLoginFields, rt_login_fields, RT, LOGIN_FIELDS, GtkWidget)

RtFormEntries *rt_login_fields_dup (RtLoginFields *self);
void rt_login_fields_set (RtLoginFields *self, const RtFormEntries *fields);
void rt_login_fields_set_address (RtLoginFields *self, const char *address);

G_END_DECLS
