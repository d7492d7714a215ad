/* A local server that can be started and stopped. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-fault-plan.h"
#include "core/server/rt-recipe.h"
#include "core/server/rt-server-counters.h"
#include "core/wire/rt-both-ends.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* How a server is to run.  All pointers are borrowed by who is given it. */
typedef struct
{
  const RtRecipe *recipe;
  const char *folder;           /* of a recipe that serves one */
  const char *address;          /* an IP address; NULL: loopback; "*": all */
  guint16 port;                 /* 0: any */
  guint n_workers;              /* 0: one for each core */
  gboolean is_coded;            /* code pages with gzip even if the recipe does not */
  gboolean is_shared;           /* pages of other sites may read what is answered */
  GTlsCertificate *certificate; /* with its key; NULL: plain */
  RtFaultPlan *faults;          /* NULL: none */
  const char *credentials; /* “name:password” for clients of a proxy; NULL: none */
} RtServerOptions;

#define RT_TYPE_SERVER (rt_server_get_type ())
G_DECLARE_FINAL_TYPE (RtServer, rt_server, RT, SERVER, GObject)

RtServer *rt_server_new (void);

void rt_server_set_ends (RtServer *self, RtBothEnds *ends);
gboolean rt_server_start (RtServer *self, const RtServerOptions *options, GError **error);
void
rt_server_stop_async (RtServer *self, GAsyncReadyCallback callback, gpointer user_data);
void rt_server_stop_finish (RtServer *self, GAsyncResult *result);
void rt_server_end (RtServer *self);

char *rt_server_build_address (RtServer *self);
char *rt_server_build_address_at (RtServer *self, const char *host);
RtServerCounts rt_server_get_counts (RtServer *self);

G_END_DECLS
