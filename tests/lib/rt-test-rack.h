/* A rack of a test's own, in a folder that goes with it, and what its servers answer. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-server-rack.h"
#include "tests/lib/rt-test-dir.h"

G_BEGIN_DECLS

typedef struct
{
  RtTestDir *dir;
  GFile *file;
  char *authority_folder;
  char *log_folder;
  RtServerRack *rack;
} RtTestRack;

void rt_test_rack_add_test (const char *path, void (*func) (RtTestRack *, gconstpointer));
RtServerRack *rt_test_rack_open (RtTestRack *self);
void rt_test_rack_reopen (RtTestRack *self);

guint rt_test_rack_count (RtTestRack *self);
RtRackServer *rt_test_rack_get (RtTestRack *self, guint index);
void rt_test_rack_clear (RtTestRack *self);
RtRackServer *rt_test_rack_add (RtTestRack *self, const char *recipe, guint16 port);

void rt_test_rack_wait_for (RtRackServer *server, RtServerState state);
void rt_test_rack_start (RtRackServer *server);
guint16 rt_test_rack_get_port (RtRackServer *server);

GSocketConnection *rt_test_rack_ask_at (const char *host, guint16 port, const char *path);
GSocketConnection *rt_test_rack_ask (guint16 port, const char *path);
void rt_test_rack_assert_says_at (const char *host,
                                  guint16 port,
                                  const char *path,
                                  const char *words);
void rt_test_rack_assert_says (guint16 port, const char *path, const char *words);

G_END_DECLS
