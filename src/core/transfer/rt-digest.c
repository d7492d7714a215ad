/* A digest of a file's bytes: what it is, how it is written, how it is made. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-digest.h"

#include "core/transfer/rt-disk.h"
#include "core/wire/rt-error.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>

/* What is digested is read in pieces of this size. */
#define PIECE (256 * 1024)

struct _RtDigestSum
{
  RtDigestAlgorithm algorithm;
  gnutls_hash_hd_t hash;
};

typedef struct
{
  const char *name;  /* as in the IANA registry of RFC 9530 */
  const char *alias; /* as Metalink, .sha1 files and people have it */
  gsize size;
  gnutls_digest_algorithm_t gnutls;
} Algorithm;

static const Algorithm algorithms[] = {
  [RT_DIGEST_NONE] = { "", "", 0, GNUTLS_DIG_UNKNOWN },
  [RT_DIGEST_MD5] = { "md5", "md5", 16, GNUTLS_DIG_MD5 },
  [RT_DIGEST_SHA1] = { "sha", "sha-1", 20, GNUTLS_DIG_SHA1 },
  [RT_DIGEST_SHA256] = { "sha-256", "sha-256", 32, GNUTLS_DIG_SHA256 },
  [RT_DIGEST_SHA512] = { "sha-512", "sha-512", 64, GNUTLS_DIG_SHA512 },
};

/* Letter case and dashes do not count: SHA256, sha-256. */
static gboolean
is_name (const char *name, gsize length, const char *text)
{
  for (gsize i = 0; i < length; i++)
    {
      if (name[i] == '-')
        continue;
      if (*text == '-')
        text++;
      if (*text == '\0' || g_ascii_tolower (name[i]) != *text)
        return FALSE;
      text++;
    }
  return *text == '\0';
}

/**
 * rt_digest_algorithm_find:
 * @name: (array length=length): the name of an algorithm
 * @length: how many bytes
 *
 * Returns: the algorithm; %RT_DIGEST_NONE if it is not one of ours
 */
RtDigestAlgorithm
rt_digest_algorithm_find (const char *name, gsize length)
{
  for (guint i = RT_DIGEST_MD5; i < G_N_ELEMENTS (algorithms); i++)
    if (is_name (name, length, algorithms[i].name)
        || is_name (name, length, algorithms[i].alias))
      return (RtDigestAlgorithm)i;
  return RT_DIGEST_NONE;
}

/* Such as `sha-256`. */
const char *
rt_digest_algorithm_get_name (RtDigestAlgorithm algorithm)
{
  return algorithms[algorithm].name;
}

/* In bytes. */
gsize
rt_digest_algorithm_get_size (RtDigestAlgorithm algorithm)
{
  return algorithms[algorithm].size;
}

gboolean
rt_digest_equal (const RtDigest *self, const RtDigest *other)
{
  return self->algorithm == other->algorithm
         && memcmp (self->bytes, other->bytes, sizeof self->bytes) == 0;
}

static RtDigestAlgorithm
find_by_digits (gsize n_digits)
{
  for (guint i = RT_DIGEST_MD5; i < G_N_ELEMENTS (algorithms); i++)
    if (n_digits == 2 * algorithms[i].size)
      return (RtDigestAlgorithm)i;
  return RT_DIGEST_NONE;
}

/* @algorithm: NONE to tell it by the length */
static gboolean
parse_hex (RtDigest *self, RtDigestAlgorithm algorithm, const char *text, gsize length)
{
  RtDigest digest = { .algorithm = find_by_digits (length) };

  if (digest.algorithm == RT_DIGEST_NONE
      || (algorithm != RT_DIGEST_NONE && algorithm != digest.algorithm))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      int digit = g_ascii_xdigit_value (text[i]);

      if (digit < 0)
        return FALSE;
      digest.bytes[i / 2] = (guint8)(digest.bytes[i / 2] << 4 | digit);
    }
  *self = digest;
  return TRUE;
}

/**
 * rt_digest_parse:
 * @self: (out caller-allocates): where to put the digest; untouched on failure
 * @text: such as `sha-256=HEX`, or `HEX` alone, which its length tells the algorithm of;
 *   space around it is skipped
 *
 * Reads what people write down and paste.
 *
 * Returns: %TRUE if @self was filled in
 */
gboolean
rt_digest_parse (RtDigest *self, const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  gsize name_length = strcspn (stripped, "=:");
  RtDigestAlgorithm algorithm;

  if (stripped[name_length] == '\0')
    return parse_hex (self, RT_DIGEST_NONE, stripped, strlen (stripped));
  algorithm = rt_digest_algorithm_find (stripped, name_length);
  return algorithm != RT_DIGEST_NONE
         && parse_hex (self, algorithm, stripped + name_length + 1,
                       strlen (stripped + name_length + 1));
}

/**
 * rt_digest_format:
 * @self: a digest
 *
 * Returns: (transfer full): such as `sha-256=HEX`; rt_digest_parse() reads it
 */
char *
rt_digest_format (const RtDigest *self)
{
  GString *text = g_string_new (algorithms[self->algorithm].name);

  g_string_append_c (text, '=');
  for (gsize i = 0; i < algorithms[self->algorithm].size; i++)
    g_string_append_printf (text, "%02x", self->bytes[i]);
  return g_string_free (text, FALSE);
}

/* Whether the path of a list names the file. */
static gboolean
is_path_of (const char *path, gsize length, const char *name)
{
  gsize name_length = strlen (name);

  return length >= name_length
         && memcmp (path + length - name_length, name, name_length) == 0
         && (length == name_length || path[length - name_length - 1] == '/');
}

/* “HEX  NAME”, “HEX *NAME”, or “HEX” alone, which names any file. */
static gboolean
parse_coreutils_line (RtDigest *self, const char *line, const char *name)
{
  gsize n_digits = strspn (line, "0123456789abcdefABCDEF");
  const char *path = line + n_digits;

  if (*path != '\0' && *path != ' ')
    return FALSE;
  if (*path == ' ')
    path++;
  if (*path == ' ' || *path == '*')
    path++;
  return (*path == '\0' || is_path_of (path, strlen (path), name))
         && parse_hex (self, RT_DIGEST_NONE, line, n_digits);
}

/* “SHA256 (NAME) = HEX”. */
static gboolean
parse_bsd_line (RtDigest *self, const char *line, const char *name)
{
  const char *open = strstr (line, " (");
  const char *close = g_strrstr (line, ") = ");
  RtDigestAlgorithm algorithm;

  if (open == NULL || close == NULL || close < open + 2)
    return FALSE;
  algorithm = rt_digest_algorithm_find (line, (gsize)(open - line));
  return algorithm != RT_DIGEST_NONE
         && is_path_of (open + 2, (gsize)(close - open - 2), name)
         && parse_hex (self, algorithm, close + 4, strlen (close + 4));
}

/**
 * rt_digest_find_in_list:
 * @self: (out caller-allocates): where to put the digest; untouched on failure
 * @text: a list such as `SHA256SUMS`, or a file with one digest
 * @name: the name of a file, without its folder
 *
 * Finds the digest of a file.  Of several the strongest counts, and of two that are equally
 * strong the first.
 *
 * Returns: %TRUE if @self was filled in
 */
gboolean
rt_digest_find_in_list (RtDigest *self, const char *text, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  RtDigest best = { .algorithm = RT_DIGEST_NONE };

  for (guint i = 0; lines[i] != NULL; i++)
    {
      RtDigest digest;

      g_strchomp (lines[i]);
      if ((parse_coreutils_line (&digest, lines[i], name)
           || parse_bsd_line (&digest, lines[i], name))
          && digest.algorithm > best.algorithm)
        best = digest;
    }
  if (best.algorithm == RT_DIGEST_NONE)
    return FALSE;
  *self = best;
  return TRUE;
}

/**
 * rt_digest_sum_new:
 * @algorithm: which
 * @error: return location for a #GError, or %NULL
 *
 * Begins a digest.
 *
 * Errors: %RT_ERROR_OTHER if this computer does not allow @algorithm
 *
 * Returns: (transfer full) (nullable): the sum
 */
RtDigestSum *
rt_digest_sum_new (RtDigestAlgorithm algorithm, GError **error)
{
  RtDigestSum *self = g_new0 (RtDigestSum, 1);

  self->algorithm = algorithm;
  if (gnutls_hash_init (&self->hash, algorithms[algorithm].gnutls) >= 0)
    return self;
  g_free (self);
  g_set_error (error, RT_ERROR, RT_ERROR_OTHER, "no %s on this computer",
               algorithms[algorithm].name);
  return NULL;
}

void
rt_digest_sum_free (RtDigestSum *self)
{
  gnutls_hash_deinit (self->hash, NULL);
  g_free (self);
}

void
rt_digest_sum_add (RtDigestSum *self, const guint8 *data, gsize length)
{
  gnutls_hash (self->hash, data, length);
}

/**
 * rt_digest_sum_add_file:
 * @self: a sum
 * @fd: an open file
 * @path: its name, for errors
 * @first: where the bytes begin
 * @length: how many there are
 * @cancellable: (nullable): ends it
 * @error: return location for a #GError, or %NULL
 *
 * Adds bytes of a file.  Blocks.
 *
 * Errors: %RT_ERROR_FILE, %G_IO_ERROR_CANCELLED
 *
 * Returns: %TRUE if all were added
 */
gboolean
rt_digest_sum_add_file (RtDigestSum *self,
                        int fd,
                        const char *path,
                        gint64 first,
                        gint64 length,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autofree guint8 *buffer = g_malloc (PIECE);

  for (gint64 done = 0; done < length;)
    {
      gsize n = (gsize)MIN (length - done, PIECE);

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !rt_disk_read (fd, buffer, n, first + done, path, error))
        return FALSE;
      rt_digest_sum_add (self, buffer, n);
      done += (gint64)n;
    }
  return TRUE;
}

/* Of all that was added; then it begins anew. */
RtDigest
rt_digest_sum_finish (RtDigestSum *self)
{
  RtDigest digest = { .algorithm = self->algorithm };

  gnutls_hash_output (self->hash, digest.bytes);
  return digest;
}

/**
 * rt_digest_compute:
 * @self: (out caller-allocates): where to put the digest
 * @algorithm: which
 * @fd: an open file
 * @path: its name, for errors
 * @first: where the bytes begin
 * @length: how many there are
 * @cancellable: (nullable): ends it
 * @error: return location for a #GError, or %NULL
 *
 * Reads bytes and makes their digest.  Blocks.
 *
 * Errors: %RT_ERROR_FILE, %RT_ERROR_OTHER if this computer does not allow @algorithm,
 * %G_IO_ERROR_CANCELLED
 *
 * Returns: %TRUE if @self was filled in
 */
gboolean
rt_digest_compute (RtDigest *self,
                   RtDigestAlgorithm algorithm,
                   int fd,
                   const char *path,
                   gint64 first,
                   gint64 length,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (RtDigestSum) sum = rt_digest_sum_new (algorithm, error);

  if (sum == NULL
      || !rt_digest_sum_add_file (sum, fd, path, first, length, cancellable, error))
    return FALSE;
  *self = rt_digest_sum_finish (sum);
  return TRUE;
}
