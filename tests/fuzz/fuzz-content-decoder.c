/* Any bytes as a coded body: it decodes the same whole and in pieces, or fails the same. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-content-decoder.h"
#include "tests/fuzz/rt-fuzz.h"

#include <string.h>

#define ENOUGH_BYTES (1024 * 1024)

static gboolean
collect (const guint8 *data, gsize length, gpointer user_data)
{
  GByteArray *out = user_data;

  g_assert_cmpuint (length, >, 0);
  g_assert_cmpuint (length, <=, RT_DECODED_PIECE_BYTES);
  g_byte_array_append (out, data, length);
  return out->len < ENOUGH_BYTES;
}

static gboolean
decode (const char *const *codings,
        const guint8 *data,
        gsize length,
        gsize step,
        GByteArray *out)
{
  g_autoptr (RtContentDecoder) decoder = rt_content_decoder_new (codings);

  for (gsize at = 0; at < length; at += step)
    if (!rt_content_decoder_push (decoder, data + at, MIN (step, length - at), collect,
                                  out, NULL))
      return FALSE;
  return rt_content_decoder_finish (decoder, collect, out, NULL);
}

/* The first byte chooses the codings, the second the length of the pieces. */
int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  static const char *const names[] = { "gzip", "deflate", "br", "zstd" };
  const char *codings[3] = { NULL };
  g_autoptr (GByteArray) whole = g_byte_array_new ();
  g_autoptr (GByteArray) pieces = g_byte_array_new ();
  gboolean whole_ok;
  gboolean pieces_ok;

  if (size < 2)
    return 0;
  codings[0] = names[data[0] % 4];
  if (data[0] & 4)
    codings[1] = names[data[0] / 8 % 4];
  whole_ok = decode (codings, data + 2, size - 2, size, whole);
  pieces_ok = decode (codings, data + 2, size - 2, 1 + data[1], pieces);
  if (whole->len >= ENOUGH_BYTES || pieces->len >= ENOUGH_BYTES)
    return 0;
  g_assert_cmpint (whole_ok, ==, pieces_ok);
  if (whole_ok)
    g_assert_cmpmem (whole->data, whole->len, pieces->data, pieces->len);
  return 0;
}
