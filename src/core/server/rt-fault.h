/* What a server can do wrong on demand: a row each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In the order of the table. */
typedef enum
{
  RT_FAULT_DELAY,
  RT_FAULT_JITTER,
  RT_FAULT_RATE,
  RT_FAULT_SLOW_HEAD,
  RT_FAULT_CUT,
  RT_FAULT_RESET,
  RT_FAULT_STALL,
  RT_FAULT_CHUNK_CUT,
  RT_FAULT_IGNORE_RANGE,
  RT_FAULT_IGNORE_IF_RANGE,
  RT_FAULT_WRONG_RANGE,
  RT_FAULT_EARLY_RANGE,
  RT_FAULT_NO_CONTENT_RANGE,
  RT_FAULT_BARE_416,
  RT_FAULT_SURPLUS,
  RT_FAULT_CHANGING_ETAG,
  RT_FAULT_CHANGING_CONTENT,
  RT_FAULT_WEAK_VALIDATORS,
  RT_FAULT_NO_VALIDATORS,
  RT_FAULT_WRONG_DIGEST,
  RT_FAULT_NO_LENGTH,
  RT_FAULT_DUPLICATE_LENGTH,
  RT_FAULT_GZIP,
  RT_FAULT_BIG_HEAD,
  RT_FAULT_429,
  RT_FAULT_429_DATE,
  RT_FAULT_503,
  RT_FAULT_503_DATE,
  RT_FAULT_REDIRECT,
  RT_FAULT_REDIRECT_LOOP,
  RT_FAULT_TOKEN,
  RT_FAULT_EXPIRES_LOGIN,
  RT_FAULT_EXPIRES_403,
  RT_FAULT_EXPIRED_CERTIFICATE,
  RT_FAULT_WRONG_HOST,
  RT_FAULT_SELF_SIGNED,
  RT_FAULT_INCOMPLETE_CHAIN,
  RT_FAULT_TLS_1_2,
  RT_N_FAULTS,
} RtFaultKind;

/* Where it acts. */
typedef enum
{
  RT_FAULT_IN_PLACE, /* something else is answered */
  RT_FAULT_ANSWER,   /* on the fields and the body of the answer */
  RT_FAULT_PACE,     /* on when the bytes go out */
  RT_FAULT_HEAD,     /* on the bytes of the head */
  RT_FAULT_TLS,      /* on what is set up before a client comes */
} RtFaultPlace;

typedef enum
{
  RT_FAULT_NO_VALUE,
  RT_FAULT_MILLISECONDS,
  RT_FAULT_SECONDS,
  RT_FAULT_BYTES,
  RT_FAULT_BYTES_PER_S,
  RT_FAULT_ADDRESS, /* of another server */
} RtFaultUnit;

/* One row of a constant table. */
typedef struct
{
  const char *id;
  const char *title;    /* marked for translation */
  const char *sentence; /* explains it; marked for translation */
  RtFaultPlace place;
  RtFaultUnit unit;
  guint64 value;          /* without another one */
  guint64 minimum;        /* of the value */
  guint64 maximum;        /* likewise */
  const char *address;    /* without another one, where the unit is one */
  gboolean is_of_program; /* one server among several cannot have it for itself */
} RtFault;

const RtFault *rt_fault_get (guint kind);
gboolean rt_fault_find (const char *id, RtFaultKind *kind);

G_END_DECLS
