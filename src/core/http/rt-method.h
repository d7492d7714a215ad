/* What is known of a method by its name. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rt_method_is_safe (const char *method);

G_END_DECLS
