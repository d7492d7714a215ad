/* What a journal claims to be on disk, and whether it is. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-journal.h"
#include "core/transfer/rt-range-set.h"

G_BEGIN_DECLS

gint64 rt_claim_list_verify (GArray *claims, int fd, const char *path, gint64 limit);
gboolean rt_claim_list_add (GArray *claims,
                            RtExtent extent,
                            int fd,
                            const char *path,
                            GError **error);
gboolean rt_claim_list_remove (GArray *claims,
                               RtExtent extent,
                               int fd,
                               const char *path,
                               GError **error);

G_END_DECLS
