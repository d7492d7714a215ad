/* A folder whose files are served, and nothing outside of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sys/stat.h>

G_BEGIN_DECLS

typedef struct _RtFileRoot RtFileRoot;

RtFileRoot *rt_file_root_new (const char *path, GError **error);
void rt_file_root_free (RtFileRoot *self);

guint rt_file_root_open (const RtFileRoot *self,
                         const char *relative,
                         int *fd,
                         struct stat *info);
void rt_file_root_set_portable (RtFileRoot *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtFileRoot, rt_file_root_free)

G_END_DECLS
