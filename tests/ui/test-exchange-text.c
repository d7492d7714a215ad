/* What exchanges are said to be, in a table. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-error-words.h"
#include "tests/ui/rt-examples.h"
#include "ui/rt-exchange-text.h"
#include "ui/rt-format.h"

#include "core/wire/rt-error.h"

#include <gio/gio.h>

typedef struct
{
  const char *example;
  const char *sentence;
  const char *facts;
  RtAction action;
} Row;

/* Sizes are written with a no-break space. */
static char *
dup_plain (const char *text)
{
  GString *plain = g_string_new (text);

  g_string_replace (plain, "\xc2\xa0", " ", 0);
  return g_string_free (plain, FALSE);
}

static const Row rows[] = {
  { "page", "Got the page from www.example.org in 179 ms",
    "12.3 kB over the wire · 74.8 kB decoded, gzip ×6.1 · HTTP/1.1 · 151.101.0.223 · "
    "TLS 1.3 · 1 redirect",
    RT_ACTION_NONE },
  { "json", "Got the answer from api.example.org in 117 ms",
    "163 bytes over the wire · HTTP/1.1 · 151.101.0.223", RT_ACTION_NONE },
  { "tunnel", "Got the answer from api.example.org in 67 ms",
    "163 bytes over the wire · HTTP/1.1 · Through http://proxy.test:3128 · TLS 1.3",
    RT_ACTION_NONE },
  { "missing", "www.example.org has nothing at this address, answered in 117 ms",
    "90 bytes over the wire · HTTP/1.1 · 151.101.0.223", RT_ACTION_NONE },
  { "certificate", "The certificate of www.example.org is not trusted", "151.101.0.223",
    RT_ACTION_SHOW_CERTIFICATE },
  { "cut", "The answer was cut off",
    "1.2 kB over the wire · cut: got 1234 of 5678 bytes · HTTP/1.1 · 151.101.0.223 · "
    "reused connection",
    RT_ACTION_TRY_AGAIN },
  { "part", "Got the answer from files.example.org in 2.12 s",
    "1.2 kB over the wire · no more was wanted: got 1234 of 5678 bytes · HTTP/1.1 · "
    "151.101.0.223 · reused connection",
    RT_ACTION_NONE },
  { "undecoded", "The body is not compressed as the server says",
    "1.2 kB over the wire · nothing decoded, gzip · HTTP/1.1 · 151.101.0.223",
    RT_ACTION_TRY_AGAIN },
  { "downgrade", "www.example.org points elsewhere, answered in 92 ms",
    "HTTP/1.1 · 151.101.0.223 · TLS 1.3", RT_ACTION_FOLLOW_ANYWAY },
  { "receiving", "Receiving… 1.2 MB of 4.0 MB",
    "1.2 MB over the wire · HTTP/1.1 · 151.101.0.223", RT_ACTION_NONE },
  { "resolving", "Looking up www.example.org…", "", RT_ACTION_NONE },
  { "refused", "localhost refused the connection", "", RT_ACTION_TRY_AGAIN },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (RtExchange) exchange = rt_example_new (row->example);
  g_autofree char *sentence = rt_exchange_dup_sentence (exchange);
  g_autofree char *facts = rt_exchange_dup_facts (exchange);
  g_autofree char *plain = dup_plain (facts);
  g_autofree char *plain_sentence = dup_plain (sentence);

  g_assert_cmpstr (plain_sentence, ==, row->sentence);
  g_assert_cmpstr (plain, ==, row->facts);
  g_assert_cmpint (rt_exchange_get_action (exchange), ==, row->action);
}

static void
test_hosts (void)
{
  static const struct
  {
    const char *address;
    const char *text;
  } hosts[] = {
    { "http://www.example.org/", "www.example.org" },
    { "http://b\303\274cher.example/", "b\303\274cher.example" },
    /* A Cyrillic letter before Latin ones. */
    { "http://\320\260pple.example/", "xn--pple-43d.example" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (RtRequest) request = rt_request_new ("GET", hosts[i].address, NULL);
      g_autofree char *text = rt_request_dup_host_text (request);

      g_assert_cmpstr (text, ==, hosts[i].text);
    }
}

static void
test_states (void)
{
  static const char *const sentences[] = {
    [RT_EXCHANGE_IDLE] = "Getting ready…",
    [RT_EXCHANGE_RESOLVING] = "Looking up www.example.org…",
    [RT_EXCHANGE_CONNECTING] = "Connecting to 151.101.0.223:443…",
    [RT_EXCHANGE_PROXYING] = "Asking the proxy for a way to www.example.org…",
    [RT_EXCHANGE_HANDSHAKING] = "Shaking hands with www.example.org…",
    [RT_EXCHANGE_SENDING] = "Sending…",
    [RT_EXCHANGE_WAITING] = "Waiting for the answer…",
    [RT_EXCHANGE_RECEIVING] = "Receiving… 0 bytes",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_autoptr (RtExchange) exchange
          = rt_example_in_state ("https://www.example.org/", (RtExchangeState)i);
      g_autofree char *sentence = rt_exchange_dup_sentence (exchange);
      g_autofree char *plain = dup_plain (sentence);

      if (i == RT_EXCHANGE_RECEIVING)
        g_assert_true (g_str_has_prefix (plain, "Receiving… 0 bytes"));
      else
        g_assert_cmpstr (plain, ==, sentences[i]);
    }
}

static void
test_sending (void)
{
  g_autoptr (RtExchange) exchange
      = rt_example_in_state ("https://www.example.org/", RT_EXCHANGE_SENDING);
  g_autofree char *sentence = NULL;
  g_autofree char *plain = NULL;

  rt_exchange_set_request_body_length (exchange, 12000000);
  rt_exchange_set_progress (exchange, 3400000);
  sentence = rt_exchange_dup_sentence (exchange);
  plain = dup_plain (sentence);
  g_assert_cmpstr (plain, ==, "Sending… 3.4 MB of 12.0 MB");
}

/* Every code has a title, and one that names the host where it knows a host. */
static void
test_every_error (void)
{
  for (int code = RT_ERROR_BAD_ADDRESS; code <= RT_ERROR_OTHER; code++)
    {
      g_autoptr (RtExchange) exchange
          = rt_example_failure ("https://www.example.org/", code);
      g_autofree char *sentence = rt_exchange_dup_sentence (exchange);
      g_autofree char *advice = rt_exchange_dup_advice (exchange);

      g_test_message ("%d: %s. %s", code, sentence, advice);
      g_assert_cmpuint (strlen (sentence), >, 8);
      g_assert_false (g_str_has_suffix (sentence, "."));
      g_assert_cmpuint (strlen (advice), >, 8);
    }
}

static void
test_stops (void)
{
  static const RtAction actions[] = {
    [RT_STOP_NOT_FOLLOWED] = RT_ACTION_FOLLOW,
    [RT_STOP_NO_LOCATION] = RT_ACTION_NONE,
    [RT_STOP_BAD_LOCATION] = RT_ACTION_NONE,
    [RT_STOP_SCHEME] = RT_ACTION_NONE,
    [RT_STOP_DOWNGRADE] = RT_ACTION_FOLLOW_ANYWAY,
    [RT_STOP_RESEND] = RT_ACTION_SEND_THERE,
    [RT_STOP_LIMIT] = RT_ACTION_FOLLOW,
    [RT_STOP_LOOP] = RT_ACTION_NONE,
  };

  for (int stop = RT_STOP_NOT_FOLLOWED; stop <= RT_STOP_LOOP; stop++)
    {
      g_autoptr (RtExchange) exchange = rt_example_new ("downgrade");
      g_autofree char *advice = NULL;

      rt_exchange_set_stop (exchange, (RtRedirectStop)stop,
                            rt_exchange_get_request (exchange));
      advice = rt_exchange_dup_advice (exchange);
      g_assert_nonnull (advice);
      g_assert_cmpint (rt_exchange_get_action (exchange), ==, actions[stop]);
      rt_exchange_set_stop (exchange, (RtRedirectStop)stop, NULL);
      g_assert_cmpint (rt_exchange_get_action (exchange), ==, RT_ACTION_NONE);
    }
}

static void
test_cancelled (void)
{
  g_autoptr (RtExchange) exchange = rt_example_new ("receiving");
  g_autoptr (GError) error
      = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  g_autofree char *sentence = NULL;
  g_autofree char *plain = NULL;

  rt_exchange_end (exchange, rt_exchange_get_origin_us (exchange) + 1500000, error);
  sentence = rt_exchange_dup_sentence (exchange);
  plain = dup_plain (sentence);
  g_assert_cmpstr (plain, ==, "Cancelled after 1.50 s, when 1.2 MB had come");
  g_assert_cmpint (rt_exchange_get_action (exchange), ==, RT_ACTION_TRY_AGAIN);
}

static void
test_remarks (void)
{
  for (guint bit = 1; bit <= RT_REMARK_TRAILERS_CUT; bit <<= 1)
    {
      g_autoptr (RtExchange) exchange = rt_example_new ("json");
      RtWireReport *report
          = (RtWireReport *)rt_hop_get_report (rt_exchange_get_last_hop (exchange));
      g_autofree char *words = NULL;

      report->remarks = (RtRemarks)bit;
      words = rt_exchange_dup_remarks (exchange);
      if (bit == RT_REMARK_OLD_VERSION)
        {
          g_assert_null (words);
          continue;
        }
      g_assert_nonnull (words);
      g_assert_true (g_str_has_suffix (words, "."));
    }
}

static void
test_certificate_flags (void)
{
  for (guint bit = 1; bit <= G_TLS_CERTIFICATE_GENERIC_ERROR; bit <<= 1)
    g_assert_nonnull (rt_tls_flag_to_sentence ((GTlsCertificateFlags)bit));
}

static void
test_durations (void)
{
  static const struct
  {
    gint64 us;
    const char *text;
  } cases[] = {
    { 0, "<1 ms" },
    { 999, "<1 ms" },
    { 1000, "1 ms" },
    { 182400, "182 ms" },
    { 1240000, "1.24 s" },
    { 59994000, "59.99 s" },
    { 60000000, "1 min 0 s" },
    { 125000000, "2 min 5 s" },
    { 7384000000, "2 h 3 min" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = rt_format_duration (cases[i].us);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_ratios (void)
{
  g_autofree char *small = rt_format_ratio (74800, 12342);
  g_autofree char *large = rt_format_ratio (1000000, 1000);
  g_autofree char *none = rt_format_ratio (1, 0);

  g_assert_cmpstr (small, ==, "×6.1");
  g_assert_cmpstr (large, ==, "×1000");
  g_assert_cmpstr (none, ==, "×0.0");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/exchange-text/says/%s", rows[i].example);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/exchange-text/names-hosts", test_hosts);
  g_test_add_func ("/exchange-text/says-each-state", test_states);
  g_test_add_func ("/exchange-text/counts-what-is-sent", test_sending);
  g_test_add_func ("/exchange-text/has-words-for-every-error", test_every_error);
  g_test_add_func ("/exchange-text/offers-what-a-stop-allows", test_stops);
  g_test_add_func ("/exchange-text/says-when-it-was-cancelled", test_cancelled);
  g_test_add_func ("/exchange-text/has-words-for-every-remark", test_remarks);
  g_test_add_func ("/error-text/has-words-for-every-flag", test_certificate_flags);
  g_test_add_func ("/format/writes-durations", test_durations);
  g_test_add_func ("/format/writes-ratios", test_ratios);
  return g_test_run ();
}
