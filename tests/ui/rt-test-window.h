/* A window with the Download page in sight, for tests. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/rt-settings.h"
#include "tests/lib/rt-replay.h"
#include "ui/rt-page.h"

G_BEGIN_DECLS

typedef struct
{
  GtkApplication *application; /* borrowed: a process can have one only */
  RtWorkbench *workbench;
  RtSettings *settings;
  GtkWidget *window;
  RtPage *page;
  GtkEditable *address;
  GtkButton *send;
} RtTestWindow;

typedef struct
{
  const char *name;
  void (*test) (RtTestWindow *, gconstpointer);
} RtTestWindowCase;

/* A server that answers once. */
extern const RtReplayStep rt_test_window_hello[];

void rt_test_window_fill_in (RtTestWindow *fixture, RtReplay *server, const char *path);
RtExchange *rt_test_window_send (RtTestWindow *fixture);
int
rt_test_window_run (int argc, char **argv, const RtTestWindowCase *tests, guint n_tests);

G_END_DECLS
