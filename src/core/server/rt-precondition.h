/* Whether a request's conditions let it go on. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-header-list.h"

G_BEGIN_DECLS

/* What tells one state of a resource from another. */
typedef struct
{
  const char *etag;  /* with its quotes, and W/ if weak; NULL: there is none */
  gint64 modified_s; /* since 1970; -1: not known */
  gint64 now_s;      /* since 1970: the time of the answer */
} RtValidators;

typedef enum
{
  RT_PRECONDITION_GO,
  RT_PRECONDITION_NOT_MODIFIED, /* answer 304 */
  RT_PRECONDITION_FAILED,       /* answer 412 */
} RtPreconditionVerdict;

RtPreconditionVerdict rt_precondition_check (const RtHeaderList *fields,
                                             gboolean is_read,
                                             const RtValidators *validators);
gboolean rt_precondition_allows_range (const RtHeaderList *fields,
                                       const RtValidators *validators);

G_END_DECLS
