/* What a server was asked, on its way from the server's threads to whoever looks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-question.h"

G_BEGIN_DECLS

/* One line.  Immutable once it is pushed, and may then be kept in any thread. */
typedef struct
{
  gatomicrefcount ref_count;
  gint64 time_us; /* real time since 1970 */
  char *host;     /* of the client */
  char *request;  /* its first line; NULL if there was none that could be read */
  char *referer;  /* NULL: none */
  char *agent;    /* NULL: none */
  guint status;
  guint64 body_bytes; /* really sent */
  gint64 duration_us;
} RtAccessEntry;

typedef struct _RtAccessLog RtAccessLog;

RtAccessLog *rt_access_log_new (guint capacity);
void rt_access_log_free (RtAccessLog *self);
void rt_access_log_push (RtAccessLog *self, RtAccessEntry *entry);
GPtrArray *rt_access_log_drain (RtAccessLog *self, guint *n_lost);

void rt_access_log_append_escaped (GString *line, const char *text);

RtAccessEntry *rt_access_entry_new (const char *host, const RtQuestion *question);
RtAccessEntry *rt_access_entry_new_again (const RtAccessEntry *entry, const char *host);
RtAccessEntry *rt_access_entry_ref (RtAccessEntry *self);
void rt_access_entry_unref (RtAccessEntry *self);
gsize rt_access_entry_get_size (const RtAccessEntry *self);
void rt_access_entry_append_line (const RtAccessEntry *self, GString *lines);
gboolean
rt_access_entry_split_request (const RtAccessEntry *self, char **method, char **target);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtAccessLog, rt_access_log_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtAccessEntry, rt_access_entry_unref)

G_END_DECLS
