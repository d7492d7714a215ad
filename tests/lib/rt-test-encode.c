/* Makes the content codings that the program only undoes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-encode.h"

#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

static GBytes *
deflate_with (const guint8 *data, gsize length, int window_bits)
{
  z_stream zlib = { 0 };
  gsize room = length + length / 1000 + 128;
  guint8 *out = g_malloc (room);

  g_assert_cmpint (deflateInit2 (&zlib, 6, Z_DEFLATED, window_bits, 8, 0), ==, Z_OK);
  zlib.next_in = (Bytef *)data;
  zlib.avail_in = length;
  zlib.next_out = out;
  zlib.avail_out = room;
  g_assert_cmpint (deflate (&zlib, Z_FINISH), ==, Z_STREAM_END);
  deflateEnd (&zlib);
  return g_bytes_new_take (out, zlib.total_out);
}

static GBytes *
encode_once (const char *coding, const guint8 *data, gsize length)
{
  gsize room = length + length / 100 + 1024;
  guint8 *out;

  if (g_str_equal (coding, "gzip") || g_str_equal (coding, "x-gzip"))
    return deflate_with (data, length, 15 + 16);
  if (g_str_equal (coding, "deflate"))
    return deflate_with (data, length, 15);
  if (g_str_equal (coding, "raw-deflate"))
    return deflate_with (data, length, -15);
  out = g_malloc (room);
  if (g_str_equal (coding, "br"))
    g_assert_true (
        BrotliEncoderCompress (4, 18, BROTLI_MODE_GENERIC, length, data, &room, out));
  else
    room = ZSTD_compress (out, room, data, length, 3);
  return g_bytes_new_take (out, room);
}

/* A text with some order and some noise, so that no coding makes it tiny. */
GByteArray *
rt_test_make_text (gsize length)
{
  GByteArray *text = g_byte_array_set_size (g_byte_array_new (), length);
  guint32 noise = 1;

  for (gsize i = 0; i < length; i++)
    {
      noise = noise * 1664525 + 1013904223;
      text->data[i] = "abcdefgh"[i % 3 + (noise >> 30)];
    }
  return text;
}

/**
 * rt_test_encode:
 * @codings: names with blanks between them, in the order in which they are applied; for
 *   deflate as it is often made by mistake there is `raw-deflate`
 * @data: (array length=length): bytes
 * @length: how many
 *
 * Codes @data.
 *
 * Returns: (transfer full): the coded bytes
 */
GBytes *
rt_test_encode (const char *codings, const guint8 *data, gsize length)
{
  g_auto (GStrv) list = g_strsplit (codings, " ", -1);
  GBytes *coded = g_bytes_new (data, length);

  for (guint i = 0; list[i] != NULL; i++)
    {
      g_autoptr (GBytes) last = coded;
      gsize size;
      const guint8 *bytes = g_bytes_get_data (last, &size);

      coded = encode_once (list[i], bytes, size);
    }
  return coded;
}
