/* The addresses of a sitemap, or of an index of sitemaps. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/check/rt-link-readers.h"

#include "core/wire/rt-error.h"

#include <string.h>

typedef struct
{
  RtLinkList *list;
  GString *text; /* of the <loc> that is open; nullable */
} Parser;

static const char *
skip_prefix (const char *name)
{
  const char *colon = strrchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

/* The element around the one that begins or ends now. */
static const char *
get_parent (GMarkupParseContext *context)
{
  const GSList *stack = g_markup_parse_context_get_element_stack (context);

  return stack != NULL && stack->next != NULL ? skip_prefix (stack->next->data) : "";
}

static void
on_start (GMarkupParseContext *context,
          const char *name,
          const char **names,
          const char **values,
          gpointer user_data,
          GError **error)
{
  Parser *self = user_data;
  const char *parent = get_parent (context);

  if (self->text == NULL && strcmp (skip_prefix (name), "loc") == 0
      && (strcmp (parent, "url") == 0 || strcmp (parent, "sitemap") == 0))
    self->text = g_string_new (NULL);
}

static void
on_text (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer user_data,
         GError **error)
{
  Parser *self = user_data;

  if (self->text != NULL)
    g_string_append_len (self->text, text, (gssize)length);
}

static void
on_end (GMarkupParseContext *context,
        const char *name,
        gpointer user_data,
        GError **error)
{
  Parser *self = user_data;

  if (self->text == NULL || strcmp (skip_prefix (name), "loc") != 0)
    return;
  g_strstrip (self->text->str);
  if (strcmp (get_parent (context), "sitemap") == 0)
    g_ptr_array_add (self->list->sitemaps, g_strdup (self->text->str));
  else
    rt_link_list_take (self->list, self->text->str, NULL);
  g_string_free (g_steal_pointer (&self->text), TRUE);
}

/* Source: https://www.sitemaps.org/protocol.html */
gboolean
rt_link_list_read_sitemap (RtLinkList *self,
                           const char *text,
                           gsize length,
                           GError **error)
{
  static const GMarkupParser callbacks
      = { .start_element = on_start, .end_element = on_end, .text = on_text };
  Parser parser = { .list = self };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (
      &callbacks, G_MARKUP_TREAT_CDATA_AS_TEXT, &parser, NULL);
  g_autoptr (GError) raw = NULL;
  gboolean is_good = g_markup_parse_context_parse (context, text, (gssize)length, &raw)
                     && g_markup_parse_context_end_parse (context, &raw);

  if (parser.text != NULL)
    g_string_free (parser.text, TRUE);
  if (!is_good)
    g_set_error (error, RT_ERROR, RT_ERROR_FILE, "no sitemap: %s", raw->message);
  return is_good;
}
