/* The access log of a server on disk. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-access-log.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* When a file would grow beyond that, it is put aside as NAME.1. */
#define RT_ACCESS_FILE_LIMIT (10 * 1024 * 1024)

/* Signal "failed" (GError *). */
#define RT_TYPE_ACCESS_FILE (rt_access_file_get_type ())
G_DECLARE_FINAL_TYPE (RtAccessFile, rt_access_file, RT, ACCESS_FILE, GObject)

RtAccessFile *rt_access_file_open (const char *path, goffset limit, GError **error);

void rt_access_file_append (RtAccessFile *self, GPtrArray *entries);

void rt_access_file_close (RtAccessFile *self);
void rt_access_file_close_async (RtAccessFile *self,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
void rt_access_file_close_finish (RtAccessFile *self, GAsyncResult *result);

G_END_DECLS
