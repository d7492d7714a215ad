/* The links of a page: where they lead, and what it is made of. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/check/rt-link-readers.h"

#include "core/http/rt-html-tree.h"
#include "core/http/rt-uri.h"

#include <string.h>

static const struct
{
  GumboTag tag;
  const char *attribute;
} places[] = {
  { GUMBO_TAG_A, "href" },     { GUMBO_TAG_AREA, "href" },   { GUMBO_TAG_LINK, "href" },
  { GUMBO_TAG_IMG, "src" },    { GUMBO_TAG_SCRIPT, "src" },  { GUMBO_TAG_IFRAME, "src" },
  { GUMBO_TAG_SOURCE, "src" }, { GUMBO_TAG_VIDEO, "src" },   { GUMBO_TAG_AUDIO, "src" },
  { GUMBO_TAG_EMBED, "src" },  { GUMBO_TAG_OBJECT, "data" }, { GUMBO_TAG_FRAME, "src" },
};

typedef struct
{
  RtLinkList *list;
  GUri *base; /* nullable */
  gboolean has_base;
} Reading;

/* What the browser only warms up to is no link. */
static gboolean
is_hint (const GumboNode *node)
{
  const char *rel = rt_html_get (node, "rel");

  return rt_html_is (node, GUMBO_TAG_LINK) && rel != NULL
         && (g_ascii_strcasecmp (rel, "preconnect") == 0
             || g_ascii_strcasecmp (rel, "dns-prefetch") == 0);
}

static void
set_base (Reading *reading, const char *address)
{
  GUri *base = rt_uri_parse (address, reading->base, NULL, NULL);

  reading->has_base = TRUE;
  if (base == NULL)
    return;
  g_clear_pointer (&reading->base, g_uri_unref);
  reading->base = base;
}

static gboolean
enter_base (const GumboNode *node, gpointer state, gpointer data)
{
  Reading *reading = data;
  const char *address = rt_html_get (node, "href");

  if (rt_html_is (node, GUMBO_TAG_BASE) && address != NULL)
    set_base (reading, address);
  return !reading->has_base;
}

static gboolean
enter_link (const GumboNode *node, gpointer state, gpointer data)
{
  Reading *reading = data;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (rt_html_is (node, places[i].tag) && !is_hint (node))
      {
        const char *value = rt_html_get (node, places[i].attribute);

        if (value != NULL)
          rt_link_list_take (reading->list, value, reading->base);
      }
  return TRUE;
}

gboolean
rt_link_list_read_html (RtLinkList *self,
                        GBytes *text,
                        GUri *base,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (RtHtmlTree) tree = rt_html_tree_parse (text, cancellable, error);
  Reading reading = { .list = self, .base = base != NULL ? g_uri_ref (base) : NULL };
  char none = 0;

  if (tree != NULL)
    {
      const GumboNode *root = rt_html_tree_get_root (tree);

      rt_html_walk (root, &(RtHtmlWalk){ &reading, sizeof none, enter_base }, &none);
      rt_html_walk (root, &(RtHtmlWalk){ &reading, sizeof none, enter_link }, &none);
    }
  g_clear_pointer (&reading.base, g_uri_unref);
  return tree != NULL;
}
