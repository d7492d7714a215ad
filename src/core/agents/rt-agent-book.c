/* The identities that can be chosen: ours and the user's own, remembered. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/agents/rt-agent-book.h"

#include "core/agents/rt-accept-language.h"
#include "core/agents/rt-agent-id.h"
#include "core/agents/rt-agent-list.h"
#include "core/http/rt-saved-file.h"

#include <string.h>

struct _RtAgentBook
{
  GObject parent_instance;

  RtSavedFile *file;
  GListStore *agents; /* of RtAgent: ours in their order, then the user's own */
  char *languages;    /* that ours say they read; nullable: as they usually do */
};

G_DEFINE_FINAL_TYPE (RtAgentBook, rt_agent_book, G_TYPE_OBJECT)

/* The version that one of ours was changed to; NULL: it has its usual one. */
static const char *
get_changed_version (RtAgent *agent)
{
  const char *version = rt_agent_get_version (agent);

  return !rt_agent_is_own (agent)
                 && g_strcmp0 (version, rt_agent_get_template (agent)->version) != 0
             ? version
             : NULL;
}

static GPtrArray *
list_own (RtAgentBook *self)
{
  GListModel *agents = G_LIST_MODEL (self->agents);
  GPtrArray *own = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (agents); i++)
    {
      g_autoptr (RtAgent) agent = g_list_model_get_item (agents, i);

      if (rt_agent_is_own (agent))
        g_ptr_array_add (own, g_steal_pointer (&agent));
    }
  return own;
}

static void
save (RtAgentBook *self)
{
  GListModel *agents = G_LIST_MODEL (self->agents);
  g_autoptr (GHashTable) versions = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) own = list_own (self);
  g_autoptr (GBytes) contents = NULL;
  char *text;

  for (guint i = 0; i < g_list_model_get_n_items (agents); i++)
    {
      g_autoptr (RtAgent) agent = g_list_model_get_item (agents, i);
      const char *version = get_changed_version (agent);

      /* The list keeps it alive. */
      if (version != NULL)
        g_hash_table_insert (versions, (gpointer)rt_agent_get_id (agent),
                             (gpointer)version);
    }
  text = rt_agent_file_format (own, versions);
  contents = g_bytes_new_take (text, strlen (text));
  rt_saved_file_save (self->file, contents);
}

static void
fill (RtAgentBook *self, const RtAgentFile *saved)
{
  RtAgent *agent;

  for (guint i = 0; (agent = rt_agent_list_get (i)) != NULL; i++)
    {
      const char *version
          = saved != NULL ? g_hash_table_lookup (saved->versions, rt_agent_get_id (agent))
                          : NULL;
      g_autoptr (RtAgent) changed
          = version != NULL ? rt_agent_with_version (agent, version) : NULL;

      g_list_store_append (self->agents, changed != NULL ? changed : agent);
      g_object_unref (agent);
    }
}

static void
append (RtAgentBook *self, RtAgent *agent)
{
  const char *id = rt_agent_get_id (agent);
  g_autofree char *fresh = NULL;
  g_autoptr (RtAgent) renamed = NULL;

  if (rt_agent_id_is_valid (id) && rt_agent_book_find (self, id) == G_MAXUINT)
    {
      g_list_store_append (self->agents, agent);
      return;
    }
  fresh = rt_agent_book_make_id (
      self, rt_agent_id_is_valid (id) ? id : rt_agent_get_name (agent));
  renamed = rt_agent_renamed (agent, fresh, rt_agent_get_name (agent));
  g_list_store_append (self->agents, renamed);
}

static void
rt_agent_book_dispose (GObject *object)
{
  RtAgentBook *self = RT_AGENT_BOOK (object);

  g_clear_object (&self->agents);
  G_OBJECT_CLASS (rt_agent_book_parent_class)->dispose (object);
}

static void
rt_agent_book_finalize (GObject *object)
{
  RtAgentBook *self = RT_AGENT_BOOK (object);

  g_clear_pointer (&self->file, rt_saved_file_free);
  g_free (self->languages);
  G_OBJECT_CLASS (rt_agent_book_parent_class)->finalize (object);
}

static void
rt_agent_book_class_init (RtAgentBookClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rt_agent_book_dispose;
  object_class->finalize = rt_agent_book_finalize;
}

static void
rt_agent_book_init (RtAgentBook *self)
{
  self->agents = g_list_store_new (RT_TYPE_AGENT);
}

/**
 * rt_agent_book_build_path:
 *
 * Returns: (transfer full): where the user's identities are kept
 */
char *
rt_agent_book_build_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "roundtrip", "identities", NULL);
}

/**
 * rt_agent_book_new:
 * @file: (nullable): where to keep the user's own identities, and the versions that ours
 *   were changed to; %NULL keeps nothing
 *
 * Reads the identities.
 *
 * Returns: (transfer full): the book
 */
RtAgentBook *
rt_agent_book_new (GFile *file)
{
  RtAgentBook *self = g_object_new (RT_TYPE_AGENT_BOOK, NULL);
  g_autofree char *text = NULL;
  g_autoptr (RtAgentFile) saved = NULL;

  self->file = rt_saved_file_new (file);
  text = rt_saved_file_load (self->file);
  if (text != NULL)
    saved = rt_agent_file_parse (text, strlen (text));
  fill (self, saved);
  for (guint i = 0; saved != NULL && i < saved->agents->len; i++)
    append (self, saved->agents->pdata[i]);
  return self;
}

/**
 * rt_agent_book_get_agents:
 * @self: a book
 *
 * Returns: (transfer none): a list of #RtAgent; an identity that is changed is replaced
 */
GListModel *
rt_agent_book_get_agents (RtAgentBook *self)
{
  g_return_val_if_fail (RT_IS_AGENT_BOOK (self), NULL);

  return G_LIST_MODEL (self->agents);
}

/**
 * rt_agent_book_find:
 * @self: a book
 * @id: of an identity
 *
 * Returns: where it is in the list, or `G_MAXUINT`
 */
guint
rt_agent_book_find (RtAgentBook *self, const char *id)
{
  guint n;

  g_return_val_if_fail (RT_IS_AGENT_BOOK (self), G_MAXUINT);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->agents));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RtAgent) agent = g_list_model_get_item (G_LIST_MODEL (self->agents), i);

      if (g_strcmp0 (rt_agent_get_id (agent), id) == 0)
        return i;
    }
  return G_MAXUINT;
}

/**
 * rt_agent_book_dup_agent:
 * @self: a book
 * @id: of an identity
 *
 * Returns: (transfer full) (nullable): the identity with that id
 */
RtAgent *
rt_agent_book_dup_agent (RtAgentBook *self, const char *id)
{
  guint position = rt_agent_book_find (self, id);

  return position != G_MAXUINT
             ? g_list_model_get_item (G_LIST_MODEL (self->agents), position)
             : NULL;
}

/**
 * rt_agent_book_make_id:
 * @self: a book
 * @name: the name of an identity, or an id that is taken
 *
 * Makes an id that nothing in the book has, as like to the name as an id can be.
 *
 * Returns: (transfer full): the id
 */
char *
rt_agent_book_make_id (RtAgentBook *self, const char *name)
{
  g_autofree char *stem = rt_agent_id_make (name);
  char *id = g_strdup (stem);

  for (guint i = 2; rt_agent_book_find (self, id) != G_MAXUINT; i++)
    {
      g_free (id);
      id = g_strdup_printf ("%s-%u", stem, i);
    }
  return id;
}

/**
 * rt_agent_book_set_languages:
 * @self: a book
 * @text: tags of languages, the best first, or `system`
 *
 * Lets our identities say that these languages are read.  This is not kept.
 *
 * Returns: %FALSE if @text does not say any, and nothing has changed
 */
gboolean
rt_agent_book_set_languages (RtAgentBook *self, const char *text)
{
  g_autofree char *languages = rt_accept_language_resolve (text);

  g_return_val_if_fail (RT_IS_AGENT_BOOK (self), FALSE);

  if (g_strcmp0 (languages, self->languages) == 0 || languages == NULL)
    return languages != NULL;
  g_free (self->languages);
  self->languages = g_steal_pointer (&languages);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->agents)); i++)
    {
      g_autoptr (RtAgent) agent = g_list_model_get_item (G_LIST_MODEL (self->agents), i);
      g_autoptr (RtAgent) changed = rt_agent_with_languages (agent, self->languages);

      if (!rt_agent_is_own (agent))
        g_list_store_splice (self->agents, i, 1, (gpointer *)&changed, 1);
    }
  return TRUE;
}

/**
 * rt_agent_book_put:
 * @self: a book
 * @agent: one of the user's own, or one of ours in another version
 *
 * Puts an identity in the place of the one with its id, or at the end.
 */
void
rt_agent_book_put (RtAgentBook *self, RtAgent *agent)
{
  gpointer item = agent;
  guint position;

  g_return_if_fail (RT_IS_AGENT_BOOK (self));

  position = rt_agent_book_find (self, rt_agent_get_id (agent));
  if (position == G_MAXUINT)
    g_list_store_append (self->agents, agent);
  else
    g_list_store_splice (self->agents, position, 1, &item, 1);
  save (self);
}

/**
 * rt_agent_book_insert:
 * @self: a book
 * @position: where to
 * @agent: one of the user's own that is not in the book
 *
 * Puts an identity back where it was.
 */
void
rt_agent_book_insert (RtAgentBook *self, guint position, RtAgent *agent)
{
  g_return_if_fail (RT_IS_AGENT_BOOK (self));
  g_return_if_fail (rt_agent_book_find (self, rt_agent_get_id (agent)) == G_MAXUINT);

  g_list_store_insert (
      self->agents,
      MIN (position, g_list_model_get_n_items (G_LIST_MODEL (self->agents))), agent);
  save (self);
}

/**
 * rt_agent_book_remove:
 * @self: a book
 * @id: of one of the user's own
 *
 * Takes an identity out.
 */
void
rt_agent_book_remove (RtAgentBook *self, const char *id)
{
  guint position;

  g_return_if_fail (RT_IS_AGENT_BOOK (self));

  position = rt_agent_book_find (self, id);
  g_return_if_fail (position != G_MAXUINT);
  g_list_store_remove (self->agents, position);
  save (self);
}

/**
 * rt_agent_book_import:
 * @self: a book
 * @file: a file of identities
 *
 * Adds what is in the file.  What has an id that is taken gets another one, so nothing is
 * replaced.
 */
void
rt_agent_book_import (RtAgentBook *self, const RtAgentFile *file)
{
  g_return_if_fail (RT_IS_AGENT_BOOK (self));

  for (guint i = 0; i < file->agents->len; i++)
    append (self, file->agents->pdata[i]);
  save (self);
}

/**
 * rt_agent_book_export:
 * @self: a book
 *
 * Returns: (transfer full): the user's own identities as JSON
 */
GBytes *
rt_agent_book_export (RtAgentBook *self)
{
  g_autoptr (GPtrArray) own = NULL;
  char *text;

  g_return_val_if_fail (RT_IS_AGENT_BOOK (self), NULL);

  own = list_own (self);
  text = rt_agent_file_format (own, NULL);
  return g_bytes_new_take (text, strlen (text));
}
