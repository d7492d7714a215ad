/* Tests of RtContentDecoder: little that unfolds to very much is stopped. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-content-decoder.h"
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-encode.h"

#include <gio/gio.h>
#include <string.h>

static gboolean
count (const guint8 *data, gsize length, gpointer user_data)
{
  *(guint64 *)user_data += length;
  return TRUE;
}

static gboolean
inflate_bomb (const char *codings,
              GBytes *bomb,
              gboolean guarded,
              guint64 *decoded,
              GError **error)
{
  g_auto (GStrv) list = rt_content_codings_parse (codings);
  g_autoptr (RtContentDecoder) decoder
      = rt_content_decoder_new ((const char *const *)list);
  gsize length;
  const guint8 *data = g_bytes_get_data (bomb, &length);

  rt_content_decoder_set_guarded (decoder, guarded);
  return rt_content_decoder_push (decoder, data, length, count, decoded, error)
         && rt_content_decoder_finish (decoder, count, decoded, error);
}

static void
test_bomb (void)
{
  gsize size = 110 * 1000 * 1000;
  g_autofree guint8 *zeros = g_malloc0 (size);
  static const char *const makers[] = { "gzip", "br", "zstd" };

  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      g_autoptr (GBytes) bomb = rt_test_encode (makers[i], zeros, size);
      g_autoptr (GError) error = NULL;
      guint64 decoded = 0;

      g_assert_false (inflate_bomb (makers[i], bomb, TRUE, &decoded, &error));
      g_assert_error (error, RT_ERROR, RT_ERROR_BOMB);
      g_assert_cmpuint (decoded, >=, 100 * 1000 * 1000);
      g_assert_cmpuint (decoded, <=, 100 * 1000 * 1000 + RT_DECODED_PIECE_BYTES);

      g_clear_error (&error);
      decoded = 0;
      g_assert_true (inflate_bomb (makers[i], bomb, FALSE, &decoded, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (decoded, ==, size);
    }
}

/* A middle layer that unfolds without end is a bomb although nothing comes out: here, a
 * run of gzip members that are all empty. */
static void
test_bomb_in_the_middle (void)
{
  static const char *const codings = "gzip, gzip";
  g_autoptr (GBytes) member = rt_test_encode ("gzip", (const guint8 *)"", 0);
  gsize length = g_bytes_get_size (member);
  gsize n_members = 105 * 1000 * 1000 / length;
  g_autofree guint8 *members = g_malloc (n_members * length);
  g_autoptr (GBytes) bomb = NULL;
  g_autoptr (GError) error = NULL;
  guint64 decoded = 0;

  for (gsize i = 0; i < n_members; i++)
    memcpy (members + i * length, g_bytes_get_data (member, NULL), length);
  bomb = rt_test_encode ("gzip", members, n_members * length);
  g_assert_false (inflate_bomb (codings, bomb, TRUE, &decoded, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_BOMB);
  g_assert_cmpuint (decoded, ==, 0);
}

/* Big but honest: the ratio stays below the limit. */
static void
test_big_text (void)
{
  g_autoptr (GByteArray) text = rt_test_make_text (101 * 1000 * 1000);
  g_autoptr (GBytes) coded = rt_test_encode ("zstd", text->data, text->len);
  g_autoptr (GError) error = NULL;
  guint64 decoded = 0;

  g_assert_true (inflate_bomb ("zstd", coded, TRUE, &decoded, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (decoded, ==, text->len);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/coding-bomb/stops", test_bomb);
  g_test_add_func ("/coding-bomb/in-the-middle", test_bomb_in_the_middle);
  g_test_add_func ("/coding-bomb/big-text-is-none", test_big_text);
  return g_test_run ();
}
