/* Tests of both ends: what a server of ours saw belongs to what our client saw. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-transport.h"
#include "core/server/rt-server.h"
#include "tests/lib/rt-test-certificates.h"
#include "tests/lib/rt-test-wait.h"

typedef struct
{
  RtBothEnds *ends;
  RtTransport *transport;
  RtServer *server;
} Fixture;

static void
set_up (Fixture *fixture, const char *fault, GTlsCertificate *certificate)
{
  g_autoptr (GError) error = NULL;
  const char *const specs[] = { fault, NULL };
  RtFaultMistake mistake;
  guint index;
  g_autoptr (RtFaultPlan) faults
      = fault != NULL ? rt_fault_plan_new (specs, &mistake, &index) : NULL;
  RtServerOptions options = { .recipe = rt_recipe_find ("hello"),
                              .n_workers = 1,
                              .certificate = certificate,
                              .faults = faults };

  fixture->ends = rt_both_ends_new ();
  fixture->transport = rt_transport_new ();
  rt_transport_set_ends (fixture->transport, fixture->ends);
  fixture->server = rt_server_new ();
  rt_server_set_ends (fixture->server, fixture->ends);
  rt_server_start (fixture->server, &options, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture)
{
  g_object_unref (fixture->server);
  g_object_unref (fixture->transport);
  rt_both_ends_unref (fixture->ends);
}

static RtExchange *
fetch (Fixture *fixture, RtTransport *transport, GTlsDatabase *anchors)
{
  g_autofree char *address = rt_server_build_address_at (fixture->server, "127.0.0.1");
  g_autoptr (RtRequest) plain = rt_request_new ("GET", address, NULL);
  g_autoptr (RtRequest) request = anchors != NULL
                                      ? rt_request_with_anchors (plain, anchors)
                                      : rt_request_ref (plain);
  RtExchange *exchange = rt_transport_fetch (transport, request, NULL);

  rt_test_wait_until (NULL, rt_exchange_is_over (exchange));
  return exchange;
}

static const RtWireReport *
get_report (RtExchange *exchange)
{
  return rt_hop_get_report (rt_exchange_get_last_hop (exchange));
}

static RtServerSide *
wait_for_side (RtExchange *exchange)
{
  RtServerSide *side = NULL;

  rt_test_wait_until (
      NULL, (side = rt_wire_report_find_server_side (get_report (exchange))) != NULL);
  return side;
}

static void
assert_in_order (const RtServerSide *side, const RtTimings *timings)
{
  g_assert_cmpint (side->accepted_us, >, 0);
  g_assert_cmpint (side->accepted_us, <=, side->asked_us);
  g_assert_cmpint (timings->start[RT_PHASE_SEND], <=, side->asked_us);
  g_assert_cmpint (side->asked_us, <=, side->whole_us);
  g_assert_cmpint (side->whole_us, <=, side->first_us);
  g_assert_cmpint (side->first_us, <=, side->last_us);
}

static void
assert_same_bytes (RtExchange *exchange, const RtServerSide *side)
{
  const RtWireReport *report = get_report (exchange);

  g_assert_true (g_bytes_equal (side->head, report->sent));
  g_assert_true (g_bytes_equal (side->answer, report->received));
  g_assert_cmpuint (side->answer_bytes, ==, report->received_bytes);
}

static void
test_belong_together (void)
{
  Fixture fixture;
  gint64 asked_us = 0;

  set_up (&fixture, NULL, NULL);
  /* The second and third go over a kept connection. */
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (RtExchange) exchange = fetch (&fixture, fixture.transport, NULL);
      g_autoptr (RtServerSide) side = wait_for_side (exchange);

      g_assert_cmpint (get_report (exchange)->reused, ==, i > 0);
      assert_same_bytes (exchange, side);
      assert_in_order (side, &get_report (exchange)->timings);
      g_assert_cmpint (side->asked_us, >, asked_us);
      asked_us = side->asked_us;
      g_assert_cmpstr (side->method, ==, "GET");
      g_assert_cmpstr (side->target, ==, "/");
      g_assert_cmpuint (side->status, ==, 200);
      g_assert_cmpstr (rt_header_list_find (side->composed, "Content-Type"), ==,
                       "text/html; charset=utf-8");
    }
  tear_down (&fixture);
}

static void
test_over_tls (void)
{
  g_autoptr (RtTestCertificates) made = rt_test_certificates_new ();
  g_autoptr (RtExchange) exchange = NULL;
  g_autoptr (RtServerSide) side = NULL;
  Fixture fixture;

  set_up (&fixture, NULL, made->certificates[RT_TEST_SERVER]);
  exchange = fetch (&fixture, fixture.transport, made->anchors);
  g_assert_no_error (rt_exchange_get_error (exchange));
  side = wait_for_side (exchange);
  assert_same_bytes (exchange, side);
  assert_in_order (side, &get_report (exchange)->timings);
  tear_down (&fixture);
}

/* What was composed is not what went out. */
static void
test_shows_a_fault (void)
{
  g_autoptr (RtExchange) exchange = NULL;
  g_autoptr (RtServerSide) side = NULL;
  Fixture fixture;
  const char *end;
  gsize length;

  set_up (&fixture, "cut=4", NULL);
  exchange = fetch (&fixture, fixture.transport, NULL);
  g_assert_cmpint (rt_body_get_completeness (rt_exchange_get_body (exchange)), ==,
                   RT_COMPLETE_NO);
  side = wait_for_side (exchange);
  end = (const char *)g_bytes_get_data (side->answer, &length) + length;
  g_assert_cmpmem (end - 8, 8, "\r\n\r\nHell", 8);
  g_assert_cmpuint (side->answer_bytes, ==, get_report (exchange)->received_bytes);
  tear_down (&fixture);
}

/* Nothing is kept of whom we do not know. */
static void
test_ignores_strangers (void)
{
  g_autoptr (RtTransport) stranger = rt_transport_new ();
  g_autoptr (RtExchange) exchange = NULL;
  Fixture fixture;

  set_up (&fixture, NULL, NULL);
  exchange = fetch (&fixture, stranger, NULL);
  g_assert_cmpuint (rt_exchange_get_status (exchange), ==, 200);
  g_assert_nonnull (get_report (exchange)->local_address);
  g_assert_null (get_report (exchange)->ends);
  g_assert_false (
      rt_both_ends_expects (fixture.ends, get_report (exchange)->local_address));
  g_assert_null (
      rt_both_ends_find (fixture.ends, get_report (exchange)->local_address, 0));
  tear_down (&fixture);
}

/* The oldest connection makes room, and the oldest exchange of each. */
static void
test_stays_small (void)
{
  g_autoptr (RtBothEnds) ends = rt_both_ends_new ();

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *client = g_strdup_printf ("127.0.0.1:%u", 10000 + i);

      rt_both_ends_expect (ends, client);
    }
  g_assert_false (rt_both_ends_expects (ends, "127.0.0.1:10499"));
  g_assert_true (rt_both_ends_expects (ends, "127.0.0.1:10500"));
  for (guint i = 1; i <= 150; i++)
    {
      RtServerSide *side = rt_server_side_new ();

      side->asked_us = i;
      rt_both_ends_add (ends, "127.0.0.1:10999", side);
    }
  {
    g_autoptr (RtServerSide) oldest = rt_both_ends_find (ends, "127.0.0.1:10999", 0);

    g_assert_cmpint (oldest->asked_us, ==, 51);
  }
  rt_both_ends_add (ends, "127.0.0.1:1", rt_server_side_new ());
  g_assert_null (rt_both_ends_find (ends, "127.0.0.1:1", 0));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/both-ends/belong-together", test_belong_together);
  g_test_add_func ("/both-ends/over-tls", test_over_tls);
  g_test_add_func ("/both-ends/shows-a-fault", test_shows_a_fault);
  g_test_add_func ("/both-ends/ignores-strangers", test_ignores_strangers);
  g_test_add_func ("/both-ends/stays-small", test_stays_small);
  return g_test_run ();
}
