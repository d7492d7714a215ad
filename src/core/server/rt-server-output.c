/* What SoupServer writes to in place of the connection. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server-output.h"

#include "core/wire/rt-http-date.h"

#include <libsoup/soup.h>
#include <string.h>

/* Closing it leaves the connection open: SoupServer closes in a way that can wait for the
 * client, and before the client has read everything. */
struct _RtServerOutput
{
  GFilterOutputStream parent_instance;
};

static GPollableOutputStream *
get_base (GPollableOutputStream *stream)
{
  return G_POLLABLE_OUTPUT_STREAM (G_FILTER_OUTPUT_STREAM (stream)->base_stream);
}

static gboolean
rt_server_output_is_writable (GPollableOutputStream *stream)
{
  return g_pollable_output_stream_is_writable (get_base (stream));
}

static GSource *
rt_server_output_create_source (GPollableOutputStream *stream, GCancellable *cancellable)
{
  g_autoptr (GSource) child
      = g_pollable_output_stream_create_source (get_base (stream), NULL);

  return g_pollable_source_new_full (stream, child, cancellable);
}

static gssize
rt_server_output_write_nonblocking (GPollableOutputStream *stream,
                                    const void *buffer,
                                    gsize count,
                                    GError **error)
{
  return g_pollable_output_stream_write_nonblocking (get_base (stream), buffer, count,
                                                     NULL, error);
}

static void
rt_server_output_pollable_init (GPollableOutputStreamInterface *iface)
{
  iface->is_writable = rt_server_output_is_writable;
  iface->create_source = rt_server_output_create_source;
  iface->write_nonblocking = rt_server_output_write_nonblocking;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RtServerOutput,
                               rt_server_output,
                               G_TYPE_FILTER_OUTPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_OUTPUT_STREAM,
                                                      rt_server_output_pollable_init))

static void
rt_server_output_class_init (RtServerOutputClass *klass)
{
}

static void
rt_server_output_init (RtServerOutput *self)
{
}

/**
 * rt_server_output_new:
 * @base: what goes to the client; is not closed with this stream
 *
 * Makes the stream.
 *
 * Returns: (transfer full): the stream
 */
GOutputStream *
rt_server_output_new (GOutputStream *base)
{
  return g_object_new (RT_TYPE_SERVER_OUTPUT, "base-stream", base, "close-base-stream",
                       FALSE, NULL);
}

/* Nothing else is on its way when we speak ourselves, so there is room for so little. */
static void
say (GOutputStream *base, const char *text)
{
  g_pollable_output_stream_write_nonblocking (G_POLLABLE_OUTPUT_STREAM (base), text,
                                              strlen (text), NULL, NULL);
}

/**
 * rt_server_output_say_status:
 * @base: what goes to the client
 * @status: why nothing more is read
 *
 * Answers past SoupServer, which waits for a request that will not come.
 */
void
rt_server_output_say_status (GOutputStream *base, guint status)
{
  g_autofree char *date = rt_http_date_format (g_get_real_time () / G_USEC_PER_SEC);
  g_autofree char *text = g_strdup_printf (
      "HTTP/1.1 %u %s\r\nDate: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
      status, soup_status_get_phrase (status), date);

  say (base, text);
}

/**
 * rt_server_output_say_continue:
 * @base: what goes to the client
 *
 * Asks for the body that the client holds back.
 *
 * Source: [RFC 9110 §10.1.1](https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1)
 */
void
rt_server_output_say_continue (GOutputStream *base)
{
  say (base, "HTTP/1.1 100 Continue\r\n\r\n");
}
