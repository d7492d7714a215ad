/* One form of a file: as it is, coded beforehand, or coded while it is sent. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-accept-encoding.h"
#include "core/server/rt-answer.h"
#include "core/server/rt-file-root.h"

G_BEGIN_DECLS

typedef struct
{
  int fd; /* -1: moved to an answer */
  struct stat info;
  RtCoded coded;
  gboolean is_live; /* coded while it is sent */
  char *type;       /* of the file before coding */
} RtFileVariant;

gboolean rt_file_variant_choose (RtFileVariant *self,
                                 const RtFileRoot *root,
                                 const char *relative,
                                 const RtQuestion *question);
char *rt_file_variant_dup_etag (const RtFileVariant *self, gint64 now_s);
void rt_file_variant_fill (RtFileVariant *self, RtAnswer *answer);
void rt_file_variant_clear (RtFileVariant *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RtFileVariant, rt_file_variant_clear)

G_END_DECLS
