/* A file that this process alone writes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

int rt_locked_file_open (const char *path, GError **error);
gboolean rt_locked_file_has_name (int fd, const char *path);
gboolean rt_locked_file_reserve (int fd,
                                 const char *path,
                                 gint64 have,
                                 gint64 total,
                                 GError **error);

G_END_DECLS
