/* The list of sites that are reached without the proxy: pure rules. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/proxy/rt-bypass-list.h"

#include "core/http/rt-host-name.h"
#include "core/wire/rt-error.h"

#include <gio/gio.h>
#include <string.h>

#define ENTRIES_MAX 10000

typedef enum
{
  ENTRY_ALL,    /* "*" */
  ENTRY_LOCAL,  /* "<local>" */
  ENTRY_NAME,   /* "a.example": this name only */
  ENTRY_DOMAIN, /* ".a.example": it, and all below */
  ENTRY_BELOW,  /* "*.a.example": all below */
  ENTRY_RANGE,  /* an address, or "10.0.0.0/8" */
} EntryKind;

typedef struct
{
  char *text; /* as the user wrote it */
  EntryKind kind;
  char *name; /* normalized; of the three that have one */
  GInetAddressMask *range;
  guint16 port; /* 0: any */
} Entry;

struct _RtBypassList
{
  GPtrArray *entries; /* of Entry */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->text);
  g_free (entry->name);
  g_clear_object (&entry->range);
  g_free (entry);
}

/* Takes ":80" off @text; FALSE if that is no port.  More than one colon is an address. */
static gboolean
take_port (char *text, guint16 *port)
{
  char *colon = *text == '[' ? strstr (text, "]:") : strchr (text, ':');
  guint64 number;

  if (colon == NULL)
    return TRUE;
  if (*colon == ']')
    colon++;
  else if (strchr (colon + 1, ':') != NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (colon + 1, 10, 1, G_MAXUINT16, &number, NULL))
    return FALSE;
  *colon = '\0';
  *port = (guint16)number;
  return TRUE;
}

static void
take_brackets (char *text)
{
  gsize length = strlen (text);

  if (length < 2 || text[0] != '[' || text[length - 1] != ']')
    return;
  memmove (text, text + 1, length - 2);
  text[length - 2] = '\0';
}

/* GLib takes a length that is far too long for a mistake of ours. */
static GInetAddressMask *
read_range (const char *text)
{
  const char *slash = strchr (text, '/');
  guint64 length;

  if (slash != NULL && !g_ascii_string_to_unsigned (slash + 1, 10, 0, 128, &length, NULL))
    return NULL;
  return g_inet_address_mask_new_from_string (text, NULL);
}

static gboolean
read_place (Entry *entry, char *text)
{
  const char *name = text;

  take_brackets (text);
  entry->range = read_range (text);
  if (entry->range != NULL)
    {
      entry->kind = ENTRY_RANGE;
      return TRUE;
    }
  entry->kind = ENTRY_NAME;
  if (g_str_has_prefix (text, "*."))
    {
      entry->kind = ENTRY_BELOW;
      name += 2;
    }
  else if (*text == '.')
    {
      entry->kind = ENTRY_DOMAIN;
      name++;
    }
  if (strpbrk (name, "*/<>:") != NULL)
    return FALSE;
  entry->name = rt_host_name_normalize (name, NULL);
  if (entry->name != NULL && g_str_has_suffix (entry->name, "."))
    entry->name[strlen (entry->name) - 1] = '\0';
  return entry->name != NULL && *entry->name != '\0';
}

static Entry *
read_entry (const char *text)
{
  g_autofree char *place = g_strdup (text);
  Entry *entry = g_new0 (Entry, 1);
  gboolean good = TRUE;

  entry->text = g_strdup (text);
  if (g_ascii_strcasecmp (text, "<local>") == 0)
    entry->kind = ENTRY_LOCAL;
  else if (!take_port (place, &entry->port))
    good = FALSE;
  else if (strcmp (place, "*") == 0)
    entry->kind = ENTRY_ALL;
  else
    good = read_place (entry, place);
  if (good)
    return entry;
  entry_free (entry);
  return NULL;
}

/**
 * rt_bypass_list_parse:
 * @text: entries with commas, semicolons or white space between them; may be empty
 * @error: return location for a #GError, or %NULL
 *
 * Reads a list of exceptions: `a.example` is this name only, `.a.example` this name and all
 * below it, `*.a.example` all below it; `192.0.2.1`, `10.0.0.0/8`, `fe80::/10` are
 * addresses, as they stand in a request; `<local>` is this computer and every name without
 * a dot; `*` is everything.  Each but `<local>` may end in `:port`.
 *
 * Errors: %RT_ERROR_BAD_PROXY, which names the entry
 *
 * Returns: (transfer full) (nullable): the list
 */
RtBypassList *
rt_bypass_list_parse (const char *text, GError **error)
{
  g_auto (GStrv) words = g_strsplit_set (text, ",; \t\r\n", ENTRIES_MAX);
  g_autoptr (RtBypassList) self = g_new0 (RtBypassList, 1);

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  for (guint i = 0; words[i] != NULL; i++)
    {
      Entry *entry = *words[i] != '\0' ? read_entry (words[i]) : NULL;

      if (entry != NULL)
        {
          g_ptr_array_add (self->entries, entry);
        }
      else if (*words[i] != '\0')
        {
          g_autofree char *shown = rt_error_excerpt (words[i]);

          g_set_error (error, RT_ERROR, RT_ERROR_BAD_PROXY,
                       "'%s' is no entry of a list of exceptions", shown);
          return NULL;
        }
    }
  return g_steal_pointer (&self);
}

void
rt_bypass_list_free (RtBypassList *self)
{
  g_ptr_array_unref (self->entries);
  g_free (self);
}

static gboolean
is_below (const char *host, const char *name)
{
  gsize host_length = strlen (host);
  gsize length = strlen (name);

  return host_length > length + 1 && host[host_length - length - 1] == '.'
         && strcmp (host + host_length - length, name) == 0;
}

/* @host: normalized, without a dot at its end; @address: the same if it is one */
static gboolean
fits (const Entry *entry, const char *host, GInetAddress *address)
{
  switch (entry->kind)
    {
    case ENTRY_ALL:
      return TRUE;
    case ENTRY_LOCAL:
      return rt_host_name_is_loopback (host)
             || (address == NULL && strchr (host, '.') == NULL);
    case ENTRY_NAME:
      return strcmp (host, entry->name) == 0;
    case ENTRY_DOMAIN:
      return strcmp (host, entry->name) == 0 || is_below (host, entry->name);
    case ENTRY_BELOW:
      return is_below (host, entry->name);
    case ENTRY_RANGE:
      return address != NULL
             && g_inet_address_get_family (address)
                    == g_inet_address_mask_get_family (entry->range)
             && g_inet_address_mask_matches (entry->range, address);
    }
  g_return_val_if_reached (FALSE);
}

/**
 * rt_bypass_list_find:
 * @self: a list
 * @host: the host of a URI, normalized, without brackets
 * @port: its port
 *
 * Finds the entry that lets a request go without the proxy.  No name is looked up.
 *
 * Returns: (transfer none) (nullable): the first that fits, as it was written
 */
const char *
rt_bypass_list_find (const RtBypassList *self, const char *host, guint16 port)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  g_autofree char *name = g_strdup (host);
  gsize length = strlen (name);

  if (length > 1 && name[length - 1] == '.')
    name[length - 1] = '\0';
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = self->entries->pdata[i];

      if ((entry->port == 0 || entry->port == port) && fits (entry, name, address))
        return entry->text;
    }
  return NULL;
}

/**
 * rt_bypass_list_translate:
 * @no_proxy: a list as curl and the environment have it
 *
 * Writes the list as rt_bypass_list_parse() reads it: there a name stands for what is
 * below it, too.  What makes no sense is left out, as everybody does.
 *
 * Returns: (transfer full): the list
 */
char *
rt_bypass_list_translate (const char *no_proxy)
{
  g_auto (GStrv) entries = g_strsplit_set (no_proxy, ", ", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; entries[i] != NULL; i++)
    {
      const char *entry
          = g_str_has_prefix (entries[i], "*.") ? entries[i] + 1 : entries[i];
      g_autofree char *below = *entry == '.' || *entry == '[' || strcmp (entry, "*") == 0
                                       || strchr (entry, '/') != NULL
                                       || g_hostname_is_ip_address (entry)
                                   ? g_strdup (entry)
                                   : g_strconcat (".", entry, NULL);
      g_autoptr (RtBypassList) list
          = *entry != '\0' ? rt_bypass_list_parse (below, NULL) : NULL;

      if (list != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "", below);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
