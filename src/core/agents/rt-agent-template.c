/* What an identity is made of: a value that is shared and does not change. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/agents/rt-agent-template.h"

#include <string.h>

#define VERSION_PARTS 4
#define VERSION_DIGITS 5

/**
 * rt_agent_template_copy:
 * @self: what an identity is made of
 *
 * Copies it as a whole.
 *
 * Returns: (transfer full): the copy
 */
const RtAgentTemplate *
rt_agent_template_copy (const RtAgentTemplate *self)
{
  RtAgentTemplate *copy = g_atomic_rc_box_new (RtAgentTemplate);
  guint n = 0;

  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->name = g_strdup (self->name);
  copy->as_of = g_strdup (self->as_of);
  copy->version = g_strdup (self->version);
  copy->left_out = g_strdup (self->left_out);
  if (self->fields == NULL)
    return copy;

  while (self->fields[n].name != NULL)
    n++;
  copy->fields = g_memdup2 (self->fields, (n + 1) * sizeof (RtAgentField));
  for (guint i = 0; i < n; i++)
    {
      RtAgentField *field = (RtAgentField *)&copy->fields[i];

      field->name = g_strdup (field->name);
      field->value = g_strdup (field->value);
    }
  return copy;
}

const RtAgentTemplate *
rt_agent_template_ref (const RtAgentTemplate *copy)
{
  return g_atomic_rc_box_acquire ((gpointer)copy);
}

static void
clear (gpointer data)
{
  RtAgentTemplate *self = data;

  for (const RtAgentField *field = self->fields; field != NULL && field->name != NULL;
       field++)
    {
      g_free ((char *)field->name);
      g_free ((char *)field->value);
    }
  g_free ((RtAgentField *)self->fields);
  g_free ((char *)self->id);
  g_free ((char *)self->name);
  g_free ((char *)self->as_of);
  g_free ((char *)self->version);
  g_free ((char *)self->left_out);
}

void
rt_agent_template_unref (const RtAgentTemplate *copy)
{
  g_atomic_rc_box_release_full ((gpointer)copy, clear);
}

/**
 * rt_agent_field_is_sent:
 * @flags: of a field
 * @trustworthy: whether the request goes over https, or to this computer
 * @redirected: whether an answer leads it there
 *
 * Returns: whether the field is sent then
 */
gboolean
rt_agent_field_is_sent (RtAgentFieldFlags flags,
                        gboolean trustworthy,
                        gboolean redirected)
{
  return !(flags
           & (trustworthy ? RT_AGENT_FIELD_UNTRUSTWORTHY : RT_AGENT_FIELD_TRUSTWORTHY))
         && !(flags & (redirected ? RT_AGENT_FIELD_TYPED : RT_AGENT_FIELD_REDIRECTED));
}

/**
 * rt_agent_version_is_valid:
 * @text: some text
 * @has_parts: whether there may be more than a major version
 *
 * Says whether @text is a version: numbers with dots between them; a browser that tells
 * only its major version has one.
 *
 * Returns: %TRUE if it is
 */
gboolean
rt_agent_version_is_valid (const char *text, gboolean has_parts)
{
  g_auto (GStrv) parts = g_strsplit (text, ".", -1);
  guint n = g_strv_length (parts);

  if (n == 0 || n > (has_parts ? VERSION_PARTS : 1) || *parts[0] == '0')
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      gsize digits = strspn (parts[i], "0123456789");
      if (digits == 0 || digits > VERSION_DIGITS || parts[i][digits] != '\0')
        return FALSE;
    }
  return TRUE;
}
