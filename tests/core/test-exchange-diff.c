/* Tests of rt_exchange_diff(): what two exchanges differ in, and what of it is noise. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-exchange-diff.h"
#include "core/http/rt-exchange-private.h"
#include "core/wire/rt-error.h"

#include <string.h>

typedef struct
{
  const char *addresses[3]; /* one for every hop */
  const char *head;         /* of the last answer; NULL: none came */
  const char *body;
  guint64 wire_bytes;
  RtCompleteness completeness;
  gint64 elapsed_us;
  gboolean is_forgotten;
} Sample;

static const Sample ordinary = {
  .addresses = { "https://example.org/" },
  .head = "HTTP/1.1 200 OK\r\nServer: x\r\n\r\n",
  .body = "hello",
  .wire_bytes = 5,
  .completeness = RT_COMPLETE_YES,
  .elapsed_us = 1000,
};

static void
set_head (RtHop *hop, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) raw = g_bytes_new (text, strlen (text));
  g_autoptr (RtWireReport) report = rt_wire_report_new ();

  report->answer_head = rt_message_head_parse (raw, RT_HEAD_ANSWER, &error);
  g_assert_no_error (error);
  rt_hop_set_report (hop, report);
}

/* Fails if there is no head, as if nothing listened there. */
static RtExchange *
make (const Sample *sample)
{
  g_autoptr (RtRequest) first = rt_request_new ("GET", sample->addresses[0], NULL);
  RtExchange *exchange = rt_exchange_new (first);
  g_autoptr (GError) error = NULL;

  rt_exchange_begin (exchange, 1);
  for (guint i = 0; i < 3 && sample->addresses[i] != NULL; i++)
    {
      g_autoptr (RtRequest) request = rt_request_new ("GET", sample->addresses[i], NULL);

      rt_exchange_add_hop (exchange, request, NULL);
    }
  if (sample->head != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (sample->body, strlen (sample->body));
      RtBody *body = rt_exchange_get_body (exchange);

      set_head (rt_exchange_get_last_hop (exchange), sample->head);
      rt_body_begin (body, "text/plain", NULL, NULL, -1, FALSE);
      rt_body_append_preview (body, bytes);
      rt_body_set_counts (body, sample->wire_bytes, strlen (sample->body));
      rt_body_end (body, sample->completeness, NULL);
      if (sample->is_forgotten)
        rt_body_forget (body);
    }
  else
    error = g_error_new (RT_ERROR, RT_ERROR_REFUSED, "nothing listens");
  rt_exchange_end (exchange, 1 + sample->elapsed_us, error);
  return exchange;
}

static GPtrArray *
diff (const Sample *old_sample, const Sample *new_sample)
{
  g_autoptr (RtExchange) old_exchange = make (old_sample);
  g_autoptr (RtExchange) new_exchange = make (new_sample);

  return rt_exchange_diff (old_exchange, new_exchange);
}

/* Such as "status ~200>404": every row that is no RT_DIFFERENCE_NONE, noise in brackets. */
static char *
describe (const GPtrArray *rows)
{
  static const char *const names[] = {
    "state", "address", "hops",  "version",  "status",  "reason",
    "field", "wire",    "bytes", "complete", "elapsed", "preview",
  };
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < rows->len; i++)
    {
      const RtDifference *row = rows->pdata[i];
      const char *name = row->name != NULL ? row->name : names[row->fact];
      g_autofree char *values = NULL;

      if (row->kind == RT_DIFFERENCE_NONE)
        continue;
      if (row->old_text != NULL || row->new_text != NULL)
        values = g_strdup_printf ("%s>%s", row->old_text != NULL ? row->old_text : "",
                                  row->new_text != NULL ? row->new_text : "");
      else
        values = g_strdup_printf ("%" G_GINT64_FORMAT ">%" G_GINT64_FORMAT,
                                  row->old_number, row->new_number);
      g_ptr_array_add (words, g_strdup_printf (row->is_noise ? "(%s %c%s)" : "%s %c%s",
                                               name, "=~-+"[row->kind], values));
    }
  g_ptr_array_add (words, NULL);
  return g_strjoinv (" | ", (char **)words->pdata);
}

static void
assert_diff (const Sample *old_sample, const Sample *new_sample, const char *expected)
{
  g_autoptr (GPtrArray) rows = diff (old_sample, new_sample);
  g_autofree char *text = describe (rows);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_equal (void)
{
  g_autoptr (GPtrArray) rows = diff (&ordinary, &ordinary);

  assert_diff (&ordinary, &ordinary, "");
  /* what is the same is listed all the same, in the order of the enum */
  g_assert_cmpuint (rows->len, ==, RT_FACT_PREVIEW + 1);
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpint (((RtDifference *)rows->pdata[i])->fact, ==, i);
}

static void
test_facts (void)
{
  Sample other = ordinary;

  other.addresses[1] = "http://bücher.example/two";
  assert_diff (&ordinary, &other,
               "address ~https://example.org/>http://bücher.example/two | hops ~1>2");
  other = ordinary;
  other.head = "HTTP/1.0 404 Gone Fishing\r\nServer: x\r\n\r\n";
  assert_diff (&ordinary, &other,
               "version ~HTTP/1.1>HTTP/1.0 | status ~200>404 | reason ~OK>Gone Fishing");
  other = ordinary;
  other.head = "HTTP/1.1 200 \r\nServer: x\r\n\r\n";
  assert_diff (&ordinary, &other, "reason -OK>");
  assert_diff (&other, &ordinary, "reason +>OK");
  other = ordinary;
  other.wire_bytes = 3;
  assert_diff (&ordinary, &other, "wire ~5>3");
  other = ordinary;
  other.completeness = RT_COMPLETE_NO;
  assert_diff (&ordinary, &other, "complete ~1>2");
  other = ordinary;
  other.elapsed_us = 2000;
  assert_diff (&ordinary, &other, "(elapsed ~1000>2000)");
  other = ordinary;
  other.body = "hallo";
  assert_diff (&ordinary, &other, "preview ~5>5");
  other = ordinary;
  other.body = "";
  other.wire_bytes = 0;
  assert_diff (&ordinary, &other, "wire ~5>0 | bytes ~5>0 | preview ~5>0");
}

static void
test_no_answer (void)
{
  Sample failed = { .addresses = { "https://example.org/" }, .elapsed_us = 1000 };

  assert_diff (&ordinary, &failed,
               "state ~8>9 | version -HTTP/1.1> | status -200>-1 | reason -OK> | Server "
               "-x> | wire -5>-1 | bytes -5>-1 | complete -1>-1");
  assert_diff (&failed, &ordinary,
               "state ~9>8 | version +>HTTP/1.1 | status +-1>200 | reason +>OK | Server "
               "+>x | wire +-1>5 | bytes +-1>5 | complete +-1>1");
  assert_diff (&failed, &failed, "");
}

/* Cancelled before anything was sent. */
static void
test_no_hop (void)
{
  g_autoptr (RtRequest) request = rt_request_new ("GET", "https://example.org/", NULL);
  g_autoptr (RtExchange) never = rt_exchange_new (request);
  g_autoptr (RtExchange) done = make (&ordinary);
  g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  g_autoptr (GPtrArray) rows = NULL;

  rt_exchange_end (never, 0, error);
  rows = rt_exchange_diff (never, done);
  g_assert_cmpint (((RtDifference *)rows->pdata[RT_FACT_STATE])->old_number, ==,
                   RT_EXCHANGE_CANCELLED);
  g_assert_cmpint (((RtDifference *)rows->pdata[RT_FACT_ADDRESS])->kind, ==,
                   RT_DIFFERENCE_NONE);
  g_assert_cmpint (((RtDifference *)rows->pdata[RT_FACT_HOPS])->old_number, ==, 0);
}

static void
test_fields (void)
{
  static const struct
  {
    const char *old_fields;
    const char *new_fields;
    const char *expected;
  } cases[] = {
    { "", "", "" },
    { "A: 1\r\nB: 2\r\n", "B: 2\r\nA: 1\r\n", "" },
    { "A: 1\r\n", "a: 1\r\n", "" },
    { "A: 1\r\n", "A: 2\r\n", "A ~1>2" },
    { "A: 1\r\n", "", "A -1>" },
    { "", "A: 1\r\n", "A +>1" },
    { "A:\r\n", "", "A ->" },
    { "C: 3\r\nA: 1\r\n", "D: 4\r\nB: 2\r\nA: 1\r\n", "B +>2 | C -3> | D +>4" },
    /* values of one name in their order, whatever stands between them */
    { "A: 1\r\nB: 2\r\nA: 3\r\n", "A: 1\r\na: 3\r\nB: 2\r\n", "" },
    { "A: 1\r\nA: 2\r\n", "A: 2\r\nA: 1\r\n", "A ~1\n2>2\n1" },
    { "A: 1\r\nA: 2\r\n", "A: 1, 2\r\n", "A ~1\n2>1, 2" },
    { "A: 1\r\n", "A: 1\r\nA: 1\r\n", "A ~1>1\n1" },
    /* values of the letter case they have */
    { "A: x\r\n", "A: X\r\n", "A ~x>X" },
    /* not UTF-8; the same on screen, but not the same */
    { "A: \xe4\r\n", "A: \xc3\xa4\r\n", "A ~ä>ä" },
    /* noise */
    { "Date: 1\r\n", "DATE: 2\r\n", "(Date ~1>2)" },
    { "age: 1\r\n", "age: 2\r\n", "(age ~1>2)" },
    { "Expires: 1\r\n", "Expires: 2\r\n", "(Expires ~1>2)" },
    { "Date: 1\r\n", "", "Date -1>" },
    { "", "Age: 1\r\n", "Age +>1" },
    { "ETag: 1\r\n", "ETag: 2\r\n", "ETag ~1>2" },
    { "Last-Modified: 1\r\n", "Last-Modified: 2\r\n", "Last-Modified ~1>2" },
    /* a cookie's value is noise, its name and attributes are not */
    { "Set-Cookie: a=1\r\n", "Set-Cookie: a=2\r\n", "(Set-Cookie ~a=1>a=2)" },
    { "Set-Cookie: a=1; Path=/; expires=Mon\r\n",
      "Set-Cookie: a=1; Path=/; expires=Tue\r\n",
      "(Set-Cookie ~a=1; Path=/; expires=Mon>a=1; Path=/; expires=Tue)" },
    { "Set-Cookie: a=1\r\n", "Set-Cookie: b=1\r\n", "Set-Cookie ~a=1>b=1" },
    { "Set-Cookie: a=1; Path=/\r\n", "Set-Cookie: a=1; Path=/x\r\n",
      "Set-Cookie ~a=1; Path=/>a=1; Path=/x" },
    { "Set-Cookie: a=1; Secure\r\n", "Set-Cookie: a=2\r\n",
      "Set-Cookie ~a=1; Secure>a=2" },
    { "Set-Cookie: a=1\r\nSet-Cookie: b=1\r\n", "Set-Cookie: a=2\r\nSet-Cookie: b=2\r\n",
      "(Set-Cookie ~a=1\nb=1>a=2\nb=2)" },
    { "Set-Cookie: a=1\r\n", "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n",
      "Set-Cookie ~a=1>a=1\nb=2" },
    { "Set-Cookie: a\r\n", "Set-Cookie: b=\r\n", "Set-Cookie ~a>b=" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *old_head
          = g_strdup_printf ("HTTP/1.1 200 OK\r\n%s\r\n", cases[i].old_fields);
      g_autofree char *new_head
          = g_strdup_printf ("HTTP/1.1 200 OK\r\n%s\r\n", cases[i].new_fields);
      Sample old_sample = ordinary;
      Sample new_sample = ordinary;

      g_test_message ("case %u", i);
      old_sample.head = old_head;
      new_sample.head = new_head;
      assert_diff (&old_sample, &new_sample, cases[i].expected);
    }
}

/* What was let go of to make room is neither the same nor another. */
static void
test_forgotten_body (void)
{
  Sample forgotten = ordinary;
  g_autoptr (GPtrArray) rows = NULL;

  forgotten.is_forgotten = TRUE;
  rows = diff (&forgotten, &ordinary);
  assert_diff (&forgotten, &ordinary, "");
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpint (((RtDifference *)rows->pdata[i])->fact, !=, RT_FACT_PREVIEW);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange-diff/equal", test_equal);
  g_test_add_func ("/exchange-diff/facts", test_facts);
  g_test_add_func ("/exchange-diff/no-answer", test_no_answer);
  g_test_add_func ("/exchange-diff/no-hop", test_no_hop);
  g_test_add_func ("/exchange-diff/fields", test_fields);
  g_test_add_func ("/exchange-diff/forgotten-body", test_forgotten_body);
  return g_test_run ();
}
