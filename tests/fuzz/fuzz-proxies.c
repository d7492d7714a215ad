/* Any bytes as what a client says to a proxy, and as what the server answers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-http-proxy.h"
#include "core/server/rt-socks-proxy.h"
#include "tests/fuzz/rt-fuzz.h"

#include <string.h>

static gpointer
open_for (const RtRelayProtocol *protocol)
{
  char remote[] = "127.0.0.1:50000", host[] = "127.0.0.1", local[] = "127.0.0.1:1080";
  const RtPeer peer = { remote, host, local, 1080, NULL, NULL };
  const RtRelaySetting setting = { NULL, 1080 };

  return protocol->open (&setting, &peer);
}

/* Gives how much of it the proxy took for the request. */
static gsize
ask (const RtRelayProtocol *protocol,
     gpointer talk,
     const guint8 *data,
     gsize size,
     RtRelayVerdict *verdict)
{
  g_autoptr (GByteArray) reply = g_byte_array_new ();
  gsize at = 0;

  *verdict = RT_RELAY_MORE;
  while (at < size && *verdict == RT_RELAY_MORE)
    {
      gsize taken = 0;

      *verdict = protocol->push (talk, data + at, size - at, &taken, reply);
      g_assert_true (taken > 0 || *verdict == RT_RELAY_REFUSED);
      at += taken;
      g_assert_cmpuint (at, <=, size);
    }
  return at;
}

static void
check_target (const RtRelayProtocol *protocol, gpointer talk)
{
  guint16 port = 0;
  const char *host = protocol->get_target (talk, &port);

  g_assert_nonnull (host);
  g_assert_cmpuint (port, >, 0);
  g_assert_null (strpbrk (host, " \r\n@/?#"));
}

/* The rest, up to a NUL, goes up; what follows comes down. */
static void
relay (gpointer talk, const guint8 *data, gsize size)
{
  g_autoptr (GByteArray) request = g_byte_array_new ();
  g_autoptr (GByteArray) reply = g_byte_array_new ();
  g_autoptr (GByteArray) up = g_byte_array_new ();
  g_autoptr (GByteArray) down = g_byte_array_new ();
  const guint8 *end = memchr (data, '\0', size);
  gsize n_up = end != NULL ? (gsize)(end - data) : size;
  gsize n_down = size - n_up;
  gboolean is_whole;

  rt_http_proxy.connected (talk, NULL, reply, request);
  if (rt_http_proxy.is_tunnel (talk))
    return;
  g_assert_nonnull (
      memmem (request->data, request->len, "Connection: close\r\n\r\n", 21));
  rt_http_proxy.pass_up (data, n_up, up, talk);
  g_assert_cmpuint (up->len, <=, n_up);
  if (n_down > 0)
    rt_http_proxy.pass_down (data + n_up + 1, n_down - 1, down, talk);
  is_whole = rt_http_proxy.finish (talk, TRUE, reply);
  /* It answers itself only where the client was given nothing final. */
  g_byte_array_append (down, (const guint8 *)"", 1);
  g_assert_true (reply->len == 0
                 || memmem (down->data, down->len, "Connection: close\r\n", 19) == NULL);
  g_assert_true (is_whole || reply->len > 0 || down->len > 1);
}

static void
check (const RtRelayProtocol *protocol, const guint8 *data, gsize size)
{
  gpointer talk = open_for (protocol);
  RtRelayVerdict verdict;
  gsize at = ask (protocol, talk, data, size, &verdict);
  g_autoptr (RtAccessEntry) entry = NULL;

  if (verdict == RT_RELAY_TO)
    check_target (protocol, talk);
  if (verdict == RT_RELAY_TO && protocol == &rt_http_proxy)
    relay (talk, data + at, size - at);
  entry = protocol->make_entry (talk, 0);
  protocol->close (talk);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  check (&rt_http_proxy, data, size);
  check (&rt_socks_proxy, data, size);
  return 0;
}
