/* Tests of what users write about faults, and of when they strike. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-fault-tally.h"

#include <string.h>

static RtFaultPlan *
plan_of (const char *first, const char *second)
{
  const char *const specs[] = { first, second, NULL };
  RtFaultMistake mistake;
  guint index;
  RtFaultPlan *plan = rt_fault_plan_new (specs, &mistake, &index);

  g_assert_cmpint (mistake, ==, RT_FAULT_MISTAKE_NONE);
  g_assert_nonnull (plan);
  return plan;
}

/* What strikes a request for @path. */
static RtFaultStrike
strike (RtFaultTally *tally, const char *path, gint64 now_s)
{
  RtQuestion question = { .path = (char *)path, .target = (char *)path };
  RtFaultStrike found;

  rt_fault_tally_strike (tally, &question, now_s * G_USEC_PER_SEC, &found);
  return found;
}

static gboolean
is_struck (RtFaultTally *tally, RtFaultKind kind, const char *path, gint64 now_s)
{
  RtFaultStrike found = strike (tally, path, now_s);

  return rt_fault_strike_has (&found, kind);
}

static void
test_defaults (void)
{
  for (guint i = 0; i < RT_N_FAULTS; i++)
    {
      const RtFault *fault = rt_fault_get (i);
      g_autoptr (RtFaultPlan) plan = plan_of (fault->id, NULL);
      const RtFaultRule *rule = rt_fault_plan_get (plan, 0);

      g_assert_cmpuint (rule->kind, ==, i);
      g_assert_cmpuint (rule->value, ==, fault->value);
      g_assert_cmpuint (rule->value, >=, fault->minimum);
      g_assert_cmpuint (rule->value, <=, fault->maximum);
      g_assert_cmpstr (rule->address, ==, fault->address);
      g_assert_true ((fault->unit == RT_FAULT_ADDRESS) == (fault->address != NULL));
      g_assert_true (rt_fault_plan_has (plan, (RtFaultKind)i));
      g_assert_cmpint (rt_fault_plan_needs_tls (plan), ==, fault->place == RT_FAULT_TLS);
    }
}

static void
test_everything (void)
{
  g_autoptr (RtFaultPlan) plan
      = plan_of ("cut=9000000000;path=/big*;first=2;every=3;after=4", "jitter=9;seed=5");
  const RtFaultRule *rule = rt_fault_plan_get (plan, 0);

  g_assert_cmpuint (rt_fault_plan_get_length (plan), ==, 2);
  g_assert_cmpuint (rule->value, ==, 9000000000);
  g_assert_cmpstr (rule->path, ==, "/big*");
  g_assert_cmpuint (rule->first, ==, 2);
  g_assert_cmpuint (rule->every, ==, 3);
  g_assert_cmpuint (rule->after, ==, 4);
  g_assert_cmpuint (rt_fault_plan_get (plan, 1)->seed, ==, 5);
}

static void
test_nothing (void)
{
  g_autoptr (RtFaultPlan) plan = plan_of (NULL, NULL);

  g_assert_cmpuint (rt_fault_plan_get_length (plan), ==, 0);
  g_assert_cmpint (rt_fault_plan_get_leaf_kind (plan), ==, RT_LEAF_GOOD);
}

typedef struct
{
  const char *spec;
  RtFaultMistake mistake;
} Bad;

static const Bad bad[] = {
  { "", RT_FAULT_MISTAKE_UNKNOWN },
  { ";", RT_FAULT_MISTAKE_UNKNOWN },
  { "=5", RT_FAULT_MISTAKE_UNKNOWN },
  { "Delay", RT_FAULT_MISTAKE_UNKNOWN },
  { "delay ", RT_FAULT_MISTAKE_UNKNOWN },
  { "dela", RT_FAULT_MISTAKE_UNKNOWN },
  { "\xff", RT_FAULT_MISTAKE_UNKNOWN },
  { "gzip=1", RT_FAULT_MISTAKE_NO_VALUE },
  { "gzip=", RT_FAULT_MISTAKE_NO_VALUE },
  { "delay=", RT_FAULT_MISTAKE_VALUE },
  { "delay=-1", RT_FAULT_MISTAKE_VALUE },
  { "delay=+1", RT_FAULT_MISTAKE_VALUE },
  { "delay= 1", RT_FAULT_MISTAKE_VALUE },
  { "delay=1s", RT_FAULT_MISTAKE_VALUE },
  { "delay=0x10", RT_FAULT_MISTAKE_VALUE },
  { "delay=3600001", RT_FAULT_MISTAKE_VALUE },
  { "rate=0", RT_FAULT_MISTAKE_VALUE },
  { "cut=99999999999999999999", RT_FAULT_MISTAKE_VALUE },
  { "cut=9223372036854775808", RT_FAULT_MISTAKE_VALUE },
  { "big-head=99999999", RT_FAULT_MISTAKE_VALUE },
  { "redirect=", RT_FAULT_MISTAKE_ADDRESS },
  { "redirect=/here", RT_FAULT_MISTAKE_ADDRESS },
  { "redirect=ftp://host/", RT_FAULT_MISTAKE_ADDRESS },
  { "redirect=http://", RT_FAULT_MISTAKE_ADDRESS },
  { "redirect=http://host/?a", RT_FAULT_MISTAKE_ADDRESS },
  { "redirect=http://host/\r\nX: y", RT_FAULT_MISTAKE_ADDRESS },
  { "redirect=http://h\xc3\xb6st/", RT_FAULT_MISTAKE_ADDRESS },
  { "cut;", RT_FAULT_MISTAKE_LIMIT },
  { "cut;first", RT_FAULT_MISTAKE_LIMIT },
  { "cut;last=1", RT_FAULT_MISTAKE_LIMIT },
  { "cut;=1", RT_FAULT_MISTAKE_LIMIT },
  { "cut;first=0", RT_FAULT_MISTAKE_COUNT },
  { "cut;every=0", RT_FAULT_MISTAKE_COUNT },
  { "cut;after=-1", RT_FAULT_MISTAKE_COUNT },
  { "cut;after=4294967296", RT_FAULT_MISTAKE_COUNT },
  { "jitter;seed=0", RT_FAULT_MISTAKE_COUNT },
  { "delay;seed=1", RT_FAULT_MISTAKE_SEED },
  { "self-signed;first=1", RT_FAULT_MISTAKE_TLS },
  { "tls-1.2;path=/", RT_FAULT_MISTAKE_TLS },
};

static void
test_refuses (gconstpointer data)
{
  const Bad *row = data;
  const char *const specs[] = { "delay=1;first=1", row->spec, NULL };
  RtFaultMistake mistake;
  guint index = 99;

  g_assert_null (rt_fault_plan_new (specs, &mistake, &index));
  g_assert_cmpint (mistake, ==, row->mistake);
  g_assert_cmpuint (index, ==, 1);
  g_assert_nonnull (rt_fault_mistake_to_words (mistake));
}

static void
test_refuses_two_certificates (void)
{
  const char *const specs[] = { "tls-1.2", "wrong-host", "expired-certificate", NULL };
  RtFaultMistake mistake;
  guint index;

  g_assert_null (rt_fault_plan_new (specs, &mistake, &index));
  g_assert_cmpint (mistake, ==, RT_FAULT_MISTAKE_TWO);
  g_assert_cmpuint (index, ==, 2);
}

static void
test_certificates (void)
{
  static const struct
  {
    const char *id;
    RtLeafKind kind;
  } rows[] = { { "expired-certificate", RT_LEAF_EXPIRED },
               { "wrong-host", RT_LEAF_WRONG_HOST },
               { "self-signed", RT_LEAF_SELF_SIGNED },
               { "incomplete-chain", RT_LEAF_INCOMPLETE_CHAIN },
               { "tls-1.2", RT_LEAF_GOOD } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (RtFaultPlan) plan = plan_of (rows[i].id, NULL);

      g_assert_cmpint (rt_fault_plan_get_leaf_kind (plan), ==, rows[i].kind);
    }
}

static void
test_limits (void)
{
  g_autoptr (RtFaultPlan) plan = plan_of ("cut=1;path=/a*;after=2;every=3;first=2", NULL);
  g_autoptr (RtFaultTally) tally = rt_fault_tally_new (plan);
  g_autoptr (GString) struck = g_string_new (NULL);

  for (guint i = 1; i <= 16; i++)
    {
      g_assert_false (is_struck (tally, RT_FAULT_CUT, "/b", 0));
      g_string_append_c (struck, is_struck (tally, RT_FAULT_CUT, "/a", 0) ? 'x' : '-');
    }
  g_assert_cmpstr (struck->str, ==, "----x--x--------");
}

static void
test_paths (void)
{
  static const struct
  {
    const char *glob;
    const char *path;
    gboolean matches;
  } rows[] = { { "/a", "/a", TRUE },
               { "/a", "/ab", FALSE },
               { "/ab", "/a", FALSE },
               { "", "/", FALSE },
               { "*", "/", TRUE },
               { "*", "\xf8", TRUE },
               { "/?", "/a", TRUE },
               { "/?", "/", FALSE },
               { "*.bin", "/a.bin", TRUE },
               { "*.bin", "/a.bin.bin", TRUE },
               { "*.bin", "/a.bind", FALSE },
               { "/*/b*c", "/x/y/b/c", TRUE },
               { "/*/b*c", "/x/bcd", FALSE },
               { "/a**", "/a", TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *spec = g_strconcat ("cut;path=", rows[i].glob, NULL);
      g_autoptr (RtFaultPlan) plan = plan_of (spec, NULL);
      g_autoptr (RtFaultTally) tally = rt_fault_tally_new (plan);

      g_assert_cmpint (is_struck (tally, RT_FAULT_CUT, rows[i].path, 0), ==,
                       rows[i].matches);
    }
}

static void
test_first_of_a_kind_counts (void)
{
  g_autoptr (RtFaultPlan) plan = plan_of ("cut=1;path=/a", "cut=2");
  g_autoptr (RtFaultTally) tally = rt_fault_tally_new (plan);

  g_assert_cmpuint (strike (tally, "/a", 0).values[RT_FAULT_CUT], ==, 1);
  g_assert_cmpuint (strike (tally, "/b", 0).values[RT_FAULT_CUT], ==, 2);
  g_assert_cmpuint (strike (tally, "/b", 0).number, ==, 3);
}

static void
test_each_address_expires_in_its_own_time (void)
{
  g_autoptr (RtFaultPlan) plan = plan_of ("expires-403=10", NULL);
  g_autoptr (RtFaultTally) tally = rt_fault_tally_new (plan);

  g_assert_false (is_struck (tally, RT_FAULT_EXPIRES_403, "/a", 100));
  g_assert_false (is_struck (tally, RT_FAULT_EXPIRES_403, "/a", 109));
  g_assert_false (is_struck (tally, RT_FAULT_EXPIRES_403, "/b", 110));
  g_assert_true (is_struck (tally, RT_FAULT_EXPIRES_403, "/a", 110));
  g_assert_false (is_struck (tally, RT_FAULT_EXPIRES_403, "/b", 119));
  g_assert_true (is_struck (tally, RT_FAULT_EXPIRES_403, "/b", 120));
}

static void
test_seed_repeats (void)
{
  g_autoptr (RtFaultPlan) plan = plan_of ("jitter=1000;seed=7", NULL);
  g_autoptr (RtFaultTally) one = rt_fault_tally_new (plan);
  g_autoptr (RtFaultTally) other = rt_fault_tally_new (plan);
  guint64 least = G_MAXUINT64, most = 0;

  for (guint i = 0; i < 100; i++)
    {
      guint64 ms = strike (one, "/", 0).values[RT_FAULT_JITTER];

      g_assert_cmpuint (ms, ==, strike (other, "/", 0).values[RT_FAULT_JITTER]);
      g_assert_cmpuint (ms, <=, 1000);
      least = MIN (least, ms);
      most = MAX (most, ms);
    }
  g_assert_cmpuint (least, <, 100);
  g_assert_cmpuint (most, >, 900);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fault-plan/every-fault-has-a-sound-default", test_defaults);
  g_test_add_func ("/fault-plan/reads-everything", test_everything);
  g_test_add_func ("/fault-plan/may-be-empty", test_nothing);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path = g_strdup_printf ("/fault-plan/refuses/%u", i);

      g_test_add_data_func (path, &bad[i], test_refuses);
    }
  g_test_add_func ("/fault-plan/refuses-two-certificates", test_refuses_two_certificates);
  g_test_add_func ("/fault-plan/names-the-certificate", test_certificates);
  g_test_add_func ("/fault-tally/keeps-to-the-limits", test_limits);
  g_test_add_func ("/fault-tally/matches-paths", test_paths);
  g_test_add_func ("/fault-tally/first-of-a-kind-counts", test_first_of_a_kind_counts);
  g_test_add_func ("/fault-tally/each-address-expires-in-its-own-time",
                   test_each_address_expires_in_its_own_time);
  g_test_add_func ("/fault-tally/seed-repeats", test_seed_repeats);
  return g_test_run ();
}
