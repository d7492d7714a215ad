/* What a file is, in the words of a Content-Type field. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rt_file_type_guess (const char *name, const guint8 *beginning, gsize length);
gboolean rt_file_type_is_compressible (const char *type);

G_END_DECLS
