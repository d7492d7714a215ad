/* The fields of a request beside those that the server says it saw. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/agents/rt-agent-seen-list.h"

#include "core/agents/rt-agent-seen.h"

#include <glib/gi18n.h>

struct _RtAgentSeenList
{
  GtkWidget parent_instance;

  GtkGrid *grid; /* anew for every exchange; nullable */
};

G_DEFINE_FINAL_TYPE (RtAgentSeenList, rt_agent_seen_list, GTK_TYPE_WIDGET)

static void
attach (RtAgentSeenList *self,
        const char *text,
        int column,
        int row,
        int width,
        const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), row > 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_set_hexpand (label, column > 0);
  gtk_widget_add_css_class (label, style);
  gtk_grid_attach (self->grid, label, column, row, width, 1);
}

static void
attach_field (RtAgentSeenList *self, const RtHeader *field, int column, int row)
{
  g_autofree char *value = NULL;
  g_autofree char *line = NULL;

  if (field == NULL)
    return;
  value = rt_header_value_to_utf8 (field->value);
  line = g_strdup_printf ("%s: %s", field->name, value);
  attach (self, line, column, row, 1, "monospace");
}

/* A sign, and no color alone. */
static void
attach_mark (RtAgentSeenList *self, int row)
{
  attach (self, "≠", 0, row, 1, "error");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (gtk_grid_get_child_at (self->grid, 0, row)),
      GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Different"), -1);
}

static void
fill (RtAgentSeenList *self, const RtHeaderList *sent, const RtHeaderList *seen)
{
  g_autoptr (GArray) rows = rt_agent_seen_align (sent, seen);
  guint n_different = 0;
  g_autofree char *summary = NULL;

  attach (self, _ ("Sent"), 1, 1, 1, "heading");
  attach (self, _ ("Seen by the Server"), 2, 1, 1, "heading");
  for (guint i = 0; i < rows->len; i++)
    {
      const RtAgentSeenRow *row = &g_array_index (rows, RtAgentSeenRow, i);
      int line = (int)i + 2;

      attach_field (self, row->sent, 1, line);
      attach_field (self, row->seen, 2, line);
      if (!row->is_same)
        attach_mark (self, line);
      n_different += !row->is_same;
    }
  summary = n_different == 0
                ? g_strdup (_ ("The server saw exactly what was sent."))
                : g_strdup_printf (
                    ngettext ("%u field differs.", "%u fields differ.", n_different),
                    n_different);
  attach (self, summary, 1, 0, 2, "dim-label");
}

static void
rt_agent_seen_list_dispose (GObject *object)
{
  RtAgentSeenList *self = RT_AGENT_SEEN_LIST (object);

  if (self->grid != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->grid));
  self->grid = NULL;
  G_OBJECT_CLASS (rt_agent_seen_list_parent_class)->dispose (object);
}

static void
rt_agent_seen_list_class_init (RtAgentSeenListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rt_agent_seen_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
}

static void
rt_agent_seen_list_init (RtAgentSeenList *self)
{
}

/**
 * rt_agent_seen_list_show:
 * @self: a list
 * @exchange: (nullable): an exchange
 *
 * Shows what was sent beside what was seen, if the answer says what was seen.
 *
 * Returns: whether it does
 */
gboolean
rt_agent_seen_list_show (RtAgentSeenList *self, RtExchange *exchange)
{
  RtHop *hop = exchange != NULL && rt_exchange_get_state (exchange) == RT_EXCHANGE_DONE
                   ? rt_exchange_get_last_hop (exchange)
                   : NULL;
  g_autoptr (RtHeaderList) seen
      = hop != NULL
            ? rt_agent_seen_parse (rt_body_get_preview (rt_exchange_get_body (exchange)))
            : NULL;
  RtHeaderList *sent = hop != NULL ? rt_hop_get_sent_fields (hop) : NULL;

  g_return_val_if_fail (RT_IS_AGENT_SEEN_LIST (self), FALSE);

  if (self->grid != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->grid));
  self->grid = NULL;
  if (seen == NULL || sent == NULL)
    return FALSE;
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 12);
  gtk_grid_set_row_spacing (self->grid, 6);
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));
  fill (self, sent, seen);
  return TRUE;
}
