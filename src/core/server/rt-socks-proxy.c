/* A proxy that speaks SOCKS 4, 4a and 5. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-socks-proxy.h"

#include "core/server/rt-credentials.h"
#include "core/server/rt-socks-message.h"
#include "core/wire/rt-error.h"

#include <string.h>

/* Answers of SOCKS 5: RFC 1928 §6. */
enum
{
  REPLY_GRANTED = 0,
  REPLY_FAILED = 1,
  REPLY_NOT_ALLOWED = 2,
  REPLY_NET_UNREACHABLE = 3,
  REPLY_HOST_UNREACHABLE = 4,
  REPLY_REFUSED = 5,
  REPLY_NO_SUCH_COMMAND = 7,
  REPLY_NO_SUCH_ADDRESS = 8,
};

typedef struct
{
  RtRelaySetting setting;
  char *client_host;
  RtSocksMessage expected;
  GByteArray *heard; /* of the message that is expected; never longer than one */
  guint version;     /* 0: nothing was heard */
  char *host;
  guint16 port;
  guint status; /* in the terms of HTTP, for the log */
} SocksProxy;

static gpointer
open_socks (const RtRelaySetting *setting, const RtPeer *peer)
{
  SocksProxy *self = g_new0 (SocksProxy, 1);

  self->setting = *setting;
  self->client_host = g_strdup (peer->remote_host);
  self->heard = g_byte_array_new ();
  return self;
}

static void
close_socks (gpointer state)
{
  SocksProxy *self = state;

  g_free (self->client_host);
  g_free (self->host);
  g_byte_array_unref (self->heard);
  g_free (self);
}

static guint
measure (const SocksProxy *self)
{
  return rt_socks_message_measure (self->expected, self->heard->data, self->heard->len);
}

static void
append (GByteArray *reply, const guint8 *bytes, guint length)
{
  g_byte_array_append (reply, bytes, length);
}

static RtRelayVerdict
refuse (SocksProxy *self, guint8 why, guint status, GByteArray *reply)
{
  const guint8 version_5[] = { 5, why, 0, 1, 0, 0, 0, 0, 0, 0 };
  static const guint8 version_4[] = { 0, 91, 0, 0, 0, 0, 0, 0 };

  self->status = status;
  if (self->version == 5)
    append (reply, version_5, sizeof version_5);
  else if (self->version == 4)
    append (reply, version_4, sizeof version_4);
  return RT_RELAY_REFUSED;
}

/* A browser that took this for a server of pages. */
static RtRelayVerdict
refuse_other (SocksProxy *self, GByteArray *reply)
{
  static const char page[]
      = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n"
        "Content-Length: 47\r\nConnection: close\r\n\r\n"
        "This is a SOCKS proxy.  Set it in your client.\n";

  self->status = 400;
  if (g_ascii_isupper (self->heard->data[0]))
    append (reply, (const guint8 *)page, sizeof page - 1);
  return RT_RELAY_REFUSED;
}

static RtRelayVerdict
choose_proof (SocksProxy *self, GByteArray *reply)
{
  guint8 wanted = self->setting.credentials != NULL ? 2 : 0;
  gboolean is_known
      = memchr (self->heard->data + 2, wanted, self->heard->data[1]) != NULL;
  const guint8 answer[] = { 5, is_known ? wanted : 0xff };

  append (reply, answer, sizeof answer);
  self->expected = wanted == 2 ? RT_SOCKS_PROOF : RT_SOCKS_REQUEST;
  self->status = is_known ? 0 : 407;
  return is_known ? RT_RELAY_MORE : RT_RELAY_REFUSED;
}

static RtRelayVerdict
check_proof (SocksProxy *self, GByteArray *reply)
{
  const guint8 *heard = self->heard->data;
  guint n_name = heard[1];
  guint n_password = heard[2 + n_name];
  g_autoptr (GString) given = g_string_new_len ((const char *)heard + 2, n_name);
  gboolean is_right;
  guint8 answer[] = { 1, 1 };

  g_string_append_c (given, ':');
  g_string_append_len (given, (const char *)heard + 3 + n_name, n_password);
  is_right = heard[0] == 1
             && rt_credentials_match (self->setting.credentials, given->str, given->len);
  answer[1] = is_right ? 0 : 1;
  append (reply, answer, sizeof answer);
  self->expected = RT_SOCKS_REQUEST;
  self->status = is_right ? 0 : 407;
  return is_right ? RT_RELAY_MORE : RT_RELAY_REFUSED;
}

static gboolean
is_name (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("-._", *p) == NULL)
      return FALSE;
  return *text != '\0';
}

/* A name may be an address in words, too. */
static RtRelayVerdict
take_name (SocksProxy *self, const guint8 *name, guint length, GByteArray *reply)
{
  self->host = g_strndup ((const char *)name, length);
  if (strlen (self->host) == length && self->port != 0
      && (is_name (self->host) || g_hostname_is_ip_address (self->host)))
    return RT_RELAY_TO;
  g_clear_pointer (&self->host, g_free);
  return refuse (self, REPLY_FAILED, 400, reply);
}

static RtRelayVerdict
take_address (SocksProxy *self,
              const guint8 *bytes,
              GSocketFamily family,
              GByteArray *reply)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_bytes (bytes, family);
  g_autofree char *text = g_inet_address_to_string (address);

  return take_name (self, (const guint8 *)text, (guint)strlen (text), reply);
}

static guint16
read_port (const guint8 *bytes)
{
  return (guint16)(bytes[0] << 8 | bytes[1]);
}

static RtRelayVerdict
read_request (SocksProxy *self, GByteArray *reply)
{
  const guint8 *heard = self->heard->data;

  if (heard[0] != 5)
    return refuse (self, REPLY_FAILED, 400, reply);
  if (heard[1] != 1)
    return refuse (self, REPLY_NO_SUCH_COMMAND, 501, reply);
  if (heard[3] != 1 && heard[3] != 3 && heard[3] != 4)
    return refuse (self, REPLY_NO_SUCH_ADDRESS, 400, reply);
  self->port = read_port (heard + self->heard->len - 2);
  if (heard[3] == 3)
    return take_name (self, heard + 5, heard[4], reply);
  return take_address (self, heard + 4,
                       heard[3] == 1 ? G_SOCKET_FAMILY_IPV4 : G_SOCKET_FAMILY_IPV6,
                       reply);
}

static RtRelayVerdict
read_version_4 (SocksProxy *self, GByteArray *reply)
{
  const guint8 *heard = self->heard->data;
  const guint8 *name;

  if (heard[self->heard->len - 1] != '\0')
    return refuse (self, 0, 400, reply);
  /* It has no passwords. */
  if (self->setting.credentials != NULL)
    return refuse (self, 0, 407, reply);
  if (heard[1] != 1)
    return refuse (self, 0, 501, reply);
  self->port = read_port (heard + 2);
  if (heard[4] != 0 || heard[5] != 0 || heard[6] != 0 || heard[7] == 0)
    return take_address (self, heard + 4, G_SOCKET_FAMILY_IPV4, reply);
  name = heard + 8 + strlen ((const char *)heard + 8) + 1;
  return take_name (self, name, (guint)strlen ((const char *)name), reply);
}

static RtRelayVerdict
understand (SocksProxy *self, GByteArray *reply)
{
  switch (self->expected)
    {
    case RT_SOCKS_GREETING:
      self->version = self->heard->data[0];
      if (self->version == 5)
        return choose_proof (self, reply);
      return self->version == 4 ? read_version_4 (self, reply)
                                : refuse_other (self, reply);
    case RT_SOCKS_PROOF:
      return check_proof (self, reply);
    case RT_SOCKS_REQUEST:
      return read_request (self, reply);
    }
  g_return_val_if_reached (RT_RELAY_REFUSED);
}

static RtRelayVerdict
push (gpointer state, const guint8 *bytes, gsize length, gsize *taken, GByteArray *reply)
{
  SocksProxy *self = state;
  RtRelayVerdict verdict;

  *taken = 0;
  while (self->heard->len < measure (self))
    {
      gsize n = MIN (measure (self) - self->heard->len, length - *taken);

      if (n == 0)
        return RT_RELAY_MORE;
      g_byte_array_append (self->heard, bytes + *taken, (guint)n);
      *taken += n;
    }
  verdict = understand (self, reply);
  g_byte_array_set_size (self->heard, 0);
  return verdict;
}

static void
time_out (gpointer state, GByteArray *reply)
{
  SocksProxy *self = state;

  if (self->version != 0 || self->heard->len > 0)
    self->status = 408;
}

static const char *
get_target (gpointer state, guint16 *port)
{
  SocksProxy *self = state;

  *port = self->port;
  return self->host;
}

/* The address that the server sees (RFC 1928 §6). */
static void
append_bound (GByteArray *reply, GInetSocketAddress *local)
{
  GInetAddress *address = g_inet_socket_address_get_address (local);
  guint16 port = g_inet_socket_address_get_port (local);
  gboolean is_ipv4 = g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4;
  const guint8 head[] = { 5, REPLY_GRANTED, 0, is_ipv4 ? 1 : 4 };
  const guint8 tail[] = { (guint8)(port >> 8), (guint8)port };

  append (reply, head, sizeof head);
  append (reply, g_inet_address_to_bytes (address),
          (guint)g_inet_address_get_native_size (address));
  append (reply, tail, sizeof tail);
}

static void
connected (gpointer state, GSocketAddress *local, GByteArray *reply, GByteArray *request)
{
  static const guint8 version_4[] = { 0, 90, 0, 0, 0, 0, 0, 0 };
  SocksProxy *self = state;

  self->status = 200;
  if (self->version == 4)
    append (reply, version_4, sizeof version_4);
  else
    append_bound (reply, G_INET_SOCKET_ADDRESS (local));
}

static void
failed (gpointer state, const GError *error, GByteArray *reply)
{
  switch (error->code)
    {
    case RT_ERROR_NAME_NOT_FOUND:
    case RT_ERROR_NAME_LOOKUP:
      refuse (state, REPLY_HOST_UNREACHABLE, 502, reply);
      break;
    case RT_ERROR_CONNECT_TIMEOUT:
      refuse (state, REPLY_HOST_UNREACHABLE, 504, reply);
      break;
    case RT_ERROR_REFUSED:
      refuse (state, REPLY_REFUSED, 502, reply);
      break;
    case RT_ERROR_UNREACHABLE:
      refuse (state, REPLY_NET_UNREACHABLE, 502, reply);
      break;
    case RT_ERROR_REDIRECT_LOOP:
      refuse (state, REPLY_NOT_ALLOWED, 508, reply);
      break;
    default:
      refuse (state, REPLY_FAILED, 502, reply);
      break;
    }
}

static gboolean
is_tunnel (gpointer state)
{
  return TRUE;
}

static RtAccessEntry *
make_entry (gpointer state, guint64 down_bytes)
{
  SocksProxy *self = state;
  RtAccessEntry *entry;

  if (self->version == 0 && self->status == 0)
    return NULL;
  entry = rt_access_entry_new (self->client_host, NULL);
  entry->status = self->status;
  if (self->host != NULL)
    entry->request
        = g_strdup_printf (strchr (self->host, ':') != NULL ? "CONNECT [%s]:%u SOCKS/%u"
                                                            : "CONNECT %s:%u SOCKS/%u",
                           self->host, self->port, self->version);
  return entry;
}

const RtRelayProtocol rt_socks_proxy = {
  .scheme = "socks5",
  .open = open_socks,
  .close = close_socks,
  .push = push,
  .time_out = time_out,
  .get_target = get_target,
  .connected = connected,
  .failed = failed,
  .is_tunnel = is_tunnel,
  .make_entry = make_entry,
};
