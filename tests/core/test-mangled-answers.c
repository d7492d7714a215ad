/* Mangled answers through the whole client, which must read them as the framer alone does. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-answer-framer.h"
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-fetch.h"
#include "tests/lib/rt-test-mangle.h"

#include <string.h>

#define N_ANSWERS 600

/* What the framer makes of an answer when nothing else has a hand in it. */
typedef struct
{
  RtAnswerFramer *framer;
  GByteArray *body;
} Reading;

static void
on_body (const guint8 *data, gsize length, gpointer body)
{
  g_byte_array_append (body, data, length);
}

static void
read_answer (Reading *reading, const char *method, const guint8 *data, gsize length)
{
  gsize taken = 0;

  reading->framer = rt_answer_framer_new (method);
  reading->body = g_byte_array_new ();
  while (taken < length && rt_answer_framer_get_state (reading->framer) < RT_FRAMER_DONE)
    taken += rt_answer_framer_push (reading->framer, data + taken, length - taken,
                                    on_body, reading->body);
  rt_answer_framer_finish (reading->framer);
}

static void
clear_reading (Reading *reading)
{
  rt_answer_framer_free (reading->framer);
  g_byte_array_unref (reading->body);
}

static void
assert_same_error (Reading *reading, RtExchange *exchange)
{
  const GError *expected = rt_answer_framer_get_error (reading->framer);
  const GError *error = rt_exchange_get_error (exchange);

  if (expected != NULL)
    g_assert_error (error, RT_ERROR, expected->code);
  else if (error != NULL) /* the framer knows nothing of gzip */
    g_assert_error (error, RT_ERROR, RT_ERROR_BAD_CODING);
}

/* Whether the body is shown as it came. */
static gboolean
is_plain (Reading *reading)
{
  RtMessageHead *head = rt_answer_framer_get_head (reading->framer);

  return head != NULL && rt_header_list_find (head->fields, "Content-Encoding") == NULL
         && rt_header_list_find (head->fields, "Transfer-Encoding") == NULL;
}

static void
assert_same (Reading *reading, RtExchange *exchange, RtRemarks unsure)
{
  const RtWireReport *report = rt_hop_get_report (rt_exchange_get_last_hop (exchange));
  RtMessageHead *head = rt_answer_framer_get_head (reading->framer);
  GBytes *preview = rt_body_get_preview (rt_exchange_get_body (exchange));

  assert_same_error (reading, exchange);
  g_assert_cmpuint (rt_exchange_get_status (exchange), ==,
                    head != NULL ? head->status : 0);
  g_assert_cmphex (report->remarks & ~unsure, ==,
                   rt_answer_framer_get_remarks (reading->framer) & ~unsure);
  g_assert_cmpint (report->completeness, ==,
                   rt_answer_framer_get_completeness (reading->framer));
  g_assert_cmpuint (report->body_bytes, ==, reading->body->len);
  if (is_plain (reading) && preview != NULL)
    g_assert_cmpmem (g_bytes_get_data (preview, NULL), g_bytes_get_size (preview),
                     reading->body->data, reading->body->len);
}

/* The first byte of a vector chooses the method, as in the fuzz target. */
static void
run (RtTransport *transport, const GByteArray *vector, gboolean is_slow)
{
  const char *method = vector->len > 0 && vector->data[0] == 'H' ? "HEAD" : "GET";
  const guint8 *answer = vector->data + 1;
  gsize length = MAX (vector->len, 1) - 1;
  const RtReplayStep script[]
      = { RT_REPLAY_READ,
          { is_slow ? RT_REPLAY_ACTION_SEND_SLOWLY : RT_REPLAY_ACTION_SEND, answer,
            length },
          RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (script);
  g_autoptr (RtRequest) plain = rt_test_request (server, method, "/");
  RtRequestOptions options = *rt_request_get_options (plain);
  g_autoptr (RtRequest) request = NULL;
  g_autoptr (RtExchange) exchange = NULL;
  const RtWireReport *report;
  Reading reading;

  options.redirect_limit = 0;
  request = rt_request_with_options (plain, &options);
  exchange = rt_test_fetch (transport, request);
  report = rt_hop_get_report (rt_exchange_get_last_hop (exchange));
  g_assert_cmpuint (g_bytes_get_size (report->received), <=, length);
  g_assert_cmpmem (g_bytes_get_data (report->received, NULL),
                   g_bytes_get_size (report->received), answer,
                   g_bytes_get_size (report->received));

  read_answer (&reading, method, answer, length);
  /* Byte by byte, what comes after the end may come too late to be seen. */
  assert_same (&reading, exchange,
               is_slow ? RT_REMARK_EXTRA_BYTES | RT_REMARK_BODY_FORBIDDEN : 0);
  clear_reading (&reading);
}

static void
test_reads_them_as_the_framer_does (void)
{
  g_autofree char *folder
      = g_test_build_filename (G_TEST_DIST, "fuzz", "vectors", "answer-framer", NULL);
  g_autoptr (GPtrArray) vectors = rt_test_read_vectors (folder);
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260);
  g_autoptr (RtTransport) transport = rt_transport_new ();

  for (guint i = 0; i < N_ANSWERS; i++)
    {
      g_autoptr (GByteArray) vector = rt_test_mangle (rand, vectors);
      g_autofree char *shown = g_base64_encode (vector->data, vector->len);

      g_test_message ("%u: %s", i, shown);
      run (transport, vector, i % 3 == 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mangled-answers/reads-them-as-the-framer-does",
                   test_reads_them_as_the_framer_does);
  return g_test_run ();
}
