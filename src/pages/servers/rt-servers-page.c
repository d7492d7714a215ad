/* The tab with the local servers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/servers/rt-servers-page.h"

#include "core/server/rt-server-reach.h"
#include "core/server/rt-server-vacancy.h"
#include "pages/servers/rt-server-card.h"
#include "pages/servers/rt-server-editor.h"
#include "pages/servers/rt-server-starter.h"
#include "pages/servers/rt-server-words.h"
#include "pages/servers/rt-trust-guide.h"
#include "ui/rt-undo-toast.h"

#include <glib/gi18n.h>

struct _RtServersPage
{
  RtPage parent_instance;

  RtServerRack *rack;
  guint n_cards; /* that were made: of the first servers */
  guint filling; /* adds to these; 0: all are there */

  GtkInfoBar *offer;
  GtkLabel *offer_words;
  GtkStack *stack;
  GtkMenuButton *add_first;
  GtkBox *cards;
  GtkMenuButton *add;
};

G_DEFINE_FINAL_TYPE (RtServersPage, rt_servers_page, RT_TYPE_PAGE)

static GtkWindow *
get_window (RtServersPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

typedef struct
{
  RtServerRack *rack;
  RtRackServer *server;
  guint position;
} Removed;

static void
removed_free (Removed *removed)
{
  g_object_unref (removed->rack);
  g_object_unref (removed->server);
  g_free (removed);
}

static void
forget (gpointer data)
{
  Removed *removed = data;

  rt_server_rack_forget (removed->rack, removed->server);
  removed_free (removed);
}

static void
restore (gpointer data)
{
  Removed *removed = data;

  rt_server_rack_restore (removed->rack, removed->server, removed->position);
  removed_free (removed);
}

static void
on_card_remove (RtServersPage *self, RtServerCard *card)
{
  RtRackServer *server = rt_server_card_get_server (card);
  Removed *removed = g_new (Removed, 1);
  g_autofree char *name
      = rt_server_words_dup_title (rt_rack_server_get_settings (server));
  /* Translators: %s is what a server is called. */
  g_autofree char *words = g_strdup_printf (_ ("“%s” is removed"), name);

  removed->rack = g_object_ref (self->rack);
  removed->server = g_object_ref (server);
  removed->position = rt_server_rack_remove (self->rack, server);
  rt_undo_toast_show (GTK_WIDGET (self), words, restore, forget, removed);
}

/* Unless it is closed by now: what is under way for it may keep it. */
static gboolean
present (GtkWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();
  gboolean is_there = FALSE;

  for (guint i = 0; !is_there && i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) one = g_list_model_get_item (windows, i);

      is_there = one == window;
    }
  if (is_there)
    gtk_window_present (window);
  return G_SOURCE_REMOVE;
}

/* In a turn of its own, as to make it took one. */
static void
present_soon (GtkWidget *window)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_closure (source,
                        g_cclosure_new_object (G_CALLBACK (present), G_OBJECT (window)));
  g_source_attach (source, NULL);
}

static void
on_edited (RtServerEditor *editor, const RtServerSettings *settings, RtServerCard *card)
{
  rt_server_starter_apply (GTK_WIDGET (card), rt_server_card_get_server (card), settings);
}

static void
on_card_edit (RtServersPage *self, RtServerCard *card)
{
  const RtServerSettings *settings
      = rt_rack_server_get_settings (rt_server_card_get_server (card));
  GtkWidget *editor
      = rt_server_editor_new (get_window (self), settings,
                              rt_server_rack_get_authority_folder (self->rack), FALSE);

  g_signal_connect_object (editor, "saved", G_CALLBACK (on_edited), card, 0);
  present_soon (editor);
}

static void
on_card_trust (RtServersPage *self, RtServerCard *card)
{
  RtRackServer *server = rt_server_card_get_server (card);
  const RtServerLaunch *launch = rt_rack_server_get_launch (server);
  g_autofree char *address = rt_server_reach_build_local (server);
  GtkWidget *guide = rt_trust_guide_new (
      get_window (self), rt_workbench_get_trust (rt_page_get_workbench (RT_PAGE (self))),
      rt_server_rack_get_authority_folder (self->rack), address,
      launch != NULL ? launch->certificate : NULL);

  present_soon (guide);
}

static void
on_added (RtServerEditor *editor, const RtServerSettings *settings, RtServersPage *self)
{
  rt_server_rack_add (self->rack, settings);
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *id)
{
  RtServersPage *self = RT_SERVERS_PAGE (widget);
  const RtRecipe *recipe = rt_recipe_find (g_variant_get_string (id, NULL));
  g_autoptr (RtServerSettings) settings = NULL;
  GtkWidget *editor;

  if (recipe == NULL)
    return;
  settings = rt_server_settings_new (recipe);
  settings->port = rt_server_vacancy_find_port (settings->port,
                                                rt_server_rack_get_servers (self->rack));
  editor = rt_server_editor_new (get_window (self), settings,
                                 rt_server_rack_get_authority_folder (self->rack), TRUE);
  g_signal_connect_object (editor, "saved", G_CALLBACK (on_added), self, 0);
  present_soon (editor);
}

static GtkWidget *
get_card (RtServersPage *self, guint position)
{
  GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards));

  for (guint i = 0; i < position && card != NULL; i++)
    card = gtk_widget_get_next_sibling (card);
  return card;
}

static void
insert_card (RtServersPage *self, guint position)
{
  g_autoptr (RtRackServer) server
      = g_list_model_get_item (rt_server_rack_get_servers (self->rack), position);
  GtkWidget *card = rt_server_card_new (server);

  self->n_cards++;

  g_signal_connect_object (card, "edit", G_CALLBACK (on_card_edit), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "trust", G_CALLBACK (on_card_trust), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "remove", G_CALLBACK (on_card_remove), self,
                           G_CONNECT_SWAPPED);
  gtk_box_insert_child_after (self->cards, card,
                              position > 0 ? get_card (self, position - 1) : NULL);
}

/* One a frame: each takes milliseconds to make and to lay out. */
static gboolean
add_next_card (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  RtServersPage *self = RT_SERVERS_PAGE (widget);

  if (self->n_cards < g_list_model_get_n_items (rt_server_rack_get_servers (self->rack)))
    {
      insert_card (self, self->n_cards);
      return G_SOURCE_CONTINUE;
    }
  self->filling = 0;
  return G_SOURCE_REMOVE;
}

static void
fill_cards (RtServersPage *self)
{
  if (self->filling == 0)
    self->filling
        = gtk_widget_add_tick_callback (GTK_WIDGET (self), add_next_card, NULL, NULL);
}

static void
on_servers_changed (RtServersPage *self,
                    guint position,
                    guint n_removed,
                    guint n_added,
                    GListModel *servers)
{
  for (guint i = 0; i < n_removed && position < self->n_cards; i++)
    {
      gtk_box_remove (self->cards, get_card (self, position));
      self->n_cards--;
    }
  for (guint i = 0; i < n_added && position < self->n_cards; i++)
    insert_card (self, position + i);
  /* The first one at once, because the focus goes there. */
  if (self->n_cards == 0 && g_list_model_get_n_items (servers) > 0)
    insert_card (self, 0);
  fill_cards (self);
  gtk_stack_set_visible_child_name (
      self->stack, g_list_model_get_n_items (servers) > 0 ? "servers" : "empty");
}

static void
show_offer (RtServersPage *self)
{
  guint n = g_list_model_get_n_items (rt_server_rack_get_interrupted (self->rack));
  g_autofree char *words
      = g_strdup_printf (ngettext ("%u server was running when Roundtrip ended.",
                                   "%u servers were running when Roundtrip ended.", n),
                         n);

  if (n > 0)
    gtk_label_set_label (self->offer_words, words);
  gtk_info_bar_set_revealed (self->offer, n > 0);
}

static void
on_offer_response (RtServersPage *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    rt_server_rack_start_interrupted (self->rack);
  else
    rt_server_rack_forget_interrupted (self->rack);
}

static GMenuModel *
make_menu (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  const RtRecipe *recipe;

  for (guint i = 0; (recipe = rt_recipe_get (i)) != NULL; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (recipe->title), NULL);

      g_menu_item_set_action_and_target (item, "servers.add", "s", recipe->id);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

static void
rt_servers_page_focus_address (RtPage *page)
{
  RtServersPage *self = RT_SERVERS_PAGE (page);
  GtkWidget *card = get_card (self, 0);

  if (card != NULL)
    rt_server_card_focus_toggle (RT_SERVER_CARD (card));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->add_first));
}

static void
rt_servers_page_constructed (GObject *object)
{
  RtServersPage *self = RT_SERVERS_PAGE (object);
  g_autoptr (GMenuModel) menu = make_menu ();
  GListModel *servers;

  G_OBJECT_CLASS (rt_servers_page_parent_class)->constructed (object);

  self->rack
      = g_object_ref (rt_workbench_get_rack (rt_page_get_workbench (RT_PAGE (self))));
  servers = rt_server_rack_get_servers (self->rack);
  gtk_menu_button_set_menu_model (self->add, menu);
  gtk_menu_button_set_menu_model (self->add_first, menu);
  g_signal_connect_object (servers, "items-changed", G_CALLBACK (on_servers_changed),
                           self, G_CONNECT_SWAPPED);
  on_servers_changed (self, 0, 0, g_list_model_get_n_items (servers), servers);
  g_signal_connect_object (rt_server_rack_get_interrupted (self->rack), "items-changed",
                           G_CALLBACK (show_offer), self, G_CONNECT_SWAPPED);
  show_offer (self);
}

static void
rt_servers_page_dispose (GObject *object)
{
  RtServersPage *self = RT_SERVERS_PAGE (object);

  g_clear_object (&self->rack);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_SERVERS_PAGE);
  G_OBJECT_CLASS (rt_servers_page_parent_class)->dispose (object);
}

static void
rt_servers_page_class_init (RtServersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = rt_servers_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = rt_servers_page_dispose;
  RT_PAGE_CLASS (klass)->focus_address = rt_servers_page_focus_address;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/servers/rt-servers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RtServersPage, offer);
  gtk_widget_class_bind_template_child (widget_class, RtServersPage, offer_words);
  gtk_widget_class_bind_template_child (widget_class, RtServersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RtServersPage, add_first);
  gtk_widget_class_bind_template_child (widget_class, RtServersPage, cards);
  gtk_widget_class_bind_template_child (widget_class, RtServersPage, add);
  gtk_widget_class_bind_template_callback (widget_class, on_offer_response);
  gtk_widget_class_install_action (widget_class, "servers.add", "s", add_action);
}

static void
rt_servers_page_init (RtServersPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
