/* The servers that can be started: a row each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-answer.h"
#include "core/server/rt-relay-protocol.h"

G_BEGIN_DECLS

/* Where a server that speaks TLS is found, whatever its recipe. */
#define RT_RECIPE_TLS_PORT 4443

/* One row of a constant table.  The state is made once for a server, and never changes
 * while the server's threads use it. */
typedef struct
{
  const char *id;
  const char *title;   /* marked for translation */
  const char *summary; /* marked for translation */
  guint16 port;
  gboolean is_coded;     /* pages are coded with gzip where the client takes it */
  gboolean has_folder;   /* serves one */
  gboolean answers_head; /* an answer follows from the head of its request alone */
  guint64 body_limit;    /* a request whose body is longer is refused */
  gpointer (*open) (const char *folder,
                    GError **error); /* makes the state; may be NULL */
  GDestroyNotify close;
  RtAnswer *(*handle) (gpointer state, const RtQuestion *question);
  const RtRelayProtocol *relay; /* of a proxy, in place of all that is above the port */
} RtRecipe;

const RtRecipe *rt_recipe_find (const char *id);
const RtRecipe *rt_recipe_get (guint index);

G_END_DECLS
