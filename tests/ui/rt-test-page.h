/* A page in a window, with a folder and a local server of its own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-server.h"
#include "tests/lib/rt-test-dir.h"
#include "ui/rt-page.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct
{
  RtTestDir *dir;
  RtWorkbench *workbench;
  RtServer *server; /* NULL once it was stopped */
  char *address;    /* of the server, ends in a slash */
  AdwToastOverlay *toasts;
  GtkWindow *window;
  RtPage *page;
} RtTestPage;

typedef void (*RtTestPageFunc) (RtTestPage *self, gconstpointer data);

void rt_test_page_add (const char *path,
                       GType type,
                       const char *recipe,
                       RtTestPageFunc test,
                       gconstpointer data);

void rt_test_page_set_up (RtTestPage *self, GType type, const char *recipe);
void rt_test_page_tear_down (RtTestPage *self);
void rt_test_page_stop_server (RtTestPage *self);
GtkWidget *rt_test_page_find (RtTestPage *self, const char *id);
guint rt_test_page_count_log (RtTestPage *self);

RtServer *
rt_test_start_server (const char *recipe, const char *credentials, char **address);
void rt_test_stop_server (RtServer *server);

G_END_DECLS
