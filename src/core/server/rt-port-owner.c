/* Who listens on a port of this machine. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-port-owner.h"

#include <gio/gio.h>
#include <string.h>

/* The words of a line of /proc/net/tcp; see proc(5). */
#define WORD_LOCAL 1
#define WORD_STATE 3
#define WORD_INODE 9
#define LISTENING "0A"

static void
take_listener (GHashTable *inodes, const char *line, guint16 port)
{
  g_auto (GStrv) words = g_strsplit_set (line, " ", -1);
  const char *found[WORD_INODE + 1];
  const char *colon;
  guint n = 0;

  for (guint i = 0; words[i] != NULL && n < G_N_ELEMENTS (found); i++)
    if (*words[i] != '\0')
      found[n++] = words[i];
  if (n < G_N_ELEMENTS (found) || strcmp (found[WORD_STATE], LISTENING) != 0)
    return;
  colon = strrchr (found[WORD_LOCAL], ':');
  if (colon != NULL && g_ascii_strtoull (colon + 1, NULL, 16) == port)
    g_hash_table_add (inodes, g_strdup_printf ("socket:[%s]", found[WORD_INODE]));
}

static void
take_listeners (GHashTable *inodes, const char *path, guint16 port)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    take_listener (inodes, lines[i], port);
}

/* Only the descriptors of the user's own processes can be read. */
static gboolean
holds_any (const char *process, GHashTable *inodes)
{
  g_autofree char *path = g_build_filename ("/proc", process, "fd", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *link = g_build_filename (path, name, NULL);
      g_autofree char *target = g_file_read_link (link, NULL);

      if (target != NULL && g_hash_table_contains (inodes, target))
        return TRUE;
    }
  return FALSE;
}

static RtPortOwner *
make_owner (const char *process)
{
  RtPortOwner *self = g_new0 (RtPortOwner, 1);
  g_autofree char *path = g_build_filename ("/proc", process, "comm", NULL);
  g_autofree char *name = NULL;

  self->process = (int)g_ascii_strtoll (process, NULL, 10);
  if (g_file_get_contents (path, &name, NULL, NULL))
    self->name = g_utf8_make_valid (g_strchomp (name), -1);
  else
    self->name = g_strdup ("?");
  return self;
}

/**
 * rt_port_owner_find:
 * @port: a TCP port
 *
 * Finds the process that listens on a port, where it may be known: that of another user
 * may not.  Looks at every process, so it takes some ms.
 *
 * Returns: (transfer full) (nullable): the process
 */
RtPortOwner *
rt_port_owner_find (guint16 port)
{
  g_autoptr (GHashTable) inodes
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GDir) dir = NULL;
  const char *name;

  take_listeners (inodes, "/proc/net/tcp", port);
  take_listeners (inodes, "/proc/net/tcp6", port);
  if (g_hash_table_size (inodes) > 0)
    dir = g_dir_open ("/proc", 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_ascii_isdigit (*name) && holds_any (name, inodes))
      return make_owner (name);
  return NULL;
}

void
rt_port_owner_free (RtPortOwner *self)
{
  g_free (self->name);
  g_free (self);
}
