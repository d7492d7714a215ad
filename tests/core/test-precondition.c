/* Tests of RtPrecondition: conditions in the order of the standard. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-precondition.h"

#include <string.h>

#define BEFORE "Sun, 06 Nov 1994 08:49:36 GMT"
#define EXACT "Sun, 06 Nov 1994 08:49:37 GMT"
#define AFTER "Sun, 06 Nov 1994 08:49:38 GMT"
#define MODIFIED_S 784111777

static const RtValidators strong = { "\"a\"", MODIFIED_S, MODIFIED_S + 100 };
static const RtValidators weak = { "W/\"a\"", MODIFIED_S, MODIFIED_S + 1 };
static const RtValidators none = { NULL, -1, MODIFIED_S };

/* From lines such as "If-Match: x|If-Range: y". */
static RtHeaderList *
make_fields (const char *lines)
{
  RtHeaderList *fields = rt_header_list_new ();
  g_auto (GStrv) each = g_strsplit (lines, "|", -1);

  for (guint i = 0; each[i] != NULL; i++)
    {
      char *colon = strchr (each[i], ':');
      *colon = '\0';
      rt_header_list_append_received (fields, each[i], colon + 2);
    }
  return fields;
}

typedef struct
{
  const char *fields;
  const RtValidators *validators;
  RtPreconditionVerdict expected;
} Case;

static void
check_cases (const Case *cases, guint n, gboolean is_read)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RtHeaderList) fields = make_fields (cases[i].fields);

      g_test_message ("%s", cases[i].fields);
      g_assert_cmpint (rt_precondition_check (fields, is_read, cases[i].validators), ==,
                       cases[i].expected);
    }
}

static void
test_match (void)
{
  static const Case cases[] = {
    { "Accept: x", &strong, RT_PRECONDITION_GO },
    { "If-Match: \"a\"", &strong, RT_PRECONDITION_GO },
    { "If-Match: *", &strong, RT_PRECONDITION_GO },
    { "If-Match: \"b\", \"a\"", &strong, RT_PRECONDITION_GO },
    { "If-Match: \"b\"|If-Match: \"a\"", &strong, RT_PRECONDITION_GO },
    { "If-Match: \"b\"", &strong, RT_PRECONDITION_FAILED },
    { "If-Match: W/\"a\"", &strong, RT_PRECONDITION_FAILED },
    { "If-Match: W/\"a\"", &weak, RT_PRECONDITION_FAILED },
    { "If-Match: \"a\"", &weak, RT_PRECONDITION_FAILED },
    { "If-Match: \"a\"", &none, RT_PRECONDITION_FAILED },
    { "If-Match: a", &strong, RT_PRECONDITION_FAILED },
    { "If-Match: \"a,b\"", &strong, RT_PRECONDITION_FAILED },
    { "If-Match: \"a\" \"b\"", &strong, RT_PRECONDITION_FAILED },
  };
  check_cases (cases, G_N_ELEMENTS (cases), TRUE);
}

static void
test_none_match (void)
{
  static const Case cases[] = {
    { "If-None-Match: \"a\"", &strong, RT_PRECONDITION_NOT_MODIFIED },
    { "If-None-Match: W/\"a\"", &strong, RT_PRECONDITION_NOT_MODIFIED },
    { "If-None-Match: \"a\"", &weak, RT_PRECONDITION_NOT_MODIFIED },
    { "If-None-Match: *", &strong, RT_PRECONDITION_NOT_MODIFIED },
    { "If-None-Match: \"b\" , ,\"a\"", &strong, RT_PRECONDITION_NOT_MODIFIED },
    { "If-None-Match: \"b\"", &strong, RT_PRECONDITION_GO },
    { "If-None-Match: \"a", &strong, RT_PRECONDITION_GO },
    { "If-None-Match: *, \"b\"", &strong, RT_PRECONDITION_GO },
    { "If-None-Match: w/\"a\"", &strong, RT_PRECONDITION_GO },
  };
  check_cases (cases, G_N_ELEMENTS (cases), TRUE);
}

static void
test_dates (void)
{
  static const Case cases[] = {
    { "If-Modified-Since: " EXACT, &strong, RT_PRECONDITION_NOT_MODIFIED },
    { "If-Modified-Since: " AFTER, &strong, RT_PRECONDITION_NOT_MODIFIED },
    { "If-Modified-Since: " BEFORE, &strong, RT_PRECONDITION_GO },
    { "If-Modified-Since: Sunday, 06-Nov-94 08:49:37 GMT", &strong,
      RT_PRECONDITION_NOT_MODIFIED },
    { "If-Modified-Since: Sun Nov  6 08:49:37 1994", &strong,
      RT_PRECONDITION_NOT_MODIFIED },
    { "If-Modified-Since: yesterday", &strong, RT_PRECONDITION_GO },
    { "If-Modified-Since: " EXACT, &none, RT_PRECONDITION_GO },
    { "If-Unmodified-Since: " EXACT, &strong, RT_PRECONDITION_GO },
    { "If-Unmodified-Since: " BEFORE, &strong, RT_PRECONDITION_FAILED },
    { "If-Unmodified-Since: yesterday", &strong, RT_PRECONDITION_GO },
  };
  check_cases (cases, G_N_ELEMENTS (cases), TRUE);
}

static void
test_order (void)
{
  static const Case cases[] = {
    { "If-Match: \"a\"|If-Unmodified-Since: " BEFORE, &strong, RT_PRECONDITION_GO },
    { "If-None-Match: \"b\"|If-Modified-Since: " EXACT, &strong, RT_PRECONDITION_GO },
    { "If-None-Match: \"a\"|If-Modified-Since: " BEFORE, &strong,
      RT_PRECONDITION_NOT_MODIFIED },
    { "If-None-Match: \"a\"|If-Match: \"b\"", &strong, RT_PRECONDITION_FAILED },
    { "If-None-Match: \"a\"|If-Match: \"a\"", &strong, RT_PRECONDITION_NOT_MODIFIED },
  };
  static const Case writes[] = {
    { "If-None-Match: *", &strong, RT_PRECONDITION_FAILED },
    { "If-None-Match: \"a\"", &strong, RT_PRECONDITION_FAILED },
    { "If-Modified-Since: " EXACT, &strong, RT_PRECONDITION_GO },
  };
  check_cases (cases, G_N_ELEMENTS (cases), TRUE);
  check_cases (writes, G_N_ELEMENTS (writes), FALSE);
}

static void
test_if_range (void)
{
  static const RtValidators fresh = { "\"a\"", MODIFIED_S, MODIFIED_S + 1 };
  static const struct
  {
    const char *fields;
    const RtValidators *validators;
    gboolean expected;
  } cases[] = {
    { "Accept: x", &strong, TRUE },
    { "If-Range: \"a\"", &strong, TRUE },
    { "If-Range: \"b\"", &strong, FALSE },
    { "If-Range: W/\"a\"", &strong, FALSE },
    { "If-Range: \"a\"", &weak, FALSE },
    { "If-Range: W/\"a\"", &weak, FALSE },
    { "If-Range: \"a\", \"b\"", &strong, FALSE },
    { "If-Range: *", &strong, FALSE },
    { "If-Range: \"a\"|If-Range: \"a\"", &strong, FALSE },
    { "If-Range: " EXACT, &strong, TRUE },
    { "If-Range: " AFTER, &strong, FALSE },
    { "If-Range: " BEFORE, &strong, FALSE },
    { "If-Range: " EXACT, &fresh, FALSE },
    { "If-Range: " EXACT, &none, FALSE },
    { "If-Range: nonsense", &strong, FALSE },
    { "If-Range: ", &strong, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RtHeaderList) fields = make_fields (cases[i].fields);

      g_test_message ("%s", cases[i].fields);
      g_assert_cmpint (rt_precondition_allows_range (fields, cases[i].validators), ==,
                       cases[i].expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/precondition/if-match-compares-strongly", test_match);
  g_test_add_func ("/precondition/if-none-match-compares-weakly", test_none_match);
  g_test_add_func ("/precondition/dates", test_dates);
  g_test_add_func ("/precondition/tags-come-before-dates", test_order);
  g_test_add_func ("/precondition/if-range-wants-the-very-same", test_if_range);
  return g_test_run ();
}
