/* Identities as they are chosen from: by their names. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-agent-names.h"

#include <glib/gi18n.h>

/**
 * rt_agent_get_title:
 * @agent: an identity
 *
 * Returns: its name as it is shown
 */
const char *
rt_agent_get_title (RtAgent *agent)
{
  const char *name = rt_agent_get_name (agent);

  return rt_agent_is_own (agent) ? name : _ (name);
}

static char *
dup_title (RtAgent *agent, gpointer user_data)
{
  return g_strdup (agent != NULL ? rt_agent_get_title (agent) : "");
}

static GtkExpression *
make_expression (void)
{
  return gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL,
                                      G_CALLBACK (dup_title), NULL, NULL);
}

/**
 * rt_agent_drop_down_set_book:
 * @down: where to choose from
 * @book: the identities
 *
 * Offers the identities of a book, as it has them from now on.
 */
void
rt_agent_drop_down_set_book (GtkDropDown *down, RtAgentBook *book)
{
  g_autoptr (GtkExpression) expression = make_expression ();

  gtk_drop_down_set_expression (down, expression);
  gtk_drop_down_set_model (down, rt_agent_book_get_agents (book));
}

/**
 * rt_agent_combo_row_set_book:
 * @row: where to choose from
 * @book: the identities
 *
 * The same for a row of preferences.
 */
void
rt_agent_combo_row_set_book (AdwComboRow *row, RtAgentBook *book)
{
  g_autoptr (GtkExpression) expression = make_expression ();

  adw_combo_row_set_expression (row, expression);
  adw_combo_row_set_model (row, rt_agent_book_get_agents (book));
}

/**
 * rt_agent_drop_down_get_agent:
 * @down: where identities are chosen from
 *
 * Returns: (transfer none) (nullable): the one that is chosen
 */
RtAgent *
rt_agent_drop_down_get_agent (GtkDropDown *down)
{
  return gtk_drop_down_get_selected_item (down);
}

/**
 * rt_agent_drop_down_select:
 * @down: where identities of @book are chosen from
 * @book: the identities
 * @id: of the one to choose; if there is none, we are ourselves
 */
void
rt_agent_drop_down_select (GtkDropDown *down, RtAgentBook *book, const char *id)
{
  guint position = rt_agent_book_find (book, id);

  gtk_drop_down_set_selected (down, position != G_MAXUINT ? position : 0);
}

/* Chooses the identity that a request has. */
void
rt_agent_drop_down_select_worn (GtkDropDown *down,
                                RtAgentBook *book,
                                const RtRequest *request)
{
  RtFieldSource *source = rt_request_get_field_source (request);

  rt_agent_drop_down_select (
      down, book, RT_IS_AGENT (source) ? rt_agent_get_id (RT_AGENT (source)) : NULL);
}
