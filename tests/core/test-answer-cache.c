/* Tests of RtAnswerCache. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-answer-cache.h"

#include <string.h>

#define HEAD "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
#define ANSWER                                                                           \
  "HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 1970 00:01:40 GMT\r\nContent-Length: 2\r\n\r\n"  \
  "Hi"
/* The second of that Date. */
#define NOW_US (100 * G_USEC_PER_SEC)

static void
add (RtAnswerCache *cache, const char *head, const char *answer, gint64 now_us)
{
  g_autoptr (GBytes) head_bytes = g_bytes_new (head, strlen (head));
  g_autoptr (GBytes) answer_bytes = g_bytes_new (answer, strlen (answer));
  g_autoptr (RtAccessEntry) entry = rt_access_entry_new ("127.0.0.1", NULL);

  rt_answer_cache_add (cache, head_bytes, answer_bytes, entry, now_us);
}

static gboolean
has (RtAnswerCache *cache, const char *data, gint64 now_us)
{
  return rt_answer_cache_find (cache, (const guint8 *)data, strlen (data), now_us)
         != NULL;
}

static void
test_finds (void)
{
  g_autoptr (RtAnswerCache) cache = rt_answer_cache_new ();
  RtCachedAnswer *found;
  gsize size;
  gconstpointer bytes;

  add (cache, HEAD, ANSWER, NOW_US);
  found = rt_answer_cache_find (cache, (const guint8 *)HEAD "GET /next", 44, NOW_US);
  g_assert_nonnull (found);
  bytes = g_bytes_get_data (found->bytes, &size);
  g_assert_cmpmem (bytes, size, ANSWER, strlen (ANSWER));
}

static void
test_only_the_same (void)
{
  g_autoptr (RtAnswerCache) cache = rt_answer_cache_new ();

  add (cache, HEAD, ANSWER, NOW_US);
  g_assert_true (has (cache, HEAD, NOW_US));
  g_assert_false (has (cache, "GET / HTTP/1.1\r\nHost: localhost\r\n\r", NOW_US));
  g_assert_false (has (cache, "GET / HTTP/1.1\r\nhost: localhost\r\n\r\n", NOW_US));
  g_assert_false (has (cache, "\r\n" HEAD, NOW_US));
  g_assert_false (
      has (cache, "GET / HTTP/1.1\r\nHost: localhost\r\nA: b\r\n\r\n", NOW_US));
}

static void
test_ends_with_its_second (void)
{
  g_autoptr (RtAnswerCache) cache = rt_answer_cache_new ();

  add (cache, HEAD, ANSWER, NOW_US);
  g_assert_true (has (cache, HEAD, NOW_US + G_USEC_PER_SEC - 1));
  g_assert_false (has (cache, HEAD, NOW_US + G_USEC_PER_SEC));
  g_assert_false (has (cache, HEAD, NOW_US));
}

static void
test_refuses_what_has_another_date (void)
{
  g_autoptr (RtAnswerCache) cache = rt_answer_cache_new ();

  add (cache, HEAD, ANSWER, NOW_US + G_USEC_PER_SEC);
  g_assert_false (has (cache, HEAD, NOW_US + G_USEC_PER_SEC));
  add (cache, HEAD, "HTTP/1.1 204 No Content\r\n\r\n", NOW_US);
  g_assert_false (has (cache, HEAD, NOW_US));
}

static void
test_keeps_little (void)
{
  g_autoptr (RtAnswerCache) cache = rt_answer_cache_new ();
  g_autofree char *padding = g_strnfill (5000, 'a');
  g_autofree char *long_head = g_strconcat (HEAD, padding, NULL);
  g_autofree char *long_answer = g_strconcat (ANSWER, padding, NULL);

  add (cache, long_head, ANSWER, NOW_US);
  g_assert_false (has (cache, long_head, NOW_US));
  add (cache, HEAD, long_answer, NOW_US);
  g_assert_false (has (cache, HEAD, NOW_US));

  add (cache, HEAD, ANSWER, NOW_US);
  add (cache, "GET /old HTTP/1.1\r\n\r\n", ANSWER, NOW_US);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *head = g_strdup_printf ("GET /%u HTTP/1.1\r\n\r\n", i);

      add (cache, head, ANSWER, NOW_US);
      /* What is asked for again stays. */
      g_assert_true (has (cache, HEAD, NOW_US));
      g_assert_true (has (cache, head, NOW_US));
    }
  g_assert_false (has (cache, "GET /old HTTP/1.1\r\n\r\n", NOW_US));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/answer-cache/finds", test_finds);
  g_test_add_func ("/answer-cache/only-the-same", test_only_the_same);
  g_test_add_func ("/answer-cache/ends-with-its-second", test_ends_with_its_second);
  g_test_add_func ("/answer-cache/refuses-what-has-another-date",
                   test_refuses_what_has_another_date);
  g_test_add_func ("/answer-cache/keeps-little", test_keeps_little);
  return g_test_run ();
}
