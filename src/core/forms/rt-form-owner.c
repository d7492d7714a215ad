/* Which form the parser has open, at each place of a page. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/forms/rt-form-owner.h"

#include <string.h>

/* A place in the text where the parser's form element pointer changes. */
typedef struct
{
  gsize offset;
  const GumboNode *form; /* NULL: closed */
} Turn;

typedef struct
{
  gsize begin;
  gsize end;
} Range;

/* A browser gives a control to the form that is open when its tag comes, wherever the two
 * end up in the tree: in <table><form><tr><td><input></table> the form is empty there.
 * gumbo does not tell, but it keeps the places of all tags in the text, so that it can be
 * found out again: a form opens at its tag, and "</form" closes it wherever that is a tag.
 * That it is not in comments, in attributes, and in elements whose text holds no tags; in
 * templates and selects it is a tag without effect. */
struct _RtFormOwner
{
  GArray *turns; /* by offset */
};

typedef struct
{
  const char *text;
  gsize length;
  GArray *forms;  /* of Turn */
  GArray *silent; /* of Range: where "</form" closes nothing */
} Search;

static gsize
get_offset (const Search *search, const GumboStringPiece *piece)
{
  return piece->data >= search->text && piece->data <= search->text + search->length
             ? (gsize)(piece->data - search->text)
             : 0;
}

static void
add_silent (Search *search, gsize begin, gsize end)
{
  if (end > begin)
    g_array_append_val (search->silent, ((Range){ begin, end }));
}

static gboolean
has_no_tags (GumboTag tag)
{
  static const GumboTag tags[]
      = { GUMBO_TAG_SCRIPT,    GUMBO_TAG_STYLE,  GUMBO_TAG_TEXTAREA, GUMBO_TAG_TITLE,
          GUMBO_TAG_XMP,       GUMBO_TAG_IFRAME, GUMBO_TAG_NOEMBED,  GUMBO_TAG_NOFRAMES,
          GUMBO_TAG_PLAINTEXT, GUMBO_TAG_SELECT };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (tags[i] == tag)
      return TRUE;
  return FALSE;
}

static void
add_element (Search *search, const GumboNode *node)
{
  const GumboElement *element = &node->v.element;
  gsize begin = get_offset (search, &element->original_tag);

  if (element->original_tag.length == 0)
    return; /* the parser's own */
  add_silent (search, begin, begin + element->original_tag.length);
  if (node->type == GUMBO_NODE_TEMPLATE || has_no_tags (element->tag))
    add_silent (search, begin, element->end_pos.offset);
  else if (rt_html_is (node, GUMBO_TAG_FORM))
    g_array_append_val (search->forms, ((Turn){ begin, node }));
}

static gboolean
enter (const GumboNode *node, gpointer state, gpointer data)
{
  Search *search = data;
  gsize begin;

  switch (node->type)
    {
    case GUMBO_NODE_ELEMENT:
    case GUMBO_NODE_TEMPLATE:
      add_element (search, node);
      break;
    case GUMBO_NODE_COMMENT:
    case GUMBO_NODE_CDATA:
      begin = get_offset (search, &node->v.text.original_text);
      add_silent (search, begin, begin + node->v.text.original_text.length);
      break;
    case GUMBO_NODE_DOCUMENT:
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_WHITESPACE:
      break;
    }
  return TRUE;
}

static int
compare_turns (gconstpointer a, gconstpointer b)
{
  const Turn *first = a;
  const Turn *second = b;

  return first->offset < second->offset ? -1 : first->offset > second->offset;
}

static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  const Range *first = a;
  const Range *second = b;

  return first->begin < second->begin ? -1 : first->begin > second->begin;
}

/* The tag's name has to end there. */
static gboolean
is_closing_tag (const char *at, gsize length)
{
  return length >= 6 && g_ascii_strncasecmp (at, "</form", 6) == 0
         && (length == 6 || strchr (" \t\n\f\r/>", at[6]) != NULL);
}

/* Both lists are in order, so that one walk is enough. */
static void
add_closings (RtFormOwner *self, const Search *search)
{
  gsize quiet_until = 0;
  guint next = 0;

  for (gsize i = 0; i < search->length; i++)
    {
      const char *found = memchr (search->text + i, '<', search->length - i);

      if (found == NULL)
        return;
      i = found - search->text;
      for (; next < search->silent->len; next++)
        {
          const Range *range = &g_array_index (search->silent, Range, next);

          if (range->begin > i)
            break;
          quiet_until = MAX (quiet_until, range->end);
        }
      if (i >= quiet_until && is_closing_tag (found, search->length - i))
        g_array_append_val (self->turns, ((Turn){ i, NULL }));
    }
}

/**
 * rt_form_owner_new:
 * @tree: a page
 *
 * Finds out where the forms of a page begin and end for the parser.
 *
 * Source: [HTML §13.2.4.4](https://html.spec.whatwg.org/multipage/parsing.html#form-element-pointer)
 *
 * Returns: (transfer full): what rt_form_owner_find() asks; good as long as @tree
 */
RtFormOwner *
rt_form_owner_new (const RtHtmlTree *tree)
{
  RtFormOwner *self = g_new0 (RtFormOwner, 1);
  g_autoptr (GArray) silent = g_array_new (FALSE, FALSE, sizeof (Range));
  Search search = { .silent = silent };
  char no_state = 0;

  self->turns = g_array_new (FALSE, FALSE, sizeof (Turn));
  search.forms = self->turns;
  search.text = rt_html_tree_get_text (tree, &search.length);
  rt_html_walk (rt_html_tree_get_root (tree), &(RtHtmlWalk){ &search, 1, enter },
                &no_state);
  g_array_sort (silent, compare_ranges);
  add_closings (self, &search);
  g_array_sort (self->turns, compare_turns);
  return self;
}

void
rt_form_owner_free (RtFormOwner *self)
{
  g_array_unref (self->turns);
  g_free (self);
}

/**
 * rt_form_owner_find:
 * @self: the forms of a page
 * @control: an element of the page
 *
 * Returns: (transfer none) (nullable): the form that was open when @control came
 */
const GumboNode *
rt_form_owner_find (const RtFormOwner *self, const GumboNode *control)
{
  gsize offset = control->v.element.start_pos.offset;
  guint low = 0;
  guint high = self->turns->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->turns, Turn, middle).offset < offset)
        low = middle + 1;
      else
        high = middle;
    }
  return low > 0 ? g_array_index (self->turns, Turn, low - 1).form : NULL;
}
