/* Files, where they are to be had and what they must be: a Metalink document. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-digest.h"

G_BEGIN_DECLS

#define RT_METALINK_BYTES_MAX (32 * 1024 * 1024)

typedef struct
{
  char *name;           /* safe as the name of a file in any folder */
  gint64 size;          /* -1: not known */
  RtDigest digest;      /* of the whole; may be none */
  gint64 piece_length;  /* of all pieces but the last; 0: there are none */
  GArray *pieces;       /* of RtDigest, in order, for every byte of the file */
  GPtrArray *addresses; /* char *, http and https only, the preferred first */
} RtMetalinkFile;

GPtrArray *rt_metalink_parse (const char *text, gsize length);

G_END_DECLS
