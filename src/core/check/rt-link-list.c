/* The addresses that a file holds, whatever kind of file it is. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/check/rt-link-list.h"

#include "core/check/rt-link-readers.h"
#include "core/http/rt-bounded-read.h"
#include "core/http/rt-charset.h"
#include "core/http/rt-uri.h"
#include "core/wire/rt-error.h"

#include <string.h>

/* How far one looks for what a file begins with. */
#define LOOK_BYTES 1024

static RtLinkList *
link_list_new (void)
{
  RtLinkList *self = g_new0 (RtLinkList, 1);

  self->entries = rt_check_entries_new ();
  self->sitemaps = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
rt_link_list_free (RtLinkList *self)
{
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->sitemaps);
  g_free (self);
}

/**
 * rt_link_list_take:
 * @self: a list
 * @reference: what a page says
 * @base: (nullable): what it is relative to
 *
 * Adds an address, if it is one that can be asked for.  A link within a page is none.
 */
void
rt_link_list_take (RtLinkList *self, const char *reference, GUri *base)
{
  g_autofree char *scheme = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autofree char *address = NULL;

  reference += strspn (reference, " \t\r\n\f");
  if (*reference == '\0' || *reference == '#')
    return;
  scheme = g_uri_parse_scheme (reference);
  if (scheme != NULL && rt_uri_scheme_is_http (scheme))
    {
      rt_link_list_take_typed (self, reference);
      return;
    }
  if (base != NULL)
    uri = rt_uri_parse (reference, base, NULL, NULL);
  if (uri == NULL)
    {
      self->n_left_out++;
      return;
    }
  address = g_uri_to_string (uri);
  rt_link_list_take_typed (self, address);
}

/* What a person wrote: “example.org/a” is an address, too. */
void
rt_link_list_take_typed (RtLinkList *self, const char *text)
{
  g_ptr_array_add (self->entries, rt_check_entry_new (text));
}

static GBytes *
unzip (GBytes *bytes, GError **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  g_autoptr (GConverter) converter = NULL;
  g_autoptr (GInputStream) packed = NULL;
  g_autoptr (GInputStream) in = NULL;
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GError) raw = NULL;

  if (length < 2 || data[0] != 0x1f || data[1] != 0x8b)
    return g_bytes_ref (bytes);
  converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  packed = g_memory_input_stream_new_from_bytes (bytes);
  in = g_converter_input_stream_new (packed, converter);
  out = rt_bounded_read (in, RT_LINK_LIST_BYTES_MAX, NULL, &raw);
  if (out == NULL)
    {
      g_set_error (error, RT_ERROR, RT_ERROR_FILE, "no whole gzip file: %s",
                   raw->message);
      return NULL;
    }
  if (g_bytes_get_size (out) > RT_LINK_LIST_BYTES_MAX)
    {
      g_set_error_literal (error, RT_ERROR, RT_ERROR_FILE_TOO_BIG,
                           "a list that unpacks to more than 64 MiB");
      return NULL;
    }
  return g_steal_pointer (&out);
}

static gboolean
has_suffix (const char *name, const char *suffix)
{
  gsize length = strlen (name);
  gsize n = strlen (suffix);

  return length >= n && g_ascii_strcasecmp (name + length - n, suffix) == 0;
}

static gboolean
holds_any (const char *text, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (text, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* What it says it is, or else what it looks like. */
static RtLinkKind
find_kind (const char *name, const char *media, GBytes *utf8)
{
  static const char *const sitemap[] = { "<urlset", "<sitemapindex", NULL };
  static const char *const html[] = {
    "<!doctype html", "<!doctype netscape", "<html", "<head", "<body", "<a ", NULL
  };
  gsize length;
  const char *text = g_bytes_get_data (utf8, &length);
  g_autofree char *begin
      = g_ascii_strdown (text != NULL ? text : "", (gssize)MIN (length, LOOK_BYTES));

  /* What only writes about sitemaps does not begin with a tag. */
  if (begin[strspn (begin, " \t\r\n")] == '<' && !holds_any (begin, html)
      && holds_any (begin, sitemap))
    return RT_LINKS_SITEMAP;
  if (has_suffix (name, ".html") || has_suffix (name, ".htm")
      || has_suffix (name, ".xhtml") || g_strcmp0 (media, "text/html") == 0
      || g_strcmp0 (media, "application/xhtml+xml") == 0)
    return RT_LINKS_HTML;
  if (has_suffix (name, ".md") || has_suffix (name, ".markdown")
      || g_strcmp0 (media, "text/markdown") == 0)
    return RT_LINKS_MARKDOWN;
  if (has_suffix (name, ".csv") || has_suffix (name, ".tsv")
      || g_strcmp0 (media, "text/csv") == 0)
    return RT_LINKS_CSV;
  return holds_any (begin, html) ? RT_LINKS_HTML : RT_LINKS_TEXT;
}

/* UTF-16 whose byte order nothing tells: an address is ASCII, so that every other byte of
 * it is NUL. */
static const RtEncoding *
find_wide (GBytes *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  guint n_nul[2] = { 0, 0 };

  for (gsize i = 0; i < MIN (length, LOOK_BYTES); i++)
    n_nul[i % 2] += data[i] == '\0';
  if (n_nul[0] == 0 && n_nul[1] > MIN (length, LOOK_BYTES) / 3)
    return rt_encoding_find ("utf-16le");
  if (n_nul[1] == 0 && n_nul[0] > MIN (length, LOOK_BYTES) / 3)
    return rt_encoding_find ("utf-16be");
  return NULL;
}

/* A text that ends at its NUL would look like a whole list. */
static char *
dup_text (GBytes *utf8)
{
  gsize length;
  const char *data = g_bytes_get_data (utf8, &length);
  char *text = g_malloc (length + 1);

  for (gsize i = 0; i < length; i++)
    text[i] = data[i] != '\0' ? data[i] : '\n';
  text[length] = '\0';
  return text;
}

static gboolean
read_kind (RtLinkList *self,
           GBytes *utf8,
           GUri *base,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *text = dup_text (utf8);

  switch (self->kind)
    {
    case RT_LINKS_TEXT:
      rt_link_list_read_text (self, text);
      return TRUE;
    case RT_LINKS_CSV:
      rt_link_list_read_csv (self, text);
      return TRUE;
    case RT_LINKS_MARKDOWN:
      rt_link_list_read_markdown (self, text, base);
      return TRUE;
    case RT_LINKS_HTML:
      return rt_link_list_read_html (self, utf8, base, cancellable, error);
    case RT_LINKS_SITEMAP:
      return rt_link_list_read_sitemap (self, text, strlen (text), error);
    }
  g_return_val_if_reached (FALSE);
}

/**
 * rt_link_list_read:
 * @bytes: a file, perhaps compressed by gzip
 * @name: (nullable): what it is called
 * @content_type: (nullable): the field's value, if a server sent it
 * @base: (nullable): where it came from, for what is relative
 * @cancellable: (nullable): to give up
 * @error: return location for a #GError, or %NULL
 *
 * Finds the addresses in a text, a table, a page, a list of bookmarks, Markdown or a
 * sitemap.  May take seconds: not for the main thread.
 *
 * Errors: %RT_ERROR_FILE_TOO_BIG, %RT_ERROR_FILE
 *
 * Returns: (transfer full): the addresses, perhaps none; %NULL on error
 */
RtLinkList *
rt_link_list_read (GBytes *bytes,
                   const char *name,
                   const char *content_type,
                   GUri *base,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GBytes) unzipped = NULL;
  g_autoptr (GBytes) utf8 = NULL;
  g_autofree char *media = NULL;
  g_autofree char *plain_name = g_strdup (name != NULL ? name : "");
  g_autoptr (RtLinkList) self = link_list_new ();
  RtCharset charset;

  if (g_bytes_get_size (bytes) > RT_LINK_LIST_BYTES_MAX)
    {
      g_set_error_literal (error, RT_ERROR, RT_ERROR_FILE_TOO_BIG,
                           "a list of more than 64 MiB");
      return NULL;
    }
  unzipped = unzip (bytes, error);
  if (unzipped == NULL)
    return NULL;
  charset = rt_charset_detect (unzipped, FALSE, content_type, find_wide (unzipped));
  utf8 = rt_charset_decode (charset.encoding, unzipped, FALSE);
  if (has_suffix (plain_name, ".gz"))
    plain_name[strlen (plain_name) - strlen (".gz")] = '\0';
  if (content_type != NULL)
    media = rt_content_type_dup_media (content_type);
  self->kind = find_kind (plain_name, media, utf8);
  return read_kind (self, utf8, base, cancellable, error) ? g_steal_pointer (&self)
                                                          : NULL;
}

typedef struct
{
  GBytes *bytes;
  char *name;
  char *content_type;
  GUri *base; /* nullable */
} ReadTask;

static void
read_task_free (gpointer data)
{
  ReadTask *task = data;

  g_bytes_unref (task->bytes);
  g_free (task->name);
  g_free (task->content_type);
  g_clear_pointer (&task->base, g_uri_unref);
  g_free (task);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const ReadTask *what = data;
  GError *error = NULL;
  RtLinkList *list = rt_link_list_read (what->bytes, what->name, what->content_type,
                                        what->base, cancellable, &error);

  if (list != NULL)
    g_task_return_pointer (task, list, (GDestroyNotify)rt_link_list_free);
  else
    g_task_return_error (task, error);
}

/**
 * rt_link_list_read_async:
 * @bytes: see rt_link_list_read()
 * @name: (nullable): likewise
 * @content_type: (nullable): likewise
 * @base: (nullable): likewise
 * @cancellable: (nullable): to give up
 * @callback: called when the addresses were found
 * @user_data: for @callback
 *
 * Finds the addresses in a thread.
 */
void
rt_link_list_read_async (GBytes *bytes,
                         const char *name,
                         const char *content_type,
                         GUri *base,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  ReadTask *what = g_new0 (ReadTask, 1);

  what->bytes = g_bytes_ref (bytes);
  what->name = g_strdup (name);
  what->content_type = g_strdup (content_type);
  what->base = base != NULL ? g_uri_ref (base) : NULL;
  g_task_set_source_tag (task, rt_link_list_read_async);
  g_task_set_task_data (task, what, read_task_free);
  g_task_run_in_thread (task, read_in_thread);
}

RtLinkList *
rt_link_list_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
