/* The identity of a client: what it sends about itself.  Immutable. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/agents/rt-agent.h"

#include "core/agents/rt-accept-language.h"
#include "core/agents/rt-client-hints.h"
#include "core/http/rt-content-decoder.h"
#include "core/http/rt-uri.h"

#include <stdlib.h>
#include <string.h>

struct _RtAgent
{
  GObject parent_instance;

  const RtAgentTemplate *made_of; /* a copy */
  char *version;                  /* nullable */
  char *languages;                /* tags, the best first */
  GPtrArray *left_out;            /* of char *, names of fields */
};

static RtHeaderList *
refit (RtFieldSource *source,
       const RtHeaderList *fields,
       GUri *from,
       GUri *to,
       gboolean redirected)
{
  RtAgent *self = RT_AGENT (source);
  g_autoptr (RtHeaderList) old = rt_agent_make_fields (self, from, redirected);
  g_autoptr (RtHeaderList) fresh = rt_agent_make_fields (self, to, redirected);

  return rt_agent_refit (fields, old, fresh);
}

static void
field_source_init (RtFieldSourceInterface *iface)
{
  iface->refit = refit;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RtAgent,
                               rt_agent,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RT_TYPE_FIELD_SOURCE,
                                                      field_source_init))

static gpointer
copy_name (gconstpointer name, gpointer user_data)
{
  return g_strdup (name);
}

static RtAgent *
copy (RtAgent *self)
{
  RtAgent *copy = g_object_new (RT_TYPE_AGENT, NULL);

  copy->made_of = rt_agent_template_ref (self->made_of);
  copy->version = g_strdup (self->version);
  copy->languages = g_strdup (self->languages);
  g_ptr_array_extend (copy->left_out, self->left_out, copy_name, NULL);
  return copy;
}

static gboolean
is_left_out (RtAgent *self, const char *field)
{
  for (guint i = 0; i < self->left_out->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (self->left_out, i), field) == 0)
      return TRUE;
  return FALSE;
}

/* Those of @codings that we can, or cannot, decode. */
static GStrv
filter_codings (const char *codings, gboolean known)
{
  g_auto (GStrv) all = g_strsplit (codings, ", ", -1);
  g_autoptr (GStrvBuilder) chosen = g_strv_builder_new ();

  for (guint i = 0; all[i] != NULL; i++)
    if (rt_content_coding_is_known (all[i]) == known)
      g_strv_builder_add (chosen, all[i]);
  return g_strv_builder_end (chosen);
}

static char *
put_version (const char *value, const char *version)
{
  GString *text = g_string_new (NULL);

  for (; *value != '\0'; value++)
    if (*value != '@')
      g_string_append_c (text, *value);
    else if (value[1] != '@')
      g_string_append (text, version);
    else
      g_string_append_c (text, *value++);
  return g_string_free (text, FALSE);
}

static char *
make_value (RtAgent *self, const RtAgentField *field)
{
  if (field->flags & RT_AGENT_FIELD_BRANDS)
    return rt_client_hints_format_brands (strtoul (self->version, NULL, 10),
                                          field->value);
  if (field->flags & RT_AGENT_FIELD_CODINGS)
    {
      g_auto (GStrv) codings = filter_codings (field->value, TRUE);
      return g_strjoinv (", ", codings);
    }
  if (field->flags & RT_AGENT_FIELD_LANGUAGES)
    return rt_accept_language_format (self->languages, field->value);
  return self->version != NULL ? put_version (field->value, self->version)
                               : g_strdup (field->value);
}

static void
rt_agent_finalize (GObject *object)
{
  RtAgent *self = RT_AGENT (object);

  rt_agent_template_unref (self->made_of);
  g_free (self->version);
  g_free (self->languages);
  g_ptr_array_unref (self->left_out);
  G_OBJECT_CLASS (rt_agent_parent_class)->finalize (object);
}

static void
rt_agent_class_init (RtAgentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_agent_finalize;
}

static void
rt_agent_init (RtAgent *self)
{
  self->left_out = g_ptr_array_new_with_free_func (g_free);
}

/**
 * rt_agent_new:
 * @made_of: what it is made of; it is copied
 *
 * Returns: (transfer full): the identity
 */
RtAgent *
rt_agent_new (const RtAgentTemplate *made_of)
{
  RtAgent *self = g_object_new (RT_TYPE_AGENT, NULL);

  self->made_of = rt_agent_template_copy (made_of);
  self->version = g_strdup (made_of->version);
  self->languages = g_strdup (RT_ACCEPT_LANGUAGE_DEFAULT);
  if (made_of->left_out != NULL)
    g_ptr_array_add (self->left_out, g_strdup (made_of->left_out));
  return self;
}

const char *
rt_agent_get_id (RtAgent *self)
{
  return self->made_of->id;
}

const char *
rt_agent_get_name (RtAgent *self)
{
  return self->made_of->name;
}

const char *
rt_agent_get_as_of (RtAgent *self)
{
  return self->made_of->as_of;
}

const char *
rt_agent_get_version (RtAgent *self)
{
  return self->version;
}

gboolean
rt_agent_is_own (RtAgent *self)
{
  return self->made_of->is_own;
}

/**
 * rt_agent_get_template:
 * @self: an identity
 *
 * Gives what it is made of, in the version that was usual when it was made.
 *
 * Returns: (transfer none): a copy that lives as long as @self
 */
const RtAgentTemplate *
rt_agent_get_template (RtAgent *self)
{
  return self->made_of;
}

/**
 * rt_agent_is_disguise:
 * @self: an identity
 *
 * Returns: %TRUE if it is that of another program
 */
gboolean
rt_agent_is_disguise (RtAgent *self)
{
  return self->made_of->fields != NULL;
}

/**
 * rt_agent_with_version:
 * @self: an identity
 * @version: a version, such as `153`, or `26.3` where the program tells so much
 *
 * Returns: (transfer full) (nullable): the identity in that version; %NULL if @version is
 *   none, or if @self has none that could be changed
 */
RtAgent *
rt_agent_with_version (RtAgent *self, const char *version)
{
  const char *usual = self->made_of->version;
  RtAgent *changed;

  if (usual == NULL || !rt_agent_version_is_valid (version, strchr (usual, '.') != NULL))
    return NULL;
  changed = copy (self);
  g_free (changed->version);
  changed->version = g_strdup (version);
  return changed;
}

/**
 * rt_agent_with_languages:
 * @self: an identity
 * @languages: what rt_accept_language_resolve() gave
 *
 * Returns: (transfer full): the identity of somebody who reads these; one of the user's
 *   own sends what it sent before
 */
RtAgent *
rt_agent_with_languages (RtAgent *self, const char *languages)
{
  RtAgent *changed = copy (self);

  g_free (changed->languages);
  changed->languages = g_strdup (languages);
  return changed;
}

/**
 * rt_agent_without:
 * @self: an identity
 * @field: the name of a field
 *
 * Returns: (transfer full): the identity without that field, wherever a request goes
 */
RtAgent *
rt_agent_without (RtAgent *self, const char *field)
{
  RtAgent *changed = copy (self);

  g_ptr_array_add (changed->left_out, g_strdup (field));
  return changed;
}

/* @languages: (inout): keeps what is made of the field that says them */
static void
add_field (RtAgent *self, GArray *fields, RtAgentField field, char **languages)
{
  if (is_left_out (self, field.name))
    return;
  if (field.flags & RT_AGENT_FIELD_LANGUAGES)
    {
      g_free (*languages);
      field.value = *languages = make_value (self, &field);
      field.flags &= ~RT_AGENT_FIELD_LANGUAGES;
    }
  g_array_append_val (fields, field);
}

/**
 * rt_agent_renamed:
 * @self: an identity
 * @id: another id
 * @name: another name
 *
 * Makes an identity of the user's own that sends what @self sends.
 *
 * Returns: (transfer full): the identity
 */
RtAgent *
rt_agent_renamed (RtAgent *self, const char *id, const char *name)
{
  g_autoptr (GArray) fields = g_array_new (TRUE, FALSE, sizeof (RtAgentField));
  g_autoptr (RtHeaderList) defaults = rt_request_make_default_fields ();
  g_autofree char *languages = NULL;
  RtAgentTemplate made_of = *self->made_of;

  for (const RtAgentField *field = made_of.fields; field != NULL && field->name != NULL;
       field++)
    add_field (self, fields, *field, &languages);
  for (guint i = 0; made_of.fields == NULL && i < rt_header_list_get_length (defaults);
       i++)
    {
      const RtHeader *header = rt_header_list_get (defaults, i);

      add_field (self, fields, (RtAgentField){ header->name, header->value, 0 }, NULL);
    }
  made_of.fields = (const RtAgentField *)fields->data;
  made_of.left_out = NULL;
  made_of.id = id;
  made_of.name = name;
  made_of.version = self->version;
  made_of.is_own = TRUE;
  return rt_agent_new (&made_of);
}

/**
 * rt_agent_make_fields:
 * @self: an identity
 * @uri: where a request goes
 * @redirected: whether an answer leads it there
 *
 * Gives what it sends of itself for a page whose address was typed, in its order and
 * letter case.
 *
 * Source: [UA Client Hints §4](https://wicg.github.io/ua-client-hints/#http-ua-hints),
 * [Fetch Metadata §2](https://www.w3.org/TR/fetch-metadata/#framework)
 *
 * Returns: (transfer full): the fields
 */
RtHeaderList *
rt_agent_make_fields (RtAgent *self, GUri *uri, gboolean redirected)
{
  gboolean trustworthy = rt_uri_is_trustworthy (uri);
  RtHeaderList *fields = self->made_of->fields != NULL
                             ? rt_header_list_new ()
                             : rt_request_make_default_fields ();

  for (const RtAgentField *field = self->made_of->fields;
       field != NULL && field->name != NULL; field++)
    if (rt_agent_field_is_sent (field->flags, trustworthy, redirected))
      {
        g_autofree char *value = make_value (self, field);
        rt_header_list_append_received (fields, field->name, value);
      }
  for (guint i = 0; i < self->left_out->len; i++)
    rt_header_list_remove (fields, g_ptr_array_index (self->left_out, i));
  return fields;
}

/**
 * rt_agent_dup_lacking_codings:
 * @self: an identity
 *
 * Gives the codings that the program would offer and we do not, as we could not decode
 * what then comes.
 *
 * Returns: (transfer full): their names
 */
GStrv
rt_agent_dup_lacking_codings (RtAgent *self)
{
  for (const RtAgentField *field = self->made_of->fields;
       field != NULL && field->name != NULL; field++)
    if ((field->flags & RT_AGENT_FIELD_CODINGS) && !is_left_out (self, field->name))
      {
        g_auto (GStrv) lacking = filter_codings (field->value, FALSE);
        if (*lacking != NULL)
          return g_steal_pointer (&lacking);
      }
  return g_new0 (char *, 1);
}
