/* The addresses that were used last, to complete what is typed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-address-history.h"

#include "core/http/rt-address.h"
#include "core/http/rt-saved-file.h"

#include <string.h>

/* Immutable. */
struct _RtPastAddress
{
  GObject parent_instance;

  char *text;
  char *folded; /* to be searched */
};

struct _RtAddressHistory
{
  GObject parent_instance;

  gboolean paused; /* nothing is added */
  RtSavedFile *file;
  GListStore *addresses; /* of RtPastAddress, newest first, each text once */
};

G_DEFINE_FINAL_TYPE (RtPastAddress, rt_past_address, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (RtAddressHistory, rt_address_history, G_TYPE_OBJECT)

static void
rt_past_address_finalize (GObject *object)
{
  RtPastAddress *self = RT_PAST_ADDRESS (object);

  g_free (self->text);
  g_free (self->folded);
  G_OBJECT_CLASS (rt_past_address_parent_class)->finalize (object);
}

static void
rt_past_address_class_init (RtPastAddressClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_past_address_finalize;
}

static void
rt_past_address_init (RtPastAddress *self)
{
}

const char *
rt_past_address_get_text (RtPastAddress *self)
{
  return self->text;
}

/* The form that is kept: fixed up, for people, without user name and password. */
static char *
to_text (const char *address)
{
  g_autoptr (RtAddress) parsed = rt_address_parse (address, NULL);

  return parsed != NULL ? rt_uri_dup_display (parsed->uri) : NULL;
}

static guint
find (RtAddressHistory *self, const char *text)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->addresses));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RtPastAddress) address
          = g_list_model_get_item (G_LIST_MODEL (self->addresses), i);

      if (g_str_equal (address->text, text))
        return i;
    }
  return G_MAXUINT;
}

static void
insert (RtAddressHistory *self, guint position, const char *text)
{
  g_autoptr (RtPastAddress) address = g_object_new (RT_TYPE_PAST_ADDRESS, NULL);

  address->text = g_strdup (text);
  address->folded = g_utf8_casefold (text, -1);
  g_list_store_insert (self->addresses, position, address);
}

static void
save (RtAddressHistory *self)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->addresses));
  g_autoptr (GBytes) contents = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RtPastAddress) address
          = g_list_model_get_item (G_LIST_MODEL (self->addresses), i);
      g_string_append_printf (lines, "%s\n", address->text);
    }
  contents = g_bytes_new (lines->str, lines->len);
  rt_saved_file_save (self->file, contents);
}

static void
load (RtAddressHistory *self)
{
  g_autofree char *contents = rt_saved_file_load (self->file);
  g_auto (GStrv) lines = contents != NULL ? g_strsplit (contents, "\n", -1) : NULL;
  guint n = 0;

  for (guint i = 0; lines != NULL && lines[i] != NULL && n < RT_ADDRESS_HISTORY_MAX; i++)
    {
      g_autofree char *text = to_text (lines[i]);

      if (text != NULL && find (self, text) == G_MAXUINT)
        insert (self, n++, text);
    }
}

static void
rt_address_history_dispose (GObject *object)
{
  RtAddressHistory *self = RT_ADDRESS_HISTORY (object);

  g_clear_object (&self->addresses);
  G_OBJECT_CLASS (rt_address_history_parent_class)->dispose (object);
}

static void
rt_address_history_finalize (GObject *object)
{
  RtAddressHistory *self = RT_ADDRESS_HISTORY (object);

  g_clear_pointer (&self->file, rt_saved_file_free);
  G_OBJECT_CLASS (rt_address_history_parent_class)->finalize (object);
}

static void
rt_address_history_class_init (RtAddressHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rt_address_history_dispose;
  object_class->finalize = rt_address_history_finalize;
}

static void
rt_address_history_init (RtAddressHistory *self)
{
  self->addresses = g_list_store_new (RT_TYPE_PAST_ADDRESS);
}

/**
 * rt_address_history_new:
 * @file: (nullable): where to keep the addresses; %NULL keeps nothing
 *
 * Reads the addresses of earlier runs.
 *
 * Returns: (transfer full): the history
 */
RtAddressHistory *
rt_address_history_new (GFile *file)
{
  RtAddressHistory *self = g_object_new (RT_TYPE_ADDRESS_HISTORY, NULL);

  self->file = rt_saved_file_new (file);
  load (self);
  return self;
}

/**
 * rt_address_history_get_addresses:
 * @self: a history
 *
 * Returns: (transfer none): a list of #RtPastAddress, newest first
 */
GListModel *
rt_address_history_get_addresses (RtAddressHistory *self)
{
  g_return_val_if_fail (RT_IS_ADDRESS_HISTORY (self), NULL);

  return G_LIST_MODEL (self->addresses);
}

/* 2: goes on as typed; 1: holds it elsewhere; 0: does not.  People leave out the scheme
 * and "www." when they type. */
static guint
match (const RtPastAddress *address, const char *folded)
{
  const char *host = strstr (address->folded, "://");

  host = host != NULL ? host + 3 : address->folded;
  if (g_str_has_prefix (address->folded, folded) || g_str_has_prefix (host, folded)
      || (g_str_has_prefix (host, "www.") && g_str_has_prefix (host + 4, folded)))
    return 2;
  return strstr (address->folded, folded) != NULL ? 1 : 0;
}

/**
 * rt_address_history_complete:
 * @self: a history
 * @text: what was typed so far
 * @limit: how many addresses at most
 *
 * Finds addresses that go on as typed, then those that hold @text elsewhere, each newest
 * first, in any letter case.
 *
 * Returns: (transfer full): the addresses
 */
GStrv
rt_address_history_complete (RtAddressHistory *self, const char *text, guint limit)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *folded = g_utf8_casefold (text, -1);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->addresses));
  guint found = 0;

  g_return_val_if_fail (RT_IS_ADDRESS_HISTORY (self), NULL);

  for (guint wanted = 2; wanted > 0; wanted--)
    for (guint i = 0; i < n && found < limit; i++)
      {
        g_autoptr (RtPastAddress) address
            = g_list_model_get_item (G_LIST_MODEL (self->addresses), i);

        if (match (address, folded) != wanted)
          continue;
        g_strv_builder_add (builder, address->text);
        found++;
      }
  return g_strv_builder_end (builder);
}

/**
 * rt_address_history_add:
 * @self: a history
 * @address: an address; nothing happens if it does not parse
 *
 * Puts an address in front.  A user name or password in it is not kept.  Nothing happens
 * while the history is paused.
 */
void
rt_address_history_add (RtAddressHistory *self, const char *address)
{
  g_autofree char *text = NULL;
  guint position;
  guint n;

  g_return_if_fail (RT_IS_ADDRESS_HISTORY (self));

  if (self->paused)
    return;

  text = to_text (address);
  if (text == NULL)
    return;
  position = find (self, text);
  if (position == 0)
    return;
  if (position != G_MAXUINT)
    g_list_store_remove (self->addresses, position);
  insert (self, 0, text);
  n = g_list_model_get_n_items (G_LIST_MODEL (self->addresses));
  if (n > RT_ADDRESS_HISTORY_MAX)
    g_list_store_splice (self->addresses, RT_ADDRESS_HISTORY_MAX,
                         n - RT_ADDRESS_HISTORY_MAX, NULL, 0);
  save (self);
}

/**
 * rt_address_history_clear:
 * @self: a history
 *
 * Forgets all addresses.
 */
void
rt_address_history_clear (RtAddressHistory *self)
{
  g_return_if_fail (RT_IS_ADDRESS_HISTORY (self));

  g_list_store_remove_all (self->addresses);
  save (self);
}

/**
 * rt_address_history_set_paused:
 * @self: a history
 * @paused: whether to remember no further addresses
 */
void
rt_address_history_set_paused (RtAddressHistory *self, gboolean paused)
{
  g_return_if_fail (RT_IS_ADDRESS_HISTORY (self));

  self->paused = paused;
}
