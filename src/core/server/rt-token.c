/* Signed texts that a server hands out and knows again, without keeping them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-token.h"

#include "core/wire/rt-error.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>

#define KEY_BYTES 32
#define SALT_BYTES 12
/* What we hand out is far shorter. */
#define TOKEN_BYTES_MAX 1024

/* One for each start of a server: what was signed before is of no use after. */
struct _RtTokenKey
{
  guint8 bytes[KEY_BYTES];
};

/**
 * rt_token_key_new:
 * @error: return location for a #GError, or %NULL
 *
 * Makes a key at random.
 *
 * Errors: %RT_ERROR_OTHER if there is no randomness to be had.
 *
 * Returns: (transfer full): the key, or %NULL on error
 */
RtTokenKey *
rt_token_key_new (GError **error)
{
  RtTokenKey *self = g_new0 (RtTokenKey, 1);
  int result = gnutls_rnd (GNUTLS_RND_KEY, self->bytes, KEY_BYTES);

  if (result >= 0)
    return self;
  g_set_error (error, RT_ERROR, RT_ERROR_OTHER, "cannot make a key: %s",
               gnutls_strerror (result));
  g_free (self);
  return NULL;
}

void
rt_token_key_free (RtTokenKey *self)
{
  gnutls_memset (self->bytes, 0, KEY_BYTES);
  g_free (self);
}

/* Base64 in the letters of RFC 4648 §5, which stand in cookies and forms as they are. */
static char *
encode (const guint8 *data, gsize length)
{
  char *text = g_base64_encode (data, length);

  for (char *p = text; *p != '\0'; p++)
    if (*p == '+')
      *p = '-';
    else if (*p == '/')
      *p = '_';
    else if (*p == '=')
      *p = '\0';
  return text;
}

static char *
decode (const char *text, gsize length)
{
  GString *padded = g_string_new_len (text, (gssize)length);
  gsize n = 0;
  g_autofree guchar *data = NULL;

  for (char *p = padded->str; *p != '\0'; p++)
    if (*p == '-')
      *p = '+';
    else if (*p == '_')
      *p = '/';
  while (padded->len % 4 != 0)
    g_string_append_c (padded, '=');
  data = g_base64_decode (padded->str, &n);
  g_string_free (padded, TRUE);
  return g_strndup ((const char *)data, n);
}

/* The purpose is signed with it, so that a token for one thing is none for another. */
static char *
sign (const RtTokenKey *key, const char *purpose, const char *content, gsize length)
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, key->bytes, KEY_BYTES);
  guint8 digest[32];
  gsize n = sizeof digest;

  g_hmac_update (hmac, (const guchar *)purpose, (gssize)strlen (purpose) + 1);
  g_hmac_update (hmac, (const guchar *)content, (gssize)length);
  g_hmac_get_digest (hmac, digest, &n);
  return encode (digest, n);
}

/**
 * rt_token_sign:
 * @key: a key
 * @purpose: what the token is for
 * @text: what it says
 * @expiry_s: when it expires, in seconds since 1970
 *
 * Makes a token.  Everybody can read what it says; only who has the key can make one.  No
 * two are the same.
 *
 * Returns: (transfer full): letters, digits, '-', '_' and '.'
 */
char *
rt_token_sign (const RtTokenKey *key,
               const char *purpose,
               const char *text,
               gint64 expiry_s)
{
  guint8 random[SALT_BYTES];
  g_autofree char *salt = NULL;
  g_autofree char *said = encode ((const guint8 *)text, strlen (text));
  g_autofree char *content = NULL;
  g_autofree char *signature = NULL;

  if (gnutls_rnd (GNUTLS_RND_NONCE, random, sizeof random) < 0)
    g_error ("there is no randomness any more");
  salt = encode (random, sizeof random);
  content = g_strdup_printf ("%s.%" G_GINT64_FORMAT ".%s", said, expiry_s, salt);
  signature = sign (key, purpose, content, strlen (content));
  return g_strconcat (content, ".", signature, NULL);
}

/**
 * rt_token_read:
 * @key: a key
 * @purpose: what the token should be for
 * @token: what a client sent
 * @now_s: the time, in seconds since 1970
 * @text: (out) (optional) (transfer full) (nullable): what it says, if it is good
 *
 * Tells a token of ours from anything else.
 *
 * Returns: what it is
 */
RtTokenVerdict
rt_token_read (const RtTokenKey *key,
               const char *purpose,
               const char *token,
               gint64 now_s,
               char **text)
{
  const char *dot = strrchr (token, '.');
  g_autofree char *right = NULL;
  const char *said_end;

  if (text != NULL)
    *text = NULL;
  if (dot == NULL || strlen (token) > TOKEN_BYTES_MAX)
    return RT_TOKEN_FORGED;
  right = sign (key, purpose, token, (gsize)(dot - token));
  /* In constant time, or the right one could be found letter by letter. */
  if (strlen (dot + 1) != strlen (right)
      || gnutls_memcmp (dot + 1, right, strlen (right)) != 0)
    return RT_TOKEN_FORGED;
  said_end = strchr (token, '.');
  if (g_ascii_strtoll (said_end + 1, NULL, 10) < now_s)
    return RT_TOKEN_EXPIRED;
  if (text != NULL)
    *text = decode (token, (gsize)(said_end - token));
  return RT_TOKEN_GOOD;
}
