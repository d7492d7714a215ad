/* The small questions that show whether a download could be resumed: a row each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-request.h"
#include "core/transfer/rt-identity.h"

G_BEGIN_DECLS

/* In the order in which they are asked. */
typedef enum
{
  RT_PROBE_HEAD,
  RT_PROBE_FIRST,  /* the first byte */
  RT_PROBE_SUFFIX, /* the last one, counted from the end */
  RT_PROBE_SAME,   /* If-Range with what the file has */
  RT_PROBE_OTHER,  /* If-Range with what it has not */
  RT_PROBE_CODED,  /* a part, of a client that takes gzip */
  RT_N_PROBES,
} RtProbeKind;

/* One row of a constant table. */
typedef struct
{
  const char *id;
  const char *title; /* what is sent, as HTTP has it */
  const char *asks;  /* the question in words; marked for translation */
} RtProbe;

const RtProbe *rt_probe_get (RtProbeKind kind);
RtRequest *
rt_probe_make_request (RtProbeKind kind, RtRequest *base, const RtIdentity *known);

G_END_DECLS
