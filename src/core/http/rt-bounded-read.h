/* Reads what somebody else has written as a whole, up to a limit. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes *rt_bounded_read (GInputStream *stream,
                         gsize most,
                         GCancellable *cancellable,
                         GError **error);
GBytes *
rt_bounded_read_file (GFile *file, gsize most, GCancellable *cancellable, GError **error);

G_END_DECLS
