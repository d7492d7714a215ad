/* A body that is not what it should be. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-answer.h"

G_BEGIN_DECLS

typedef struct
{
  guint8 shift;           /* added to every byte */
  guint64 surplus;        /* bytes that follow the body */
  guint64 limit;          /* where the body breaks off, in bytes */
  gboolean has_no_end;    /* breaks off after its last byte */
  gboolean has_no_length; /* and does not say how long it is */
} RtFaultBody;

void rt_fault_body_set (RtAnswer *answer, RtAnswer *whole, const RtFaultBody *difference);

G_END_DECLS
