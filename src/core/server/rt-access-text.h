/* Lines of an access log as text to be copied. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-access-log.h"

#include <gio/gio.h>

G_BEGIN_DECLS

void rt_access_text_make_async (GPtrArray *entries,
                                const char *base,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
char *rt_access_text_make_finish (GAsyncResult *result, GError **error);

G_END_DECLS
