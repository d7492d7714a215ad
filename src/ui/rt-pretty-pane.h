/* JSON or XML, laid out off the main thread. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-pretty.h"
#include "ui/rt-text-pane.h"

G_BEGIN_DECLS

/* Signal "loaded": all of it is there. */
#define RT_TYPE_PRETTY_PANE (rt_pretty_pane_get_type ())
G_DECLARE_FINAL_TYPE (RtPrettyPane, rt_pretty_pane, RT, PRETTY_PANE, GtkWidget)

void rt_pretty_pane_set_text (RtPrettyPane *self,
                              RtPrettyKind kind,
                              GBytes *text,
                              const char *content_type);
RtTextPane *rt_pretty_pane_get_text_pane (RtPrettyPane *self);

G_END_DECLS
