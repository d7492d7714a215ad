/* What a proxy or a server asks for: the challenges of its WWW- or Proxy-Authenticate. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-header-list.h"

G_BEGIN_DECLS

typedef struct
{
  char *scheme;       /* in lower case */
  char *token68;      /* nullable */
  GHashTable *params; /* name in lower case → value, unquoted */
} RtAuthChallenge;

GPtrArray *rt_auth_challenges_parse (const RtHeaderList *fields, const char *name);
const char *rt_auth_challenge_get (const RtAuthChallenge *self, const char *name);

G_END_DECLS
