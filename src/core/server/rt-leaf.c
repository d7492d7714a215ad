/* A certificate for a server, issued by the user's authority: a good or a bad one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-leaf.h"

#include "core/server/rt-authority-folder.h"

#include <time.h>

#define HOUR_S ((gint64)60 * 60)
#define DAY_S (24 * HOUR_S)
#define LEAF_DAYS 397 /* clients refuse more than 398 */

static const char *const wrong_names[] = { "wrong.localhost", NULL };

/* The authority in between is forgotten at once: it is never
 * to be sent. */
static RtCredential *
make_intermediate (const RtCredential *authority, GError **error)
{
  RtCertificatePlan plan = {
    .common_name = "Roundtrip intermediate",
    .begins_s = time (NULL) - HOUR_S,
    .ends_s = time (NULL) + LEAF_DAYS * DAY_S,
    .is_authority = TRUE,
  };

  return rt_credential_new (&plan, authority, error);
}

static RtCertificatePlan
make_plan (const RtCredential *authority, RtLeafKind kind, const char *const *names)
{
  gint64 now = time (NULL);
  gint64 last = gnutls_x509_crt_get_expiration_time (authority->certificate);
  const char *const *used = kind == RT_LEAF_WRONG_HOST ? wrong_names : names;
  RtCertificatePlan plan = {
    .common_name = used[0],
    .names = used,
    .begins_s = now - HOUR_S,
    .ends_s = MIN (now - HOUR_S + LEAF_DAYS * DAY_S, last),
  };

  if (kind == RT_LEAF_EXPIRED)
    {
      plan.begins_s = now - LEAF_DAYS * DAY_S;
      plan.ends_s = now - DAY_S;
    }
  return plan;
}

/**
 * rt_leaf_issue:
 * @authority: who signs
 * @kind: what is to be wrong with it
 * @names: (array zero-terminated=1): what it is for, at least one
 * @error: return location for a #GError, or %NULL
 *
 * Makes a certificate for a server.
 *
 * Errors: %RT_ERROR_OTHER if GnuTLS cannot.
 *
 * Returns: (transfer full): the key and the chain to be sent, as PEM
 */
GBytes *
rt_leaf_issue (const RtCredential *authority,
               RtLeafKind kind,
               const char *const *names,
               GError **error)
{
  RtCertificatePlan plan = make_plan (authority, kind, names);
  g_autoptr (RtCredential) intermediate = NULL;
  g_autoptr (RtCredential) leaf = NULL;
  const RtCredential *issuer = authority;
  const RtCredential *sent = authority;

  switch (kind)
    {
    case RT_LEAF_GOOD:
    case RT_LEAF_EXPIRED:
    case RT_LEAF_WRONG_HOST:
      break;
    case RT_LEAF_SELF_SIGNED:
      issuer = sent = NULL;
      break;
    case RT_LEAF_INCOMPLETE_CHAIN:
      intermediate = make_intermediate (authority, error);
      if (intermediate == NULL)
        return NULL;
      issuer = intermediate;
      sent = NULL;
      break;
    }
  leaf = rt_credential_new (&plan, issuer, error);
  return leaf != NULL ? rt_credential_to_pem (leaf, sent) : NULL;
}

static gboolean
is_issued_by (gnutls_x509_crt_t crt, const RtCredential *authority)
{
  unsigned int flaws;

  return gnutls_x509_crt_verify (crt, &authority->certificate, 1, 0, &flaws) >= 0
         && flaws == 0;
}

/**
 * rt_leaf_read:
 * @authority: who has to have signed it
 * @path: where it is kept
 * @names: (array zero-terminated=1): what it has to be for
 *
 * Reads a kept certificate if it still serves. Blocks for as long as the disk does.
 *
 * Returns: (transfer full) (nullable): the key and the chain to be sent, as PEM; %NULL if
 *   it is to be made anew, for whatever reason
 */
GBytes *
rt_leaf_read (const RtCredential *authority, const char *path, const char *const *names)
{
  g_autoptr (RtCredential) leaf = rt_authority_folder_read (path, NULL);

  if (leaf == NULL || !rt_credential_will_last (leaf)
      || !is_issued_by (leaf->certificate, authority))
    return NULL;
  for (guint i = 0; names[i] != NULL; i++)
    if (!gnutls_x509_crt_check_hostname2 (leaf->certificate, names[i],
                                          GNUTLS_VERIFY_DO_NOT_ALLOW_WILDCARDS))
      return NULL;
  return rt_credential_to_pem (leaf, authority);
}
