/* Looks on a server for the digest of a file that is there. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-request.h"
#include "core/transfer/rt-digest.h"

G_BEGIN_DECLS

gboolean rt_digest_search (RtDigest *digest,
                           RtRequest *request,
                           char **where,
                           GCancellable *cancellable);

G_END_DECLS
