/* Tests of RtMdnsQuestion, with somebody who answers on loopback. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-mdns-name.h"

#include <arpa/nameser.h>
#include <string.h>

#define NAME "workbench.local"
#define OWN "127.0.0.1"
/* Nobody waits for so long, unless nobody answers at all. */
#define WAIT_MS 10000
#define SILENCE_MS 50

typedef struct
{
  const char *name;
  guint8 address[4];
  guint16 type;
  gboolean is_query;
  gsize cut; /* so many bytes are missing at the end */
} Answer;

typedef struct
{
  GSocket *socket;
  GPtrArray *answers; /* all to the first question */
} Responder;

/* The name is a pointer to that of the question. */
static GBytes *
build (const Answer *answer, const char *question, gsize length)
{
  GByteArray *bytes = g_byte_array_new ();
  guint8 head[NS_HFIXEDSZ] = { 0 };
  guint8 fixed[]
      = { 0xc0, NS_HFIXEDSZ, 0, (guint8)answer->type, 0, 1, 0, 0, 0, 120, 0, 4 };

  memcpy (head, question, 2);
  head[2] = answer->is_query ? 0 : 0x84;
  head[5] = head[7] = 1;
  g_byte_array_append (bytes, head, sizeof head);
  g_byte_array_append (bytes, (const guint8 *)question + NS_HFIXEDSZ,
                       (guint)(length - NS_HFIXEDSZ));
  /* Another one has as many letters. */
  memcpy (bytes->data + NS_HFIXEDSZ + 1, answer->name, strcspn (answer->name, "."));
  g_byte_array_append (bytes, fixed, sizeof fixed);
  g_byte_array_append (bytes, answer->address, sizeof answer->address);
  g_byte_array_set_size (bytes, bytes->len - (guint)answer->cut);
  return g_byte_array_free_to_bytes (bytes);
}

static gpointer
respond (gpointer data)
{
  Responder *responder = data;
  g_autoptr (GSocketAddress) from = NULL;
  char question[512];
  gssize n = g_socket_receive_from (responder->socket, &from, question, 512, NULL, NULL);

  g_assert_cmpint (n, >, NS_HFIXEDSZ);
  g_assert_cmpmem (question + NS_HFIXEDSZ, n - NS_HFIXEDSZ,
                   "\x09workbench\x05local\0\0\x01\0\x01", 21);
  for (guint i = 0; i < responder->answers->len; i++)
    {
      g_autoptr (GBytes) bytes = build (responder->answers->pdata[i], question, (gsize)n);
      gsize size;
      const char *text = g_bytes_get_data (bytes, &size);

      g_socket_send_to (responder->socket, from, text, size, NULL, NULL);
    }
  return NULL;
}

static gboolean
ask (GPtrArray *answers, guint wait_ms)
{
  const char *const addresses[] = { "::1", OWN, NULL };
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM,
                                             G_SOCKET_PROTOCOL_UDP, NULL);
  g_autoptr (GSocketAddress) here = NULL;
  g_autoptr (RtMdnsQuestion) question = NULL;
  Responder responder = { socket, answers };
  GThread *thread;
  gboolean is_found;

  g_assert_true (g_socket_bind (socket, any, FALSE, NULL));
  here = g_socket_get_local_address (socket, NULL);
  question = rt_mdns_question_new (NAME, addresses, here);
  thread = g_thread_new ("responder", respond, &responder);
  is_found = rt_mdns_question_ask (question, wait_ms);
  g_thread_join (thread);
  return is_found;
}

static gboolean
ask_one (const Answer *answer, guint wait_ms)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new ();

  g_ptr_array_add (answers, (gpointer)answer);
  return ask (answers, wait_ms);
}

static const Answer right = { NAME, { 127, 0, 0, 1 }, ns_t_a };
static const Answer wrong[] = {
  { "workbensh.local", { 127, 0, 0, 1 }, ns_t_a },
  { NAME, { 127, 0, 0, 2 }, ns_t_a },
  { NAME, { 127, 0, 0, 1 }, ns_t_txt },
  { NAME, { 127, 0, 0, 1 }, ns_t_a, TRUE },
  { NAME, { 127, 0, 0, 1 }, ns_t_a, FALSE, 1 },
  { NAME, { 127, 0, 0, 1 }, ns_t_a, FALSE, 20 },
  { NAME, { 127, 0, 0, 1 }, ns_t_a, FALSE, 45 },
};

static void
test_right (void)
{
  const Answer loud = { "WorkBench.local", { 127, 0, 0, 1 }, ns_t_a };

  g_assert_true (ask_one (&right, WAIT_MS));
  g_assert_true (ask_one (&loud, WAIT_MS));
}

static void
test_wrong (void)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_false (ask_one (&wrong[i], SILENCE_MS));
      g_ptr_array_add (answers, (gpointer)&wrong[i]);
    }
  /* None of them is in the way of the right one. */
  g_ptr_array_add (answers, (gpointer)&right);
  g_assert_true (ask (answers, WAIT_MS));
}

static void
test_silence (void)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  g_assert_false (ask (none, SILENCE_MS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mdns-name/right", test_right);
  g_test_add_func ("/mdns-name/wrong", test_wrong);
  g_test_add_func ("/mdns-name/silence", test_silence);
  return g_test_run ();
}
