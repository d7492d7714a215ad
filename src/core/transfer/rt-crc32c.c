/* The checksum CRC-32C, which guards what is claimed to be on disk. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-crc32c.h"

#include <string.h>

#define POLYNOMIAL 0x82f63b78u /* Castagnoli's, bits reversed */

static guint32 table[256];

static gpointer
fill_table (gpointer unused)
{
  for (guint32 i = 0; i < 256; i++)
    {
      guint32 crc = i;

      for (guint bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ ((crc & 1) != 0 ? POLYNOMIAL : 0);
      table[i] = crc;
    }
  return table;
}

/**
 * rt_crc32c_portable:
 * @crc: 0, or the checksum of what comes before
 * @data: bytes
 * @length: how many
 *
 * Does what rt_crc32c() does, on any machine.
 *
 * Returns: the checksum
 */
guint32
rt_crc32c_portable (guint32 crc, const void *data, gsize length)
{
  static GOnce once = G_ONCE_INIT;
  const guint8 *bytes = data;

  g_once (&once, fill_table, NULL);
  crc = ~crc;
  for (gsize i = 0; i < length; i++)
    crc = (crc >> 8) ^ table[(crc ^ bytes[i]) & 0xff];
  return ~crc;
}

#ifdef __x86_64__
/* The instruction takes three cycles but can begin in each: so three lanes are run at once,
 * each over so many bytes, and put together.  Four times that is what a record of TLS
 * holds, but for 64 bytes. */
#define LANE_BYTES 1360

static guint32 lane_table[4]
                         [256]; /* what a lane of zeros makes of each byte of a state */

__attribute__ ((target ("sse4.2"))) static gpointer
fill_lane_table (gpointer unused)
{
  for (guint byte = 0; byte < 4; byte++)
    for (guint32 value = 0; value < 256; value++)
      {
        guint64 state = value << (8 * byte);

        for (guint i = 0; i < LANE_BYTES; i += 8)
          state = __builtin_ia32_crc32di (state, 0);
        lane_table[byte][value] = (guint32)state;
      }
  return lane_table;
}

static guint32
pass_lane (guint32 state)
{
  return lane_table[0][state & 0xff] ^ lane_table[1][state >> 8 & 0xff]
         ^ lane_table[2][state >> 16 & 0xff] ^ lane_table[3][state >> 24];
}

static guint64
load (const guint8 *bytes)
{
  guint64 word;

  memcpy (&word, bytes, sizeof word);
  return word;
}

__attribute__ ((target ("sse4.2"))) static guint32
run_lanes (guint32 state, const guint8 *bytes)
{
  guint64 first = state;
  guint64 second = 0;
  guint64 third = 0;

  for (guint i = 0; i < LANE_BYTES; i += 8)
    {
      first = __builtin_ia32_crc32di (first, load (bytes + i));
      second = __builtin_ia32_crc32di (second, load (bytes + LANE_BYTES + i));
      third = __builtin_ia32_crc32di (third, load (bytes + 2 * LANE_BYTES + i));
    }
  return pass_lane (pass_lane ((guint32)first) ^ (guint32)second) ^ (guint32)third;
}

/* Far faster than the table, which a download over a fast line does notice. */
__attribute__ ((target ("sse4.2"))) static guint32
crc32c_by_instruction (guint32 crc, const void *data, gsize length)
{
  static GOnce once = G_ONCE_INIT;
  const guint8 *bytes = data;
  guint64 wide;

  g_once (&once, fill_lane_table, NULL);
  crc = ~crc;
  for (; length >= 3 * LANE_BYTES; length -= 3 * LANE_BYTES, bytes += 3 * LANE_BYTES)
    crc = run_lanes (crc, bytes);
  wide = crc;
  for (; length >= 8; length -= 8, bytes += 8)
    wide = __builtin_ia32_crc32di (wide, load (bytes));
  crc = (guint32)wide;
  for (; length > 0; length--, bytes++)
    crc = __builtin_ia32_crc32qi (crc, *bytes);
  return ~crc;
}
#endif

/**
 * rt_crc32c:
 * @crc: 0, or the checksum of what comes before
 * @data: bytes
 * @length: how many
 *
 * Computes the checksum of bytes that come in pieces.
 *
 * Source: [RFC 3720 §12.1](https://www.rfc-editor.org/rfc/rfc3720#section-12.1)
 *
 * Returns: the checksum of all pieces so far
 */
guint32
rt_crc32c (guint32 crc, const void *data, gsize length)
{
#ifdef __x86_64__
  if (__builtin_cpu_supports ("sse4.2"))
    return crc32c_by_instruction (crc, data, length);
#endif
  return rt_crc32c_portable (crc, data, length);
}
