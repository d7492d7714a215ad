/* The answer to a Digest challenge. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-auth-challenge.h"

G_BEGIN_DECLS

/* What is hashed beside the challenge. */
typedef struct
{
  const char *user;
  const char *password;
  const char *method;
  const char *target; /* as in the request line */
  const char *cnonce;
  guint count; /* how often the nonce has been used, this time included */
} RtDigestUse;

gboolean rt_digest_auth_is_understood (const RtAuthChallenge *challenge);
gboolean rt_digest_auth_is_stronger (const RtAuthChallenge *challenge,
                                     const RtAuthChallenge *than);
char *rt_digest_auth_answer (const RtAuthChallenge *challenge, const RtDigestUse *use);

G_END_DECLS
