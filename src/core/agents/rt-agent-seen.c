/* The fields that a server of the recipe “echo” saw, beside those that were sent. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/agents/rt-agent-seen.h"

#include "core/http/rt-json-member.h"

#include <string.h>

#define BYTES_MAX (256 * 1024)
#define FIELDS_MAX 500
#define DEPTH_MAX 8

static const char *
get_text (JsonArray *pair, guint index)
{
  JsonNode *node = json_array_get_element (pair, index);

  return JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static RtHeaderList *
read_fields (JsonArray *array)
{
  g_autoptr (RtHeaderList) fields = rt_header_list_new ();
  guint n = json_array_get_length (array);

  if (n > FIELDS_MAX)
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
      const char *name;
      const char *value;

      if (pair == NULL || json_array_get_length (pair) != 2)
        return NULL;
      name = get_text (pair, 0);
      value = get_text (pair, 1);
      if (name == NULL || value == NULL)
        return NULL;
      rt_header_list_append_received (fields, name, value);
    }
  return g_steal_pointer (&fields);
}

/**
 * rt_agent_seen_parse:
 * @body: the body of any answer
 *
 * Reads which fields a server says it saw, as our own recipe “echo” says it: as `fields`,
 * a list of pairs.
 *
 * Returns: (transfer full) (nullable): the fields; %NULL if it says no such thing
 */
RtHeaderList *
rt_agent_seen_parse (GBytes *body)
{
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  g_autoptr (JsonNode) root
      = length <= BYTES_MAX ? rt_json_parse_object (data, length, DEPTH_MAX) : NULL;
  JsonNode *fields = root != NULL
                         ? json_object_get_member (json_node_get_object (root), "fields")
                         : NULL;

  return fields != NULL && JSON_NODE_HOLDS_ARRAY (fields)
             ? read_fields (json_node_get_array (fields))
             : NULL;
}

/* Where @name is in @fields from @start on; their length if it is not. */
static guint
find_from (const RtHeaderList *fields, guint start, const char *name)
{
  guint n = rt_header_list_get_length (fields);

  while (start < n
         && g_ascii_strcasecmp (rt_header_list_get (fields, start)->name, name) != 0)
    start++;
  return start;
}

/**
 * rt_agent_seen_align:
 * @sent: what was sent
 * @seen: what was seen
 *
 * Puts the fields side by side.  What was moved is in two rows, as what did not arrive and
 * what came to it.
 *
 * Returns: (transfer full) (element-type RtAgentSeenRow): the rows; they point into the
 *   lists
 */
GArray *
rt_agent_seen_align (const RtHeaderList *sent, const RtHeaderList *seen)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (RtAgentSeenRow));
  guint next = 0;

  for (guint i = 0; i < rt_header_list_get_length (sent); i++)
    {
      const RtHeader *field = rt_header_list_get (sent, i);
      guint found = find_from (seen, next, field->name);
      RtAgentSeenRow row = { field, NULL, FALSE };

      if (found < rt_header_list_get_length (seen))
        {
          for (; next < found; next++)
            g_array_append_val (
                rows, ((RtAgentSeenRow){ NULL, rt_header_list_get (seen, next), FALSE }));
          row.seen = rt_header_list_get (seen, next++);
          row.is_same = strcmp (row.seen->name, field->name) == 0
                        && strcmp (row.seen->value, field->value) == 0;
        }
      g_array_append_val (rows, row);
    }
  for (; next < rt_header_list_get_length (seen); next++)
    g_array_append_val (
        rows, ((RtAgentSeenRow){ NULL, rt_header_list_get (seen, next), FALSE }));
  return rows;
}
