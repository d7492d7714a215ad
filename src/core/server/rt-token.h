/* Signed texts that a server hands out and knows again, without keeping them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RT_TOKEN_GOOD,
  RT_TOKEN_FORGED, /* not ours, changed, or for another purpose */
  RT_TOKEN_EXPIRED,
} RtTokenVerdict;

typedef struct _RtTokenKey RtTokenKey;

RtTokenKey *rt_token_key_new (GError **error);
void rt_token_key_free (RtTokenKey *self);

char *rt_token_sign (const RtTokenKey *key,
                     const char *purpose,
                     const char *text,
                     gint64 expiry_s);
RtTokenVerdict rt_token_read (const RtTokenKey *key,
                              const char *purpose,
                              const char *token,
                              gint64 now_s,
                              char **text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtTokenKey, rt_token_key_free)

G_END_DECLS
