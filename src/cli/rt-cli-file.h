/* The file that a body is saved to: under its own name only when it is whole. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RtCliFile RtCliFile;

RtCliFile *rt_cli_file_open (const char *path, guint new_mode, GError **error);
void rt_cli_file_free (RtCliFile *self);

int rt_cli_file_get_fd (RtCliFile *self);
const char *rt_cli_file_get_part_path (RtCliFile *self);

gboolean rt_cli_file_finish (RtCliFile *self, guint64 length, GError **error);
gboolean rt_cli_file_keep_part (RtCliFile *self, guint64 length);
void rt_cli_file_drop (RtCliFile *self, guint64 length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtCliFile, rt_cli_file_free)

G_END_DECLS
