/* What an identity is called where it is asked for by name. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rt_agent_id_is_valid (const char *id);
char *rt_agent_id_make (const char *name);

G_END_DECLS
