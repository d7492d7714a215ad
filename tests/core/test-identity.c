/* Tests of RtIdentity. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-identity.h"

#include <string.h>

#define CHANGED "Sun, 06 Nov 1994 08:49:37 GMT"
#define A_MINUTE_LATER "Sun, 06 Nov 1994 08:50:37 GMT"
#define TOO_SOON "Sun, 06 Nov 1994 08:50:36 GMT"

/* “Name: value” lines, as an answer has them. */
static RtIdentity *
read_answer (const char *text, gint64 total)
{
  g_autoptr (RtHeaderList) fields = rt_header_list_new ();
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      char *colon = strchr (lines[i], ':');

      *colon = '\0';
      rt_header_list_append_received (fields, lines[i], colon + 2);
    }
  return rt_identity_new_from_answer (fields, total);
}

static void
test_tags (void)
{
  static const char *const wrong[]
      = { "ETag: abc", "ETag: \"",      "ETag: \"a\"b\"",           "ETag: w/\"a\"",
          "ETag: W/a", "ETag: \"a b\"", "ETag: \"a\"\nETag: \"b\"", "ETag: ",
          "ETag: W/" };
  g_autoptr (RtIdentity) strong = read_answer ("ETag: \"a\"", -1);
  g_autoptr (RtIdentity) weak = read_answer ("ETag: W/\"a\"", -1);
  g_autoptr (RtIdentity) empty = read_answer ("ETag: \"\"", -1);

  g_assert_cmpstr (strong->etag, ==, "\"a\"");
  g_assert_true (rt_identity_is_etag_strong (strong));
  g_assert_cmpstr (weak->etag, ==, "W/\"a\"");
  g_assert_false (rt_identity_is_etag_strong (weak));
  g_assert_true (rt_identity_is_etag_strong (empty));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (RtIdentity) none = read_answer (wrong[i], -1);
      g_assert_null (none->etag);
    }
}

static void
test_date_is_strong_after_a_minute (void)
{
  static const struct
  {
    const char *text;
    gboolean strong;
  } cases[] = {
    { "Last-Modified: " CHANGED "\nDate: " A_MINUTE_LATER, TRUE },
    { "Last-Modified: " CHANGED "\nDate: " TOO_SOON, FALSE },
    { "Last-Modified: " CHANGED, FALSE },
    { "Last-Modified: " CHANGED "\nDate: yesterday", FALSE },
    { "Last-Modified: " A_MINUTE_LATER "\nDate: " CHANGED, FALSE },
  };
  g_autoptr (RtIdentity) wrong = read_answer ("Last-Modified: 7\nDate: " CHANGED, -1);

  g_assert_null (wrong->last_modified);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RtIdentity) identity = read_answer (cases[i].text, -1);

      g_assert_nonnull (identity->last_modified);
      g_assert_cmpint (identity->is_date_strong, ==, cases[i].strong);
      g_assert_cmpint (rt_identity_has_validator (identity), ==, cases[i].strong);
    }
}

static void
test_if_range_goes_down_the_ladder (void)
{
  static const struct
  {
    const char *text;
    const char *sent[3]; /* with each kind as the best allowed one */
  } cases[] = {
    { "ETag: \"a\"\nLast-Modified: " CHANGED "\nDate: " A_MINUTE_LATER,
      { "\"a\"", CHANGED, NULL } },
    { "ETag: W/\"a\"\nLast-Modified: " CHANGED "\nDate: " A_MINUTE_LATER,
      { CHANGED, CHANGED, NULL } },
    { "ETag: \"a\"\nLast-Modified: " CHANGED "\nDate: " TOO_SOON,
      { "\"a\"", NULL, NULL } },
    { "ETag: W/\"a\"\nLast-Modified: " CHANGED, { NULL, NULL, NULL } },
    { "", { NULL, NULL, NULL } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (RtIfRange best = RT_IF_RANGE_ETAG; best <= RT_IF_RANGE_NONE; best++)
      {
        g_autoptr (RtIdentity) identity = read_answer (cases[i].text, -1);
        RtIfRange kind = best;

        g_assert_cmpstr (rt_identity_get_if_range (identity, &kind), ==,
                         cases[i].sent[best]);
        g_assert_cmpint (kind, >=, best);
        g_assert_cmpint (kind == RT_IF_RANGE_NONE, ==, cases[i].sent[best] == NULL);
      }
}

static void
test_compare (void)
{
  static const struct
  {
    const char *a;
    gint64 a_total;
    const char *b;
    gint64 b_total;
    RtAgreement agreement;
  } cases[] = {
    { "", 10, "", 10, RT_AGREEMENT_UNKNOWN },
    { "", 10, "", -1, RT_AGREEMENT_UNKNOWN },
    { "", 10, "", 11, RT_AGREEMENT_DIFFERENT },
    { "ETag: \"a\"", 10, "ETag: \"a\"", 11, RT_AGREEMENT_DIFFERENT },
    { "ETag: \"a\"", 10, "ETag: \"a\"", 10, RT_AGREEMENT_SAME },
    { "ETag: \"a\"", 10, "ETag: \"a\"", -1, RT_AGREEMENT_SAME },
    { "ETag: \"a\"", 10, "ETag: \"b\"", 10, RT_AGREEMENT_DIFFERENT },
    { "ETag: W/\"a\"", 10, "ETag: W/\"a\"", 10, RT_AGREEMENT_UNKNOWN },
    { "ETag: W/\"a\"", 10, "ETag: \"a\"", 10, RT_AGREEMENT_UNKNOWN },
    { "ETag: W/\"a\"", 10, "ETag: W/\"b\"", 10, RT_AGREEMENT_DIFFERENT },
    { "ETag: \"a\"", 10, "", 10, RT_AGREEMENT_UNKNOWN },
    /* A network of servers has one tag and many dates. */
    { "ETag: \"a\"\nLast-Modified: " CHANGED, 10,
      "ETag: \"a\"\nLast-Modified: " A_MINUTE_LATER, 10, RT_AGREEMENT_SAME },
    { "Last-Modified: " CHANGED "\nDate: " A_MINUTE_LATER, 10, "Last-Modified: " CHANGED,
      10, RT_AGREEMENT_SAME },
    { "Last-Modified: " CHANGED "\nDate: " TOO_SOON, 10, "Last-Modified: " CHANGED, 10,
      RT_AGREEMENT_UNKNOWN },
    { "Last-Modified: " CHANGED, 10, "Last-Modified: " A_MINUTE_LATER, 10,
      RT_AGREEMENT_DIFFERENT },
    { "ETag: W/\"a\"\nLast-Modified: " CHANGED, 10,
      "ETag: W/\"a\"\nLast-Modified: " A_MINUTE_LATER, 10, RT_AGREEMENT_DIFFERENT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RtIdentity) a = read_answer (cases[i].a, cases[i].a_total);
      g_autoptr (RtIdentity) b = read_answer (cases[i].b, cases[i].b_total);

      g_assert_cmpint (rt_identity_compare (a, b), ==, cases[i].agreement);
    }
}

static void
test_type_without_parameters (void)
{
  g_autoptr (RtIdentity) identity
      = read_answer ("Content-Type: Text/HTML; charset=utf-8", 3);
  g_autoptr (RtIdentity) copy = rt_identity_copy (identity);

  g_assert_cmpstr (copy->type, ==, "text/html");
  g_assert_cmpint (copy->total, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/identity/tags", test_tags);
  g_test_add_func ("/identity/date-is-strong-after-a-minute",
                   test_date_is_strong_after_a_minute);
  g_test_add_func ("/identity/if-range-goes-down-the-ladder",
                   test_if_range_goes_down_the_ladder);
  g_test_add_func ("/identity/compare", test_compare);
  g_test_add_func ("/identity/type-without-parameters", test_type_without_parameters);
  return g_test_run ();
}
