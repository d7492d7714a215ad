/* Brings together what our client and a server of ours saw of one exchange. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-header-list.h"

G_BEGIN_DECLS

/* How many bytes of an answer are kept as they went out. */
#define RT_SERVER_SIDE_KEPT_BYTES 65536

/* What a server saw of one request and its answer: a value that nobody changes once it is
 * handed over.  Times are monotonic µs, as in RtTimings; 0: it did not happen. */
typedef struct
{
  gatomicrefcount ref_count;

  gint64 accepted_us; /* the connection */
  gint64 asked_us;    /* the head of the request was whole */
  gint64 whole_us;    /* so was all of it */
  gint64 first_us;    /* the first byte of the answer was given to the system */
  gint64 last_us;     /* so was the last one */

  GBytes *head;         /* of the request, as it came; NULL: it could not be understood */
  char *method;         /* what was understood of it; NULL likewise */
  char *target;         /* likewise */
  RtHeaderList *fields; /* likewise */
  guint64 length;       /* of its body, where that was announced */
  gboolean is_chunked;

  guint status; /* of the answer */
  RtHeaderList
      *composed;        /* its fields as the handler made them; NULL: it was not asked */
  GBytes *answer;       /* the first RT_SERVER_SIDE_KEPT_BYTES that went out */
  guint64 answer_bytes; /* all of them */
} RtServerSide;

RtServerSide *rt_server_side_new (void);
void rt_server_side_unref (RtServerSide *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtServerSide, rt_server_side_unref)

/* Shared by the threads of clients and servers, behind a lock of its own. */
typedef struct _RtBothEnds RtBothEnds;

RtBothEnds *rt_both_ends_new (void);
RtBothEnds *rt_both_ends_ref (RtBothEnds *self);
void rt_both_ends_unref (RtBothEnds *self);

void rt_both_ends_expect (RtBothEnds *self, const char *client);
gboolean rt_both_ends_expects (RtBothEnds *self, const char *client);
void rt_both_ends_add (RtBothEnds *self, const char *client, RtServerSide *side);
RtServerSide *rt_both_ends_find (RtBothEnds *self, const char *client, gint64 sent_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtBothEnds, rt_both_ends_unref)

G_END_DECLS
