/* The tree that a browser builds from a page, within limits. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-html-tree.h"

#include "core/wire/rt-error.h"

#include <setjmp.h>
#include <string.h>

/* A page that is nothing but tags takes about 30 times its size. */
#define HEAP_BYTES_MAX (256 * 1024 * 1024)
#define PARSE_US_MAX (10 * G_USEC_PER_SEC)
/* How many allocations go by between two looks at the clock. */
#define LOOK_EVERY 64

typedef struct _Block Block;

/* Stands before each piece of memory that gumbo has. */
struct _Block
{
  Block *previous;
  Block *next;
  gsize size;
};

typedef enum
{
  STOP_NONE,
  STOP_MEMORY,
  STOP_TIME,
  STOP_CANCELLED,
} Stop;

/* gumbo has no limits of its own: what is nested deeply takes it quadratic time, and
 * freeing the tree recurses as deep as the tree is.  But it allocates at least once a tag,
 * from where it can be left for good: all its memory hangs on this list. */
struct _RtHtmlTree
{
  GBytes *text;
  GumboOutput *output;

  Block blocks; /* the head of the list */
  gsize n_bytes;
  guint n_allocations;
  gint64 deadline_us;
  GCancellable *cancellable; /* borrowed, while parsing */
  jmp_buf way_out;
};

static void
check_limits (RtHtmlTree *self, gsize size)
{
  Stop stop = STOP_NONE;

  if (self->n_bytes + size > HEAP_BYTES_MAX)
    stop = STOP_MEMORY;
  else if (++self->n_allocations % LOOK_EVERY == 0)
    {
      if (g_get_monotonic_time () > self->deadline_us)
        stop = STOP_TIME;
      else if (g_cancellable_is_cancelled (self->cancellable))
        stop = STOP_CANCELLED;
    }
  if (stop != STOP_NONE)
    longjmp (self->way_out, stop);
}

static void *
allocate (void *data, size_t size)
{
  RtHtmlTree *self = data;
  Block *block;

  check_limits (self, size);
  block = g_malloc (sizeof *block + size);
  block->size = size;
  block->previous = &self->blocks;
  block->next = self->blocks.next;
  block->next->previous = block;
  self->blocks.next = block;
  self->n_bytes += size;
  return block + 1;
}

static void
deallocate (void *data, void *memory)
{
  RtHtmlTree *self = data;
  Block *block = memory;

  if (memory == NULL)
    return;
  block--;
  block->previous->next = block->next;
  block->next->previous = block->previous;
  self->n_bytes -= block->size;
  g_free (block);
}

static void
set_error (GError **error, Stop stop)
{
  switch (stop)
    {
    case STOP_MEMORY:
      g_set_error_literal (error, RT_ERROR, RT_ERROR_PAGE_TOO_BIG,
                           "the page takes too much memory");
      break;
    case STOP_TIME:
      g_set_error_literal (error, RT_ERROR, RT_ERROR_PAGE_TOO_BIG,
                           "the page takes too long to be read");
      break;
    case STOP_CANCELLED:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "no longer wanted");
      break;
    case STOP_NONE:
      g_assert_not_reached ();
    }
}

/**
 * rt_html_tree_parse:
 * @text: a page in UTF-8
 * @cancellable: (nullable): to give up
 * @error: return location for a #GError, or %NULL
 *
 * Reads a page as a browser does.  May take seconds: not for the main thread.
 *
 * Errors: %RT_ERROR_PAGE_TOO_BIG if it is longer than %RT_HTML_BYTES_MAX, or made so that
 * it takes too much time or memory.
 *
 * Source: [HTML §13.2](https://html.spec.whatwg.org/multipage/parsing.html)
 *
 * Returns: (transfer full): the tree, or %NULL on error
 */
RtHtmlTree *
rt_html_tree_parse (GBytes *text, GCancellable *cancellable, GError **error)
{
  GumboOptions options = kGumboDefaultOptions;
  gsize length;
  const char *data = g_bytes_get_data (text, &length);
  RtHtmlTree *volatile self;
  Stop stop;

  if (length > RT_HTML_BYTES_MAX)
    {
      g_set_error (error, RT_ERROR, RT_ERROR_PAGE_TOO_BIG,
                   "a page of %" G_GSIZE_FORMAT " bytes", length);
      return NULL;
    }
  self = g_new0 (RtHtmlTree, 1);
  self->text = g_bytes_ref (text);
  self->blocks.previous = self->blocks.next = &self->blocks;
  self->deadline_us = g_get_monotonic_time () + PARSE_US_MAX;
  self->cancellable = cancellable;
  options.allocator = allocate;
  options.deallocator = deallocate;
  options.userdata = self;
  options.max_errors = 0;

  stop = setjmp (self->way_out);
  if (stop == STOP_NONE)
    self->output = gumbo_parse_with_options (&options, data != NULL ? data : "", length);
  self->cancellable = NULL;
  if (stop != STOP_NONE)
    {
      set_error (error, stop);
      rt_html_tree_free (self);
      return NULL;
    }
  return self;
}

void
rt_html_tree_free (RtHtmlTree *self)
{
  while (self->blocks.next != &self->blocks)
    deallocate (self, self->blocks.next + 1);
  g_bytes_unref (self->text);
  g_free (self);
}

const GumboNode *
rt_html_tree_get_root (const RtHtmlTree *self)
{
  return self->output->document;
}

const char *
rt_html_tree_get_text (const RtHtmlTree *self, gsize *length)
{
  return g_bytes_get_data (self->text, length);
}

typedef struct
{
  const GumboVector *children; /* NULL: none */
  guint n_entered;
} Frame;

static const GumboVector *
get_children (const GumboNode *node)
{
  switch (node->type)
    {
    case GUMBO_NODE_DOCUMENT:
      return &node->v.document.children;
    case GUMBO_NODE_ELEMENT:
      return &node->v.element.children;
    case GUMBO_NODE_TEMPLATE:
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_CDATA:
    case GUMBO_NODE_COMMENT:
    case GUMBO_NODE_WHITESPACE:
      break;
    }
  return NULL;
}

/**
 * rt_html_walk:
 * @root: where to begin; not entered itself
 * @walk: what to do
 * @root_state: the state of @root
 *
 * Enters all that is below @root.
 */
void
rt_html_walk (const GumboNode *root, const RtHtmlWalk *walk, gconstpointer root_state)
{
  g_autoptr (GArray) frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  /* One state a frame. */
  g_autoptr (GByteArray) states = g_byte_array_new ();

  g_array_append_val (frames, ((Frame){ .children = get_children (root) }));
  g_byte_array_append (states, root_state, walk->state_size);
  while (frames->len > 0)
    {
      Frame *top = &g_array_index (frames, Frame, frames->len - 1);
      const GumboNode *node;
      const GumboVector *children;

      if (top->children == NULL || top->n_entered == top->children->length)
        {
          g_array_set_size (frames, frames->len - 1);
          g_byte_array_set_size (states, states->len - walk->state_size);
          continue;
        }
      node = top->children->data[top->n_entered++];
      children = get_children (node);
      /* The parent's state is copied, then moved out of the way if memory grows. */
      g_byte_array_set_size (states, states->len + walk->state_size);
      memcpy (states->data + states->len - walk->state_size,
              states->data + states->len - 2 * walk->state_size, walk->state_size);
      if (!walk->enter (node, states->data + states->len - walk->state_size, walk->data))
        return;
      if (children != NULL && children->length > 0)
        g_array_append_val (frames, ((Frame){ .children = children }));
      else
        g_byte_array_set_size (states, states->len - walk->state_size);
    }
}

gboolean
rt_html_is (const GumboNode *node, GumboTag tag)
{
  return node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == tag
         && node->v.element.tag_namespace == GUMBO_NAMESPACE_HTML;
}

/**
 * rt_html_get:
 * @node: a node
 * @attribute: in lower case
 *
 * Returns: (transfer none) (nullable): the attribute's value; %NULL: there is none
 */
const char *
rt_html_get (const GumboNode *node, const char *attribute)
{
  const GumboAttribute *found;

  if (node->type != GUMBO_NODE_ELEMENT)
    return NULL;
  found = gumbo_get_attribute (&node->v.element.attributes, attribute);
  return found != NULL ? found->value : NULL;
}

gboolean
rt_html_has (const GumboNode *node, const char *attribute)
{
  return rt_html_get (node, attribute) != NULL;
}

typedef struct
{
  GString *text;
  guint n_left; /* how many nodes may still be looked at */
} TextWalk;

static gboolean
enter_text (const GumboNode *node, gpointer state, gpointer data)
{
  gboolean *is_script = state;
  TextWalk *walk = data;

  if (rt_html_is (node, GUMBO_TAG_SCRIPT))
    *is_script = TRUE;
  if (!*is_script
      && (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE
          || node->type == GUMBO_NODE_CDATA))
    g_string_append (walk->text, node->v.text.text);
  return --walk->n_left > 0;
}

/**
 * rt_html_dup_text:
 * @node: a node
 * @n_nodes_max: how many nodes are looked at
 *
 * Returns: (transfer full): the text of all below @node, but for scripts
 */
char *
rt_html_dup_text (const GumboNode *node, guint n_nodes_max)
{
  TextWalk text = { .text = g_string_new (NULL), .n_left = n_nodes_max };
  gboolean is_script = FALSE;

  rt_html_walk (node, &(RtHtmlWalk){ &text, sizeof is_script, enter_text }, &is_script);
  return g_string_free (text.text, FALSE);
}

/**
 * rt_html_collapse_space:
 * @text: UTF-8
 *
 * Returns: (transfer full): @text without space around it, and a blank for each run within
 */
char *
rt_html_collapse_space (const char *text)
{
  GString *out = g_string_new (NULL);
  gboolean is_gap = FALSE;

  for (; *text != '\0'; text++)
    if (strchr (" \t\n\f\r", *text) != NULL)
      {
        is_gap = out->len > 0;
      }
    else
      {
        if (is_gap)
          g_string_append_c (out, ' ');
        is_gap = FALSE;
        g_string_append_c (out, *text);
      }
  return g_string_free (out, FALSE);
}
