/* Tests of the log of exchanges: what it keeps, and what it lets go first. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-exchange-log.h"
#include "core/http/rt-exchange-private.h"

#include <string.h>

static RtExchange *
make_exchange (const char *method, const char *address, gsize preview, gboolean whole)
{
  g_autoptr (RtRequest) request = rt_request_new (method, address, NULL);
  RtExchange *exchange = rt_exchange_new (request);
  g_autoptr (RtSpool) spool = rt_spool_new (16);

  rt_exchange_begin (exchange, 1);
  rt_exchange_add_hop (exchange, request, NULL);
  rt_body_begin (rt_exchange_get_body (exchange), "text/plain", NULL, NULL, -1, FALSE);
  if (preview > 0)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (preview), preview);
      rt_body_append_preview (rt_exchange_get_body (exchange), bytes);
    }
  rt_spool_seal (spool);
  rt_body_end (rt_exchange_get_body (exchange), RT_COMPLETE_YES, whole ? spool : NULL);
  rt_exchange_end (exchange, 2, NULL);
  return exchange;
}

static void
add (RtExchangeLog *log, RtExchange *exchange)
{
  rt_exchange_log_append (log, exchange);
  g_object_unref (exchange);
}

static gsize
preview_size (RtExchangeLog *log, guint index)
{
  g_autoptr (RtExchange) exchange = g_list_model_get_item (G_LIST_MODEL (log), index);
  GBytes *preview = rt_body_get_preview (rt_exchange_get_body (exchange));

  return preview != NULL ? g_bytes_get_size (preview) : 0;
}

static void
on_items_changed (GListModel *model,
                  guint position,
                  guint removed,
                  guint added,
                  gpointer user_data)
{
  int *count = user_data;

  *count += (int)added - (int)removed;
}

static void
test_keeps_the_last (void)
{
  g_autoptr (RtExchangeLog) log = rt_exchange_log_new ();
  g_autoptr (RtExchange) first = make_exchange ("GET", "http://h/0", 0, FALSE);
  g_autoptr (RtExchange) oldest = NULL;
  int count = 0;

  g_signal_connect (log, "items-changed", G_CALLBACK (on_items_changed), &count);
  rt_exchange_log_append (log, first);
  for (guint i = 0; i < RT_EXCHANGE_LOG_LIMIT; i++)
    add (log, make_exchange ("GET", "http://h/x", 0, FALSE));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (log)), ==, 500);
  g_assert_cmpint (count, ==, 500);
  oldest = g_list_model_get_item (G_LIST_MODEL (log), 0);
  g_assert_true (oldest != first);

  rt_exchange_log_set_limit (log, 3);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (log)), ==, 3);
  g_assert_cmpint (count, ==, 3);
  rt_exchange_log_clear (log);
  g_assert_cmpint (count, ==, 0);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (log), 0));
}

static void
test_forgets_the_oldest_bytes (void)
{
  g_autoptr (RtExchangeLog) log = rt_exchange_log_new ();

  for (guint i = 0; i < 70; i++)
    add (log, make_exchange ("GET", "http://h/x", 1024 * 1024, FALSE));
  g_assert_cmpuint (preview_size (log, 69), ==, 1024 * 1024);
  g_assert_cmpuint (preview_size (log, 6), ==, 1024 * 1024);
  g_assert_cmpuint (preview_size (log, 5), ==, 0);
  g_assert_cmpuint (preview_size (log, 0), ==, 0);
}

static void
test_keeps_few_whole_bodies (void)
{
  g_autoptr (RtExchangeLog) log = rt_exchange_log_new ();

  for (guint i = 0; i < 6; i++)
    add (log, make_exchange ("GET", "http://h/x", 10, TRUE));
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (RtExchange) exchange = g_list_model_get_item (G_LIST_MODEL (log), i);
      g_assert_cmpint (rt_body_can_save (rt_exchange_get_body (exchange)), ==, i >= 2);
      g_assert_cmpuint (preview_size (log, i), ==, 10);
    }
}

static void
test_forgets_raw_bytes_too (void)
{
  g_autoptr (RtExchangeLog) log = rt_exchange_log_new ();
  RtExchange *old = make_exchange ("GET", "http://h/x", 10, FALSE);
  RtHop *hop = rt_exchange_get_last_hop (old);
  g_autoptr (RtWireReport) report = rt_wire_report_new ();

  report->received = g_bytes_new_take (g_malloc0 (1024), 1024);
  report->received_bytes = 1024;
  rt_hop_set_report (hop, report);
  add (log, old);
  g_assert_nonnull (rt_hop_get_report (hop)->received);
  for (guint i = 0; i < 64; i++)
    add (log, make_exchange ("GET", "http://h/x", 1024 * 1024, FALSE));
  g_assert_null (rt_hop_get_report (hop)->received);
  g_assert_cmpuint (rt_hop_get_report (hop)->received_bytes, ==, 1024);
}

/* A server can send long heads to whoever asks, again and again. */
static void
test_drops_the_oldest_heads (void)
{
  g_autoptr (RtExchangeLog) log = rt_exchange_log_new ();
  g_autofree char *value = g_strnfill (200 * 1000, 'x');
  g_autofree char *text = g_strdup_printf ("HTTP/1.1 200 OK\r\nA: %s\r\n\r\n", value);
  g_autoptr (GBytes) raw = g_bytes_new (text, strlen (text));
  g_autoptr (RtMessageHead) head = rt_message_head_parse (raw, RT_HEAD_ANSWER, NULL);
  g_autoptr (RtExchange) newest = NULL;
  guint count;

  for (guint i = 0; i < 300; i++)
    {
      RtExchange *exchange = make_exchange ("GET", "http://h/x", 0, FALSE);
      g_autoptr (RtWireReport) report = rt_wire_report_new ();

      report->answer_head = rt_message_head_ref (head);
      rt_hop_set_report (rt_exchange_get_last_hop (exchange), report);
      g_set_object (&newest, exchange);
      add (log, exchange);
    }
  count = g_list_model_get_n_items (G_LIST_MODEL (log));
  g_assert_cmpuint (count, >, 100);
  g_assert_cmpuint (count, <, 200);
  g_assert_true (rt_exchange_log_get_previous (log, newest) != NULL);
}

static void
test_finds_the_previous (void)
{
  g_autoptr (RtExchangeLog) log = rt_exchange_log_new ();
  g_autoptr (RtExchange) a = make_exchange ("GET", "http://h/a", 0, FALSE);
  g_autoptr (RtExchange) head = make_exchange ("HEAD", "http://h/a", 0, FALSE);
  g_autoptr (RtExchange) b = make_exchange ("GET", "http://h/b", 0, FALSE);
  g_autoptr (RtExchange) again = make_exchange ("GET", "http://h/a", 0, FALSE);

  rt_exchange_log_append (log, a);
  rt_exchange_log_append (log, head);
  rt_exchange_log_append (log, b);
  g_assert_true (rt_exchange_log_get_previous (log, again) == a);
  rt_exchange_log_append (log, again);
  g_assert_true (rt_exchange_log_get_previous (log, again) == a);
  g_assert_null (rt_exchange_log_get_previous (log, b));
  g_assert_null (rt_exchange_log_get_previous (log, a));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/exchange-log/keeps-the-last", test_keeps_the_last);
  g_test_add_func ("/exchange-log/forgets-the-oldest-bytes",
                   test_forgets_the_oldest_bytes);
  g_test_add_func ("/exchange-log/keeps-few-whole-bodies", test_keeps_few_whole_bodies);
  g_test_add_func ("/exchange-log/forgets-raw-bytes-too", test_forgets_raw_bytes_too);
  g_test_add_func ("/exchange-log/drops-the-oldest-heads", test_drops_the_oldest_heads);
  g_test_add_func ("/exchange-log/finds-the-previous", test_finds_the_previous);
  return g_test_run ();
}
