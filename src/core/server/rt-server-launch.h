/* What it takes to start a server: all that may have to wait for the disk. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-access-file.h"
#include "core/server/rt-port-owner.h"
#include "core/server/rt-server-pem.h"
#include "core/server/rt-server-settings.h"
#include "core/server/rt-server.h"

G_BEGIN_DECLS

typedef struct
{
  RtServerSettings *settings;
  char *authority_folder;       /* where the user's authority is kept */
  char *log_path;               /* of the access log; NULL: none is kept */
  RtServer *server;             /* that runs afterwards, unless there was an error */
  GTlsCertificate *certificate; /* what it shows; NULL: none, or not come by */
  RtServerPemFlaws flaws;       /* of a certificate from a file */
  RtPortOwner *owner;           /* of a port that is taken; NULL: not known */
  guint16 free_port;            /* to take in its place; 0: none was found */
  RtAccessFile *log;            /* NULL: none is kept */
  GError *log_error;            /* why lines are missing in it; NULL: none are */
} RtServerLaunch;

RtServerLaunch *rt_server_launch_new (const RtServerSettings *settings,
                                      const char *authority_folder,
                                      const char *log_folder);
void rt_server_launch_free (RtServerLaunch *self);

void rt_server_launch_run_async (RtServerLaunch *self,
                                 gpointer source,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean rt_server_launch_run_finish (GAsyncResult *result, GError **error);
void rt_server_launch_end (RtServerLaunch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtServerLaunch, rt_server_launch_free)

G_END_DECLS
