/* Whether a file that is there is the remote one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-note.h"
#include "core/http/rt-request.h"
#include "core/transfer/rt-digest.h"

G_BEGIN_DECLS

typedef enum
{
  RT_ALREADY_ERROR,
  RT_ALREADY_NO,
  RT_ALREADY_SIZE,   /* the size is the same; nothing else could be compared */
  RT_ALREADY_SAMPLE, /* and so are some of the bytes */
  RT_ALREADY_DIGEST, /* all of it is what its digest names */
} RtAlready;

RtAlready rt_already_there_check (RtRequest *request,
                                  const char *path,
                                  const RtDigest *expected,
                                  GCancellable *cancellable,
                                  RtNote **note,
                                  GError **error);

G_END_DECLS
