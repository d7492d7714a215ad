/* A tunnel through a proxy that speaks SOCKS. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/wire/rt-socks-tunnel.h"

#include "core/wire/rt-error.h"

#include <string.h>

/* What the protocols have one byte for. */
#define TEXT_MAX 255

typedef struct
{
  RtAttempt *attempt;
  GIOStream *stream;
  const RtProxy *proxy;
} Dialogue;

static gboolean
refuse (GError **error, RtErrorCode code, const char *message)
{
  g_set_error_literal (error, RT_ERROR, code, message);
  return FALSE;
}

static gboolean
explain_io (GError **error, GError *raw)
{
  if (g_error_matches (raw, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, raw);
      return FALSE;
    }
  refuse (error, RT_ERROR_PROXY_ANSWER, raw->message);
  g_error_free (raw);
  return FALSE;
}

static gboolean
say (const Dialogue *self, const GByteArray *bytes, GError **error)
{
  GError *raw = NULL;

  return rt_attempt_write (self->attempt, self->stream, bytes->data, bytes->len, &raw)
         || explain_io (error, raw);
}

/* Reads so many bytes and not one more: what follows is the site's. */
static gboolean
hear (const Dialogue *self, guint8 *bytes, gsize length, GError **error)
{
  GError *raw = NULL;

  for (gsize at = 0; at < length;)
    {
      gssize n
          = rt_attempt_read (self->attempt, self->stream, bytes + at, length - at, &raw);

      if (n < 0)
        return explain_io (error, raw);
      if (n == 0)
        return refuse (error, RT_ERROR_PROXY_ANSWER,
                       "the proxy hung up before it answered");
      at += (gsize)n;
    }
  return TRUE;
}

static void
add_byte (GByteArray *bytes, guint8 byte)
{
  g_byte_array_append (bytes, &byte, 1);
}

static void
add_port (GByteArray *bytes, guint16 port)
{
  add_byte (bytes, port >> 8);
  add_byte (bytes, port & 0xff);
}

static void
add_counted (GByteArray *bytes, const char *text)
{
  gsize length = strlen (text);

  add_byte (bytes, (guint8)length);
  g_byte_array_append (bytes, (const guint8 *)text, (guint)length);
}

static void
add_ended (GByteArray *bytes, const char *text)
{
  g_byte_array_append (bytes, (const guint8 *)text, (guint)strlen (text) + 1);
}

/* --- SOCKS 4 and 4a --- */

/* The older protocol has no names, and of addresses those of IPv4 only. */
static GInetAddress *
look_up (RtAttempt *attempt, const char *host, GError **error)
{
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) raw = NULL;
  GInetAddress *literal = g_inet_address_new_from_string (host);
  GList *found;

  if (literal != NULL && g_inet_address_get_family (literal) == G_SOCKET_FAMILY_IPV4)
    return literal;
  if (literal != NULL)
    {
      g_object_unref (literal);
      refuse (error, RT_ERROR_PROXY_REFUSED, "SOCKS 4 knows no addresses of IPv6");
      return NULL;
    }
  g_resolver_lookup_by_name_with_flags_async (
      resolver, host, G_RESOLVER_NAME_LOOKUP_FLAGS_IPV4_ONLY, attempt->cancellable,
      rt_attempt_on_result, attempt);
  result = rt_attempt_wait (attempt);
  found = g_resolver_lookup_by_name_with_flags_finish (resolver, result, &raw);
  if (found == NULL)
    {
      g_propagate_error (error, rt_error_from (raw, RT_PHASE_RESOLVE));
      return NULL;
    }
  literal = g_object_ref (found->data);
  g_resolver_free_addresses (found);
  return literal;
}

static gboolean
open_4 (const Dialogue *self, const char *host, guint16 port, GError **error)
{
  static const guint8 named[] = { 0, 0, 0, 1 };
  gboolean by_name = self->proxy->kind == RT_PROXY_SOCKS4A;
  RtProxyAuth *auth = self->proxy->auth;
  g_autoptr (GByteArray) request = g_byte_array_new ();
  g_autoptr (GInetAddress) address = NULL;
  guint8 reply[8];

  if (by_name)
    address = g_inet_address_new_from_bytes (named, G_SOCKET_FAMILY_IPV4);
  else
    address = look_up (self->attempt, host, error);
  if (address == NULL)
    return FALSE;
  add_byte (request, 4);
  add_byte (request, 1); /* CONNECT */
  add_port (request, port);
  g_byte_array_append (request, g_inet_address_to_bytes (address), 4);
  add_ended (request, auth != NULL ? rt_proxy_auth_get_user (auth) : "");
  if (by_name)
    add_ended (request, host);
  if (!say (self, request, error) || !hear (self, reply, sizeof reply, error))
    return FALSE;
  if (reply[0] != 0)
    return refuse (error, RT_ERROR_PROXY_ANSWER, "what answers does not speak SOCKS 4");
  switch (reply[1])
    {
    case 90:
      return TRUE;
    case 91: /* whatever the reason is */
      return refuse (error, RT_ERROR_PROXY_NO_SITE,
                     "the proxy says: refused, or it did not work");
    case 92:
    case 93:
      return refuse (error, RT_ERROR_PROXY_LOGIN, "the proxy says: not without an ident");
    default:
      return refuse (error, RT_ERROR_PROXY_ANSWER,
                     "the proxy answers with a code that SOCKS 4 does not have");
    }
}

/* --- SOCKS 5 --- */

/* Source: RFC 1929. */
static gboolean
log_in (const Dialogue *self, GError **error)
{
  RtProxyAuth *auth = self->proxy->auth;
  g_autoptr (GByteArray) request = g_byte_array_new ();
  guint8 reply[2];

  add_byte (request, 1);
  add_counted (request, rt_proxy_auth_get_user (auth));
  add_counted (request, rt_proxy_auth_get_password (auth));
  if (!say (self, request, error) || !hear (self, reply, sizeof reply, error))
    return FALSE;
  return reply[1] == 0
         || refuse (error, RT_ERROR_PROXY_LOGIN,
                    "the proxy says: wrong name or password");
}

static gboolean
greet (const Dialogue *self, GError **error)
{
  gboolean has_auth = self->proxy->auth != NULL;
  g_autoptr (GByteArray) greeting = g_byte_array_new ();
  guint8 reply[2];

  add_byte (greeting, 5);
  add_byte (greeting, has_auth ? 2 : 1);
  add_byte (greeting, 0); /* no name and no password */
  if (has_auth)
    add_byte (greeting, 2);
  if (!say (self, greeting, error) || !hear (self, reply, sizeof reply, error))
    return FALSE;
  if (reply[0] != 5)
    return refuse (error, RT_ERROR_PROXY_ANSWER, "what answers does not speak SOCKS 5");
  if (reply[1] == 0)
    return TRUE;
  if (reply[1] == 2 && has_auth)
    return log_in (self, error);
  return refuse (error, reply[1] == 0xff ? RT_ERROR_PROXY_LOGIN : RT_ERROR_PROXY_ANSWER,
                 "the proxy takes none of our ways to say who asks");
}

static gboolean
explain_reply_5 (guint8 code, GError **error)
{
  static const struct
  {
    RtErrorCode code;
    const char *message;
  } replies[] = {
    { RT_ERROR_PROXY_NO_SITE, "the proxy says: it did not work" },
    { RT_ERROR_PROXY_REFUSED, "the proxy says: not allowed" },
    { RT_ERROR_PROXY_NO_SITE, "the proxy says: network unreachable" },
    { RT_ERROR_PROXY_NO_SITE, "the proxy says: host unreachable" },
    { RT_ERROR_PROXY_NO_SITE, "the proxy says: connection refused" },
    { RT_ERROR_PROXY_NO_SITE, "the proxy says: time to live expired" },
    { RT_ERROR_PROXY_REFUSED, "the proxy says: it makes no connections" },
    { RT_ERROR_PROXY_REFUSED, "the proxy says: not this kind of address" },
  };

  if (code > G_N_ELEMENTS (replies))
    return refuse (error, RT_ERROR_PROXY_ANSWER,
                   "the proxy answers with a code that SOCKS 5 does not have");
  return refuse (error, replies[code - 1].code, replies[code - 1].message);
}

/* The address that the proxy connects from is of no use here, but its bytes are read. */
static gboolean
hear_reply_5 (const Dialogue *self, GError **error)
{
  guint8 head[4];
  guint8 rest[TEXT_MAX + 2];
  gsize length;

  if (!hear (self, head, sizeof head, error))
    return FALSE;
  if (head[0] != 5)
    return refuse (error, RT_ERROR_PROXY_ANSWER, "what answers does not speak SOCKS 5");
  if (head[1] != 0)
    return explain_reply_5 (head[1], error);
  switch (head[3])
    {
    case 1:
      length = 4;
      break;
    case 4:
      length = 16;
      break;
    case 3:
      if (!hear (self, rest, 1, error))
        return FALSE;
      length = rest[0];
      break;
    default:
      return refuse (
          error, RT_ERROR_PROXY_ANSWER,
          "the proxy answers with a kind of address that SOCKS 5 does not have");
    }
  return hear (self, rest, length + 2, error);
}

/* Source: RFC 1928. */
static gboolean
open_5 (const Dialogue *self, const char *host, guint16 port, GError **error)
{
  g_autoptr (GInetAddress) literal = g_inet_address_new_from_string (host);
  g_autoptr (GByteArray) request = g_byte_array_new ();

  if (!greet (self, error))
    return FALSE;
  add_byte (request, 5);
  add_byte (request, 1); /* CONNECT */
  add_byte (request, 0);
  if (literal != NULL)
    {
      gsize size = g_inet_address_get_native_size (literal);

      add_byte (request, size == 4 ? 1 : 4);
      g_byte_array_append (request, g_inet_address_to_bytes (literal), (guint)size);
    }
  else
    {
      add_byte (request, 3);
      add_counted (request, host);
    }
  add_port (request, port);
  return say (self, request, error) && hear_reply_5 (self, error);
}

/**
 * rt_socks_tunnel_open:
 * @attempt: an attempt whose route has a proxy
 * @stream: a connection to that proxy
 * @host: where the tunnel is to lead to; whether it is looked up here is the protocol's
 * @port: likewise
 * @error: return location for a #GError, or %NULL
 *
 * Asks the proxy for a tunnel.
 *
 * Errors: %RT_ERROR_PROXY_LOGIN, %RT_ERROR_PROXY_REFUSED, %RT_ERROR_PROXY_NO_SITE,
 * %RT_ERROR_PROXY_ANSWER, %G_IO_ERROR_CANCELLED; with SOCKS 4 those of a lookup
 *
 * Source: [RFC 1928](https://www.rfc-editor.org/rfc/rfc1928)
 *
 * Returns: %TRUE if it is open
 */
gboolean
rt_socks_tunnel_open (RtAttempt *attempt,
                      GIOStream *stream,
                      const char *host,
                      guint16 port,
                      GError **error)
{
  const Dialogue self
      = { .attempt = attempt, .stream = stream, .proxy = attempt->route->proxy };
  RtProxyAuth *auth = self.proxy->auth;

  if (strlen (host) > TEXT_MAX
      || (auth != NULL
          && (strlen (rt_proxy_auth_get_user (auth)) > TEXT_MAX
              || strlen (rt_proxy_auth_get_password (auth)) > TEXT_MAX)))
    return refuse (error, RT_ERROR_PROXY_REFUSED,
                   "SOCKS has no room for such a long name or password");
  return self.proxy->kind == RT_PROXY_SOCKS5 ? open_5 (&self, host, port, error)
                                             : open_4 (&self, host, port, error);
}
