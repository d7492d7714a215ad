/* What a 3xx answer asks for, and what of it is done: pure rules, no network. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-request.h"

G_BEGIN_DECLS

/* Why a chain of redirects went no further. */
typedef enum
{
  RT_STOP_NONE,         /* there was no redirect to follow */
  RT_STOP_NOT_FOLLOWED, /* following is switched off */
  RT_STOP_NO_LOCATION,  /* a redirect without Location */
  RT_STOP_BAD_LOCATION, /* a Location that does not parse, or several that differ */
  RT_STOP_SCHEME,       /* a Location with another scheme than http and https */
  RT_STOP_DOWNGRADE,    /* from https to http: the user is asked */
  RT_STOP_RESEND,       /* a body would go to another origin: the user is asked */
  RT_STOP_LIMIT,        /* more redirects than allowed */
  RT_STOP_LOOP,         /* the same request twice */
} RtRedirectStop;

typedef enum
{
  RT_DROP_ORIGIN,  /* a secret stays with its origin */
  RT_DROP_METHOD,  /* describes a body that is no longer sent */
  RT_DROP_FRAMING, /* how long the body is, is not for the user to say */
  RT_DROP_PROXY,   /* what is for a proxy is said to the one that is chosen */
} RtDropReason;

typedef struct
{
  char *name;
  RtDropReason why;
} RtDroppedHeader;

/* What a redirect comes to. */
typedef struct
{
  RtRedirectStop stop;
  RtRequest *next;    /* what is (or would be) sent next; NULL where there is nothing */
  GPtrArray *dropped; /* of RtDroppedHeader; never NULL */
} RtRedirect;

RtRedirect *rt_redirect_decide (const RtRequest *request,
                                const RtRequest *sent,
                                guint status,
                                const RtHeaderList *fields,
                                GPtrArray *earlier);
void rt_redirect_free (RtRedirect *self);
GPtrArray *rt_dropped_headers_new (void);
void rt_dropped_headers_add_unsent (GPtrArray *self, const RtRequest *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtRedirect, rt_redirect_free)

G_END_DECLS
