/* The tab that asks as another client, and shows what that changes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/agents/rt-agents-page.h"

#include "pages/agents/rt-agent-card.h"
#include "pages/agents/rt-agent-editor.h"
#include "pages/agents/rt-agent-files.h"
#include "pages/agents/rt-agent-seen-list.h"
#include "pages/agents/rt-agent-sides.h"
#include "ui/rt-address-bar.h"
#include "ui/rt-agent-names.h"
#include "ui/rt-controls-layout.h"
#include "ui/rt-error-text.h"
#include "ui/rt-send-button.h"
#include "ui/rt-trial-button.h"
#include "ui/rt-undo-toast.h"

#include <glib/gi18n.h>

struct _RtAgentsPage
{
  RtPage parent_instance;

  RtAgentBook *book;

  RtAddressBar *address;
  GtkDropDown *agents;
  GtkStack *parts;
  RtAgentCard *card;
  RtAgentSeenList *seen;
  GtkWidget *seen_hint;
  RtAgentSides *sides;
};

G_DEFINE_FINAL_TYPE (RtAgentsPage, rt_agents_page, RT_TYPE_PAGE)

static RtAgent *
get_agent (RtAgentsPage *self)
{
  return rt_agent_drop_down_get_agent (self->agents);
}

static void
select_agent (RtAgentsPage *self, const char *id)
{
  rt_agent_drop_down_select (self->agents, self->book, id);
}

static void
update_card (RtAgentsPage *self)
{
  RtAgent *agent = get_agent (self);
  gboolean is_own = agent != NULL && rt_agent_is_own (agent);

  if (agent != NULL)
    rt_agent_card_show (self->card, agent, rt_address_bar_get_text (self->address));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "agents.edit", is_own);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "agents.delete", is_own);
}

static void
toast (RtAgentsPage *self, const char *words)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", words);
}

/* --- sending --- */

static RtRequest *
make_request (RtAgentsPage *self)
{
  RtWorkbench *workbench = rt_page_get_workbench (RT_PAGE (self));
  const char *address = rt_address_bar_get_text (self->address);
  g_autoptr (GError) error = NULL;
  g_autoptr (RtRequest) bare = rt_request_new ("GET", address, &error);
  g_autofree char *words = NULL;

  if (bare == NULL)
    {
      words = rt_error_dup_hint (error);
      rt_address_bar_complain (self->address, words);
      return NULL;
    }
  rt_page_remember_address (RT_PAGE (self), address);
  return rt_request_with_options (bare, rt_workbench_get_request_options (workbench));
}

static void
rt_agents_page_submit (RtPage *page)
{
  RtAgentsPage *self = RT_AGENTS_PAGE (page);
  g_autoptr (RtRequest) request = make_request (self);
  g_autoptr (RtRequest) dressed = NULL;

  if (request == NULL)
    return;
  dressed = rt_agent_apply (get_agent (self), request);
  rt_page_send (page, dressed);
}

static void
update_seen (RtAgentsPage *self)
{
  gboolean has_seen
      = rt_agent_seen_list_show (self->seen, rt_page_get_exchange (RT_PAGE (self)));

  gtk_widget_set_visible (GTK_WIDGET (self->seen), has_seen);
  gtk_widget_set_visible (self->seen_hint, !has_seen);
}

static void
on_busy_changed (RtAgentsPage *self)
{
  if (!rt_page_get_busy (RT_PAGE (self)))
    update_seen (self);
}

static void
on_exchange_changed (RtAgentsPage *self)
{
  rt_address_bar_set_exchange (self->address, rt_page_get_exchange (RT_PAGE (self)));
  update_seen (self);
}

static void
on_compare (RtAgentsPage *self)
{
  RtWorkbench *workbench = rt_page_get_workbench (RT_PAGE (self));
  g_autoptr (RtRequest) request = make_request (self);
  g_autoptr (RtRequest) prepared = NULL;

  if (request == NULL)
    return;
  prepared = rt_workbench_prepare (workbench, request);
  rt_page_show_empty (RT_PAGE (self), FALSE);
  rt_agent_sides_compare (self->sides, rt_workbench_get_transport (workbench), prepared);
}

static void
on_look_at (RtAgentsPage *self, RtExchange *exchange)
{
  rt_page_look_at (RT_PAGE (self), exchange);
}

/* --- the book --- */

static void
on_version (RtAgentsPage *self, const char *version)
{
  g_autoptr (RtAgent) changed = rt_agent_with_version (get_agent (self), version);

  if (changed == NULL)
    {
      toast (self, _ ("This is no version that this program has"));
      update_card (self);
      return;
    }
  rt_agent_book_put (self->book, changed);
  select_agent (self, rt_agent_get_id (changed));
  update_card (self);
}

static void
on_saved (RtAgentsPage *self, RtAgent *agent)
{
  rt_agent_book_put (self->book, agent);
  select_agent (self, rt_agent_get_id (agent));
  update_card (self);
  if (rt_agent_template_find_odd (rt_agent_get_template (agent)) != NULL)
    toast (self, _ ("A value is not ASCII: servers may read it in different ways"));
}

static void
edit (RtAgentsPage *self, RtAgent *agent)
{
  GtkWidget *editor
      = rt_agent_editor_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), agent);

  g_signal_connect_object (editor, "saved", G_CALLBACK (on_saved), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (editor));
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RtAgentsPage *self = RT_AGENTS_PAGE (widget);

  edit (self, get_agent (self));
}

/* It is in the book only when it is saved. */
static void
duplicate_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RtAgentsPage *self = RT_AGENTS_PAGE (widget);
  RtAgent *agent = get_agent (self);
  /* Translators: the name of an identity that another one is made from. */
  g_autofree char *title = g_strdup_printf (_ ("Copy of %s"), rt_agent_get_title (agent));
  g_autofree char *id = rt_agent_book_make_id (self->book, rt_agent_get_id (agent));
  g_autoptr (RtAgent) copy = rt_agent_renamed (agent, id, title);

  edit (self, copy);
}

typedef struct
{
  RtAgentsPage *page;
  RtAgent *agent;
  guint position;
} Removed;

static void
removed_free (gpointer data)
{
  Removed *removed = data;

  g_object_unref (removed->page);
  g_object_unref (removed->agent);
  g_free (removed);
}

static void
restore (gpointer data)
{
  Removed *removed = data;
  RtAgentsPage *self = removed->page;
  const char *id = rt_agent_get_id (removed->agent);

  /* It may have come again from a file. */
  if (rt_agent_book_find (self->book, id) == G_MAXUINT)
    {
      rt_agent_book_insert (self->book, removed->position, removed->agent);
      select_agent (self, id);
    }
  removed_free (removed);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RtAgentsPage *self = RT_AGENTS_PAGE (widget);
  Removed *removed = g_new0 (Removed, 1);
  const char *id;
  g_autofree char *words = NULL;

  removed->page = g_object_ref (self);
  removed->agent = g_object_ref (get_agent (self));
  id = rt_agent_get_id (removed->agent);
  removed->position = rt_agent_book_find (self->book, id);
  rt_agent_book_remove (self->book, id);
  select_agent (self, "roundtrip");
  /* Translators: the name of an identity. */
  words = g_strdup_printf (_ ("“%s” is removed"), rt_agent_get_title (removed->agent));
  rt_undo_toast_show (widget, words, restore, removed_free, removed);
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rt_agent_files_import (widget, RT_AGENTS_PAGE (widget)->book);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rt_agent_files_export (widget, RT_AGENTS_PAGE (widget)->book);
}

/* --- the page --- */

/* Two servers can be tried here: one that says what it sees, and one that tells clients
 * apart, which is more than a single request can show. */
static void
rt_agents_page_open_trial (RtPage *page, const char *address, const char *proxy)
{
  RtAgentsPage *self = RT_AGENTS_PAGE (page);

  if (!g_str_has_suffix (address, "/agent"))
    {
      gtk_stack_set_visible_child_name (self->parts, "seen");
      rt_page_open_address (page, address);
      return;
    }
  gtk_stack_set_visible_child_name (self->parts, "sides");
  rt_address_bar_set_text (self->address, address);
  on_compare (self);
}

static void
rt_agents_page_read_request (RtPage *page, const RtRequest *request)
{
  RtAgentsPage *self = RT_AGENTS_PAGE (page);
  g_autofree char *address = rt_request_dup_address (request);

  rt_address_bar_set_text (self->address, address);
  rt_agent_drop_down_select_worn (self->agents, self->book, request);
}

static void
rt_agents_page_constructed (GObject *object)
{
  RtAgentsPage *self = RT_AGENTS_PAGE (object);
  RtWorkbench *workbench = rt_page_get_workbench (RT_PAGE (self));

  G_OBJECT_CLASS (rt_agents_page_parent_class)->constructed (object);

  self->book = g_object_ref (rt_workbench_get_agents (workbench));
  rt_agent_drop_down_set_book (self->agents, self->book);
  rt_agent_sides_set_book (self->sides, self->book);
  update_card (self);
}

static void
rt_agents_page_dispose (GObject *object)
{
  RtAgentsPage *self = RT_AGENTS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), RT_TYPE_AGENTS_PAGE);
  g_clear_object (&self->book);
  G_OBJECT_CLASS (rt_agents_page_parent_class)->dispose (object);
}

static void
rt_agents_page_class_init (RtAgentsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  RtPageClass *page_class = RT_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = rt_agents_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = rt_agents_page_dispose;
  page_class->open_trial = rt_agents_page_open_trial;
  page_class->read_request = rt_agents_page_read_request;
  page_class->submit = rt_agents_page_submit;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/agents/rt-agents-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RtAgentsPage, address);
  gtk_widget_class_bind_template_child (widget_class, RtAgentsPage, agents);
  gtk_widget_class_bind_template_child (widget_class, RtAgentsPage, parts);
  gtk_widget_class_bind_template_child (widget_class, RtAgentsPage, card);
  gtk_widget_class_bind_template_child (widget_class, RtAgentsPage, seen);
  gtk_widget_class_bind_template_child (widget_class, RtAgentsPage, seen_hint);
  gtk_widget_class_bind_template_child (widget_class, RtAgentsPage, sides);
  gtk_widget_class_bind_template_callback (widget_class, update_card);
  gtk_widget_class_bind_template_callback (widget_class, on_version);
  gtk_widget_class_bind_template_callback (widget_class, on_compare);
  gtk_widget_class_bind_template_callback (widget_class, on_look_at);

  gtk_widget_class_install_action (widget_class, "agents.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "agents.duplicate", NULL,
                                   duplicate_action);
  gtk_widget_class_install_action (widget_class, "agents.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "agents.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "agents.export", NULL, export_action);
}

static void
rt_agents_page_init (RtAgentsPage *self)
{
  g_type_ensure (RT_TYPE_AGENT_CARD);
  g_type_ensure (RT_TYPE_AGENT_SEEN_LIST);
  g_type_ensure (RT_TYPE_AGENT_SIDES);
  g_type_ensure (RT_TYPE_CONTROLS_LAYOUT);
  g_type_ensure (RT_TYPE_SEND_BUTTON);
  g_type_ensure (RT_TYPE_TRIAL_BUTTON);
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect (self, "notify::busy", G_CALLBACK (on_busy_changed), NULL);
  g_signal_connect (self, "notify::exchange", G_CALLBACK (on_exchange_changed), NULL);
  on_busy_changed (self);
}
