/* The jar that is used, and what can be done with jars. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/rt-jar-chooser.h"

G_BEGIN_DECLS

/* Properties: "jar". */
#define RT_TYPE_JAR_BAR (rt_jar_bar_get_type ())
G_DECLARE_FINAL_TYPE (RtJarBar, rt_jar_bar, RT, JAR_BAR, GtkWidget)

void rt_jar_bar_set_jars (RtJarBar *self, RtCookieJars *jars);
RtNamedJar *rt_jar_bar_get_jar (RtJarBar *self);

G_END_DECLS
