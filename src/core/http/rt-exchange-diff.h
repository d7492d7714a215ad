/* What differs between two exchanges that are over. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

G_BEGIN_DECLS

/* What is compared, and what its values are. */
typedef enum
{
  RT_FACT_STATE,         /* a number: RtExchangeState */
  RT_FACT_ADDRESS,       /* text: where the last hop led to, to be shown */
  RT_FACT_HOPS,          /* a number */
  RT_FACT_VERSION,       /* text: "HTTP/1.1" */
  RT_FACT_STATUS,        /* a number */
  RT_FACT_REASON,        /* text */
  RT_FACT_FIELD,         /* text: the values received under one name, each on its line */
  RT_FACT_WIRE_BYTES,    /* a number: the body as received */
  RT_FACT_DECODED_BYTES, /* a number */
  RT_FACT_COMPLETENESS,  /* a number: RtCompleteness */
  RT_FACT_ELAPSED,       /* a number, µs */
  RT_FACT_PREVIEW,       /* two numbers of bytes; but it is the bytes that are compared */
} RtExchangeFact;

typedef enum
{
  RT_DIFFERENCE_NONE,
  RT_DIFFERENCE_CHANGED,
  RT_DIFFERENCE_REMOVED, /* only the old one has it */
  RT_DIFFERENCE_ADDED,   /* only the new one has it */
} RtDifferenceKind;

typedef struct
{
  RtExchangeFact fact;
  RtDifferenceKind kind;
  gboolean is_noise; /* changed as it does every time, which means nothing */
  char *name;        /* of a field, else NULL */
  char *old_text;    /* UTF-8; NULL for a number, or where there is none */
  char *new_text;    /* likewise */
  gint64 old_number; /* -1 for a text, or where there is none */
  gint64 new_number; /* likewise */
} RtDifference;

GPtrArray *rt_exchange_diff (RtExchange *old_exchange, RtExchange *new_exchange);
void rt_difference_free (RtDifference *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtDifference, rt_difference_free)

G_END_DECLS
