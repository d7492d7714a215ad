/* The digests that an answer carries. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-digest.h"
#include "core/wire/rt-header-list.h"

G_BEGIN_DECLS

/* The value of Want-Repr-Digest, RFC 9530 §4. */
#define RT_WANT_REPR_DIGEST "sha-256=10, sha-512=5"

gboolean rt_digest_field_parse (RtDigest *self, const char *value);
gboolean rt_digest_field_parse_legacy (RtDigest *self, const char *value);
gboolean rt_digest_field_find (RtDigest *self, const RtHeaderList *fields);
gboolean rt_digest_field_find_content (RtDigest *self, const RtHeaderList *fields);

G_END_DECLS
