/* Sends requests to the scripted server, and checks that the record says what was sent. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-fetch.h"

#include "tests/lib/rt-test-wait.h"

#include <string.h>

/**
 * rt_test_request:
 * @server: where to
 * @method: a method
 * @path: path and query, from the `/` on
 *
 * Makes a request with our own fields and options.
 *
 * Returns: (transfer full): the request
 */
RtRequest *
rt_test_request (RtReplay *server, const char *method, const char *path)
{
  g_autofree char *address = rt_replay_build_address (server, path);
  g_autoptr (GError) error = NULL;
  RtRequest *request = rt_request_new (method, address, &error);

  g_assert_no_error (error);
  return request;
}

/**
 * rt_test_fetch:
 * @transport: a transport
 * @request: what to send
 *
 * Sends @request and waits until the exchange is over, well or not.
 *
 * Returns: (transfer full): the record
 */
RtExchange *
rt_test_fetch (RtTransport *transport, RtRequest *request)
{
  RtExchange *exchange = rt_transport_fetch (transport, request, NULL);

  rt_test_wait_until (NULL, rt_exchange_is_over (exchange));
  return exchange;
}

/* A hop's record must also agree with itself: the head is the beginning of the bytes. */
static void
append_sent (GByteArray *said, RtReplay *server, RtHop *hop)
{
  const RtWireReport *report = rt_hop_get_report (hop);
  g_autofree char *port = g_strdup_printf (":%u", rt_replay_get_port (server));
  const guint8 *sent;
  gsize length;

  if (report->remote_address == NULL || !g_str_has_suffix (report->remote_address, port))
    return;
  sent = g_bytes_get_data (report->sent, &length);
  g_assert_cmpuint (report->sent_bytes, ==, length);
  g_assert_nonnull (report->request_head);
  g_assert_cmpmem (g_bytes_get_data (report->request_head->raw, NULL),
                   g_bytes_get_size (report->request_head->raw), sent,
                   MIN (length, g_bytes_get_size (report->request_head->raw)));
  g_assert_true (
      rt_header_list_equal (rt_hop_get_sent_fields (hop), report->request_head->fields));
  g_byte_array_append (said, sent, length);
}

/**
 * rt_test_assert_sent:
 * @server: a server
 * @exchanges: (array length=length): all exchanges that had to do with it, in order
 * @length: how many
 *
 * Asserts that what the records say was sent to @server is, byte for byte, what it got.
 * The requests must have come one after the other, over connections that did, and none
 * may be longer than what a record keeps.
 */
void
rt_test_assert_sent (RtReplay *server, RtExchange *const *exchanges, guint length)
{
  g_autoptr (GByteArray) said = g_byte_array_new ();
  g_autoptr (GByteArray) got = g_byte_array_new ();

  for (guint i = 0; i < length; i++)
    {
      GListModel *hops = rt_exchange_get_hops (exchanges[i]);

      for (guint j = 0; j < g_list_model_get_n_items (hops); j++)
        {
          g_autoptr (RtHop) hop = g_list_model_get_item (hops, j);
          append_sent (said, server, hop);
        }
    }
  for (guint i = 0; i < rt_replay_get_n_connections (server); i++)
    {
      g_autoptr (GBytes) bytes = rt_replay_dup_received (server, i);
      g_byte_array_append (got, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    }
  g_assert_cmpmem (said->data, said->len, got->data, got->len);
}

/* Fields from "Name: value" lines. */
RtRequest *
rt_test_with_fields (RtRequest *request, const char *lines)
{
  g_autoptr (RtHeaderList) fields = rt_header_list_new ();
  g_auto (GStrv) split = g_strsplit (lines, "\n", -1);
  RtRequest *with;

  for (guint i = 0; split[i] != NULL && *split[i] != '\0'; i++)
    {
      char *colon = strchr (split[i], ':');
      g_autoptr (GError) error = NULL;

      *colon = '\0';
      rt_header_list_append (fields, split[i], colon + 1, &error);
      g_assert_no_error (error);
    }
  with = rt_request_with_fields (request, fields);
  rt_request_unref (request);
  return with;
}

RtRequest *
rt_test_with_text (RtRequest *request, const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  RtRequest *with = rt_request_with_body (request, body);

  rt_request_unref (request);
  return with;
}

/* PORT in @expected stands for the server's port. */
void
rt_test_assert_got (RtReplay *server, guint connection, const char *expected)
{
  g_autoptr (GBytes) got = rt_replay_dup_received (server, connection);
  g_autofree char *text
      = g_strndup (g_bytes_get_data (got, NULL), g_bytes_get_size (got));
  g_autofree char *port = g_strdup_printf ("%u", rt_replay_get_port (server));
  g_autoptr (GString) wanted = g_string_new (expected);

  g_string_replace (wanted, "PORT", port, 0);
  g_assert_cmpstr (text, ==, wanted->str);
  g_assert_cmpuint (g_bytes_get_size (got), ==, wanted->len);
}
