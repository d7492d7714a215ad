/* Cookies of other programs that come into a jar, and what became of them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie-file.h"
#include "core/cookies/rt-cookie-jar.h"

G_BEGIN_DECLS

typedef struct
{
  GArray *notes;       /* of RtCookieFileNote: what is odd about a file */
  GPtrArray *verdicts; /* of RtCookieVerdict: one for each cookie */
  GHashTable *apart;   /* of guint, by the names of containers and sites: how many cookies
                          Firefox keeps apart, and were left out */
  guint n_kept;
  guint n_expired;
  guint n_refused;
} RtCookieImport;

RtCookieImport *
rt_cookie_import_file (RtCookieJar *jar, const char *text, gsize length, GError **error);
RtCookieImport *rt_cookie_import_firefox (RtCookieJar *jar,
                                          const char *profile,
                                          const char *place,
                                          GError **error);
void rt_cookie_import_free (RtCookieImport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtCookieImport, rt_cookie_import_free)

G_END_DECLS
