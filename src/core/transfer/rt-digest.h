/* A digest of a file's bytes: what it is, how it is written, how it is made. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RT_DIGEST_BYTES_MAX 64

/* From the weakest to the strongest. */
typedef enum
{
  RT_DIGEST_NONE,
  RT_DIGEST_MD5,
  RT_DIGEST_SHA1,
  RT_DIGEST_SHA256,
  RT_DIGEST_SHA512,
} RtDigestAlgorithm;

/* A value; all zero bits are no digest. */
typedef struct
{
  RtDigestAlgorithm algorithm;
  guint8 bytes[RT_DIGEST_BYTES_MAX]; /* those that the algorithm does not use are zero */
} RtDigest;

RtDigestAlgorithm rt_digest_algorithm_find (const char *name, gsize length);
const char *rt_digest_algorithm_get_name (RtDigestAlgorithm algorithm);
gsize rt_digest_algorithm_get_size (RtDigestAlgorithm algorithm);

gboolean rt_digest_equal (const RtDigest *self, const RtDigest *other);
gboolean rt_digest_parse (RtDigest *self, const char *text);
char *rt_digest_format (const RtDigest *self);
gboolean rt_digest_find_in_list (RtDigest *self, const char *text, const char *name);

/* Of bytes as they come. */
typedef struct _RtDigestSum RtDigestSum;

RtDigestSum *rt_digest_sum_new (RtDigestAlgorithm algorithm, GError **error);
void rt_digest_sum_free (RtDigestSum *self);
void rt_digest_sum_add (RtDigestSum *self, const guint8 *data, gsize length);
gboolean rt_digest_sum_add_file (RtDigestSum *self,
                                 int fd,
                                 const char *path,
                                 gint64 first,
                                 gint64 length,
                                 GCancellable *cancellable,
                                 GError **error);
RtDigest rt_digest_sum_finish (RtDigestSum *self);

gboolean rt_digest_compute (RtDigest *self,
                            RtDigestAlgorithm algorithm,
                            int fd,
                            const char *path,
                            gint64 first,
                            gint64 length,
                            GCancellable *cancellable,
                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtDigestSum, rt_digest_sum_free)

G_END_DECLS
