/* Tests of RtTokenKey: what is ours is known again, and nothing else is. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-token.h"

#include <string.h>

#define NOW_S 1800000000

static void
assert_verdict (const RtTokenKey *key, const char *token, RtTokenVerdict expected)
{
  g_autofree char *text = NULL;

  g_assert_cmpint (rt_token_read (key, "one", token, NOW_S, &text), ==, expected);
  g_assert_true ((text != NULL) == (expected == RT_TOKEN_GOOD));
}

static void
test_says_what_was_signed (void)
{
  static const char *const texts[]
      = { "", "a", "ab", "abc", "me.you", "\xe4\xbd\xa0\x01" };
  g_autoptr (RtTokenKey) key = rt_token_key_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *token = rt_token_sign (key, "one", texts[i], NOW_S);
      g_autofree char *again = rt_token_sign (key, "one", texts[i], NOW_S);
      g_autofree char *text = NULL;

      g_assert_cmpint (rt_token_read (key, "one", token, NOW_S, &text), ==,
                       RT_TOKEN_GOOD);
      g_assert_cmpstr (text, ==, texts[i]);
      g_assert_cmpstr (token, !=, again);
      for (const char *p = token; *p != '\0'; p++)
        g_assert_true (g_ascii_isalnum (*p) || strchr ("-_.", *p) != NULL);
    }
}

static void
test_expires (void)
{
  g_autoptr (RtTokenKey) key = rt_token_key_new (NULL);
  g_autofree char *token = rt_token_sign (key, "one", "me", NOW_S - 1);

  assert_verdict (key, token, RT_TOKEN_EXPIRED);
}

static void
test_every_changed_byte_is_seen (void)
{
  g_autoptr (RtTokenKey) key = rt_token_key_new (NULL);
  g_autofree char *token = rt_token_sign (key, "one", "me", NOW_S + 10);

  for (gsize i = 0; i < strlen (token); i++)
    {
      g_autofree char *changed = g_strdup (token);
      g_autofree char *cut = g_strndup (token, i);

      changed[i] = changed[i] == 'A' ? 'B' : 'A';
      assert_verdict (key, changed, RT_TOKEN_FORGED);
      assert_verdict (key, cut, RT_TOKEN_FORGED);
    }
}

static void
test_is_of_one_key_and_purpose (void)
{
  g_autoptr (RtTokenKey) key = rt_token_key_new (NULL);
  g_autoptr (RtTokenKey) other = rt_token_key_new (NULL);
  g_autofree char *token = rt_token_sign (key, "one", "me", NOW_S);
  g_autofree char *elsewhere = rt_token_sign (key, "other", "me", NOW_S);
  g_autofree char *long_one = g_strnfill (100000, '.');

  assert_verdict (key, token, RT_TOKEN_GOOD);
  assert_verdict (other, token, RT_TOKEN_FORGED);
  assert_verdict (key, elsewhere, RT_TOKEN_FORGED);
  assert_verdict (key, "", RT_TOKEN_FORGED);
  assert_verdict (key, "...", RT_TOKEN_FORGED);
  assert_verdict (key, long_one, RT_TOKEN_FORGED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/token/says-what-was-signed", test_says_what_was_signed);
  g_test_add_func ("/token/expires", test_expires);
  g_test_add_func ("/token/every-changed-byte-is-seen", test_every_changed_byte_is_seen);
  g_test_add_func ("/token/is-of-one-key-and-purpose", test_is_of_one_key_and_purpose);
  return g_test_run ();
}
