/* A name that nothing has yet: “name (1)” where “name” is taken. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rt_unused_name_build (const char *path, guint number);
char *rt_unused_name_rename (const char *from, const char *to, GError **error);

G_END_DECLS
