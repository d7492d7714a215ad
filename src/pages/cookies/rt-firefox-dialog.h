/* Chooses a profile of Firefox, and whose cookies of it come into a jar. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/cookies/rt-cookie-files.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RT_TYPE_FIREFOX_DIALOG (rt_firefox_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RtFirefoxDialog, rt_firefox_dialog, RT, FIREFOX_DIALOG, AdwWindow)

void rt_firefox_dialog_open (GtkWidget *widget,
                             RtCookieJar *jar,
                             RtCookieFilesDone done,
                             gpointer user_data);

G_END_DECLS
