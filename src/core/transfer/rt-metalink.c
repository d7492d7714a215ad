/* Files, where they are to be had and what they must be: a Metalink document. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-metalink.h"

#include "core/transfer/rt-file-name.h"

#include <string.h>

/* What a `url` without one has, RFC 5854 §4.2.16.1. */
#define PRIORITY_MAX 999999

typedef enum
{
  OUTSIDE,
  IN_METALINK,
  IN_FILE,
  IN_SIZE,
  IN_HASH,
  IN_URL,
  IN_PIECES,
  IN_PIECE,
} Place;

static const struct
{
  Place parent;
  const char *name;
} places[] = {
  [OUTSIDE] = { OUTSIDE, "" },         [IN_METALINK] = { OUTSIDE, "metalink" },
  [IN_FILE] = { IN_METALINK, "file" }, [IN_SIZE] = { IN_FILE, "size" },
  [IN_HASH] = { IN_FILE, "hash" },     [IN_URL] = { IN_FILE, "url" },
  [IN_PIECES] = { IN_FILE, "pieces" }, [IN_PIECE] = { IN_PIECES, "hash" },
};

typedef struct
{
  guint priority;
  char *address;
} Source;

typedef struct
{
  GPtrArray *files; /* of RtMetalinkFile */
  Place place;
  guint n_skipped; /* elements that are open and mean nothing to us */
  GString *text;   /* of the element that is open */

  /* of the file that is open */
  RtMetalinkFile *file;        /* nullable */
  GArray *sources;             /* of Source */
  RtDigestAlgorithm algorithm; /* of the hash or the pieces */
  guint priority;
} Parser;

static void
free_file (gpointer data)
{
  RtMetalinkFile *file = data;

  g_free (file->name);
  g_array_unref (file->pieces);
  g_ptr_array_unref (file->addresses);
  g_free (file);
}

static void
clear_source (gpointer data)
{
  g_free (((Source *)data)->address);
}

static gboolean
fail (GError **error, const char *what)
{
  g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, what);
  return FALSE;
}

static const char *
find_attribute (const char *const *names, const char *const *values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], name) == 0)
      return values[i];
  return NULL;
}

static RtDigestAlgorithm
find_algorithm (const char *type)
{
  return type != NULL ? rt_digest_algorithm_find (type, strlen (type)) : RT_DIGEST_NONE;
}

static guint
parse_priority (const char *text)
{
  guint64 priority;

  return text != NULL
                 && g_ascii_string_to_unsigned (text, 10, 1, PRIORITY_MAX, &priority,
                                                NULL)
             ? (guint)priority
             : PRIORITY_MAX;
}

/* A path in the place of a name is an attempt to write elsewhere, RFC 5854 §4.1.2.1. */
static gboolean
begin_file (Parser *self, const char *name, GError **error)
{
  g_autofree char *safe = NULL;

  if (name != NULL && strpbrk (name, "/\\") == NULL && strcmp (name, "..") != 0)
    safe = rt_file_name_sanitize (name);
  if (safe == NULL)
    return fail (error, "a file has no name that could be used");
  self->file = g_new0 (RtMetalinkFile, 1);
  self->file->name = g_steal_pointer (&safe);
  self->file->size = -1;
  self->file->pieces = g_array_new (FALSE, FALSE, sizeof (RtDigest));
  self->file->addresses = g_ptr_array_new_with_free_func (g_free);
  return TRUE;
}

static gboolean
begin_pieces (Parser *self, const char *length, GError **error)
{
  guint64 number;

  /* The first that we can make counts. */
  if (self->algorithm == RT_DIGEST_NONE || self->file->piece_length != 0)
    {
      self->algorithm = RT_DIGEST_NONE;
      return TRUE;
    }
  if (length == NULL
      || !g_ascii_string_to_unsigned (length, 10, 1, G_MAXINT64, &number, NULL))
    return fail (error, "the pieces of a file have no length");
  self->file->piece_length = (gint64)number;
  return TRUE;
}

static gboolean
begin (Parser *self, const char *const *names, const char *const *values, GError **error)
{
  switch (self->place)
    {
    case OUTSIDE:
    case IN_METALINK:
    case IN_SIZE:
    case IN_PIECE:
      return TRUE;
    case IN_FILE:
      return begin_file (self, find_attribute (names, values, "name"), error);
    case IN_HASH:
      self->algorithm = find_algorithm (find_attribute (names, values, "type"));
      return TRUE;
    case IN_URL:
      self->priority = parse_priority (find_attribute (names, values, "priority"));
      return TRUE;
    case IN_PIECES:
      self->algorithm = find_algorithm (find_attribute (names, values, "type"));
      return begin_pieces (self, find_attribute (names, values, "length"), error);
    }
  g_return_val_if_reached (FALSE);
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
  const char *colon = strrchr (name, ':');

  if (colon != NULL)
    name = colon + 1; /* the name space has a prefix */
  for (guint i = IN_METALINK; self->n_skipped == 0 && i < G_N_ELEMENTS (places); i++)
    if (places[i].parent == self->place && strcmp (places[i].name, name) == 0)
      {
        self->place = (Place)i;
        g_string_truncate (self->text, 0);
        begin (self, (const char *const *)names, (const char *const *)values, error);
        return;
      }
  self->n_skipped++;
}

static void
on_text (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer user_data,
         GError **error)
{
  Parser *self = user_data;

  if (self->n_skipped == 0)
    g_string_append_len (self->text, text, (gssize)length);
}

/* What is of no algorithm of ours says nothing; what is wrong must not be passed over. */
static gboolean
end_hash (Parser *self, const char *text, RtDigest *digest, GError **error)
{
  g_autofree char *named = NULL;

  *digest = (RtDigest){ .algorithm = RT_DIGEST_NONE };
  if (self->algorithm == RT_DIGEST_NONE)
    return TRUE;
  named = g_strconcat (rt_digest_algorithm_get_name (self->algorithm), "=", text, NULL);
  return rt_digest_parse (digest, named) || fail (error, "a digest is not well-formed");
}

static gboolean
end_size (Parser *self, const char *text, GError **error)
{
  guint64 size;

  if (self->file->size >= 0
      || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &size, NULL))
    return fail (error, "the size of a file is no number");
  self->file->size = (gint64)size;
  return TRUE;
}

static void
end_url (Parser *self, const char *text)
{
  Source source = { self->priority, NULL };

  if (g_ascii_strncasecmp (text, "http://", 7) != 0
      && g_ascii_strncasecmp (text, "https://", 8) != 0)
    return;
  source.address = g_strdup (text);
  g_array_append_val (self->sources, source);
}

/* The order of the document decides between equals. */
static int
compare_sources (gconstpointer a, gconstpointer b)
{
  const Source *left = a;
  const Source *right = b;

  return (left->priority > right->priority) - (left->priority < right->priority);
}

/* Pieces that do not cover the file one by one are of no use. */
static void
check_pieces (RtMetalinkFile *file)
{
  gint64 n = file->piece_length > 0 && file->size > 0
                 ? (file->size - 1) / file->piece_length + 1
                 : 0;

  if (n == (gint64)file->pieces->len && n > 0)
    return;
  g_array_set_size (file->pieces, 0);
  file->piece_length = 0;
}

static void
end_file (Parser *self)
{
  g_array_sort (self->sources, compare_sources); /* which is stable */
  for (guint i = 0; i < self->sources->len; i++)
    g_ptr_array_add (self->file->addresses,
                     g_steal_pointer (&g_array_index (self->sources, Source, i).address));
  g_array_set_size (self->sources, 0);
  check_pieces (self->file);
  g_ptr_array_add (self->files, g_steal_pointer (&self->file));
}

static void
on_end (GMarkupParseContext *context,
        const char *name,
        gpointer user_data,
        GError **error)
{
  Parser *self = user_data;
  g_autofree char *text = NULL;
  RtDigest digest;

  if (self->n_skipped > 0)
    {
      self->n_skipped--;
      return;
    }
  text = g_strstrip (g_strdup (self->text->str));
  g_string_truncate (self->text, 0);
  if (self->place == IN_SIZE)
    end_size (self, text, error);
  else if (self->place == IN_URL)
    end_url (self, text);
  else if (self->place == IN_FILE)
    end_file (self);
  else if ((self->place == IN_HASH || self->place == IN_PIECE)
           && end_hash (self, text, &digest, error) && digest.algorithm != RT_DIGEST_NONE)
    {
      if (self->place == IN_PIECE)
        g_array_append_val (self->file->pieces, digest);
      else if (digest.algorithm > self->file->digest.algorithm)
        self->file->digest = digest;
    }
  self->place = places[self->place].parent;
}

/**
 * rt_metalink_parse:
 * @text: (array length=length): a document, from anywhere
 * @length: how many bytes
 *
 * Reads a Metalink document.  It is refused as a whole if a file in it has a path for a
 * name, or a digest or a size that is not well-formed.
 *
 * Source: [RFC 5854](https://www.rfc-editor.org/rfc/rfc5854)
 *
 * Returns: (transfer full) (nullable) (element-type RtMetalinkFile): the files, at least
 *   one; %NULL if this is no such document
 */
GPtrArray *
rt_metalink_parse (const char *text, gsize length)
{
  static const GMarkupParser callbacks
      = { .start_element = on_start, .end_element = on_end, .text = on_text };
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (free_file);
  Parser parser = { .files = files };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (
      &callbacks, G_MARKUP_TREAT_CDATA_AS_TEXT, &parser, NULL);
  gboolean is_good;

  if (length > RT_METALINK_BYTES_MAX)
    return NULL;
  parser.text = g_string_new (NULL);
  parser.sources = g_array_new (FALSE, FALSE, sizeof (Source));
  g_array_set_clear_func (parser.sources, clear_source);
  is_good = g_markup_parse_context_parse (context, text, (gssize)length, NULL)
            && g_markup_parse_context_end_parse (context, NULL) && files->len > 0;
  g_clear_pointer (&parser.file, free_file);
  g_string_free (parser.text, TRUE);
  g_array_unref (parser.sources);
  return is_good ? g_steal_pointer (&files) : NULL;
}
