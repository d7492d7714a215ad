/* A certificate for a server, issued by the user's authority: a good or a bad one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-authority.h"
#include "core/server/rt-credential.h"

G_BEGIN_DECLS

GBytes *rt_leaf_issue (const RtCredential *authority,
                       RtLeafKind kind,
                       const char *const *names,
                       GError **error);
GBytes *
rt_leaf_read (const RtCredential *authority, const char *path, const char *const *names);

G_END_DECLS
