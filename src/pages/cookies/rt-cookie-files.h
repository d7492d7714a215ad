/* Cookies from a cookies.txt, and into one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie-import.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Something came into @jar. */
typedef void (*RtCookieFilesDone) (RtCookieJar *jar,
                                   RtCookieImport *import,
                                   gpointer user_data);

void rt_cookie_files_import (GtkWidget *widget,
                             RtCookieJar *jar,
                             RtCookieFilesDone done,
                             gpointer user_data);
void rt_cookie_files_export (GtkWidget *widget, RtCookieJar *jar);

void rt_cookie_files_report (GtkWidget *widget, const RtCookieImport *import);

G_END_DECLS
