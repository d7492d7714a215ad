/* The addresses that a file holds, whatever kind of file it is. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-check-entry.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* More than that is no list that anybody made. */
#define RT_LINK_LIST_BYTES_MAX (64 * 1024 * 1024)

typedef enum
{
  RT_LINKS_TEXT, /* an address a line, or addresses in a text */
  RT_LINKS_CSV,
  RT_LINKS_MARKDOWN,
  RT_LINKS_HTML, /* a page, or the bookmarks of a browser */
  RT_LINKS_SITEMAP,
} RtLinkKind;

typedef struct
{
  RtLinkKind kind;
  GPtrArray *entries;  /* of RtCheckEntry */
  GPtrArray *sitemaps; /* of char *: further lists, which have to be fetched */
  guint n_left_out;    /* links that are no http or https, or relative to nothing */
} RtLinkList;

RtLinkList *rt_link_list_read (GBytes *bytes,
                               const char *name,
                               const char *content_type,
                               GUri *base,
                               GCancellable *cancellable,
                               GError **error);
void rt_link_list_free (RtLinkList *self);

void rt_link_list_read_async (GBytes *bytes,
                              const char *name,
                              const char *content_type,
                              GUri *base,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
RtLinkList *rt_link_list_read_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtLinkList, rt_link_list_free)

G_END_DECLS
