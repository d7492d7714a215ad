/* Which lines of an access log are wanted. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-access-filter.h"

#include <string.h>

/**
 * rt_access_filter_new:
 * @text: (nullable): what has to stand in the client's address, the request, the status or
 *   the agent; case does not matter
 * @status_class: such as 4 for 400 to 499; 0 for any status
 *
 * Returns: (transfer full) (nullable): the filter; %NULL if every line would pass
 */
RtAccessFilter *
rt_access_filter_new (const char *text, guint status_class)
{
  gboolean is_any = text == NULL || *text == '\0';
  RtAccessFilter *self;

  if (is_any && status_class == 0)
    return NULL;
  self = g_new0 (RtAccessFilter, 1);
  self->text = is_any ? NULL : g_strdup (text);
  self->status_class = status_class;
  self->is_number = !is_any && strspn (text, "0123456789") == strlen (text);
  return self;
}

/**
 * rt_access_filter_copy:
 * @self: (nullable): a filter
 *
 * Returns: (transfer full) (nullable): another that is equal
 */
RtAccessFilter *
rt_access_filter_copy (const RtAccessFilter *self)
{
  return self != NULL ? rt_access_filter_new (self->text, self->status_class) : NULL;
}

void
rt_access_filter_free (RtAccessFilter *self)
{
  g_free (self->text);
  g_free (self);
}

static gboolean
holds (const char *hay, const char *needle)
{
  return hay != NULL && strcasestr (hay, needle) != NULL;
}

static gboolean
status_holds (guint status, const char *digits)
{
  char text[16];

  g_snprintf (text, sizeof text, "%u", status);
  return strstr (text, digits) != NULL;
}

/**
 * rt_access_filter_matches:
 * @self: (nullable): a filter
 * @entry: a line
 *
 * Returns: %TRUE if @entry passes, as everything does without a filter
 */
gboolean
rt_access_filter_matches (const RtAccessFilter *self, const RtAccessEntry *entry)
{
  if (self == NULL)
    return TRUE;
  if (self->status_class != 0 && entry->status / 100 != self->status_class)
    return FALSE;
  return self->text == NULL || holds (entry->request, self->text)
         || holds (entry->host, self->text) || holds (entry->agent, self->text)
         || (self->is_number && status_holds (entry->status, self->text));
}
