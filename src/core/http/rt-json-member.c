/* A member of a JSON object that somebody else may have written. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-json-member.h"

#include <string.h>

/* Whether @text is one value in brackets, if it is JSON, and no deeper than it may be. */
static gboolean
is_one_value (const char *text, gsize length, guint depth_max)
{
  gboolean in_string = FALSE;
  gboolean is_over = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < length; i++)
    if (in_string && text[i] == '\\')
      i++;
    else if (text[i] == '"')
      in_string = !in_string;
    else if (in_string || g_ascii_isspace (text[i]))
      continue;
    else if (is_over)
      return FALSE;
    else if (text[i] == '{' || text[i] == '[')
      {
        if (++depth > depth_max)
          return FALSE;
      }
    else if (depth == 0)
      return FALSE;
    else if (text[i] == '}' || text[i] == ']')
      is_over = --depth == 0;
  return is_over && !in_string;
}

/**
 * rt_json_parse_object:
 * @text: any bytes
 * @length: how many
 * @depth_max: how deep brackets may be nested
 *
 * Reads an object that a stranger may have written.  JSON-GLib follows any depth with its
 * stack, and loses the first of two values; neither gets to it.
 *
 * Returns: (transfer full) (nullable): a node that holds an object
 */
JsonNode *
rt_json_parse_object (const char *text, gsize length, guint depth_max)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (JsonNode) root = NULL;

  if (length == 0 || memchr (text, '\0', length) != NULL
      || !g_utf8_validate (text, (gssize)length, NULL)
      || !is_one_value (text, length, depth_max))
    return NULL;
  parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, text, (gssize)length, NULL))
    return NULL;
  root = json_parser_steal_root (parser);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? g_steal_pointer (&root) : NULL;
}

/**
 * rt_json_member_find:
 * @object: an object
 * @name: of a member
 * @type: `G_TYPE_STRING`, `G_TYPE_INT64`, `G_TYPE_DOUBLE` or `G_TYPE_BOOLEAN`
 *
 * Finds a value.  One of another type than it should be counts as absent.
 *
 * Returns: (transfer none) (nullable): the value, or %NULL if there is none of that type
 */
JsonNode *
rt_json_member_find (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == type
             ? node
             : NULL;
}

/**
 * rt_json_member_get_string:
 * @object: an object
 * @name: of a member
 *
 * Returns: (transfer none) (nullable): its text, or %NULL if it is none
 */
const char *
rt_json_member_get_string (JsonObject *object, const char *name)
{
  JsonNode *node = rt_json_member_find (object, name, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : NULL;
}

/**
 * rt_json_member_is_true:
 * @object: an object
 * @name: of a member
 *
 * Returns: whether it is there, and true
 */
gboolean
rt_json_member_is_true (JsonObject *object, const char *name)
{
  JsonNode *node = rt_json_member_find (object, name, G_TYPE_BOOLEAN);

  return node != NULL && json_node_get_boolean (node);
}
