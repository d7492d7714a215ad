/* A file that is being downloaded: its bytes, and what may be said of them after a crash. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-identity.h"
#include "core/transfer/rt-range-set.h"
#include "core/transfer/rt-unclaimed.h"

G_BEGIN_DECLS

typedef struct _RtPartFile RtPartFile;

RtPartFile *rt_part_file_open (const char *path, GError **error);
gboolean rt_part_file_take_back (const char *path,
                                 const char *address,
                                 const RtIdentity *identity,
                                 gint64 piece,
                                 GCancellable *cancellable,
                                 GError **error);
void rt_part_file_free (RtPartFile *self);

const char *rt_part_file_get_part_path (RtPartFile *self);
const char *rt_part_file_get_address (RtPartFile *self);
const RtIdentity *rt_part_file_get_identity (RtPartFile *self);
gint64 rt_part_file_get_lost (RtPartFile *self);
gint64 rt_part_file_get_have (RtPartFile *self);
gboolean
rt_part_file_find_missing (RtPartFile *self, gint64 from, gint64 *first, gint64 *end);
void rt_part_file_measure (RtPartFile *self, guint64 *device, gint64 *space_wanted);
GArray *rt_part_file_dup_extents (RtPartFile *self);

gboolean rt_part_file_describe (RtPartFile *self,
                                const char *address,
                                const RtIdentity *identity,
                                GError **error);
RtPartWriter *rt_part_file_add_writer (RtPartFile *self);
gint64 rt_part_file_remove_writer (RtPartFile *self, RtPartWriter *writer);
gboolean rt_part_file_put (RtPartFile *self,
                           RtPartWriter *writer,
                           gint64 offset,
                           const guint8 *data,
                           gsize length,
                           GError **error);
gint64 rt_part_file_get_unclaimed (RtPartFile *self);
gboolean rt_part_file_commit (RtPartFile *self, gboolean everything, GError **error);

gboolean rt_part_file_compute_digest (RtPartFile *self,
                                      RtDigest *digest,
                                      RtDigestAlgorithm algorithm,
                                      RtExtent extent,
                                      GCancellable *cancellable,
                                      GError **error);
gboolean rt_part_file_drop (RtPartFile *self, const GArray *extents, GError **error);
char *rt_part_file_set_aside (RtPartFile *self, GError **error);
char *rt_part_file_finish (RtPartFile *self, GError **error);
void rt_part_file_discard (RtPartFile *self);
void rt_part_file_clear_up (const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtPartFile, rt_part_file_free)

G_END_DECLS
