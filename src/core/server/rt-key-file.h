/* A small file with a private key in it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes *rt_key_file_bytes (const char *data, gsize length);
GBytes *rt_key_file_read (const char *path, gboolean *exposed, GError **error);
gboolean rt_key_file_write (const char *path, GBytes *contents, GError **error);

G_END_DECLS
