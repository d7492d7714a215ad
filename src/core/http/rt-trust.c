/* The certificates that the user trusts, each for one host and port, and our own servers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-trust.h"

#include "core/http/rt-saved-file.h"

#include <string.h>

/* Immutable. */
struct _RtTrustEntry
{
  GObject parent_instance;

  char *host;
  guint16 port;
  char *sha256;     /* 64 hex digits, lower case */
  GDateTime *until; /* NULL: until the program ends */
};

struct _RtTrust
{
  GObject parent_instance;

  RtSavedFile *file;
  char *own_authority; /* the path of its certificate, nullable */
  GListStore *entries; /* of RtTrustEntry, the newest last */
  gboolean own_servers;
};

G_DEFINE_FINAL_TYPE (RtTrustEntry, rt_trust_entry, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (RtTrust, rt_trust, G_TYPE_OBJECT)

typedef enum
{
  PROP_OWN_SERVERS = 1,
} RtTrustProperty;

static GParamSpec *properties[PROP_OWN_SERVERS + 1];

static void
rt_trust_entry_finalize (GObject *object)
{
  RtTrustEntry *self = RT_TRUST_ENTRY (object);

  g_free (self->host);
  g_free (self->sha256);
  g_clear_pointer (&self->until, g_date_time_unref);
  G_OBJECT_CLASS (rt_trust_entry_parent_class)->finalize (object);
}

static void
rt_trust_entry_class_init (RtTrustEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_trust_entry_finalize;
}

static void
rt_trust_entry_init (RtTrustEntry *self)
{
}

const char *
rt_trust_entry_get_host (RtTrustEntry *self)
{
  return self->host;
}

guint16
rt_trust_entry_get_port (RtTrustEntry *self)
{
  return self->port;
}

const char *
rt_trust_entry_get_sha256 (RtTrustEntry *self)
{
  return self->sha256;
}

GDateTime *
rt_trust_entry_get_until (RtTrustEntry *self)
{
  return self->until;
}

static gboolean
is_over (const RtTrustEntry *entry, GDateTime *now)
{
  return entry->until != NULL && g_date_time_compare (entry->until, now) <= 0;
}

static gboolean
is_fingerprint (const char *sha256)
{
  return strlen (sha256) == 64 && strspn (sha256, "0123456789abcdef") == 64;
}

static GBytes *
to_bytes (RtTrust *self)
{
  g_autoptr (GKeyFile) key_file = g_key_file_new ();
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->entries));
  gsize length;
  char *data;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RtTrustEntry) entry
          = g_list_model_get_item (G_LIST_MODEL (self->entries), i);
      g_autofree char *group = g_strdup_printf ("certificate-%u", i);

      if (entry->until == NULL)
        continue;
      g_key_file_set_string (key_file, group, "host", entry->host);
      g_key_file_set_uint64 (key_file, group, "port", entry->port);
      g_key_file_set_string (key_file, group, "sha256", entry->sha256);
      g_key_file_set_int64 (key_file, group, "until", g_date_time_to_unix (entry->until));
    }
  data = g_key_file_to_data (key_file, &length, NULL);
  return g_bytes_new_take (data, length);
}

static void
save (RtTrust *self)
{
  g_autoptr (GBytes) contents = to_bytes (self);

  rt_saved_file_save (self->file, contents);
}

static void
insert (RtTrust *self,
        const char *host,
        guint16 port,
        const char *sha256,
        GDateTime *until)
{
  g_autoptr (RtTrustEntry) entry = g_object_new (RT_TYPE_TRUST_ENTRY, NULL);
  GListModel *entries = G_LIST_MODEL (self->entries);

  entry->host = g_strdup (host);
  entry->port = port;
  entry->sha256 = g_strdup (sha256);
  entry->until = until != NULL ? g_date_time_ref (until) : NULL;
  for (guint i = g_list_model_get_n_items (entries); i > 0; i--)
    {
      g_autoptr (RtTrustEntry) other = g_list_model_get_item (entries, i - 1);

      if (other->port == port && g_str_equal (other->host, host)
          && g_str_equal (other->sha256, sha256))
        g_list_store_remove (self->entries, i - 1);
    }
  g_list_store_append (self->entries, entry);
}

/* A line that makes no sense is left out: it can only make us trust less. */
static void
load (RtTrust *self)
{
  g_autofree char *contents = rt_saved_file_load (self->file);
  g_autoptr (GKeyFile) key_file = g_key_file_new ();
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_auto (GStrv) groups = NULL;

  if (contents == NULL
      || !g_key_file_load_from_data (key_file, contents, strlen (contents),
                                     G_KEY_FILE_NONE, NULL))
    return;
  groups = g_key_file_get_groups (key_file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_autofree char *host = g_key_file_get_string (key_file, groups[i], "host", NULL);
      g_autofree char *sha256
          = g_key_file_get_string (key_file, groups[i], "sha256", NULL);
      guint64 port = g_key_file_get_uint64 (key_file, groups[i], "port", NULL);
      gint64 seconds = g_key_file_get_int64 (key_file, groups[i], "until", NULL);
      g_autoptr (GDateTime) until = g_date_time_new_from_unix_utc (seconds);

      if (host != NULL && *host != '\0' && port > 0 && port <= G_MAXUINT16
          && sha256 != NULL && is_fingerprint (sha256) && until != NULL
          && g_date_time_compare (until, now) > 0)
        insert (self, host, (guint16)port, sha256, until);
    }
}

static void
rt_trust_dispose (GObject *object)
{
  RtTrust *self = RT_TRUST (object);

  g_clear_object (&self->entries);
  G_OBJECT_CLASS (rt_trust_parent_class)->dispose (object);
}

static void
rt_trust_finalize (GObject *object)
{
  RtTrust *self = RT_TRUST (object);

  g_clear_pointer (&self->file, rt_saved_file_free);
  g_free (self->own_authority);
  G_OBJECT_CLASS (rt_trust_parent_class)->finalize (object);
}

static void
rt_trust_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((RtTrustProperty)id)
    {
    case PROP_OWN_SERVERS:
      g_value_set_boolean (value, RT_TRUST (object)->own_servers);
      break;
    }
}

static void
rt_trust_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((RtTrustProperty)id)
    {
    case PROP_OWN_SERVERS:
      rt_trust_set_own_servers (RT_TRUST (object), g_value_get_boolean (value));
      break;
    }
}

static void
rt_trust_class_init (RtTrustClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rt_trust_dispose;
  object_class->finalize = rt_trust_finalize;
  object_class->get_property = rt_trust_get_property;
  object_class->set_property = rt_trust_set_property;

  /**
   * RtTrust:own-servers:
   *
   * Whether this computer's own authority vouches for its own servers, and for these only:
   * for the names of this computer, at its addresses.  Not kept in the file.
   */
  properties[PROP_OWN_SERVERS] = g_param_spec_boolean (
      "own-servers", NULL, NULL, FALSE,
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
rt_trust_init (RtTrust *self)
{
  self->entries = g_list_store_new (RT_TYPE_TRUST_ENTRY);
}

/**
 * rt_trust_new:
 * @file: (nullable): where to keep what is trusted until a date; %NULL keeps nothing
 * @own_authority: (nullable): the file with the certificate of this computer's own
 *   authority, which need not be there yet
 *
 * Reads what the user trusts.  What is over is left out.
 *
 * Returns: (transfer full): the trust
 */
RtTrust *
rt_trust_new (GFile *file, const char *own_authority)
{
  RtTrust *self = g_object_new (RT_TYPE_TRUST, NULL);

  self->file = rt_saved_file_new (file);
  self->own_authority = g_strdup (own_authority);
  load (self);
  return self;
}

/**
 * rt_trust_get_entries:
 * @self: a trust
 *
 * Returns: (transfer none): a list of #RtTrustEntry, the newest last
 */
GListModel *
rt_trust_get_entries (RtTrust *self)
{
  g_return_val_if_fail (RT_IS_TRUST (self), NULL);

  return G_LIST_MODEL (self->entries);
}

/**
 * rt_trust_add:
 * @self: a trust
 * @host: an ASCII host, or the address of a proxy with its scheme
 * @port: a port
 * @sha256: the fingerprint of the leaf, 64 hex digits
 * @until: (nullable): when trust ends; %NULL when the program ends
 *
 * Trusts a certificate for @host and @port.  Another certificate there is asked about
 * again.  The same one trusted before has its date replaced.
 */
void
rt_trust_add (RtTrust *self,
              const char *host,
              guint16 port,
              const char *sha256,
              GDateTime *until)
{
  g_autofree char *lower_host = g_ascii_strdown (host, -1);
  g_autofree char *lower = g_ascii_strdown (sha256, -1);

  g_return_if_fail (RT_IS_TRUST (self));
  g_return_if_fail (is_fingerprint (lower));
  g_return_if_fail (port != 0);

  insert (self, lower_host, port, lower, until);
  save (self);
}

/**
 * rt_trust_remove:
 * @self: a trust
 * @entry: one of its entries
 *
 * Trusts that certificate no longer.
 */
void
rt_trust_remove (RtTrust *self, RtTrustEntry *entry)
{
  guint position;

  g_return_if_fail (RT_IS_TRUST (self));

  if (!g_list_store_find (self->entries, entry, &position))
    return;
  g_list_store_remove (self->entries, position);
  save (self);
}

void
rt_trust_set_own_servers (RtTrust *self, gboolean own_servers)
{
  g_return_if_fail (RT_IS_TRUST (self));

  if (self->own_servers == own_servers)
    return;
  self->own_servers = own_servers;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OWN_SERVERS]);
}

/**
 * rt_trust_apply:
 * @self: a trust
 * @request: a request
 *
 * Adds all that is trusted now to the pins of @request; the route picks what fits.  So a
 * redirect to a trusted host finds its pin, too.  Where our own servers are trusted, adds
 * their authority.
 *
 * Returns: (transfer full): the request with what is trusted
 */
RtRequest *
rt_trust_apply (RtTrust *self, const RtRequest *request)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GPtrArray) pins = rt_pin_list_copy (rt_request_get_pins (request));
  g_autoptr (RtRequest) pinned = NULL;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->entries));

  g_return_val_if_fail (RT_IS_TRUST (self), NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RtTrustEntry) entry
          = g_list_model_get_item (G_LIST_MODEL (self->entries), i);

      if (!is_over (entry, now))
        rt_pin_list_add (pins, entry->host, entry->port, entry->sha256);
    }
  pinned = rt_request_with_pins (request, pins);
  return self->own_servers ? rt_request_with_own_authority (pinned, self->own_authority)
                           : g_steal_pointer (&pinned);
}
