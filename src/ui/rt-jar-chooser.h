/* Which jar the cookies come from. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie-jars.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Properties: "jar". */
#define RT_TYPE_JAR_CHOOSER (rt_jar_chooser_get_type ())
G_DECLARE_FINAL_TYPE (RtJarChooser, rt_jar_chooser, RT, JAR_CHOOSER, GtkWidget)

void rt_jar_chooser_set_jars (RtJarChooser *self,
                              RtCookieJars *jars,
                              const char *place,
                              const char *none);
RtNamedJar *rt_jar_chooser_get_jar (RtJarChooser *self);
void rt_jar_chooser_set_jar (RtJarChooser *self, RtNamedJar *jar);
void rt_jar_chooser_set_source (RtJarChooser *self, RtCookieSource *source);

G_END_DECLS
