/* The guide to a tab, in a window of its own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RT_TYPE_GUIDE (rt_guide_get_type ())
G_DECLARE_FINAL_TYPE (RtGuide, rt_guide, RT, GUIDE, AdwWindow)

RtGuide *rt_guide_new (GtkWindow *parent);
void rt_guide_show (RtGuide *self, const char *page);

G_END_DECLS
