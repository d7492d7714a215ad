/* The answer to a Digest challenge. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-digest-auth.h"

#include <string.h>

typedef struct
{
  const char *name;
  GChecksumType type;
  gboolean is_session; /* the password is hashed with the nonces */
} Algorithm;

/* The stronger, the further down.  SHA-512-256 is in none of the libraries used here. */
static const Algorithm algorithms[] = {
  { "MD5", G_CHECKSUM_MD5, FALSE },
  { "MD5-sess", G_CHECKSUM_MD5, TRUE },
  { "SHA-256", G_CHECKSUM_SHA256, FALSE },
  { "SHA-256-sess", G_CHECKSUM_SHA256, TRUE },
};

static const Algorithm *
find_algorithm (const RtAuthChallenge *challenge)
{
  const char *name = rt_auth_challenge_get (challenge, "algorithm");

  for (guint i = 0; i < G_N_ELEMENTS (algorithms); i++)
    if (g_ascii_strcasecmp (name != NULL ? name : "MD5", algorithms[i].name) == 0)
      return &algorithms[i];
  return NULL;
}

/* Whether "auth" is among the qualities of protection on offer. */
static gboolean
offers_auth (const char *qop)
{
  g_auto (GStrv) words = g_strsplit_set (qop, ", \t", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (words[i], "auth") == 0)
      return TRUE;
  return FALSE;
}

/**
 * rt_digest_auth_is_understood:
 * @challenge: a challenge
 *
 * Says whether @challenge can be answered: it is Digest with MD5 or SHA-256, and does not
 * want the body hashed.
 *
 * Returns: %TRUE if rt_digest_auth_answer() may be called
 */
gboolean
rt_digest_auth_is_understood (const RtAuthChallenge *challenge)
{
  const char *qop = rt_auth_challenge_get (challenge, "qop");

  return strcmp (challenge->scheme, "digest") == 0 && find_algorithm (challenge) != NULL
         && rt_auth_challenge_get (challenge, "nonce") != NULL
         && rt_auth_challenge_get (challenge, "realm") != NULL
         && (qop == NULL || offers_auth (qop));
}

/* Both have to be understood. */
gboolean
rt_digest_auth_is_stronger (const RtAuthChallenge *challenge, const RtAuthChallenge *than)
{
  return find_algorithm (challenge) > find_algorithm (than);
}

static char *
hash_joined (const Algorithm *algorithm, const char *const *parts)
{
  g_autofree char *joined = g_strjoinv (":", (char **)parts);

  return g_compute_checksum_for_string (algorithm->type, joined, -1);
}

static char *
make_response (const Algorithm *algorithm,
               const RtAuthChallenge *challenge,
               const RtDigestUse *use,
               const char *count)
{
  const char *nonce = rt_auth_challenge_get (challenge, "nonce");
  const char *realm = rt_auth_challenge_get (challenge, "realm");
  const char *const who[] = { use->user, realm, use->password, NULL };
  const char *const what[] = { use->method, use->target, NULL };
  g_autofree char *secret = hash_joined (algorithm, who);
  g_autofree char *request = hash_joined (algorithm, what);

  if (algorithm->is_session)
    {
      const char *const session[] = { secret, nonce, use->cnonce, NULL };
      char *hashed = hash_joined (algorithm, session);

      g_free (secret);
      secret = hashed;
    }
  if (count == NULL)
    {
      const char *const old[] = { secret, nonce, request, NULL };
      return hash_joined (algorithm, old);
    }
  else
    {
      const char *const all[]
          = { secret, nonce, count, use->cnonce, "auth", request, NULL };
      return hash_joined (algorithm, all);
    }
}

static void
append_quoted (GString *answer, const char *name, const char *value)
{
  g_string_append_printf (answer, "%s%s=\"", answer->len > 7 ? ", " : "", name);
  for (; *value != '\0'; value++)
    {
      if (*value == '"' || *value == '\\')
        g_string_append_c (answer, '\\');
      g_string_append_c (answer, *value);
    }
  g_string_append_c (answer, '"');
}

static void
append_user (GString *answer,
             const Algorithm *algorithm,
             const RtAuthChallenge *challenge,
             const char *user)
{
  const char *hash = rt_auth_challenge_get (challenge, "userhash");

  if (hash != NULL && g_ascii_strcasecmp (hash, "true") == 0)
    {
      const char *const parts[]
          = { user, rt_auth_challenge_get (challenge, "realm"), NULL };
      g_autofree char *hashed = hash_joined (algorithm, parts);

      append_quoted (answer, "username", hashed);
      g_string_append (answer, ", userhash=true");
    }
  else if (g_str_is_ascii (user))
    {
      append_quoted (answer, "username", user);
    }
  else
    {
      g_autofree char *escaped = g_uri_escape_string (user, NULL, FALSE);

      g_string_append_printf (answer, "username*=UTF-8''%s", escaped);
    }
}

/**
 * rt_digest_auth_answer:
 * @challenge: a challenge that is understood
 * @use: what it is answered for
 *
 * Composes the value of an Authorization or a Proxy-Authorization field.
 *
 * Source: [RFC 7616 §3.4](https://www.rfc-editor.org/rfc/rfc7616#section-3.4)
 *
 * Returns: (transfer full): the value
 */
char *
rt_digest_auth_answer (const RtAuthChallenge *challenge, const RtDigestUse *use)
{
  const Algorithm *algorithm = find_algorithm (challenge);
  const char *opaque = rt_auth_challenge_get (challenge, "opaque");
  gboolean has_qop = rt_auth_challenge_get (challenge, "qop") != NULL;
  g_autofree char *count = has_qop ? g_strdup_printf ("%08x", use->count) : NULL;
  g_autofree char *response = make_response (algorithm, challenge, use, count);
  g_autoptr (GString) answer = g_string_new ("Digest ");

  append_user (answer, algorithm, challenge, use->user);
  append_quoted (answer, "realm", rt_auth_challenge_get (challenge, "realm"));
  append_quoted (answer, "nonce", rt_auth_challenge_get (challenge, "nonce"));
  append_quoted (answer, "uri", use->target);
  append_quoted (answer, "response", response);
  if (rt_auth_challenge_get (challenge, "algorithm") != NULL)
    g_string_append_printf (answer, ", algorithm=%s", algorithm->name);
  if (has_qop || algorithm->is_session)
    append_quoted (answer, "cnonce", use->cnonce);
  if (has_qop)
    g_string_append_printf (answer, ", qop=auth, nc=%s", count);
  if (opaque != NULL)
    append_quoted (answer, "opaque", opaque);
  return g_string_free (g_steal_pointer (&answer), FALSE);
}
