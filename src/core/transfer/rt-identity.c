/* What tells one state of a remote file from another. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-identity.h"

#include "core/transfer/rt-digest-field.h"
#include "core/wire/rt-http-date.h"

#include <string.h>

/* A file may change twice within a second, and the second change keeps its date.  RFC 9110
 * §8.8.2.2 asks for one second between the change and the answer where clocks can be
 * believed, and this many where they cannot. */
#define DATE_STRONG_AFTER_S 60

/* A tag is in quotes and holds no control character, no space and no quote (RFC 9110
 * §8.8.3).  Bytes beyond ASCII are allowed; what is not UTF-8 we could not write down. */
static gboolean
is_etag (const char *text)
{
  gsize length;

  if (g_str_has_prefix (text, "W/"))
    text += 2;
  length = strlen (text);
  if (length < 2 || text[0] != '"' || text[length - 1] != '"'
      || !g_utf8_validate (text, (gssize)length, NULL))
    return FALSE;
  for (gsize i = 1; i < length - 1; i++)
    if ((guchar)text[i] <= ' ' || text[i] == '"' || text[i] == 0x7f)
      return FALSE;
  return TRUE;
}

/* Two dates of one answer are of one clock, so ours does not matter but for the years of
 * two digits. */
static gboolean
is_date_strong (const RtHeaderList *fields, const char *last_modified)
{
  const char *date = rt_header_list_find (fields, "Date");
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  gint64 date_s, modified_s;

  return date != NULL && rt_http_date_parse (date, now_s, &date_s)
         && rt_http_date_parse (last_modified, now_s, &modified_s)
         && date_s - modified_s >= DATE_STRONG_AFTER_S;
}

static char *
dup_type (const char *value)
{
  g_autofree char *type = g_ascii_strdown (value, (gssize)strcspn (value, "; \t"));

  return g_utf8_validate (type, -1, NULL) ? g_steal_pointer (&type) : NULL;
}

/**
 * rt_identity_new:
 *
 * Makes an identity of which nothing is known.
 *
 * Returns: (transfer full): the identity
 */
RtIdentity *
rt_identity_new (void)
{
  RtIdentity *self = g_new0 (RtIdentity, 1);

  self->total = -1;
  return self;
}

/**
 * rt_identity_new_from_answer:
 * @fields: of an answer 200, 206 or 416, or of one to HEAD
 * @total: the length of the whole file in bytes, as far as the answer tells; -1 if not
 *
 * Reads what an answer says of the file.  A value that makes no sense counts as absent,
 * as does a field that is there twice: there is no telling which one is meant.
 *
 * Source: [RFC 9110 §8.8](https://www.rfc-editor.org/rfc/rfc9110#section-8.8)
 *
 * Returns: (transfer full): the identity
 */
RtIdentity *
rt_identity_new_from_answer (const RtHeaderList *fields, gint64 total)
{
  RtIdentity *self = rt_identity_new ();
  const char *etag = rt_header_list_find (fields, "ETag");
  const char *modified = rt_header_list_find (fields, "Last-Modified");
  const char *type = rt_header_list_find (fields, "Content-Type");
  gint64 unused;

  self->total = total;
  if (etag != NULL && rt_header_list_count (fields, "ETag") == 1 && is_etag (etag))
    self->etag = g_strdup (etag);
  if (modified != NULL && rt_header_list_count (fields, "Last-Modified") == 1
      && rt_http_date_parse (modified, 0, &unused))
    {
      self->last_modified = g_strdup (modified);
      self->is_date_strong = is_date_strong (fields, modified);
    }
  if (type != NULL)
    self->type = dup_type (type);
  rt_digest_field_find (&self->digest, fields);
  return self;
}

RtIdentity *
rt_identity_copy (const RtIdentity *self)
{
  RtIdentity *copy = g_new (RtIdentity, 1);

  *copy = *self;
  copy->etag = g_strdup (self->etag);
  copy->last_modified = g_strdup (self->last_modified);
  copy->type = g_strdup (self->type);
  return copy;
}

void
rt_identity_free (RtIdentity *self)
{
  g_free (self->etag);
  g_free (self->last_modified);
  g_free (self->type);
  g_free (self);
}

gboolean
rt_identity_is_etag_strong (const RtIdentity *self)
{
  return self->etag != NULL && *self->etag == '"';
}

/* Whether an answer can be told to be of the same state, without looking at its bytes. */
gboolean
rt_identity_has_validator (const RtIdentity *self)
{
  return rt_identity_is_etag_strong (self)
         || (self->last_modified != NULL && self->is_date_strong);
}

/**
 * rt_identity_get_if_range:
 * @self: the identity of what is on disk
 * @kind: (inout): the best that may be used; what is used
 *
 * Finds what `If-Range` is to carry.  A weak tag or date must not be sent: it would let
 * two states of a file be put together.
 *
 * Source: [RFC 9110 §13.1.5](https://www.rfc-editor.org/rfc/rfc9110#section-13.1.5)
 *
 * Returns: (transfer none) (nullable): the value; %NULL for %RT_IF_RANGE_NONE
 */
const char *
rt_identity_get_if_range (const RtIdentity *self, RtIfRange *kind)
{
  if (*kind == RT_IF_RANGE_ETAG && rt_identity_is_etag_strong (self))
    return self->etag;
  if (*kind <= RT_IF_RANGE_DATE && self->last_modified != NULL && self->is_date_strong)
    {
      *kind = RT_IF_RANGE_DATE;
      return self->last_modified;
    }
  *kind = RT_IF_RANGE_NONE;
  return NULL;
}

/* The tag proper, without the mark of weakness. */
static const char *
get_opaque (const char *etag)
{
  return *etag == 'W' ? etag + 2 : etag;
}

/**
 * rt_identity_compare:
 * @self: what is on disk
 * @other: what an answer says
 *
 * Compares two states of a file as far as their validators tell.  Different tags mean
 * different states, be they weak or not; tags that are the same mean the same state only
 * if both are strong.  Then a digest counts, if it is one that nobody can forge, and then
 * a date.
 *
 * Source: [RFC 9110 §8.8.3.2](https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3.2)
 *
 * Returns: how they agree
 */
RtAgreement
rt_identity_compare (const RtIdentity *self, const RtIdentity *other)
{
  if (self->total >= 0 && other->total >= 0 && self->total != other->total)
    return RT_AGREEMENT_DIFFERENT;
  if (self->etag != NULL && other->etag != NULL)
    {
      if (strcmp (get_opaque (self->etag), get_opaque (other->etag)) != 0)
        return RT_AGREEMENT_DIFFERENT;
      if (rt_identity_is_etag_strong (self) && rt_identity_is_etag_strong (other))
        return RT_AGREEMENT_SAME;
    }
  if (self->digest.algorithm >= RT_DIGEST_SHA256
      && self->digest.algorithm == other->digest.algorithm)
    return rt_digest_equal (&self->digest, &other->digest) ? RT_AGREEMENT_SAME
                                                           : RT_AGREEMENT_DIFFERENT;
  if (self->last_modified != NULL && other->last_modified != NULL)
    {
      if (strcmp (self->last_modified, other->last_modified) != 0)
        return RT_AGREEMENT_DIFFERENT;
      if (self->is_date_strong)
        return RT_AGREEMENT_SAME;
    }
  return RT_AGREEMENT_UNKNOWN;
}
