/* A change that the user makes to a jar: what goes, and what comes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie-store.h"

G_BEGIN_DECLS

typedef enum
{
  RT_COOKIE_CLEAR_NOTHING,
  RT_COOKIE_CLEAR_ALL,
  RT_COOKIE_CLEAR_SESSION, /* those that have no date */
  RT_COOKIE_CLEAR_DOMAIN,  /* those of a domain and of what is below it */
} RtCookieClear;

/* Done in this order, as a whole or not at all. */
typedef struct
{
  RtCookieClear clear;
  char *domain;       /* for RT_COOKIE_CLEAR_DOMAIN */
  GPtrArray *removed; /* of RtCookie: what has the same name, domain and path goes */
  GPtrArray *added;   /* of RtCookie: each comes in the place of one like it */
} RtCookieChange;

RtCookieChange *rt_cookie_change_new (void);
RtCookieChange *rt_cookie_change_new_clear (RtCookieClear clear, const char *domain);
RtCookieChange *rt_cookie_change_new_undo (GPtrArray *verdicts);
void rt_cookie_change_free (RtCookieChange *self);

void rt_cookie_change_remove (RtCookieChange *self, RtCookie *cookie);
void rt_cookie_change_add (RtCookieChange *self, RtCookie *cookie);

RtCookieChange *rt_cookie_change_apply (const RtCookieChange *self, RtCookieStore *store);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtCookieChange, rt_cookie_change_free)

G_END_DECLS
