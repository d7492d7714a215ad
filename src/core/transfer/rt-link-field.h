/* Where an answer says that the same file is to be had. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GPtrArray *rt_link_field_find_duplicates (const char *value);

G_END_DECLS
