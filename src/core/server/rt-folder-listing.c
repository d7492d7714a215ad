/* The page that lists a folder. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-folder-listing.h"

#include "core/server/rt-server-path.h"
#include "core/server/rt-status-answer.h"

#include <dirent.h>
#include <fcntl.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <unistd.h>

/* How many entries are written at once. */
#define STEP 500

typedef struct
{
  char *name; /* bytes */
  char *key;  /* to sort by, so that file10 comes after file9 */
  gboolean is_folder;
  goffset size;
  gint64 modified_s;
} Entry;

typedef struct
{
  GPtrArray *entries;
  char *title;
  guint next;
  gboolean is_json;
  gboolean has_parent;
  gboolean is_begun;
  gboolean is_over;
} Listing;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->name);
  g_free (entry->key);
  g_free (entry);
}

static void
listing_free (gpointer data)
{
  Listing *self = data;

  g_ptr_array_unref (self->entries);
  g_free (self->title);
  g_free (self);
}

/* What an entry is; a link counts as what it leads to, if that is inside. */
static gboolean
look_at (const RtFileRoot *root,
         const char *relative,
         int folder,
         const char *name,
         struct stat *info)
{
  g_autofree char *path = NULL;
  int fd;

  if (fstatat (folder, name, info, AT_SYMLINK_NOFOLLOW) != 0)
    return FALSE;
  if (!S_ISLNK (info->st_mode))
    return S_ISREG (info->st_mode) || S_ISDIR (info->st_mode);
  path = g_strconcat (relative, name, NULL);
  if (rt_file_root_open (root, path, &fd, info) != 0)
    return FALSE;
  close (fd);
  return TRUE;
}

static Entry *
make_entry (const char *name, const struct stat *info)
{
  Entry *entry = g_new0 (Entry, 1);
  g_autofree char *valid = g_utf8_make_valid (name, -1);

  entry->name = g_strdup (name);
  entry->key = g_utf8_collate_key_for_filename (valid, -1);
  entry->is_folder = S_ISDIR (info->st_mode);
  entry->size = info->st_size;
  entry->modified_s = info->st_mtim.tv_sec;
  return entry;
}

/* NULL: it cannot be read, for want of descriptors mostly. */
static GPtrArray *
read_entries (const RtFileRoot *root, const char *relative, int fd)
{
  int own = openat (fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *dir = own >= 0 ? fdopendir (own) : NULL;
  GPtrArray *entries;
  struct dirent *each;

  if (dir == NULL && own >= 0)
    close (own);
  if (dir == NULL)
    return NULL;
  entries = g_ptr_array_new_with_free_func (entry_free);
  while ((each = readdir (dir)) != NULL)
    {
      struct stat info;

      if (!rt_server_path_is_hidden (each->d_name) && strchr (each->d_name, '\\') == NULL
          && look_at (root, relative, fd, each->d_name, &info))
        g_ptr_array_add (entries, make_entry (each->d_name, &info));
    }
  closedir (dir);
  return entries;
}

static int
compare_numbers (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

/* Folders come first, whatever the order. */
static int
compare (gconstpointer a, gconstpointer b, gpointer order)
{
  const Entry *first = *(Entry *const *)a;
  const Entry *second = *(Entry *const *)b;
  const char *column_and_way = order;
  int result = 0;

  if (first->is_folder != second->is_folder)
    return first->is_folder ? -1 : 1;
  if (column_and_way[0] == 'S')
    result = compare_numbers (first->size, second->size);
  else if (column_and_way[0] == 'M')
    result = compare_numbers (first->modified_s, second->modified_s);
  if (result == 0)
    result = strcmp (first->key, second->key);
  return column_and_way[1] == 'D' ? -result : result;
}

static void
sort (GPtrArray *entries, const RtQuestion *question, char order[2])
{
  g_autofree char *column = rt_question_dup_parameter (question, "C");
  g_autofree char *way = rt_question_dup_parameter (question, "O");

  order[0] = column != NULL && strchr ("SM", column[0]) != NULL && column[0] != '\0'
                 ? column[0]
                 : 'N';
  order[1] = way != NULL && way[0] == 'D' ? 'D' : 'A';
  g_ptr_array_sort_with_data (entries, compare, order);
}

/* As text of a page: bytes that are no UTF-8 are shown as U+FFFD. */
static char *
escape (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  return g_markup_escape_text (valid, -1);
}

static void
write_head (const Listing *self, GString *out)
{
  g_autofree char *title = escape (self->title);

  g_string_append_printf (
      out,
      "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n<title>/%s</title>\n"
      "<style>body { font-family: sans-serif; margin: 2em; } td, th { padding: 0.1em 1em "
      "0.1em 0; text-align: left; } td + td { font-variant-numeric: tabular-nums; } "
      ":root { color-scheme: light dark; }</style>\n</head>\n<body>\n<h1>/%s</h1>\n"
      "<table>\n<tr><th><a href=\"?C=N&amp;O=A\">Name</a> <a href=\"?C=N&amp;O=D\">↓</a>"
      "<th><a href=\"?C=S&amp;O=A\">Size</a> <a href=\"?C=S&amp;O=D\">↓</a>"
      "<th><a href=\"?C=M&amp;O=A\">Changed</a> <a href=\"?C=M&amp;O=D\">↓</a>\n",
      title, title);
  if (self->has_parent)
    g_string_append (out, "<tr><td><a href=\"../\">..</a><td><td>\n");
}

static char *
format_date (gint64 time_s)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time_s);

  return date != NULL ? g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ") : g_strdup ("");
}

static void
write_row (const Entry *entry, GString *out)
{
  g_autofree char *link = rt_server_path_encode (entry->name);
  g_autofree char *text = escape (entry->name);
  g_autofree char *date = format_date (entry->modified_s);
  const char *slash = entry->is_folder ? "/" : "";

  g_string_append_printf (out, "<tr><td><a href=\"./%s%s\">%s%s</a>", link, slash, text,
                          slash);
  if (entry->is_folder)
    {
      g_string_append (out, "<td>");
    }
  else
    {
      g_autofree char *size
          = g_format_size_full ((guint64)entry->size, G_FORMAT_SIZE_IEC_UNITS);

      g_string_append_printf (out, "<td title=\"%" G_GOFFSET_FORMAT "\">%s", entry->size,
                              size);
    }
  g_string_append_printf (out, "<td>%s\n", date);
}

static void
write_object (const Entry *entry, GString *out)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *name = g_utf8_make_valid (entry->name, -1);
  g_autofree char *date = format_date (entry->modified_s);
  g_autofree char *text = NULL;

  json_object_set_string_member (object, "name", name);
  json_object_set_string_member (object, "type", entry->is_folder ? "folder" : "file");
  if (!entry->is_folder)
    json_object_set_int_member (object, "size", entry->size);
  json_object_set_string_member (object, "modified", date);
  json_node_set_object (node, object);
  text = json_to_string (node, FALSE);
  g_string_append (out, text);
}

static void
write_step (Listing *self, GString *out)
{
  for (guint i = 0; i < STEP && self->next < self->entries->len; i++, self->next++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, self->next);

      if (!self->is_json)
        {
          write_row (entry, out);
          continue;
        }
      g_string_append (out, self->next > 0 ? ",\n " : "");
      write_object (entry, out);
    }
}

/* A folder may have more entries than should stand in memory as a page. */
static GBytes *
produce (gpointer data, GError **error)
{
  Listing *self = data;
  g_autoptr (GString) out = NULL;

  if (self->is_over)
    return NULL;
  out = g_string_new (NULL);
  if (!self->is_begun && self->is_json)
    g_string_append (out, "[");
  else if (!self->is_begun)
    write_head (self, out);
  self->is_begun = TRUE;
  write_step (self, out);
  if (self->next == self->entries->len)
    {
      g_string_append (out, self->is_json ? "]\n" : "</table>\n</body>\n</html>\n");
      self->is_over = TRUE;
    }
  return g_string_free_to_bytes (g_steal_pointer (&out));
}

/**
 * rt_folder_listing_new:
 * @root: the folder that is served
 * @relative: a folder below it: "" or with a slash at its end
 * @fd: the same folder, open; stays the caller's
 * @question: says the order, and whether JSON is wanted
 *
 * Lists a folder, without what is hidden and without links that lead outside; 503 where
 * it cannot be read.
 *
 * Returns: (transfer full): the answer
 */
RtAnswer *
rt_folder_listing_new (const RtFileRoot *root,
                       const char *relative,
                       int fd,
                       const RtQuestion *question)
{
  GPtrArray *entries = read_entries (root, relative, fd);
  RtAnswer *answer;
  Listing *listing;
  char order[2];

  /* A list without an entry would say that the folder is empty. */
  if (entries == NULL)
    return rt_status_answer_new (503);
  answer = rt_answer_new (200);
  listing = g_new0 (Listing, 1);
  listing->entries = entries;
  sort (listing->entries, question, order);
  listing->title = g_strdup (relative);
  listing->has_parent = *relative != '\0';
  listing->is_json = rt_question_wants_json (question);
  rt_answer_set_type (answer,
                      listing->is_json ? "application/json" : "text/html; charset=utf-8");
  rt_answer_set (answer, "Vary", "Accept");
  rt_answer_set (answer, "Cache-Control", "no-cache");
  rt_answer_set (answer, "Content-Security-Policy",
                 "default-src 'none'; style-src 'unsafe-inline'");
  rt_answer_set_producer (answer, produce, listing, listing_free);
  return answer;
}
