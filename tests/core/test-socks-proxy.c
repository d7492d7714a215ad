/* Tests of the SOCKS proxy's side of the talk, whatever pieces it comes in. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-socks-proxy.h"
#include "core/wire/rt-error.h"

#include <string.h>

#define BYTES(text) text, sizeof text - 1

typedef struct
{
  const char *name;
  const char *credentials;
  const char *said;
  gsize n_said;
  RtRelayVerdict verdict;
  const char *host; /* where to; NULL: nowhere */
  guint16 port;
  const char *reply;
  gsize n_reply;
} Case;

static const Case cases[] = {
  { "address", NULL, BYTES ("\5\1\0\5\1\0\1\x7f\0\0\1\0\x50"), RT_RELAY_TO, "127.0.0.1",
    80, BYTES ("\5\0") },
  { "several-ways", NULL, BYTES ("\5\3\2\1\0\5\1\0\1\x7f\0\0\1\0\x50"), RT_RELAY_TO,
    "127.0.0.1", 80, BYTES ("\5\0") },
  { "name", NULL, BYTES ("\5\1\0\5\1\0\3\7a.b-c_d\1\xbb"), RT_RELAY_TO, "a.b-c_d", 443,
    BYTES ("\5\0") },
  { "address-as-name", NULL, BYTES ("\5\1\0\5\1\0\3\3::1\1\xbb"), RT_RELAY_TO, "::1", 443,
    BYTES ("\5\0") },
  { "ipv6", NULL, BYTES ("\5\1\0\5\1\0\4\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\1\xbb"),
    RT_RELAY_TO, "::1", 443, BYTES ("\5\0") },
  { "password", "me:pw", BYTES ("\5\2\0\2\1\2me\2pw\5\1\0\1\x7f\0\0\1\0\x50"),
    RT_RELAY_TO, "127.0.0.1", 80, BYTES ("\5\2\1\0") },
  { "wrong-password", "me:pw", BYTES ("\5\1\2\1\2me\2px"), RT_RELAY_REFUSED, NULL, 0,
    BYTES ("\5\2\1\1") },
  { "empty-password", "me:", BYTES ("\5\1\2\1\2me\0\5\1\0\1\x7f\0\0\1\0\x50"),
    RT_RELAY_TO, "127.0.0.1", 80, BYTES ("\5\2\1\0") },
  { "wrong-proof", "me:pw", BYTES ("\5\1\2\2\2me\2pw"), RT_RELAY_REFUSED, NULL, 0,
    BYTES ("\5\2\1\1") },
  { "no-proof", "me:pw", BYTES ("\5\1\0"), RT_RELAY_REFUSED, NULL, 0, BYTES ("\5\xff") },
  { "no-way", NULL, BYTES ("\5\1\1"), RT_RELAY_REFUSED, NULL, 0, BYTES ("\5\xff") },
  { "half", NULL, BYTES ("\5\1\0\5\1\0"), RT_RELAY_MORE, NULL, 0, BYTES ("\5\0") },
  { "bind", NULL, BYTES ("\5\1\0\5\2\0\1\x7f\0\0\1\0\x50"), RT_RELAY_REFUSED, NULL, 0,
    BYTES ("\5\0\5\7\0\1\0\0\0\0\0\0") },
  { "strange-address", NULL, BYTES ("\5\1\0\5\1\0\2\x7f"), RT_RELAY_REFUSED, NULL, 0,
    BYTES ("\5\0\5\x08\0\1\0\0\0\0\0\0") },
  { "name-with-nul", NULL, BYTES ("\5\1\0\5\1\0\3\3a\0b\0\x50"), RT_RELAY_REFUSED, NULL,
    0, BYTES ("\5\0\5\1\0\1\0\0\0\0\0\0") },
  { "version-4", NULL, BYTES ("\4\1\0\x50\x7f\0\0\1me\0"), RT_RELAY_TO, "127.0.0.1", 80,
    BYTES ("") },
  { "version-4a", NULL, BYTES ("\4\1\0\x50\0\0\0\1\0a.example\0"), RT_RELAY_TO,
    "a.example", 80, BYTES ("") },
  { "version-4-any-address", NULL, BYTES ("\4\1\0\x50\0\0\0\0\0"), RT_RELAY_TO, "0.0.0.0",
    80, BYTES ("") },
  { "version-4-bind", NULL, BYTES ("\4\2\0\x50\x7f\0\0\1me\0"), RT_RELAY_REFUSED, NULL, 0,
    BYTES ("\0\x5b\0\0\0\0\0\0") },
  { "version-4-with-password", "me:pw", BYTES ("\4\1\0\x50\x7f\0\0\1me\0"),
    RT_RELAY_REFUSED, NULL, 0, BYTES ("\0\x5b\0\0\0\0\0\0") },
  { "version-6", NULL, BYTES ("\6\1"), RT_RELAY_REFUSED, NULL, 0, BYTES ("") },
};

static gpointer
open_for (const char *credentials)
{
  char remote[] = "127.0.0.1:50000", host[] = "127.0.0.1", local[] = "127.0.0.1:1080";
  const RtPeer peer = { remote, host, local, 1080, NULL, NULL };
  const RtRelaySetting setting = { credentials, 1080 };

  return rt_socks_proxy.open (&setting, &peer);
}

static void
check (const Case *row, gsize piece)
{
  g_autoptr (GByteArray) reply = g_byte_array_new ();
  gpointer talk = open_for (row->credentials);
  RtRelayVerdict verdict = RT_RELAY_MORE;
  gsize at = 0;
  guint16 port = 0;

  while (at < row->n_said && verdict == RT_RELAY_MORE)
    {
      gsize taken;

      verdict = rt_socks_proxy.push (talk, (const guint8 *)row->said + at,
                                     MIN (piece, row->n_said - at), &taken, reply);
      g_assert_cmpuint (taken, >, 0);
      at += taken;
    }
  g_assert_cmpint (verdict, ==, row->verdict);
  g_assert_cmpmem (reply->data, reply->len, row->reply, row->n_reply);
  if (verdict == RT_RELAY_TO)
    {
      /* What follows is the server's. */
      g_assert_cmpuint (at, ==, row->n_said);
      g_assert_cmpstr (rt_socks_proxy.get_target (talk, &port), ==, row->host);
      g_assert_cmpuint (port, ==, row->port);
    }
  rt_socks_proxy.close (talk);
}

static void
test_talk (gconstpointer data)
{
  const Case *row = data;

  for (gsize piece = 1; piece <= row->n_said; piece++)
    check (row, piece);
}

static void
test_takes_no_more_than_its_own (void)
{
  static const char said[] = "\4\1\0\x50\x7f\0\0\1\0GET /";
  gpointer talk = open_for (NULL);
  g_autoptr (GByteArray) reply = g_byte_array_new ();
  gsize taken;

  g_assert_cmpint (
      rt_socks_proxy.push (talk, (const guint8 *)said, sizeof said - 1, &taken, reply),
      ==, RT_RELAY_TO);
  g_assert_cmpuint (taken, ==, 9);
  rt_socks_proxy.close (talk);
}

static void
test_failures (void)
{
  static const struct
  {
    RtErrorCode code;
    guint8 reply;
    guint status;
  } rows[] = {
    { RT_ERROR_NAME_NOT_FOUND, 4, 502 }, { RT_ERROR_CONNECT_TIMEOUT, 4, 504 },
    { RT_ERROR_REFUSED, 5, 502 },        { RT_ERROR_UNREACHABLE, 3, 502 },
    { RT_ERROR_REDIRECT_LOOP, 2, 508 },  { RT_ERROR_OTHER, 1, 502 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GByteArray) reply = g_byte_array_new ();
      g_autoptr (GError) error = g_error_new (RT_ERROR, (int)rows[i].code, "no");
      gpointer talk = open_for (NULL);
      g_autoptr (RtAccessEntry) entry = NULL;
      gsize taken;

      rt_socks_proxy.push (talk, (const guint8 *)"\5\1\0", 3, &taken, reply);
      rt_socks_proxy.push (talk, (const guint8 *)"\5\1\0\3\1a\0\x50", 8, &taken, reply);
      g_byte_array_set_size (reply, 0);
      rt_socks_proxy.failed (talk, error, reply);
      g_assert_cmpuint (reply->len, ==, 10);
      g_assert_cmpuint (reply->data[1], ==, rows[i].reply);
      entry = rt_socks_proxy.make_entry (talk, 0);
      g_assert_cmpuint (entry->status, ==, rows[i].status);
      g_assert_cmpstr (entry->request, ==, "CONNECT a:80 SOCKS/5");
      rt_socks_proxy.close (talk);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/socks-proxy/talk/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_talk);
    }
  g_test_add_func ("/socks-proxy/takes-no-more-than-its-own",
                   test_takes_no_more_than_its_own);
  g_test_add_func ("/socks-proxy/failures", test_failures);
  return g_test_run ();
}
