/* Which cookies would go along with another request, which is not sent. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-named-jar.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_WHAT_IF (rt_what_if_get_type ())
G_DECLARE_FINAL_TYPE (RtWhatIf, rt_what_if, RT, WHAT_IF, GtkWidget)

void rt_what_if_set_jar (RtWhatIf *self, RtNamedJar *jar);
void rt_what_if_set_address (RtWhatIf *self, const char *address);
void rt_what_if_set_context (RtWhatIf *self, RtCookieContext context);
void rt_what_if_set_hides_values (RtWhatIf *self, gboolean hides_values);
void rt_what_if_reload (RtWhatIf *self);

G_END_DECLS
