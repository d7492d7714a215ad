/* JSON for programs, a value a line. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-json.h"

/**
 * rt_cli_json_put_string:
 * @builder: a builder, in an object
 * @name: of the member
 * @value: (nullable): bytes from anywhere; %NULL is left out
 */
void
rt_cli_json_put_string (JsonBuilder *builder, const char *name, const char *value)
{
  g_autofree char *text = value != NULL ? g_utf8_make_valid (value, -1) : NULL;

  if (text == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

void
rt_cli_json_put_number (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
rt_cli_json_put_flag (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

/**
 * rt_cli_json_print:
 * @builder: a builder that has come to its end
 *
 * Prints what was built as one line.
 */
void
rt_cli_json_print (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  g_print ("%s\n", text);
}
