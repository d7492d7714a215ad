/* Files that only their owner may read. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean
rt_private_file_write (const char *path, const char *data, gssize length, GError **error);

G_END_DECLS
