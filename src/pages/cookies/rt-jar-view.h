/* What is in a jar, and what can be done with it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-named-jar.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_JAR_VIEW (rt_jar_view_get_type ())
G_DECLARE_FINAL_TYPE (RtJarView, rt_jar_view, RT, JAR_VIEW, GtkWidget)

void rt_jar_view_set_jar (RtJarView *self, RtNamedJar *jar);
void rt_jar_view_reload (RtJarView *self);
void rt_jar_view_set_hides_values (RtJarView *self, gboolean hides_values);

G_END_DECLS
