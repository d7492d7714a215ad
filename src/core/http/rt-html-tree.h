/* The tree that a browser builds from a page, within limits. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <gumbo.h>

G_BEGIN_DECLS

#define RT_HTML_BYTES_MAX (32 * 1024 * 1024)

typedef struct _RtHtmlTree RtHtmlTree;

RtHtmlTree *rt_html_tree_parse (GBytes *text, GCancellable *cancellable, GError **error);
void rt_html_tree_free (RtHtmlTree *self);

const GumboNode *rt_html_tree_get_root (const RtHtmlTree *self);
const char *rt_html_tree_get_text (const RtHtmlTree *self, gsize *length);

/* Goes through a tree without recursion. */
typedef struct
{
  gpointer data;
  gsize state_size;
  /* Called for each node in tree order, with a copy of its parent's state to change, until
   * it says %FALSE.  What a <template> holds is no part of the page. */
  gboolean (*enter) (const GumboNode *node, gpointer state, gpointer data);
} RtHtmlWalk;

void
rt_html_walk (const GumboNode *root, const RtHtmlWalk *walk, gconstpointer root_state);

gboolean rt_html_is (const GumboNode *node, GumboTag tag);
const char *rt_html_get (const GumboNode *node, const char *attribute);
gboolean rt_html_has (const GumboNode *node, const char *attribute);
char *rt_html_dup_text (const GumboNode *node, guint n_nodes_max);
char *rt_html_collapse_space (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtHtmlTree, rt_html_tree_free)

G_END_DECLS
