/* A body cut into pieces, so that a difference in one is none in its neighbours. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *rt_agent_pieces_cut (GBytes *body,
                             const char *content_type,
                             gboolean is_cut,
                             char **title);

G_END_DECLS
