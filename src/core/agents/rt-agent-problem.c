/* Why something cannot be an identity. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/agents/rt-agent-problem.h"

#include "core/wire/rt-header-secret.h"

#include <glib/gi18n.h>
#include <string.h>

/* They say where this one request goes and how it is written down; who it comes from has
 * no part in that. */
static const char *const reserved[] = {
  "Content-Encoding",
  "Content-Length",
  "Content-Type",
  "Expect",
  "Host",
  "If-Range",
  "Range",
  "Trailer",
  "Transfer-Encoding",
  "Upgrade",
};

static gboolean
is_reserved (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (reserved); i++)
    if (g_ascii_strcasecmp (name, reserved[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Whether there is a request that has both. */
static gboolean
meet (RtAgentFieldFlags some, RtAgentFieldFlags others)
{
  for (guint i = 0; i < 4; i++)
    if (rt_agent_field_is_sent (some, i & 1, i & 2)
        && rt_agent_field_is_sent (others, i & 1, i & 2))
      return TRUE;
  return FALSE;
}

static gboolean
is_twice (const RtAgentField *fields, const RtAgentField *field)
{
  for (const RtAgentField *earlier = fields; earlier < field; earlier++)
    if (g_ascii_strcasecmp (earlier->name, field->name) == 0
        && meet (earlier->flags, field->flags))
      return TRUE;
  return FALSE;
}

/* A space at an end would not arrive. */
static gboolean
is_padded (const char *value)
{
  gsize length = strlen (value);

  return length > 0
         && (g_ascii_isspace (value[0]) || g_ascii_isspace (value[length - 1]));
}

static RtAgentProblem
check_field (const RtAgentTemplate *self, const RtAgentField *field)
{
  if (!rt_header_is_token (field->name))
    return RT_AGENT_BAD_FIELD_NAME;
  if (strlen (field->name) > RT_AGENT_NAME_BYTES_MAX
      || strlen (field->value) > RT_AGENT_VALUE_BYTES_MAX)
    return RT_AGENT_LONG_VALUE;
  if (is_padded (field->value) || !rt_header_check (field->name, field->value, NULL))
    return RT_AGENT_BAD_VALUE;
  if (is_reserved (field->name))
    return RT_AGENT_RESERVED_FIELD;
  if (rt_header_is_secret (field->name))
    return RT_AGENT_SECRET_FIELD;
  /* A brand stands between quotation marks. */
  if ((field->flags & RT_AGENT_FIELD_BRANDS) && strpbrk (field->value, "\"\\") != NULL)
    return RT_AGENT_BAD_VALUE;
  if ((field->flags & RT_AGENT_FIELD_BRANDS) && self->version == NULL)
    return RT_AGENT_NO_VERSION;
  return is_twice (self->fields, field) ? RT_AGENT_FIELD_TWICE : RT_AGENT_FINE;
}

static gboolean
is_month (const char *text)
{
  return strlen (text) == 7 && strspn (text, "0123456789") == 4 && text[4] == '-'
         && strspn (text + 5, "0123456789") == 2;
}

/**
 * rt_agent_template_check:
 * @self: what an identity of the user's own is to be made of
 * @field: (out) (optional) (nullable): the field that is wrong, if it is one
 *
 * Says whether it can be sent, whatever the request, and nothing else of the request with
 * it: no line of its own, no secret, no other server.
 *
 * Returns: what is wrong first
 */
RtAgentProblem
rt_agent_template_check (const RtAgentTemplate *self, const RtAgentField **field)
{
  guint n = 0;

  if (field != NULL)
    *field = NULL;
  if (self->name == NULL || strspn (self->name, " ") == strlen (self->name)
      || strlen (self->name) > RT_AGENT_NAME_BYTES_MAX)
    return RT_AGENT_NO_NAME;
  if (self->as_of != NULL && !is_month (self->as_of))
    return RT_AGENT_BAD_DATE;
  if (self->version != NULL && !rt_agent_version_is_valid (self->version, TRUE))
    return RT_AGENT_BAD_VERSION;

  for (const RtAgentField *each = self->fields; each->name != NULL; each++)
    {
      RtAgentProblem problem = ++n > RT_AGENT_FIELDS_MAX ? RT_AGENT_TOO_MANY_FIELDS
                                                         : check_field (self, each);

      if (problem == RT_AGENT_FINE)
        continue;
      if (field != NULL)
        *field = each;
      return problem;
    }
  return RT_AGENT_FINE;
}

/**
 * rt_agent_template_find_odd:
 * @self: what an identity is made of
 *
 * Finds a value that is not ASCII: it may be sent, but servers do not agree on what it
 * says.
 *
 * Source: [RFC 9110 §5.5](https://www.rfc-editor.org/rfc/rfc9110#section-5.5)
 *
 * Returns: (transfer none) (nullable): the field
 */
const RtAgentField *
rt_agent_template_find_odd (const RtAgentTemplate *self)
{
  for (const RtAgentField *field = self->fields; field != NULL && field->name != NULL;
       field++)
    if (!g_str_is_ascii (field->value))
      return field;
  return NULL;
}

/**
 * rt_agent_problem_to_sentence:
 * @problem: a problem
 *
 * Returns: (nullable): what is wrong, marked for translation
 */
const char *
rt_agent_problem_to_sentence (RtAgentProblem problem)
{
  switch (problem)
    {
    case RT_AGENT_FINE:
      return NULL;
    case RT_AGENT_NOT_OBJECT:
      return N_ ("It is not written as an identity is");
    case RT_AGENT_NO_NAME:
      return N_ ("An identity needs a name, of 200 bytes at most");
    case RT_AGENT_BAD_DATE:
      return N_ ("The date is a year and a month, such as 2026-11");
    case RT_AGENT_BAD_VERSION:
      return N_ ("A version is up to four numbers with dots between them, such as 26.3");
    case RT_AGENT_NO_VERSION:
      return N_ ("A list of brands needs a version to be made of");
    case RT_AGENT_TOO_MANY_FIELDS:
      return N_ ("An identity has 64 fields at most");
    case RT_AGENT_BAD_FIELD_NAME:
      return N_ ("The name of a field has letters, digits and hyphens, and no spaces");
    case RT_AGENT_BAD_VALUE:
      return N_ ("The value of a field is one line, without a space at its ends");
    case RT_AGENT_LONG_VALUE:
      return N_ ("A field is too long: its value has 4096 bytes at most");
    case RT_AGENT_RESERVED_FIELD:
      return N_ ("This field belongs to a single request, not to an identity");
    case RT_AGENT_SECRET_FIELD:
      return N_ ("This field may hold a secret, and an identity goes to every site");
    case RT_AGENT_FIELD_TWICE:
      return N_ ("A field would be sent twice");
    }
  g_return_val_if_reached (NULL);
}
