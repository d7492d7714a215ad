/* Writes the lines of an access log into a file of the user's choice. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-access-filter.h"

#include <gio/gio.h>

G_BEGIN_DECLS

void rt_access_export_run (GTask *task,
                           GPtrArray *entries,
                           const RtAccessFilter *filter,
                           GFile *file);

G_END_DECLS
