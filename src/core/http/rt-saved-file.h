/* A small private file that is read once and written again as a whole. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RtSavedFile RtSavedFile;

RtSavedFile *rt_saved_file_new (GFile *file);
void rt_saved_file_free (RtSavedFile *self);

char *rt_saved_file_load (RtSavedFile *self);
void rt_saved_file_save (RtSavedFile *self, GBytes *contents);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtSavedFile, rt_saved_file_free)

G_END_DECLS
