/* Changes a jar for the user, and offers to take that back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rt_jar_change_make (GtkWidget *widget, RtCookieList *list, RtCookieChange *change);
void rt_jar_change_offer_undo (GtkWidget *widget,
                               RtCookieList *list,
                               RtCookieJar *jar,
                               RtCookieChange *undo,
                               const char *words);

G_END_DECLS
