/* What is known of a download, and which of its bytes are on disk, as the bytes of a journal. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-journal-state.h"

#include "core/http/rt-json-member.h"
#include "core/transfer/rt-crc32c.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* The file: this line; the length of the header, and the header, JSON; the checksum of
 * both; then one record after the other, each with a checksum of its own.  Numbers are
 * little-endian.  What is cut or damaged ends the file there: a record is never claimed
 * that is not whole. */
#define MAGIC "Roundtrip journal 1\n"
#define MAGIC_LENGTH (sizeof MAGIC - 1)

#define HEADER_BYTES_MAX (1024 * 1024)
#define RECORD_BYTES 28

static void
append_u32 (GByteArray *bytes, guint32 number)
{
  guint32 raw = GUINT32_TO_LE (number);

  g_byte_array_append (bytes, (const guint8 *)&raw, sizeof raw);
}

static void
append_u64 (GByteArray *bytes, guint64 number)
{
  guint64 raw = GUINT64_TO_LE (number);

  g_byte_array_append (bytes, (const guint8 *)&raw, sizeof raw);
}

static guint32
read_u32 (const guint8 *data)
{
  guint32 raw;

  memcpy (&raw, data, sizeof raw);
  return GUINT32_FROM_LE (raw);
}

static gint64
read_i64 (const guint8 *data)
{
  guint64 raw;

  memcpy (&raw, data, sizeof raw);
  return (gint64)GUINT64_FROM_LE (raw);
}

/* A record, the @number-th of its journal. */
void
rt_journal_state_append_claim (GByteArray *bytes, const RtClaim *claim, guint32 number)
{
  guint begin = bytes->len;

  append_u64 (bytes, (guint64)claim->first);
  append_u64 (bytes, (guint64)claim->length);
  append_u32 (bytes, number);
  append_u32 (bytes, claim->crc);
  append_u32 (bytes, rt_crc32c (0, bytes->data + begin, RECORD_BYTES - 4));
}

static gboolean
read_record (const guint8 *data, guint32 number, gint64 total, RtClaim *claim)
{
  claim->first = read_i64 (data);
  claim->length = read_i64 (data + 8);
  claim->crc = read_u32 (data + 20);
  return read_u32 (data + 16) == number
         && read_u32 (data + 24) == rt_crc32c (0, data, RECORD_BYTES - 4)
         && claim->first >= 0 && claim->length > 0
         && claim->first <= G_MAXINT64 - claim->length
         && (total < 0 || claim->first + claim->length <= total);
}

static const char *
ranges_to_id (RtRanges ranges)
{
  switch (ranges)
    {
    case RT_RANGES_UNKNOWN:
      return "unknown";
    case RT_RANGES_YES:
      return "yes";
    case RT_RANGES_NO:
      return "no";
    }
  g_return_val_if_reached ("unknown");
}

static void
add_string (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

static char *
format_header (const RtJournalState *self)
{
  const RtIdentity *identity = self->identity;
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (root, object);
  add_string (object, "address", self->address);
  json_object_set_int_member (object, "total", identity->total);
  add_string (object, "etag", identity->etag);
  add_string (object, "last-modified", identity->last_modified);
  json_object_set_boolean_member (object, "date-is-strong", identity->is_date_strong);
  add_string (object, "type", identity->type);
  add_string (object, "ranges", ranges_to_id (identity->ranges));
  if (identity->digest.algorithm != RT_DIGEST_NONE)
    {
      g_autofree char *digest = rt_digest_format (&identity->digest);

      add_string (object, "digest", digest);
    }
  return json_to_string (root, FALSE);
}

static RtRanges
read_ranges (JsonObject *object)
{
  const char *id = rt_json_member_get_string (object, "ranges");

  for (RtRanges ranges = RT_RANGES_YES; ranges <= RT_RANGES_NO; ranges++)
    if (g_strcmp0 (id, ranges_to_id (ranges)) == 0)
      return ranges;
  return RT_RANGES_UNKNOWN;
}

static RtJournalState *
parse_header (const char *text, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (RtIdentity) identity = rt_identity_new ();
  JsonNode *root, *total;
  const char *digest;
  JsonObject *object;

  if (!json_parser_load_from_data (parser, text, (gssize)length, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  object = json_node_get_object (root);
  if (rt_json_member_get_string (object, "address") == NULL)
    return NULL;
  total = rt_json_member_find (object, "total", G_TYPE_INT64);
  if (total != NULL)
    identity->total = MAX (json_node_get_int (total), -1);
  identity->etag = g_strdup (rt_json_member_get_string (object, "etag"));
  identity->last_modified
      = g_strdup (rt_json_member_get_string (object, "last-modified"));
  identity->is_date_strong = rt_json_member_is_true (object, "date-is-strong");
  identity->type = g_strdup (rt_json_member_get_string (object, "type"));
  identity->ranges = read_ranges (object);
  digest = rt_json_member_get_string (object, "digest");
  if (digest != NULL)
    rt_digest_parse (&identity->digest, digest);
  return rt_journal_state_new (rt_json_member_get_string (object, "address"), identity);
}

/**
 * rt_journal_state_new:
 * @address: where the file comes from
 * @identity: what is known of it
 *
 * Makes the state of a download of which nothing is on disk.
 *
 * Returns: (transfer full): the state
 */
RtJournalState *
rt_journal_state_new (const char *address, const RtIdentity *identity)
{
  RtJournalState *self = g_new0 (RtJournalState, 1);

  self->address = g_strdup (address);
  self->identity = rt_identity_copy (identity);
  self->claims = g_array_new (FALSE, FALSE, sizeof (RtClaim));
  return self;
}

void
rt_journal_state_free (RtJournalState *self)
{
  g_free (self->address);
  rt_identity_free (self->identity);
  g_array_unref (self->claims);
  g_free (self);
}

/**
 * rt_journal_state_parse:
 * @data: (array length=length): the bytes of a journal
 * @length: how many
 * @valid_length: (out) (optional): how many of them are whole
 *
 * Reads a journal as far as it is whole.
 *
 * Returns: (transfer full) (nullable): the state; %NULL if not even the header is whole
 */
RtJournalState *
rt_journal_state_parse (const guint8 *data, gsize length, gsize *valid_length)
{
  g_autoptr (RtJournalState) self = NULL;
  const guint8 *header = data + MAGIC_LENGTH;
  const guint8 *end = data + length;
  const guint8 *p;
  guint32 header_length;
  RtClaim claim;

  if (length < MAGIC_LENGTH + 8 || memcmp (data, MAGIC, MAGIC_LENGTH) != 0)
    return NULL;
  header_length = read_u32 (header);
  if (header_length > HEADER_BYTES_MAX || header_length > length - MAGIC_LENGTH - 8)
    return NULL;
  p = header + 4 + header_length;
  if (read_u32 (p) != rt_crc32c (0, header, 4 + header_length))
    return NULL;
  self = parse_header ((const char *)header + 4, header_length);
  if (self == NULL)
    return NULL;

  for (p += 4; end - p >= RECORD_BYTES; p += RECORD_BYTES)
    {
      if (!read_record (p, self->claims->len, self->identity->total, &claim))
        break;
      g_array_append_val (self->claims, claim);
    }
  if (valid_length != NULL)
    *valid_length = p - data;
  return g_steal_pointer (&self);
}

/**
 * rt_journal_state_format:
 * @self: a state
 *
 * Writes a state as a whole journal.
 *
 * Returns: (transfer full): its bytes
 */
GByteArray *
rt_journal_state_format (const RtJournalState *self)
{
  g_autofree char *header = format_header (self);
  GByteArray *bytes = g_byte_array_new ();
  guint begin;

  g_byte_array_append (bytes, (const guint8 *)MAGIC, MAGIC_LENGTH);
  begin = bytes->len;
  append_u32 (bytes, (guint32)strlen (header));
  g_byte_array_append (bytes, (const guint8 *)header, strlen (header));
  append_u32 (bytes, rt_crc32c (0, bytes->data + begin, bytes->len - begin));
  for (guint i = 0; i < self->claims->len; i++)
    rt_journal_state_append_claim (bytes, &g_array_index (self->claims, RtClaim, i), i);
  return bytes;
}
