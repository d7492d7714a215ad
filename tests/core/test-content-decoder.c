/* Tests of RtContentDecoder: each coding, several in a row, and damage. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-content-decoder.h"
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-encode.h"

#include <gio/gio.h>
#include <string.h>

static gboolean
collect (const guint8 *data, gsize length, gpointer user_data)
{
  g_assert_cmpuint (length, >, 0);
  g_assert_cmpuint (length, <=, RT_DECODED_PIECE_BYTES);
  g_byte_array_append (user_data, data, length);
  return TRUE;
}

/* Pushes @coded in steps of @step bytes. */
static gboolean
decode (const char *codings,
        const guint8 *coded,
        gsize length,
        gsize step,
        GByteArray *out,
        GError **error)
{
  g_auto (GStrv) list = rt_content_codings_parse (codings);
  g_autoptr (RtContentDecoder) decoder
      = rt_content_decoder_new ((const char *const *)list);

  g_assert_nonnull (decoder);
  for (gsize at = 0; at < length; at += step)
    if (!rt_content_decoder_push (decoder, coded + at, MIN (step, length - at), collect,
                                  out, error))
      return FALSE;
  return rt_content_decoder_finish (decoder, collect, out, error);
}

static const char *const round_trips[][2] = {
  /* Content-Encoding, how it was made: first to last */
  { "", "" },
  { "identity", "" },
  { "gzip", "gzip" },
  { "x-gzip", "gzip" },
  { "GZip", "gzip" },
  { "deflate", "deflate" },
  { "deflate", "raw-deflate" },
  { "br", "br" },
  { "zstd", "zstd" },
  { "gzip, br", "gzip br" },
  { "br, gzip", "br gzip" },
  { "gzip,gzip", "gzip gzip" },
  { "deflate, identity, zstd", "raw-deflate zstd" },
  { "zstd, br, deflate, gzip", "zstd br deflate gzip" },
  { "gzip,gzip,gzip,gzip,gzip,gzip,gzip,gzip",
    "gzip gzip gzip gzip gzip gzip gzip gzip" },
};

static void
check_round_trip (const char *codings, const char *makers, const GByteArray *text)
{
  static const gsize steps[] = { 1, 7, 4096, 1 << 20 };
  g_autoptr (GBytes) coded = rt_test_encode (makers, text->data, text->len);
  gsize length;
  const guint8 *data = g_bytes_get_data (coded, &length);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GByteArray) out = g_byte_array_new ();
      g_autoptr (GError) error = NULL;

      g_test_message ("%s in steps of %" G_GSIZE_FORMAT, codings, steps[i]);
      decode (codings, data, length, steps[i], out, &error);
      g_assert_no_error (error);
      g_assert_cmpmem (out->data, out->len, text->data, text->len);
    }
}

static void
test_round_trips (void)
{
  g_autoptr (GByteArray) text = rt_test_make_text (200000);

  for (guint i = 0; i < G_N_ELEMENTS (round_trips); i++)
    check_round_trip (round_trips[i][0], round_trips[i][1], text);
}

/* What was cut off is missed, at whatever byte, and what came before is there. */
static void
test_cut (gconstpointer maker)
{
  g_autoptr (GByteArray) text = rt_test_make_text (3000);
  g_autoptr (GBytes) coded = rt_test_encode (maker, text->data, text->len);
  const char *coding = g_str_equal (maker, "raw-deflate") ? "deflate" : maker;
  gsize length;
  const guint8 *data = g_bytes_get_data (coded, &length);

  for (gsize cut = 1; cut < length; cut++)
    {
      g_autoptr (GByteArray) out = g_byte_array_new ();
      g_autoptr (GError) error = NULL;

      g_assert_false (decode (coding, data, cut, 50, out, &error));
      g_assert_error (error, RT_ERROR, RT_ERROR_BAD_CODING);
      g_assert_cmpuint (out->len, <=, text->len);
      g_assert_cmpmem (out->data, out->len, text->data, out->len);
    }
}

/* zstd gives nothing of a block before it is whole, so this takes more than one. */
static void
test_cut_keeps_the_begin (gconstpointer coding)
{
  g_autoptr (GByteArray) text = rt_test_make_text (400000);
  g_autoptr (GBytes) coded = rt_test_encode (coding, text->data, text->len);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  gsize length;
  const guint8 *data = g_bytes_get_data (coded, &length);

  g_assert_false (decode (coding, data, length * 3 / 4, 1000, out, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_BAD_CODING);
  g_assert_cmpuint (out->len, >, 200000);
  g_assert_cmpmem (out->data, out->len, text->data, out->len);
}

static void
test_cut_inside (void)
{
  g_autoptr (GByteArray) text = rt_test_make_text (30000);
  g_autoptr (GBytes) inner = rt_test_encode ("br", text->data, text->len);
  gsize length;
  const guint8 *data = g_bytes_get_data (inner, &length);
  g_autoptr (GBytes) outer = rt_test_encode ("gzip", data, length / 2);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  data = g_bytes_get_data (outer, &length);
  g_assert_false (decode ("br, gzip", data, length, 100, out, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_BAD_CODING);
  g_assert_cmpuint (out->len, >, 1000);
  g_assert_cmpmem (out->data, out->len, text->data, out->len);
}

static void
test_empty (gconstpointer coding)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (decode (coding, NULL, 0, 1, out, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (out->len, ==, 0);
}

static void
test_garbage (gconstpointer coding)
{
  static const guint8 garbage[] = "<!DOCTYPE html><title>Not coded at all</title>";
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (decode (coding, garbage, sizeof garbage, 3, out, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_BAD_CODING);
}

/* The trailer of gzip counts, and so does every bit of what is inside. */
static void
test_damaged_gzip (void)
{
  g_autoptr (GByteArray) text = rt_test_make_text (3000);
  g_autoptr (GBytes) coded = rt_test_encode ("gzip", text->data, text->len);
  gsize length;
  const guint8 *data = g_bytes_get_data (coded, &length);
  const gsize places[]
      = { 0, 1, 2, 3, length / 2, length - 8, length - 5, length - 4, length - 1 };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree guint8 *copy = g_memdup2 (data, length);
      g_autoptr (GByteArray) out = g_byte_array_new ();
      g_autoptr (GError) error = NULL;

      copy[places[i]] ^= 0xe1;
      g_assert_false (decode ("gzip", copy, length, 64, out, &error));
      g_assert_error (error, RT_ERROR, RT_ERROR_BAD_CODING);
    }
}

/* All that was decoded by an inner coding comes before the error of the outer one. */
static void
test_damaged_outside (void)
{
  g_autoptr (GByteArray) text = rt_test_make_text (3000);
  g_autoptr (GBytes) coded = rt_test_encode ("gzip gzip", text->data, text->len);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  gsize length;
  const guint8 *data = g_bytes_get_data (coded, &length);
  g_autofree guint8 *copy = g_memdup2 (data, length);

  copy[length - 6] ^= 1;
  g_assert_false (decode ("gzip, gzip", copy, length, length, out, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_BAD_CODING);
  g_assert_cmpmem (out->data, out->len, text->data, text->len);
}

static void
test_members (gconstpointer coding)
{
  g_autoptr (GByteArray) text = rt_test_make_text (1000);
  g_autoptr (GBytes) coded = rt_test_encode (coding, text->data, text->len);
  gsize length;
  const guint8 *data = g_bytes_get_data (coded, &length);

  for (gsize step = 1; step < 2 * length; step += 5)
    {
      g_autoptr (GByteArray) twice = g_byte_array_new ();
      g_autoptr (GByteArray) out = g_byte_array_new ();
      g_autoptr (GError) error = NULL;

      g_byte_array_append (twice, data, length);
      g_byte_array_append (twice, data, length);
      g_assert_true (decode (coding, twice->data, twice->len, step, out, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (out->len, ==, 2000);
      g_assert_cmpmem (out->data + 1000, 1000, text->data, 1000);

      /* The second one is missed if it is cut. */
      g_assert_false (decode (coding, twice->data, twice->len - 3, step, out, &error));
      g_assert_error (error, RT_ERROR, RT_ERROR_BAD_CODING);
    }
}

static void
test_trailing_bytes (gconstpointer maker)
{
  static const char *const tails[] = { "\n", "\x1f",
                                       "\x1f"
                                       "abc",
                                       "</html>\r\n", "\x28\xb5\x2e\xfd\x20\x01" };
  g_autoptr (GByteArray) text = rt_test_make_text (1000);
  g_autoptr (GBytes) coded = rt_test_encode (maker, text->data, text->len);
  const char *coding = g_str_equal (maker, "raw-deflate") ? "deflate" : maker;

  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    for (gsize step = 1; step < 2000; step += 400)
      {
        g_autoptr (GByteArray) all = g_byte_array_new ();
        g_autoptr (GByteArray) out = g_byte_array_new ();
        g_autoptr (GError) error = NULL;

        g_byte_array_append (all, g_bytes_get_data (coded, NULL),
                             g_bytes_get_size (coded));
        g_byte_array_append (all, (const guint8 *)tails[i], strlen (tails[i]));
        g_assert_true (decode (coding, all->data, all->len, step, out, &error));
        g_assert_no_error (error);
        g_assert_cmpmem (out->data, out->len, text->data, text->len);
      }
}

static void
test_codings (void)
{
  static const char *const unknown[] = { "gzip", "compress", NULL };
  static const char *const nine[]
      = { "gzip", "gzip", "gzip", "gzip", "gzip", "gzip", "gzip", "gzip", "gzip", NULL };
  g_auto (GStrv) parsed = rt_content_codings_parse (" GZIP ,, Br,\tidentity ,");
  g_auto (GStrv) none = rt_content_codings_parse (NULL);
  g_auto (GStrv) accepted = rt_content_codings_parse (rt_content_codings_accepted ());

  g_assert_cmpstrv (parsed, ((const char *[]){ "gzip", "br", "identity", NULL }));
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_cmpuint (g_strv_length (accepted), ==, 4);
  for (guint i = 0; accepted[i] != NULL; i++)
    g_assert_true (rt_content_coding_is_known (accepted[i]));
  g_assert_false (rt_content_coding_is_known ("compress"));
  g_assert_null (rt_content_decoder_new (unknown));
  g_assert_null (rt_content_decoder_new (nine));
}

static gboolean
refuse (const guint8 *data, gsize length, gpointer user_data)
{
  return ++*(guint *)user_data < 2;
}

static void
test_stop (void)
{
  static const char *const codings[] = { "gzip", NULL };
  g_autoptr (RtContentDecoder) decoder = rt_content_decoder_new (codings);
  g_autoptr (GByteArray) text = rt_test_make_text (400000);
  g_autoptr (GBytes) coded = rt_test_encode ("gzip", text->data, text->len);
  g_autoptr (GError) error = NULL;
  guint calls = 0;

  g_assert_false (rt_content_decoder_push (decoder, g_bytes_get_data (coded, NULL),
                                           g_bytes_get_size (coded), refuse, &calls,
                                           &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (calls, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/content-decoder/round-trips", test_round_trips);
  g_test_add_data_func ("/content-decoder/cut/gzip", "gzip", test_cut);
  g_test_add_data_func ("/content-decoder/cut/deflate", "deflate", test_cut);
  g_test_add_data_func ("/content-decoder/cut/raw-deflate", "raw-deflate", test_cut);
  g_test_add_data_func ("/content-decoder/cut/br", "br", test_cut);
  g_test_add_data_func ("/content-decoder/cut/zstd", "zstd", test_cut);
  g_test_add_data_func ("/content-decoder/cut/keeps-the-begin/gzip", "gzip",
                        test_cut_keeps_the_begin);
  g_test_add_data_func ("/content-decoder/cut/keeps-the-begin/br", "br",
                        test_cut_keeps_the_begin);
  g_test_add_data_func ("/content-decoder/cut/keeps-the-begin/zstd", "zstd",
                        test_cut_keeps_the_begin);
  g_test_add_func ("/content-decoder/cut/inside-a-whole-one", test_cut_inside);
  g_test_add_data_func ("/content-decoder/empty/gzip", "gzip", test_empty);
  g_test_add_data_func ("/content-decoder/empty/deflate", "deflate", test_empty);
  g_test_add_data_func ("/content-decoder/empty/br", "br", test_empty);
  g_test_add_data_func ("/content-decoder/empty/zstd", "zstd", test_empty);
  g_test_add_data_func ("/content-decoder/empty/several", "br, gzip", test_empty);
  g_test_add_data_func ("/content-decoder/garbage/gzip", "gzip", test_garbage);
  g_test_add_data_func ("/content-decoder/garbage/deflate", "deflate", test_garbage);
  g_test_add_data_func ("/content-decoder/garbage/br", "br", test_garbage);
  g_test_add_data_func ("/content-decoder/garbage/zstd", "zstd", test_garbage);
  g_test_add_data_func ("/content-decoder/garbage/several", "gzip, br", test_garbage);
  g_test_add_func ("/content-decoder/damaged/gzip", test_damaged_gzip);
  g_test_add_func ("/content-decoder/damaged/outside", test_damaged_outside);
  g_test_add_data_func ("/content-decoder/members/gzip", "gzip", test_members);
  g_test_add_data_func ("/content-decoder/members/zstd", "zstd", test_members);
  g_test_add_data_func ("/content-decoder/trailing/gzip", "gzip", test_trailing_bytes);
  g_test_add_data_func ("/content-decoder/trailing/deflate", "deflate",
                        test_trailing_bytes);
  g_test_add_data_func ("/content-decoder/trailing/raw-deflate", "raw-deflate",
                        test_trailing_bytes);
  g_test_add_data_func ("/content-decoder/trailing/br", "br", test_trailing_bytes);
  g_test_add_data_func ("/content-decoder/trailing/zstd", "zstd", test_trailing_bytes);
  g_test_add_func ("/content-decoder/codings", test_codings);
  g_test_add_func ("/content-decoder/stops-when-told", test_stop);

  return g_test_run ();
}
