/* Tests of the links that name the same file elsewhere. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-link-field.h"

static void
test_find (void)
{
  static const struct
  {
    const char *value;
    const char *expected; /* joined by spaces */
  } cases[] = {
    { "<http://a/>; rel=duplicate", "http://a/" },
    { "<http://a/>;REL=\"Duplicate\"", "http://a/" },
    { "<b>; rel=\"next duplicate\", <c>; rel=next", "b" },
    { "<b>; rel=duplicate; pri=2; geo=de, <a>; pri=1; rel=duplicate; pref", "a b" },
    { "<x>; rel=duplicate, <b>; rel=duplicate; pri=1", "b x" },
    { "<x>; rel=duplicate; pri=0, <b>; rel=duplicate; pri=x", "x b" },
    { " , <a,b;c>;rel=duplicate ,, <d>\t;\trel\t=\tduplicate", "a,b;c d" },
    { "<a>; title=\"x, <y>; rel=duplicate\"; rel=duplicate", "a" },
    { "<a>; title=\"x\\\"\"; rel=duplicate", "a" },
    { "<a>; rel=next; rel=duplicate", "" },
    { "<a>; rel=duplicates", "" },
    { "<a>; relation=duplicate", "" },
    { "<a>", "" },
    { "a; rel=duplicate", "" },
    { "<a; rel=duplicate", "" },
    { "<a>; rel=duplicate; title=\"x", "" },
    { "<a>; rel=duplicate; title=\"x\\", "" },
    { "<a>; rel=duplicate, <b>; rel=\"duplicate", "a" },
    { "<a>; rel=duplicate x, <b>; rel=duplicate", "" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) targets = rt_link_field_find_duplicates (cases[i].value);
      g_autofree char *joined = NULL;

      g_ptr_array_add (targets, NULL);
      joined = g_strjoinv (" ", (GStrv)targets->pdata);
      g_assert_cmpstr (joined, ==, cases[i].expected);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/link-field/find", test_find);
  return g_test_run ();
}
