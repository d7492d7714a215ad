/* Whether an answer is not what was asked for, but a guard at the door. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/agents/rt-agent-challenge.h"

#include <string.h>

/* A page of its own has more in it than a guard needs, even if it uses one in a form. */
#define CHALLENGE_BYTES_MAX (32 * 1024)

/* As the makers of these services document them. */
static const struct
{
  const char *name;
  const char *value; /* NULL: any */
} marks[] = {
  { "cf-mitigated", "challenge" },
  { "x-amzn-waf-action", NULL },
  { "x-datadome", NULL },
};

static const char *const titles[] = {
  "Access to this page has been denied",
  "Are you a robot",
  "Attention Required!",
  "Human Verification",
  "Just a moment...",
  "Making sure you're not a bot!",
  "Pardon Our Interruption",
  "Robot Check",
};

static const char *const traces[] = {
  "/.within.website/x/cmd/anubis/",      "/_Incapsula_Resource",
  "/cdn-cgi/challenge-platform/",        "captcha-delivery.com",
  "challenges.cloudflare.com/turnstile", "px-captcha",
};

static gboolean
has_mark (const RtHeaderList *fields)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const char *value = rt_header_list_find (fields, marks[i].name);

      if (value != NULL
          && (marks[i].value == NULL || g_ascii_strcasecmp (value, marks[i].value) == 0))
        return TRUE;
    }
  return FALSE;
}

/**
 * rt_agent_is_challenge:
 * @fields: of an answer
 * @title: (nullable): of its page
 * @body: its body, without its content codings
 *
 * Says whether the answer wants a human, or a browser that runs its script, before it
 * gives what was asked for.  Services do that with any status, 200 among them.
 *
 * Returns: %TRUE if it is seen to be such a page; others may be, unseen
 */
gboolean
rt_agent_is_challenge (const RtHeaderList *fields, const char *title, GBytes *body)
{
  gsize length;
  const char *data = g_bytes_get_data (body, &length);

  if (has_mark (fields))
    return TRUE;
  for (guint i = 0; title != NULL && i < G_N_ELEMENTS (titles); i++)
    if (g_ascii_strncasecmp (title, titles[i], strlen (titles[i])) == 0)
      return TRUE;
  if (length == 0 || length > CHALLENGE_BYTES_MAX)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (traces); i++)
    if (memmem (data, length, traces[i], strlen (traces[i])) != NULL)
      return TRUE;
  return FALSE;
}
