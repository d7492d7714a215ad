/* The Servers page in a window, with a folder of its own, and what its tests do in it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/ui/rt-test-servers-page.h"

#include "core/server/rt-server-reach.h"
#include "pages/servers/rt-server-card.h"
#include "pages/servers/rt-server-editor.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-toasts.h"
#include "tests/ui/rt-test-widget.h"

static guint
count_servers (RtTestServersPage *self)
{
  return g_list_model_get_n_items (rt_server_rack_get_servers (self->rack));
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(GBytes **)data
      = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  g_assert_no_error (error);
}

void
rt_test_servers_page_add_test (const char *name,
                               void (*test) (RtTestServersPage *, gconstpointer))
{
  g_test_add (name, RtTestServersPage, NULL, rt_test_servers_page_set_up, test,
              rt_test_servers_page_tear_down);
}

void
rt_test_servers_page_set_up (RtTestServersPage *self, gconstpointer unused)
{
  self->dir = rt_test_dir_new ();
  rt_test_servers_page_open (self);
}

void
rt_test_servers_page_tear_down (RtTestServersPage *self, gconstpointer unused)
{
  rt_test_servers_page_close (self);
  rt_test_dir_free (self->dir);
}

/* As a run of the program does, with what the one before it has left in the folder. */
void
rt_test_servers_page_open (RtTestServersPage *self)
{
  self->workbench = rt_workbench_new (self->dir->path, self->dir->path);
  self->rack = rt_workbench_get_rack (self->workbench);
  self->page = g_object_new (RT_TYPE_SERVERS_PAGE, "workbench", self->workbench, NULL);
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->window, 1100, 750);
  self->toasts = rt_test_toasts_new (self->page);
  gtk_window_set_child (self->window, GTK_WIDGET (self->toasts));
  gtk_window_present (self->window);
  /* They come one by one. */
  rt_test_wait_until (NULL,
                      rt_test_servers_page_count_cards (self) == count_servers (self));
}

void
rt_test_servers_page_close (RtTestServersPage *self)
{
  gtk_window_destroy (self->window);
  g_clear_object (&self->workbench);
}

/* Nullable: there may be fewer. */
GtkWidget *
rt_test_servers_page_get_card (RtTestServersPage *self, guint position)
{
  GtkWidget *card = gtk_widget_get_first_child (rt_test_find (self->page, "cards"));

  while (position-- > 0 && card != NULL)
    card = gtk_widget_get_next_sibling (card);
  return card;
}

guint
rt_test_servers_page_count_cards (RtTestServersPage *self)
{
  guint n = 0;

  while (rt_test_servers_page_get_card (self, n) != NULL)
    n++;
  return n;
}

/* The dialog or the editor that belongs to the page's window. */
GtkWindow *
rt_test_servers_page_find_dialog (RtTestServersPage *self, GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type)
          && gtk_window_get_transient_for (window) == self->window)
        return window;
    }
  return NULL;
}

GtkWidget *
rt_test_servers_page_get_editor (RtTestServersPage *self)
{
  GtkWindow *editor = rt_test_servers_page_find_dialog (self, RT_TYPE_SERVER_EDITOR);

  g_assert_nonnull (editor);
  return GTK_WIDGET (editor);
}

RtRackServer *
rt_test_servers_page_get_server (RtTestServersPage *self, guint position)
{
  return rt_server_card_get_server (
      RT_SERVER_CARD (rt_test_servers_page_get_card (self, position)));
}

guint16
rt_test_servers_page_get_port (RtTestServersPage *self, guint position)
{
  g_autofree char *address
      = rt_server_reach_build_local (rt_test_servers_page_get_server (self, position));
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);

  return (guint16)g_uri_get_port (uri);
}

void
rt_test_servers_page_set_port (RtTestServersPage *self, guint position, guint16 port)
{
  RtRackServer *server = rt_test_servers_page_get_server (self, position);
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_copy (rt_rack_server_get_settings (server));

  settings->port = port;
  rt_rack_server_set_settings (server, settings);
}

/* Returns when it runs. */
void
rt_test_servers_page_start (RtTestServersPage *self, guint position)
{
  rt_test_click (rt_test_servers_page_get_card (self, position), "toggle");
  rt_test_servers_page_wait_for (self, position, RT_SERVER_RUNNING);
}

void
rt_test_servers_page_wait_for (RtTestServersPage *self,
                               guint position,
                               RtServerState state)
{
  RtRackServer *server = rt_test_servers_page_get_server (self, position);

  rt_test_wait_until (NULL, rt_rack_server_get_state (server) == state);
}

/* Sends it a request, and waits for the answer. */
void
rt_test_servers_page_ask (RtTestServersPage *self, guint position)
{
  static const char request[] = "GET /asked HTTP/1.1\r\nHost: localhost\r\n\r\n";
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (
      client, "127.0.0.1", rt_test_servers_page_get_port (self, position), NULL, &error);
  g_autoptr (GBytes) answer = NULL;

  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                             request, sizeof request - 1, NULL, NULL, &error);
  g_assert_no_error (error);
  g_input_stream_read_bytes_async (
      g_io_stream_get_input_stream (G_IO_STREAM (connection)), 4096, 0, NULL, on_answer,
      &answer);
  rt_test_wait_until (NULL, answer != NULL);
}
