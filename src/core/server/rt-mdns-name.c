/* The name under which the local network knows this computer. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-mdns-name.h"

#include "core/server/rt-authority-names.h"
#include "core/server/rt-local-addresses.h"

#include <arpa/nameser.h>
#include <netinet/in.h>
#include <resolv.h>
#include <string.h>

/* RFC 6762 §3 */
#define GROUP "224.0.0.251"
#define PORT 5353
/* Those in a network answer within milliseconds. */
#define WAIT_MS 1000

/**
 * rt_mdns_question_new:
 * @name: the name to ask for
 * @addresses: (array zero-terminated=1): of this computer; those of IPv6 are not used
 * @group: who is asked
 *
 * Returns: (transfer full): the question
 */
RtMdnsQuestion *
rt_mdns_question_new (const char *name,
                      const char *const *addresses,
                      GSocketAddress *group)
{
  RtMdnsQuestion *self = g_new0 (RtMdnsQuestion, 1);

  self->name = g_strdup (name);
  self->addresses = g_strdupv ((GStrv)addresses);
  self->group = g_object_ref (group);
  return self;
}

void
rt_mdns_question_free (RtMdnsQuestion *self)
{
  g_free (self->name);
  g_strfreev (self->addresses);
  g_object_unref (self->group);
  g_free (self);
}

/* From a port of our own, so that the answer comes to us alone (RFC 6762 §6.7). */
static GSocket *
open_socket (const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);
  g_autoptr (GSocketAddress) any_port = NULL;
  g_autoptr (GSocket) socket = NULL;

  if (g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV4)
    return NULL;
  any_port = g_inet_socket_address_new (address, 0);
  socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM,
                         G_SOCKET_PROTOCOL_UDP, NULL);
  if (socket == NULL || !g_socket_bind (socket, any_port, FALSE, NULL))
    return NULL;
  setsockopt (g_socket_get_fd (socket), IPPROTO_IP, IP_MULTICAST_IF,
              g_inet_address_to_bytes (address), sizeof (struct in_addr));
  return g_steal_pointer (&socket);
}

static gboolean
send_question (const RtMdnsQuestion *self, GSocket *socket)
{
  guint8 message[NS_PACKETSZ] = { 0 };
  guint8 *at = message + NS_HFIXEDSZ;
  int n = dn_comp (self->name, at, NS_MAXCDNAME, NULL, NULL);

  if (n < 0)
    return FALSE;
  message[5] = 1; /* one question */
  at += n;
  NS_PUT16 (ns_t_a, at);
  NS_PUT16 (ns_c_in, at);
  return g_socket_send_to (socket, self->group, (const char *)message,
                           (gsize)(at - message), NULL, NULL)
         > 0;
}

static gboolean
is_ours (const RtMdnsQuestion *self, const guint8 *bytes)
{
  g_autoptr (GInetAddress) address
      = g_inet_address_new_from_bytes (bytes, G_SOCKET_FAMILY_IPV4);
  g_autofree char *text = g_inet_address_to_string (address);

  return g_strv_contains ((const char *const *)self->addresses, text);
}

static gboolean
is_right (const RtMdnsQuestion *self, const guint8 *message, int length)
{
  ns_msg answer;
  ns_rr record;

  if (ns_initparse (message, length, &answer) != 0 || !ns_msg_getflag (answer, ns_f_qr))
    return FALSE;
  for (int i = 0; i < ns_msg_count (answer, ns_s_an); i++)
    if (ns_parserr (&answer, ns_s_an, i, &record) == 0 && ns_rr_type (record) == ns_t_a
        && ns_rr_rdlen (record) == NS_INADDRSZ
        && g_ascii_strcasecmp (ns_rr_name (record), self->name) == 0
        && is_ours (self, ns_rr_rdata (record)))
      return TRUE;
  return FALSE;
}

static gboolean
hear (const RtMdnsQuestion *self, GSocket *socket, gint64 deadline_us)
{
  for (;;)
    {
      gint64 left_us = deadline_us - g_get_monotonic_time ();
      char message[NS_MAXMSG];
      gssize n;

      if (left_us <= 0
          || !g_socket_condition_timed_wait (socket, G_IO_IN, left_us, NULL, NULL))
        return FALSE;
      n = g_socket_receive (socket, message, sizeof message, NULL, NULL);
      if (n > 0 && is_right (self, (const guint8 *)message, (int)n))
        return TRUE;
    }
}

/**
 * rt_mdns_question_ask:
 * @self: a question
 * @wait_ms: how long to wait for answers
 *
 * Asks by each of the addresses, and blocks until somebody says that the name is one of
 * them.
 *
 * Source: [RFC 6762 §5.1](https://www.rfc-editor.org/rfc/rfc6762#section-5.1)
 *
 * Returns: %TRUE if the network finds this computer by that name
 */
gboolean
rt_mdns_question_ask (const RtMdnsQuestion *self, guint wait_ms)
{
  g_autoptr (GPtrArray) sockets = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 deadline_us = g_get_monotonic_time () + wait_ms * G_TIME_SPAN_MILLISECOND;

  for (guint i = 0; self->addresses[i] != NULL; i++)
    {
      g_autoptr (GSocket) socket = open_socket (self->addresses[i]);

      if (socket != NULL && send_question (self, socket))
        g_ptr_array_add (sockets, g_steal_pointer (&socket));
    }
  for (guint i = 0; i < sockets->len; i++)
    if (hear (self, sockets->pdata[i], deadline_us))
      return TRUE;
  return FALSE;
}

static void
ask_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const RtMdnsQuestion *question = data;

  g_task_return_pointer (
      task, rt_mdns_question_ask (question, WAIT_MS) ? g_strdup (question->name) : NULL,
      g_free);
}

static void
free_question (gpointer data)
{
  rt_mdns_question_free (data);
}

/**
 * rt_mdns_name_find_async:
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Finds out whether others in the local network can reach this computer by its name: by
 * asking as they do, because what answers, if anything does, is set up elsewhere.
 */
void
rt_mdns_name_find_async (GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_autofree char *name = rt_authority_names_dup_local (g_get_host_name ());
  g_auto (GStrv) addresses = rt_local_addresses_of ("*");
  g_autoptr (GSocketAddress) group = g_inet_socket_address_new_from_string (GROUP, PORT);

  g_task_set_source_tag (task, rt_mdns_name_find_async);
  if (name == NULL)
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }
  g_task_set_task_data (
      task, rt_mdns_question_new (name, (const char *const *)addresses, group),
      free_question);
  g_task_run_in_thread (task, ask_in_thread);
}

/**
 * rt_mdns_name_find_finish:
 * @result: what the callback got
 *
 * Ends rt_mdns_name_find_async().
 *
 * Returns: (transfer full) (nullable): such as `workbench.local`; %NULL if nobody knows it
 */
char *
rt_mdns_name_find_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
