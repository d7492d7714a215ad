/* Reading and writing files to the last byte, with our errors. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean rt_disk_fail (GError **error, const char *verb, const char *path, int reason);
gboolean rt_disk_read (int fd,
                       guint8 *data,
                       gsize length,
                       goffset offset,
                       const char *path,
                       GError **error);
gboolean rt_disk_write (int fd,
                        const guint8 *data,
                        gsize length,
                        goffset offset,
                        const char *path,
                        GError **error);
gboolean rt_disk_sync (int fd, const char *path, GError **error);
gboolean rt_disk_sync_folder_of (const char *path, GError **error);

G_END_DECLS
