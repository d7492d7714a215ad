/* What it takes to start a server: all that may have to wait for the disk. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-port-owner.h"
#include "core/server/rt-server-pem.h"
#include "core/server/rt-server-settings.h"
#include "core/server/rt-server.h"

G_BEGIN_DECLS

typedef struct
{
  RtServerSettings *settings;
  char *authority_folder;       /* where the user's authority is kept */
  RtServer *server;             /* that runs afterwards, unless there was an error */
  GTlsCertificate *certificate; /* what it shows; NULL: none, or not come by */
  RtServerPemFlaws flaws;       /* of a certificate from a file */
  RtPortOwner *owner;           /* of a port that is taken; NULL: not known */
  guint16 free_port;            /* to take in its place; 0: none was found */
} RtServerLaunch;

RtServerLaunch *rt_server_launch_new (const RtServerSettings *settings,
                                      const char *authority_folder);
void rt_server_launch_free (RtServerLaunch *self);

gboolean rt_server_launch_run (RtServerLaunch *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtServerLaunch, rt_server_launch_free)

G_END_DECLS
