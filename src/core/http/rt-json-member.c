/* A member of a JSON object that somebody else may have written. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-json-member.h"

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
