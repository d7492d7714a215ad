/* Identities as JSON, which anybody may have written. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/agents/rt-agent-file.h"

#include "core/http/rt-bounded-read.h"
#include "core/http/rt-json-member.h"

#include <string.h>

/* The format itself has five. */
#define DEPTH_MAX 8

static const struct
{
  RtAgentFieldFlags flag;
  const char *word;
} conditions[] = {
  { RT_AGENT_FIELD_TRUSTWORTHY, "secure" },
  { RT_AGENT_FIELD_UNTRUSTWORTHY, "plain" },
  { RT_AGENT_FIELD_TYPED, "typed" },
  { RT_AGENT_FIELD_REDIRECTED, "redirected" },
}, kinds[] = {
  { RT_AGENT_FIELD_BRANDS, "brand" },
  { RT_AGENT_FIELD_CODINGS, "codings" },
};

static void
note_clear (gpointer data)
{
  RtAgentFileNote *note = data;

  g_free (note->name);
  g_free (note->field);
}

static void
add_note (RtAgentFile *self,
          guint number,
          const char *name,
          const char *field,
          RtAgentProblem problem)
{
  const RtAgentFileNote note = { number, g_strdup (name), g_strdup (field), problem };

  g_array_append_val (self->notes, note);
}

/* --- reading --- */

static JsonArray *
find_array (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* Browsers say these to whom they can trust, and nobody may be told by our hand. */
static gboolean
is_for_trustworthy (const char *name)
{
  return g_ascii_strncasecmp (name, "Sec-CH-", 7) == 0
         || g_ascii_strncasecmp (name, "Sec-Fetch-", 10) == 0;
}

static gboolean
read_conditions (JsonArray *only, RtAgentFieldFlags *flags)
{
  for (guint i = 0; i < json_array_get_length (only); i++)
    {
      JsonNode *node = json_array_get_element (only, i);
      const char *word
          = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
      guint row = 0;

      while (row < G_N_ELEMENTS (conditions)
             && g_strcmp0 (word, conditions[row].word) != 0)
        row++;
      if (row == G_N_ELEMENTS (conditions))
        return FALSE;
      *flags |= conditions[row].flag;
    }
  return TRUE;
}

static gboolean
read_field (JsonNode *node, RtAgentField *field)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *only = object != NULL ? find_array (object, "only") : NULL;
  const char *is;

  if (object == NULL)
    return FALSE;
  field->name = rt_json_member_get_string (object, "name");
  field->value = rt_json_member_get_string (object, "value");
  field->flags = RT_AGENT_FIELD_ALWAYS;
  if (field->name == NULL || field->value == NULL
      || (only != NULL && !read_conditions (only, &field->flags)))
    return FALSE;
  is = rt_json_member_get_string (object, "is");
  for (guint i = 0; is != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (is, kinds[i].word))
      field->flags |= kinds[i].flag;
  if (is_for_trustworthy (field->name))
    field->flags |= RT_AGENT_FIELD_TRUSTWORTHY;
  return TRUE;
}

static GArray *
read_fields (JsonObject *object)
{
  g_autoptr (GArray) fields = g_array_new (TRUE, TRUE, sizeof (RtAgentField));
  JsonArray *array = find_array (object, "fields");
  guint n = array != NULL ? json_array_get_length (array) : 0;

  /* One more than may be is enough to see that it is too many. */
  for (guint i = 0; i < MIN (n, RT_AGENT_FIELDS_MAX + 1); i++)
    {
      RtAgentField field;

      if (!read_field (json_array_get_element (array, i), &field))
        return NULL;
      g_array_append_val (fields, field);
    }
  return array != NULL ? g_steal_pointer (&fields) : NULL;
}

static void
read_agent (RtAgentFile *self, guint number, JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autoptr (GArray) fields = object != NULL ? read_fields (object) : NULL;
  const RtAgentField *wrong = NULL;
  RtAgentTemplate made_of = { .is_own = TRUE };
  RtAgentProblem problem = RT_AGENT_NOT_OBJECT;

  if (object != NULL)
    {
      made_of.id = rt_json_member_get_string (object, "id");
      made_of.name = rt_json_member_get_string (object, "name");
      made_of.as_of = rt_json_member_get_string (object, "as_of");
      made_of.version = rt_json_member_get_string (object, "version");
    }
  if (fields != NULL)
    {
      made_of.fields = (const RtAgentField *)fields->data;
      problem = rt_agent_template_check (&made_of, &wrong);
    }
  if (problem == RT_AGENT_FINE)
    g_ptr_array_add (self->agents, rt_agent_new (&made_of));
  else
    add_note (self, number, made_of.name, wrong != NULL ? wrong->name : NULL, problem);
}

static void
read_version (JsonObject *object, const char *id, JsonNode *node, gpointer data)
{
  RtAgentFile *self = data;
  const char *version = rt_json_member_get_string (object, id);

  if (version != NULL && rt_agent_version_is_valid (version, TRUE))
    g_hash_table_insert (self->versions, g_strdup (id), g_strdup (version));
}

/**
 * rt_agent_file_parse:
 * @text: any bytes
 * @length: how many
 *
 * Reads a file of identities; `docs/identities.md` says how it is written.  Of several that
 * are in it, those that cannot be sent are left out, with a note.
 *
 * Returns: (transfer full): what is in it
 */
RtAgentFile *
rt_agent_file_parse (const char *text, gsize length)
{
  RtAgentFile *self = g_new0 (RtAgentFile, 1);
  g_autoptr (JsonNode) root = length <= RT_AGENT_FILE_BYTES_MAX
                                  ? rt_json_parse_object (text, length, DEPTH_MAX)
                                  : NULL;
  JsonObject *object = root != NULL ? json_node_get_object (root) : NULL;
  JsonArray *agents = object != NULL ? find_array (object, "identities") : NULL;
  JsonNode *versions
      = object != NULL ? json_object_get_member (object, "versions") : NULL;
  guint n = agents != NULL ? json_array_get_length (agents) : 0;

  self->agents = g_ptr_array_new_with_free_func (g_object_unref);
  self->versions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->notes = g_array_new (FALSE, FALSE, sizeof (RtAgentFileNote));
  g_array_set_clear_func (self->notes, note_clear);

  if (agents == NULL)
    add_note (self, 0, NULL, NULL, RT_AGENT_NOT_OBJECT);
  for (guint i = 0; i < MIN (n, RT_AGENT_FILE_AGENTS_MAX); i++)
    read_agent (self, i + 1, json_array_get_element (agents, i));
  if (versions != NULL && JSON_NODE_HOLDS_OBJECT (versions))
    json_object_foreach_member (json_node_get_object (versions), read_version, self);
  return self;
}

/**
 * rt_agent_file_read:
 * @file: a file of identities
 * @cancellable: (nullable): to give up
 * @error: return location for a #GError, or %NULL
 *
 * Reads a file of identities, as rt_agent_file_parse() does.  Blocks.
 *
 * Errors: those of GIO
 *
 * Returns: (transfer full) (nullable): what is in it
 */
RtAgentFile *
rt_agent_file_read (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes
      = rt_bounded_read_file (file, RT_AGENT_FILE_BYTES_MAX, cancellable, error);
  gsize length;
  const char *text;

  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &length);
  return rt_agent_file_parse (text != NULL ? text : "", length);
}

void
rt_agent_file_free (RtAgentFile *self)
{
  g_ptr_array_unref (self->agents);
  g_hash_table_unref (self->versions);
  g_array_unref (self->notes);
  g_free (self);
}

/* --- writing --- */

static void
put_string (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
put_field (JsonBuilder *builder, const RtAgentField *field)
{
  json_builder_begin_object (builder);
  put_string (builder, "name", field->name);
  put_string (builder, "value", field->value);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (field->flags & kinds[i].flag)
      put_string (builder, "is", kinds[i].word);
  json_builder_set_member_name (builder, "only");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++)
    if (field->flags & conditions[i].flag)
      json_builder_add_string_value (builder, conditions[i].word);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
put_agent (JsonBuilder *builder, RtAgent *agent)
{
  g_autoptr (RtAgent) own
      = rt_agent_renamed (agent, rt_agent_get_id (agent), rt_agent_get_name (agent));

  json_builder_begin_object (builder);
  put_string (builder, "id", rt_agent_get_id (own));
  put_string (builder, "name", rt_agent_get_name (own));
  put_string (builder, "as_of", rt_agent_get_as_of (own));
  put_string (builder, "version", rt_agent_get_version (own));
  json_builder_set_member_name (builder, "fields");
  json_builder_begin_array (builder);
  for (const RtAgentField *field = rt_agent_get_template (own)->fields;
       field->name != NULL; field++)
    put_field (builder, field);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
put_versions (JsonBuilder *builder, GHashTable *versions)
{
  GHashTableIter iter;
  gpointer id;
  gpointer version;

  json_builder_set_member_name (builder, "versions");
  json_builder_begin_object (builder);
  g_hash_table_iter_init (&iter, versions);
  while (g_hash_table_iter_next (&iter, &id, &version))
    put_string (builder, id, version);
  json_builder_end_object (builder);
}

/**
 * rt_agent_file_format:
 * @agents: (element-type RtAgent): identities, whoever's
 * @versions: (nullable): from the id of one of ours to the version it was changed to
 *
 * Writes identities down.
 *
 * Returns: (transfer full): JSON
 */
char *
rt_agent_file_format (GPtrArray *agents, GHashTable *versions)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "identities");
  json_builder_begin_array (builder);
  for (guint i = 0; i < agents->len; i++)
    put_agent (builder, agents->pdata[i]);
  json_builder_end_array (builder);
  if (versions != NULL)
    put_versions (builder, versions);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}
