/* One request as a server sees it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-peer.h"
#include "core/wire/rt-header-list.h"

G_BEGIN_DECLS

/* A value: nobody changes it once it is whole. */
typedef struct
{
  GBytes *head; /* as on the wire, with its empty line */
  char *method;
  char *target; /* as on the wire */
  char *
      path; /* of the target, still encoded; "*" for the server as a whole, "" to CONNECT */
  char *query;     /* of the target, without '?'; NULL: none */
  char *authority; /* host, perhaps with port; NULL: none, as HTTP/1.0 allows */
  guint minor_version;
  RtHeaderList *fields;
  GBytes *body;       /* NULL: there is none, or the handler takes none */
  gint64 now_us;      /* when the head was whole, in real time since 1970 */
  const RtPeer *peer; /* borrowed */

  guint64 length; /* of the body, if it is not chunked */
  gboolean is_chunked;
  gboolean is_kept_alive; /* as far as the client is concerned */
  gboolean expects_continue;
} RtQuestion;

guint rt_question_parse (GBytes *head, RtQuestion **question);
void rt_question_free (RtQuestion *self);

gboolean rt_question_is (const RtQuestion *self, const char *method);
gboolean rt_question_wants_json (const RtQuestion *self);
gboolean rt_question_is_for_loopback (const RtQuestion *self);
char *rt_question_dup_parameter (const RtQuestion *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtQuestion, rt_question_free)

G_END_DECLS
