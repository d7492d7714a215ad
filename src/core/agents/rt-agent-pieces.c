/* A body cut into pieces, so that a difference in one is none in its neighbours. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/agents/rt-agent-pieces.h"

#include "core/http/rt-charset.h"
#include "core/http/rt-html-tree.h"

#include <string.h>

#define TITLE_NODES_MAX 16

/* Where a piece ends: before one of these, or after one of those. */
typedef struct
{
  const char *before;
  const char *after;
} Cuts;

static Cuts
choose_cuts (const char *media)
{
  if (g_str_has_suffix (media, "html") || g_str_has_suffix (media, "xml"))
    return (Cuts){ "<", ">\n" };
  if (g_str_has_suffix (media, "json"))
    return (Cuts){ "}]", "{[,\n" };
  return (Cuts){ "", "\n" };
}

/* Adds a piece on a line of its own, without the space around it, which is nothing to
 * tell two pages apart by. */
static void
add_piece (GString *pieces, const char *start, const char *end)
{
  while (start < end && g_ascii_isspace (*start))
    start++;
  while (end > start && g_ascii_isspace (end[-1]))
    end--;
  if (start == end)
    return;
  g_string_append_len (pieces, start, end - start);
  g_string_append_c (pieces, '\n');
}

static GBytes *
cut_text (const char *text, gsize length, Cuts cuts)
{
  GString *pieces = g_string_sized_new (length);
  const char *start = text;
  const char *end = text + length;

  for (const char *p = text; p < end; p++)
    if (*p != '\0' && strchr (cuts.after, *p) != NULL)
      {
        add_piece (pieces, start, p + 1);
        start = p + 1;
      }
    else if (*p != '\0' && strchr (cuts.before, *p) != NULL)
      {
        add_piece (pieces, start, p);
        start = p;
      }
  add_piece (pieces, start, end);
  return g_string_free_to_bytes (pieces);
}

static GBytes *
describe_binary (GBytes *body)
{
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body);
  char *line = g_strdup_printf ("%" G_GSIZE_FORMAT " SHA-256 %s\n",
                                g_bytes_get_size (body), sum);

  return g_bytes_new_take (line, strlen (line));
}

static gboolean
enter (const GumboNode *node, gpointer state, gpointer data)
{
  const GumboNode **title = data;

  if (rt_html_is (node, GUMBO_TAG_TITLE)
      && node->v.element.tag_namespace == GUMBO_NAMESPACE_HTML)
    *title = node;
  return *title == NULL;
}

static char *
find_title (GBytes *text)
{
  g_autoptr (RtHtmlTree) tree = rt_html_tree_parse (text, NULL, NULL);
  const GumboNode *title = NULL;
  const char nothing = 0;
  g_autofree char *words = NULL;

  if (tree == NULL)
    return NULL;
  rt_html_walk (rt_html_tree_get_root (tree), &(RtHtmlWalk){ &title, 1, enter },
                &nothing);
  if (title == NULL)
    return NULL;
  words = rt_html_dup_text (title, TITLE_NODES_MAX);
  return rt_html_collapse_space (words);
}

/**
 * rt_agent_pieces_cut:
 * @body: a body without its content codings
 * @content_type: (nullable): the field's value
 * @is_cut: whether there is more of it
 * @title: (out) (nullable): the title, if it is a page that has one
 *
 * Cuts a text into pieces, each on its line: the tags of a page and what stands between
 * them, the members of JSON, else its lines.  Of what is no text there is one line that
 * says which bytes they are.
 *
 * Returns: (transfer full): the lines, in UTF-8
 */
GBytes *
rt_agent_pieces_cut (GBytes *body,
                     const char *content_type,
                     gboolean is_cut,
                     char **title)
{
  g_autofree char *media
      = content_type != NULL ? rt_content_type_dup_media (content_type) : NULL;
  RtCharset charset = rt_charset_detect (body, is_cut, content_type, NULL);
  g_autoptr (GBytes) text = NULL;
  const char *data;
  gsize length;

  *title = NULL;
  if (g_bytes_get_size (body) == 0)
    return g_bytes_ref (body);
  if (rt_charset_looks_binary (charset.encoding, body))
    return describe_binary (body);
  text = rt_charset_decode (charset.encoding, body, is_cut);
  if (media != NULL && g_str_has_suffix (media, "html"))
    *title = find_title (text);
  data = g_bytes_get_data (text, &length);
  return cut_text (data != NULL ? data : "", length,
                   choose_cuts (media != NULL ? media : ""));
}
