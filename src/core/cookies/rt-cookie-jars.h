/* The jars that the user has: one in memory, and others by name. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-named-jar.h"

G_BEGIN_DECLS

/* A GListModel of RtNamedJar, for the main thread.  The first is the private one. */
#define RT_TYPE_COOKIE_JARS (rt_cookie_jars_get_type ())
G_DECLARE_FINAL_TYPE (RtCookieJars, rt_cookie_jars, RT, COOKIE_JARS, GObject)

RtCookieJars *rt_cookie_jars_new (const char *folder);

RtNamedJar *rt_cookie_jars_find (RtCookieJars *self, const char *name);
RtNamedJar *rt_cookie_jars_add (RtCookieJars *self, const char *name);
guint rt_cookie_jars_remove (RtCookieJars *self, RtNamedJar *jar);
void rt_cookie_jars_restore (RtCookieJars *self, RtNamedJar *jar, guint position);

RtNamedJar *rt_cookie_jars_get_chosen (RtCookieJars *self, const char *place);
void rt_cookie_jars_choose (RtCookieJars *self, const char *place, RtNamedJar *jar);

G_END_DECLS
