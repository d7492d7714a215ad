/* What tells one state of a remote file from another. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-digest.h"
#include "core/wire/rt-header-list.h"

G_BEGIN_DECLS

/* Whether a server gives parts of the file. */
typedef enum
{
  RT_RANGES_UNKNOWN,
  RT_RANGES_YES,
  RT_RANGES_NO,
} RtRanges;

/* What If-Range carries.  The order is that in which they are tried. */
typedef enum
{
  RT_IF_RANGE_ETAG,
  RT_IF_RANGE_DATE,
  RT_IF_RANGE_NONE,
} RtIfRange;

typedef enum
{
  RT_AGREEMENT_UNKNOWN, /* nothing speaks for or against it */
  RT_AGREEMENT_SAME,    /* a strong validator says so */
  RT_AGREEMENT_DIFFERENT,
} RtAgreement;

/* Strings are as received.  A validator that is weak is kept, but never sent. */
typedef struct
{
  gint64 total;            /* -1: not known */
  char *etag;              /* with its quotes, and W/ if weak; nullable */
  char *last_modified;     /* nullable */
  gboolean is_date_strong; /* Last-Modified counts as a strong validator */
  char *type;              /* Content-Type without parameters, lower case; nullable */
  RtDigest digest;         /* of the whole file; none if the server gives none */
  RtRanges ranges;
} RtIdentity;

RtIdentity *rt_identity_new (void);
RtIdentity *rt_identity_new_from_answer (const RtHeaderList *fields, gint64 total);
RtIdentity *rt_identity_copy (const RtIdentity *self);
void rt_identity_free (RtIdentity *self);

gboolean rt_identity_is_etag_strong (const RtIdentity *self);
gboolean rt_identity_has_validator (const RtIdentity *self);
const char *rt_identity_get_if_range (const RtIdentity *self, RtIfRange *kind);
RtAgreement rt_identity_compare (const RtIdentity *self, const RtIdentity *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtIdentity, rt_identity_free)

G_END_DECLS
