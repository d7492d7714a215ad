/* Which bytes of a file a Range field asks for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RT_RANGE_SPANS_MAX 16

/* Both ends belong to it. */
typedef struct
{
  guint64 first;
  guint64 last;
} RtByteSpan;

typedef enum
{
  RT_RANGE_WHOLE,         /* answer 200: the field is to be ignored */
  RT_RANGE_SPANS,         /* answer 206 */
  RT_RANGE_UNSATISFIABLE, /* answer 416 */
} RtRangeVerdict;

/* Within the file, apart from each other, in the order asked for. */
typedef struct
{
  guint n_spans;
  RtByteSpan spans[RT_RANGE_SPANS_MAX];
} RtRangeRequest;

RtRangeVerdict
rt_range_request_read (RtRangeRequest *self, const char *value, guint64 size);

G_END_DECLS
