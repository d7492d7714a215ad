/* How long a message of a SOCKS client is, as far as its beginning tells. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-socks-message.h"

/* Of SOCKS 4: what identd would say, and a name. */
#define TEXT_BYTES_MAX 255

static guint
measure_request (const guint8 *heard, guint n)
{
  if (n < 5)
    return 5;
  switch (heard[3])
    {
    case 1:
      return 10;
    case 3:
      return 7u + heard[4];
    case 4:
      return 22;
    default:
      return 5; /* there is no such kind, which the proxy says */
    }
}

/* Two texts, each up to a NUL: the second only where the address is 0.0.0.x (4a). */
static guint
measure_version_4 (const guint8 *heard, guint n)
{
  guint n_texts, limit = 8;

  if (n < 8)
    return 8;
  n_texts = heard[4] == 0 && heard[5] == 0 && heard[6] == 0 && heard[7] != 0 ? 2 : 1;
  for (guint i = 8; i < n; i++)
    if (heard[i] == '\0' && --n_texts == 0)
      return i + 1;
  limit += 2 * (TEXT_BYTES_MAX + 1);
  return MIN (n + 1, limit);
}

/**
 * rt_socks_message_measure:
 * @message: what is expected
 * @heard: (array length=n): the beginning of it
 * @n: how much of it was heard
 *
 * Says how many bytes it has at least.  To be asked again once they are there.
 *
 * Source: [RFC 1928](https://www.rfc-editor.org/rfc/rfc1928),
 * [RFC 1929](https://www.rfc-editor.org/rfc/rfc1929)
 *
 * Returns: in bytes; at most @n if it is whole
 */
guint
rt_socks_message_measure (RtSocksMessage message, const guint8 *heard, guint n)
{
  switch (message)
    {
    case RT_SOCKS_GREETING:
      if (n > 0 && heard[0] == 4)
        return measure_version_4 (heard, n);
      return n > 0 && heard[0] != 5 ? 1 : (n < 2 ? 2 : 2u + heard[1]);
    case RT_SOCKS_PROOF:
      if (n < 2 || n < 2u + heard[1] + 1u)
        return n < 2 ? 2 : 3u + heard[1];
      return 3u + heard[1] + heard[2u + heard[1]];
    case RT_SOCKS_REQUEST:
      return measure_request (heard, n);
    }
  g_return_val_if_reached (1);
}
