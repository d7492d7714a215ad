/* A name and a password for one proxy, and how they are said to it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-proxy-auth.h"

#include "core/wire/rt-digest-auth.h"

#include <string.h>

/* A nonce may be stale, and its successor by chance, too; more is a proxy that plays. */
#define CHALLENGES_MAX 3

struct _RtProxyAuth
{
  gatomicrefcount ref_count;
  char *user;
  char *password;

  GMutex lock;             /* guards all below */
  GPtrArray *challenges;   /* of RtAuthChallenge, as last received; nullable */
  RtAuthChallenge *chosen; /* one of these, nullable */
  guint count;             /* how often its nonce was used */
};

RtProxyAuth *
rt_proxy_auth_new (const char *user, const char *password)
{
  RtProxyAuth *self = g_new0 (RtProxyAuth, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->user = g_strdup (user);
  self->password = g_strdup (password);
  return self;
}

RtProxyAuth *
rt_proxy_auth_ref (RtProxyAuth *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rt_proxy_auth_unref (RtProxyAuth *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->user);
  g_free (self->password);
  g_clear_pointer (&self->challenges, g_ptr_array_unref);
  g_mutex_clear (&self->lock);
  g_free (self);
}

const char *
rt_proxy_auth_get_user (RtProxyAuth *self)
{
  return self->user;
}

const char *
rt_proxy_auth_get_password (RtProxyAuth *self)
{
  return self->password;
}

/* RFC 7617 §2: the first colon ends the name. */
static gboolean
can_be_basic (RtProxyAuth *self)
{
  return strchr (self->user, ':') == NULL;
}

static char *
make_basic (RtProxyAuth *self)
{
  g_autofree char *pair = g_strconcat (self->user, ":", self->password, NULL);
  g_autofree char *base64 = g_base64_encode ((const guchar *)pair, strlen (pair));

  return g_strconcat ("Basic ", base64, NULL);
}

/**
 * rt_proxy_auth_authorize:
 * @self: a name and a password
 * @method: of the request
 * @target: of the request, as it stands in its first line
 *
 * Gives the value of Proxy-Authorization that the proxy asked for when it was last used.
 * Nothing is said before it asks: so it is not told in plain text what it would have taken
 * as a digest.
 *
 * Returns: (transfer full) (nullable): the value
 */
char *
rt_proxy_auth_authorize (RtProxyAuth *self, const char *method, const char *target)
{
  g_autofree char *cnonce = g_uuid_string_random ();
  char *value = NULL;

  g_mutex_lock (&self->lock);
  if (self->chosen != NULL && strcmp (self->chosen->scheme, "basic") == 0)
    {
      value = make_basic (self);
    }
  else if (self->chosen != NULL)
    {
      const RtDigestUse use = { .user = self->user,
                                .password = self->password,
                                .method = method,
                                .target = target,
                                .cnonce = cnonce,
                                .count = ++self->count };

      value = rt_digest_auth_answer (self->chosen, &use);
    }
  g_mutex_unlock (&self->lock);
  return value;
}

/* The safest that is understood. */
static RtAuthChallenge *
choose (RtProxyAuth *self, GPtrArray *challenges)
{
  RtAuthChallenge *best = NULL;

  for (guint i = 0; i < challenges->len; i++)
    {
      RtAuthChallenge *challenge = challenges->pdata[i];
      gboolean has_digest = best != NULL && strcmp (best->scheme, "digest") == 0;

      if (rt_digest_auth_is_understood (challenge))
        {
          if (!has_digest || rt_digest_auth_is_stronger (challenge, best))
            best = challenge;
        }
      else if (best == NULL && strcmp (challenge->scheme, "basic") == 0
               && can_be_basic (self))
        {
          best = challenge;
        }
    }
  return best;
}

static gboolean
is_stale (const RtAuthChallenge *challenge)
{
  const char *stale = rt_auth_challenge_get (challenge, "stale");

  return stale != NULL && g_ascii_strcasecmp (stale, "true") == 0;
}

/* Whether what was refused may be said once more to @challenge. */
static gboolean
is_worth_another (const RtAuthChallenge *challenge, const char *refused, guint n_before)
{
  if (refused == NULL)
    return TRUE;
  if (n_before >= CHALLENGES_MAX || strcmp (challenge->scheme, "digest") != 0)
    return FALSE;
  /* What was said unasked may have been to a nonce that has had its day. */
  return is_stale (challenge)
         || (n_before == 0
             && strstr (refused, rt_auth_challenge_get (challenge, "nonce")) == NULL);
}

/**
 * rt_proxy_auth_take_challenge:
 * @self: a name and a password
 * @fields: of an answer with the status 407
 * @refused: (nullable): the Proxy-Authorization that it answers
 * @n_before: how many challenges this request has met before
 *
 * Takes in what the proxy asks for.
 *
 * Source: [RFC 9110 §11.7](https://www.rfc-editor.org/rfc/rfc9110#section-11.7)
 *
 * Returns: %TRUE if the request is worth another try; %FALSE if name or password is wrong,
 *   or nothing that is asked for is understood
 */
gboolean
rt_proxy_auth_take_challenge (RtProxyAuth *self,
                              const RtHeaderList *fields,
                              const char *refused,
                              guint n_before)
{
  g_autoptr (GPtrArray) challenges
      = rt_auth_challenges_parse (fields, "Proxy-Authenticate");
  RtAuthChallenge *chosen = choose (self, challenges);
  gboolean again = chosen != NULL && is_worth_another (chosen, refused, n_before);

  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->challenges, g_ptr_array_unref);
  self->challenges = g_steal_pointer (&challenges);
  self->chosen = chosen;
  self->count = 0;
  g_mutex_unlock (&self->lock);
  return again;
}
