/* Tests of rt_text_diff(): what is the same, and what is not. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-text-diff.h"
#include "tests/lib/rt-test-wait.h"

#include <string.h>

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static GArray *
diff (GBytes *old_text, GBytes *new_text)
{
  g_autoptr (GError) error = NULL;
  GArray *runs = rt_text_diff (old_text, new_text, NULL, &error);

  g_assert_no_error (error);
  return runs;
}

static gsize
count_lines (const char *data, gsize length)
{
  gsize count = 0;

  for (gsize i = 0; i < length; i++)
    if (data[i] == '\n' || i + 1 == length)
      count++;
  return count;
}

/* What must hold of any runs: they make up both texts, their numbers are right, and no two
 * neighbours could be one. */
static void
assert_sound (GArray *runs, GBytes *old_text, GBytes *new_text)
{
  gsize old_length;
  gsize new_length;
  const char *old_data = g_bytes_get_data (old_text, &old_length);
  const char *new_data = g_bytes_get_data (new_text, &new_length);
  gsize at[2] = { 0, 0 };
  gsize line[2] = { 1, 1 };

  for (guint i = 0; i < runs->len; i++)
    {
      const RtTextRun *run = &g_array_index (runs, RtTextRun, i);
      gboolean is_added = run->kind == RT_TEXT_ADDED;
      const char *data = is_added ? new_data : old_data;

      g_assert_cmpuint (run->start, ==, at[is_added]);
      g_assert_cmpuint (run->old_line, ==, line[0]);
      g_assert_cmpuint (run->new_line, ==, line[1]);
      g_assert_cmpuint (run->n_lines, >, 0);
      g_assert_cmpuint (run->n_lines, ==, count_lines (data + run->start, run->length));
      if (i > 0)
        {
          RtTextRunKind before = g_array_index (runs, RtTextRun, i - 1).kind;

          g_assert_cmpint (run->kind, !=, before);
          g_assert_false (run->kind == RT_TEXT_REMOVED && before == RT_TEXT_ADDED);
        }
      if (run->kind == RT_TEXT_SAME)
        g_assert_cmpmem (old_data + at[0], run->length, new_data + at[1], run->length);
      if (run->kind != RT_TEXT_ADDED)
        {
          at[0] += run->length;
          line[0] += run->n_lines;
        }
      if (run->kind != RT_TEXT_REMOVED)
        {
          at[1] += run->length;
          line[1] += run->n_lines;
        }
    }
  g_assert_cmpuint (at[0], ==, old_length);
  g_assert_cmpuint (at[1], ==, new_length);
}

/* Such as "=1 -2 +1": one line the same, two removed, one added. */
static char *
describe (GArray *runs)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < runs->len; i++)
    {
      const RtTextRun *run = &g_array_index (runs, RtTextRun, i);

      g_string_append_printf (text, "%s%c%" G_GSIZE_FORMAT, i > 0 ? " " : "",
                              "=-+"[run->kind], run -> n_lines);
    }
  return g_string_free (text, FALSE);
}

static void
test_finds_lines (void)
{
  static const struct
  {
    const char *old_text;
    const char *new_text;
    const char *runs;
  } cases[] = {
    { "", "", "" },
    { "a\n", "a\n", "=1" },
    { "a", "a", "=1" },
    { "", "a\nb\n", "+2" },
    { "a\nb\n", "", "-2" },
    { "a\n", "b\n", "-1 +1" },
    { "a\nb\nc\n", "a\nx\nc\n", "=1 -1 +1 =1" },
    { "a\nb\nc\n", "b\nc\n", "-1 =2" },
    { "a\nb\nc\n", "a\nb\n", "=2 -1" },
    { "a\nb\n", "a\nb\nc", "=2 +1" },
    { "b\nc\n", "a\nb\nc\n", "+1 =2" },
    { "a\nb\nc\nd\n", "b\nX\nd\nY\n", "-1 =1 -1 +1 =1 +1" },
    /* the end of a line is part of it */
    { "a\nb", "a\nb\n", "=1 -1 +1" },
    { "a\nb\n", "a\r\nb\n", "-1 +1 =1" },
    /* what is alike inside of a line does not count */
    { "ab\n", "b\n", "-1 +1" },
    { "b\n", "ab\n", "-1 +1" },
    { "ab\nc\n", "b\nc\n", "-1 +1 =1" },
    { "a\nxb", "a\nyb", "=1 -1 +1" },
    { "a", "ab", "-1 +1" },
    /* the common start and the common end do not overlap */
    { "a\n", "a\na\n", "=1 +1" },
    { "a\na\na\n", "a\na\n", "=2 -1" },
    { "\n\n\n", "\n", "=1 -2" },
    { "a\nb\na\n", "a\nb\na\nb\na\n", "=3 +2" },
    { "ä\nö\n", "ä\nü\n", "=1 -1 +1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) old_text = bytes_of (cases[i].old_text);
      g_autoptr (GBytes) new_text = bytes_of (cases[i].new_text);
      g_autoptr (GArray) runs = diff (old_text, new_text);
      g_autofree char *text = describe (runs);

      g_test_message ("case %u", i);
      g_assert_cmpstr (text, ==, cases[i].runs);
      assert_sound (runs, old_text, new_text);
    }
}

static void
test_says_where (void)
{
  g_autoptr (GBytes) old_text = bytes_of ("one\ntwo\nthree\nfour\n");
  g_autoptr (GBytes) new_text = bytes_of ("one\n2\n3\nfour\n");
  g_autoptr (GArray) runs = diff (old_text, new_text);
  static const RtTextRun expected[] = {
    { RT_TEXT_SAME, 1, 1, 1, 0, 4 },
    { RT_TEXT_REMOVED, 2, 2, 2, 4, 10 },
    { RT_TEXT_ADDED, 4, 2, 2, 4, 4 },
    { RT_TEXT_SAME, 4, 4, 1, 14, 5 },
  };

  g_assert_cmpuint (runs->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < runs->len; i++)
    {
      const RtTextRun *run = &g_array_index (runs, RtTextRun, i);

      g_assert_cmpint (run->kind, ==, expected[i].kind);
      g_assert_cmpuint (run->old_line, ==, expected[i].old_line);
      g_assert_cmpuint (run->new_line, ==, expected[i].new_line);
      g_assert_cmpuint (run->n_lines, ==, expected[i].n_lines);
      g_assert_cmpuint (run->start, ==, expected[i].start);
      g_assert_cmpuint (run->length, ==, expected[i].length);
    }
}

static char *
random_lines (guint *n_lines)
{
  GString *text = g_string_new (NULL);

  *n_lines = (guint)g_test_rand_int_range (0, 12);
  for (guint i = 0; i < *n_lines; i++)
    g_string_append_printf (text, "%c\n", "abc"[g_test_rand_int_range (0, 3)]);
  return g_string_free (text, FALSE);
}

/* The length of the longest common subsequence, the slow and certain way. */
static guint
count_common (const char *a, guint n, const char *b, guint m)
{
  guint table[13][13] = { { 0 } };

  for (guint i = 1; i <= n; i++)
    for (guint j = 1; j <= m; j++)
      table[i][j] = a[2 * (i - 1)] == b[2 * (j - 1)]
                        ? table[i - 1][j - 1] + 1
                        : MAX (table[i - 1][j], table[i][j - 1]);
  return table[n][m];
}

static void
test_is_smallest (void)
{
  for (guint i = 0; i < 3000; i++)
    {
      guint n;
      guint m;
      g_autofree char *a = random_lines (&n);
      g_autofree char *b = random_lines (&m);
      g_autoptr (GBytes) old_text = bytes_of (a);
      g_autoptr (GBytes) new_text = bytes_of (b);
      g_autoptr (GArray) runs = diff (old_text, new_text);
      gsize common = 0;

      assert_sound (runs, old_text, new_text);
      for (guint j = 0; j < runs->len; j++)
        if (g_array_index (runs, RtTextRun, j).kind == RT_TEXT_SAME)
          common += g_array_index (runs, RtTextRun, j).n_lines;
      g_assert_cmpuint (common, ==, count_common (a, n, b, m));
    }
}

/* "first", then @count lines of @prefix and a number, then "last". */
static GBytes *
numbered (const char *prefix, guint count)
{
  GString *text = g_string_new ("first\n");

  for (guint i = 0; i < count; i++)
    g_string_append_printf (text, "%s%u\n", prefix, i);
  g_string_append (text, "last\n");
  return g_string_free_to_bytes (text);
}

static void
test_gives_up_in_time (void)
{
  static const struct
  {
    guint count;
    const char *runs;
  } cases[] = {
    { 5000, "=1 -5000 +5000 =1" },       /* too many edits */
    { 250000, "=1 -250000 +250000 =1" }, /* too many lines */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) old_text = numbered ("a", cases[i].count);
      g_autoptr (GBytes) new_text = numbered ("b", cases[i].count);
      g_autoptr (GArray) runs = diff (old_text, new_text);
      g_autofree char *text = describe (runs);

      g_assert_cmpstr (text, ==, cases[i].runs);
      assert_sound (runs, old_text, new_text);
    }
}

/* Far apart, so that what is between them is searched. */
static void
test_small_change_in_big_text (void)
{
  g_autoptr (GBytes) old_text = numbered ("a", 150000);
  gsize length;
  const char *data = g_bytes_get_data (old_text, &length);
  g_autofree char *changed = g_strndup (data, length);
  g_autoptr (GBytes) new_text = NULL;
  g_autoptr (GArray) runs = NULL;
  g_autofree char *text = NULL;

  memcpy (strstr (changed, "\na7\n"), "\nb7\n", 4);
  memcpy (strstr (changed, "\na140000\n"), "\nb140000\n", 9);
  new_text = bytes_of (changed);
  runs = diff (old_text, new_text);
  text = describe (runs);
  g_assert_cmpstr (text, ==, "=8 -1 +1 =139992 -1 +1 =10000");
  assert_sound (runs, old_text, new_text);
}

/* Not one line end in a big text, and NULs in it. */
static void
test_one_long_line (void)
{
  g_autofree char *data = g_malloc0 (1024 * 1024);
  g_autoptr (GBytes) old_text = g_bytes_new (data, 1024 * 1024);
  g_autoptr (GBytes) new_text = g_bytes_new (data, 1024 * 1024 - 1);
  g_autoptr (GArray) runs = diff (old_text, new_text);
  g_autofree char *text = describe (runs);

  g_assert_cmpstr (text, ==, "-1 +1");
  assert_sound (runs, old_text, new_text);
}

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **)user_data, result);
}

static void
test_runs_in_a_thread (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) runs = NULL;
  g_autofree char *text = NULL;
  GBytes *old_text = bytes_of ("a\nb\n");
  GBytes *new_text = bytes_of ("a\nc\n");

  rt_text_diff_async (old_text, new_text, NULL, on_result, &result);
  g_bytes_unref (old_text);
  g_bytes_unref (new_text);
  rt_test_wait_until (NULL, result != NULL);
  runs = rt_text_diff_finish (result, &error);
  g_assert_no_error (error);
  text = describe (runs);
  g_assert_cmpstr (text, ==, "=1 -1 +1");
}

static void
test_can_be_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) old_text = numbered ("a", 5000);
  g_autoptr (GBytes) new_text = numbered ("b", 5000);

  rt_text_diff_async (old_text, new_text, cancellable, on_result, &result);
  g_cancellable_cancel (cancellable);
  rt_test_wait_until (NULL, result != NULL);
  g_assert_null (rt_text_diff_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_clear_error (&error);
  g_assert_null (rt_text_diff (old_text, new_text, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-diff/finds-lines", test_finds_lines);
  g_test_add_func ("/text-diff/says-where", test_says_where);
  g_test_add_func ("/text-diff/is-smallest", test_is_smallest);
  g_test_add_func ("/text-diff/gives-up-in-time", test_gives_up_in_time);
  g_test_add_func ("/text-diff/small-change-in-big-text", test_small_change_in_big_text);
  g_test_add_func ("/text-diff/one-long-line", test_one_long_line);
  g_test_add_func ("/text-diff/runs-in-a-thread", test_runs_in_a_thread);
  g_test_add_func ("/text-diff/can-be-cancelled", test_can_be_cancelled);
  return g_test_run ();
}
