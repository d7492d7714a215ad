/* A forward proxy that speaks HTTP: whole addresses, and CONNECT. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-http-proxy.h"

#include "core/server/rt-credentials.h"
#include "core/server/rt-proxy-head.h"
#include "core/server/rt-request-reader.h"
#include "core/server/rt-status-text.h"
#include "core/wire/rt-error.h"
#include "core/wire/rt-http-date.h"

#include <string.h>

#define TRAILER_BYTES_MAX 8192

typedef struct
{
  RtRelaySetting setting;
  char *client_host;
  char *name; /* of the proxy, for Via and Proxy-Status */

  RtRequestReader *reader;
  const RtQuestion *question; /* the reader's; NULL: not whole yet */
  char *host;
  guint16 port;
  gboolean is_tunnel;
  guint status;       /* of the answer; 0: there is none yet */
  guint64 own_bytes;  /* of a page of the proxy's own */
  guint64 head_bytes; /* that went before the body of the server's */

  guint64 left;           /* of the request's body, when it has a length */
  RtChunkDecoder *chunks; /* NULL: it has */
  gboolean is_request_whole;

  RtAnswerFramer *framer;
  guint n_informational; /* that were passed on */
  gboolean has_head;     /* the client was given it */
} HttpProxy;

static gpointer
open_http (const RtRelaySetting *setting, const RtPeer *peer)
{
  HttpProxy *self = g_new0 (HttpProxy, 1);

  self->setting = *setting;
  self->client_host = g_strdup (peer->remote_host);
  self->name = g_strdup_printf ("roundtrip-%u", setting->port);
  self->reader = rt_request_reader_new (G_MAXUINT64);
  return self;
}

static void
close_http (gpointer state)
{
  HttpProxy *self = state;

  g_free (self->client_host);
  g_free (self->name);
  g_free (self->host);
  rt_request_reader_free (self->reader);
  g_clear_pointer (&self->chunks, rt_chunk_decoder_free);
  g_clear_pointer (&self->framer, rt_answer_framer_free);
  g_free (self);
}

/* An answer of the proxy's own.  Proxy-Status tells it from the server's: RFC 9209. */
static void
refuse (HttpProxy *self,
        guint status,
        const char *reason,
        const char *explanation,
        GByteArray *reply)
{
  g_autofree char *date = rt_http_date_format (g_get_real_time () / G_USEC_PER_SEC);
  gboolean is_head = self->question != NULL && rt_question_is (self->question, "HEAD");
  g_autofree char *text = g_strdup_printf ("%s\n", explanation);
  g_autofree char *head = g_strdup_printf (
      "HTTP/1.1 %u %s\r\nDate: %s\r\nProxy-Status: %s; error=%s\r\n%s"
      "Content-Type: text/plain; charset=utf-8\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n"
      "Connection: close\r\n\r\n",
      status, rt_status_text_get_phrase (status), date, self->name, reason,
      status == 407 ? "Proxy-Authenticate: Basic realm=\"Roundtrip proxy\", "
                      "charset=\"UTF-8\"\r\n"
                    : "",
      strlen (text));

  self->status = status;
  g_byte_array_append (reply, (const guint8 *)head, (guint)strlen (head));
  self->own_bytes = is_head ? 0 : strlen (text);
  g_byte_array_append (reply, (const guint8 *)text, (guint)self->own_bytes);
}

/* Divides “host:port”; 0 as @usual: a port has to be there. */
static gboolean
read_authority (HttpProxy *self, const char *authority, guint16 usual)
{
  g_autoptr (GSocketConnectable) address
      = g_network_address_parse (authority, usual, NULL);

  if (address == NULL)
    return FALSE;
  self->host = g_strdup (g_network_address_get_hostname (G_NETWORK_ADDRESS (address)));
  self->port = g_network_address_get_port (G_NETWORK_ADDRESS (address));
  return *self->host != '\0' && self->port != 0;
}

static gboolean
is_let_in (HttpProxy *self)
{
  const RtHeaderList *fields = self->question->fields;

  return self->setting.credentials == NULL
         || (rt_header_list_count (fields, "Proxy-Authorization") == 1
             && rt_credentials_match_basic (
                 self->setting.credentials,
                 rt_header_list_find (fields, "Proxy-Authorization")));
}

/* What is wrong with a request that can be read; FALSE if nothing is. */
static gboolean
refuse_bad (HttpProxy *self, GByteArray *reply)
{
  const RtQuestion *question = self->question;

  self->is_tunnel = rt_question_is (question, "CONNECT");
  if (!self->is_tunnel && g_ascii_strncasecmp (question->target, "http://", 7) != 0)
    refuse (self, 400, "http_request_error",
            "This is a proxy.  Set it in your client, and ask for http:// addresses, or "
            "with CONNECT for all others.",
            reply);
  else if (!is_let_in (self))
    refuse (self, 407, "http_request_denied", "This proxy wants a name and a password.",
            reply);
  else if (!read_authority (self, question->authority, self->is_tunnel ? 0 : 80)
           || (self->is_tunnel && (question->length > 0 || question->is_chunked)))
    refuse (self, 400, "http_request_error", "There is no such address.", reply);
  else if (rt_question_is (question, "TRACE"))
    refuse (self, 501, "http_request_denied", "TRACE would show what is not to be shown.",
            reply);
  else if (rt_proxy_head_has_passed (question->fields, self->name))
    refuse (self, 508, "proxy_loop_detected", "This request was here before.", reply);
  return self->status != 0;
}

static RtRelayVerdict
push (gpointer state, const guint8 *bytes, gsize length, gsize *taken, GByteArray *reply)
{
  HttpProxy *self = state;

  *taken = rt_request_reader_push (self->reader, bytes, length);
  switch (rt_request_reader_get_phase (self->reader))
    {
    case RT_READER_ASKED:
      self->question = rt_request_reader_get_question (self->reader);
      return refuse_bad (self, reply) ? RT_RELAY_REFUSED : RT_RELAY_TO;
    case RT_READER_REFUSED:
      refuse (self, rt_request_reader_get_status (self->reader), "http_request_error",
              "This request cannot be understood.", reply);
      return RT_RELAY_REFUSED;
    default:
      return RT_RELAY_MORE;
    }
}

static void
time_out (gpointer state, GByteArray *reply)
{
  HttpProxy *self = state;

  if (rt_request_reader_get_phase (self->reader) != RT_READER_IDLE)
    refuse (self, 408, "http_request_error", "The request took too long.", reply);
}

static const char *
get_target (gpointer state, guint16 *port)
{
  HttpProxy *self = state;

  *port = self->port;
  return self->host;
}

static void
connected (gpointer state, GSocketAddress *local, GByteArray *reply, GByteArray *request)
{
  static const char established[] = "HTTP/1.1 200 Connection established\r\n\r\n";
  HttpProxy *self = state;

  if (self->is_tunnel)
    {
      self->status = 200;
      g_byte_array_append (reply, (const guint8 *)established, sizeof established - 1);
      return;
    }
  self->left = self->question->length;
  if (self->question->is_chunked)
    self->chunks = rt_chunk_decoder_new (TRAILER_BYTES_MAX);
  self->framer = rt_answer_framer_new (self->question->method);
  rt_proxy_head_append_request (request, self->question, self->name);
}

static void
failed (gpointer state, const GError *error, GByteArray *reply)
{
  HttpProxy *self = state;

  switch (error->code)
    {
    case RT_ERROR_NAME_NOT_FOUND:
    case RT_ERROR_NAME_LOOKUP:
      refuse (self, 502, "dns_error", "The server's name was not found.", reply);
      break;
    case RT_ERROR_REFUSED:
      refuse (self, 502, "connection_refused", "Nothing listens there.", reply);
      break;
    case RT_ERROR_CONNECT_TIMEOUT:
      refuse (self, 504, "connection_timeout", "The server does not answer.", reply);
      break;
    case RT_ERROR_REDIRECT_LOOP:
      refuse (self, 508, "proxy_loop_detected", "That is this proxy itself.", reply);
      break;
    default:
      refuse (self, 502, "destination_ip_unroutable", "There is no way to the server.",
              reply);
      break;
    }
}

static gboolean
is_tunnel (gpointer state)
{
  HttpProxy *self = state;

  return self->is_tunnel;
}

/* As it comes, to the end of the body and no further: what follows is another request,
 * and it could be for another server. */
static gboolean
pass_up (const guint8 *bytes, gsize length, GByteArray *out, gpointer state)
{
  HttpProxy *self = state;
  g_autoptr (GError) error = NULL;
  gsize taken;

  if (self->chunks != NULL)
    {
      taken = rt_chunk_decoder_push (self->chunks, bytes, length, NULL, NULL, &error);
      self->is_request_whole = rt_chunk_decoder_is_over (self->chunks);
    }
  else
    {
      taken = (gsize)MIN (self->left, length);
      self->left -= taken;
      self->is_request_whole = self->left == 0;
    }
  if (error != NULL)
    return FALSE;
  g_byte_array_append (out, bytes, (guint)taken);
  return !self->is_request_whole;
}

static gboolean
is_request_whole (gpointer state)
{
  HttpProxy *self = state;

  return self->is_request_whole;
}

/* Whether the client could be told where the body ends. */
static gboolean
can_be_told (HttpProxy *self)
{
  const RtRemarks unclear = RT_REMARK_CODING_KEPT | RT_REMARK_CODING_NOT_FINAL;

  return rt_answer_framer_get_state (self->framer) != RT_FRAMER_FAILED
         && (rt_answer_framer_get_remarks (self->framer) & unclear) == 0
         && (self->question->minor_version > 0
             || rt_answer_framer_get_framing (self->framer) != RT_FRAMING_CHUNKED);
}

static void
pass_heads (HttpProxy *self, GByteArray *out)
{
  GPtrArray *informational = rt_answer_framer_get_informational (self->framer);
  const RtMessageHead *head = rt_answer_framer_get_head (self->framer);

  for (; self->n_informational < informational->len; self->n_informational++)
    if (self->question->minor_version > 0)
      rt_proxy_head_append_informational (
          out, g_ptr_array_index (informational, self->n_informational));
  if (head == NULL || !can_be_told (self))
    return;
  rt_proxy_head_append_answer (out, head, rt_answer_framer_get_framing (self->framer),
                               rt_answer_framer_get_length (self->framer), self->name);
  self->has_head = TRUE;
  self->status = head->status;
}

/* FALSE when nothing more of the server counts. */
static gboolean
is_open (HttpProxy *self)
{
  RtFramerState state = rt_answer_framer_get_state (self->framer);

  return state == RT_FRAMER_HEAD || (state == RT_FRAMER_BODY && self->has_head);
}

static gboolean
pass_down (const guint8 *bytes, gsize length, GByteArray *out, gpointer state)
{
  HttpProxy *self = state;
  gsize at = 0;

  /* The framer stops once between head and body. */
  while (at < length && is_open (self))
    {
      gsize taken
          = rt_answer_framer_push (self->framer, bytes + at, length - at, NULL, NULL);
      gsize before = out->len;

      if (self->has_head)
        {
          g_byte_array_append (out, bytes + at, (guint)taken);
        }
      else
        {
          pass_heads (self, out);
          self->head_bytes += out->len - before;
        }
      at += taken;
    }
  return is_open (self);
}

static gboolean
finish (gpointer state, gboolean is_closed, GByteArray *reply)
{
  HttpProxy *self = state;

  if (is_closed)
    rt_answer_framer_finish (self->framer);
  if (!self->has_head)
    refuse (self, 502, "http_protocol_error", "The server's answer makes no sense.",
            reply);
  switch (rt_answer_framer_get_completeness (self->framer))
    {
    case RT_COMPLETE_YES:
      return TRUE;
    case RT_COMPLETE_NO:
      return FALSE;
    case RT_COMPLETE_UNKNOWN:
      return is_closed;
    }
  g_return_val_if_reached (FALSE);
}

static RtAccessEntry *
make_entry (gpointer state, guint64 down_bytes)
{
  HttpProxy *self = state;
  guint64 given = down_bytes - MIN (down_bytes, self->head_bytes);
  RtAccessEntry *entry;

  if (self->status == 0 && self->question == NULL)
    return NULL;
  entry = rt_access_entry_new (self->client_host, self->question);
  if (self->question == NULL)
    entry->request = g_strdup (rt_request_reader_get_refused_line (self->reader));
  entry->status = self->status;
  entry->body_bytes = self->has_head
                          ? MIN (given, rt_answer_framer_get_body_bytes (self->framer))
                          : self->own_bytes;
  return entry;
}

const RtRelayProtocol rt_http_proxy = {
  .scheme = "http",
  .secure_scheme = "https",
  .open = open_http,
  .close = close_http,
  .push = push,
  .time_out = time_out,
  .get_target = get_target,
  .connected = connected,
  .failed = failed,
  .is_tunnel = is_tunnel,
  .pass_up = pass_up,
  .pass_down = pass_down,
  .is_request_whole = is_request_whole,
  .finish = finish,
  .make_entry = make_entry,
};
