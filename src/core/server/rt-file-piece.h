/* A piece of a file, in memory. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *rt_file_piece_read (int fd, guint64 offset, guint64 length, GError **error);

G_END_DECLS
