/* Fields of an answer that are new every time, although nothing else is. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rt_field_is_new_every_time (const char *name);
gboolean
rt_field_change_is_noise (const char *name, const char *old_text, const char *new_text);

G_END_DECLS
