/* Which lines of an access log pass a filter. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-access-filter.h"
#include "core/server/rt-access-ring.h"

G_BEGIN_DECLS

/* Called in a turn of the main loop: so many more were found, before the others. */
typedef void (*RtAccessSearchFunc) (guint n_found, gboolean is_over, gpointer data);

typedef struct _RtAccessSearch RtAccessSearch;

RtAccessSearch *rt_access_search_new (RtAccessRing *lines,
                                      guint capacity,
                                      RtAccessSearchFunc found,
                                      gpointer data);
void rt_access_search_free (RtAccessSearch *self);

const RtAccessFilter *rt_access_search_get_filter (const RtAccessSearch *self);
void rt_access_search_take_filter (RtAccessSearch *self, RtAccessFilter *filter);

void rt_access_search_start (RtAccessSearch *self);
gboolean rt_access_search_is_running (const RtAccessSearch *self);
guint rt_access_search_get_n_found (const RtAccessSearch *self);
RtAccessEntry *rt_access_search_get_found (const RtAccessSearch *self, guint position);

void rt_access_search_look_from (RtAccessSearch *self, guint64 number);
void rt_access_search_drop_gone (RtAccessSearch *self);

G_END_DECLS
