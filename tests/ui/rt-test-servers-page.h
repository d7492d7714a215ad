/* The Servers page in a window, with a folder of its own, and what its tests do in it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/servers/rt-servers-page.h"
#include "tests/lib/rt-test-dir.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct
{
  RtTestDir *dir;
  RtWorkbench *workbench;
  RtServerRack *rack; /* borrowed */
  GtkWindow *window;
  AdwToastOverlay *toasts;
  GtkWidget *page;
} RtTestServersPage;

void rt_test_servers_page_add_test (const char *name,
                                    void (*test) (RtTestServersPage *, gconstpointer));
void rt_test_servers_page_set_up (RtTestServersPage *self, gconstpointer unused);
void rt_test_servers_page_tear_down (RtTestServersPage *self, gconstpointer unused);
void rt_test_servers_page_open (RtTestServersPage *self);
void rt_test_servers_page_close (RtTestServersPage *self);

GtkWidget *rt_test_servers_page_get_card (RtTestServersPage *self, guint position);
guint rt_test_servers_page_count_cards (RtTestServersPage *self);
GtkWindow *rt_test_servers_page_find_dialog (RtTestServersPage *self, GType type);
GtkWidget *rt_test_servers_page_get_editor (RtTestServersPage *self);

RtRackServer *rt_test_servers_page_get_server (RtTestServersPage *self, guint position);
guint16 rt_test_servers_page_get_port (RtTestServersPage *self, guint position);
void
rt_test_servers_page_set_port (RtTestServersPage *self, guint position, guint16 port);
void rt_test_servers_page_start (RtTestServersPage *self, guint position);
void rt_test_servers_page_wait_for (RtTestServersPage *self,
                                    guint position,
                                    RtServerState state);
void rt_test_servers_page_ask (RtTestServersPage *self, guint position);

G_END_DECLS
