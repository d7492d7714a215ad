/* Makes the content codings that the program only undoes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GByteArray *rt_test_make_text (gsize length);
GBytes *rt_test_encode (const char *codings, const guint8 *data, gsize length);

G_END_DECLS
