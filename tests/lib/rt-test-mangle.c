/* Inputs of fuzz targets, and random changes of them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-mangle.h"

static int
compare_bytes (gconstpointer a, gconstpointer b)
{
  return g_bytes_compare (*(GBytes *const *)a, *(GBytes *const *)b);
}

/**
 * rt_test_read_vectors:
 * @folder: a folder of files
 *
 * Reads all files of @folder.
 *
 * Returns: (transfer full) (element-type GBytes): what is in them
 */
GPtrArray *
rt_test_read_vectors (const char *folder)
{
  g_autoptr (GPtrArray) vectors
      = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      char *data;
      gsize length;

      g_assert_true (g_file_get_contents (path, &data, &length, &error));
      g_ptr_array_add (vectors, g_bytes_new_take (data, length));
    }
  /* A folder has no order, but the same seed has to give the same inputs everywhere. */
  g_ptr_array_sort (vectors, compare_bytes);
  return g_steal_pointer (&vectors);
}

/* A stretch of one input in place of a stretch of another. */
static void
splice (GRand *rand, GByteArray *input, GBytes *other)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (other, &size);
  guint from = g_rand_int_range (rand, 0, size + 1);
  guint length = g_rand_int_range (rand, 0, MIN (size - from, 40) + 1);
  guint at = g_rand_int_range (rand, 0, input->len + 1);
  guint gone = g_rand_int_range (rand, 0, MIN (input->len - at, 40) + 1);
  g_autoptr (GByteArray) tail = g_byte_array_new ();

  g_byte_array_append (tail, input->data + at + gone, input->len - at - gone);
  g_byte_array_set_size (input, at);
  g_byte_array_append (input, data + from, length);
  g_byte_array_append (input, tail->data, tail->len);
}

static void
change_byte (GRand *rand, GByteArray *input)
{
  static const char likely[] = "\r\n\0 \t:;,0189aAfF-\x7f\x80\xff";
  guint at;

  if (input->len == 0)
    return;
  at = g_rand_int_range (rand, 0, input->len);
  input->data[at] = g_rand_boolean (rand)
                        ? (guint8)likely[g_rand_int_range (rand, 0, sizeof likely - 1)]
                        : g_rand_int_range (rand, 0, 256);
}

/**
 * rt_test_mangle:
 * @rand: what chance has to say
 * @vectors: (element-type GBytes): inputs to start from
 *
 * Makes an input that differs from one of @vectors in a few places, with bytes that
 * parsers heed, or with stretches of others.
 *
 * Returns: (transfer full): the input
 */
GByteArray *
rt_test_mangle (GRand *rand, GPtrArray *vectors)
{
  GByteArray *input = g_byte_array_new ();
  GBytes *start = g_ptr_array_index (vectors, g_rand_int_range (rand, 0, vectors->len));
  guint changes = g_rand_int_range (rand, 1, 5);

  g_byte_array_append (input, g_bytes_get_data (start, NULL), g_bytes_get_size (start));
  for (guint i = 0; i < changes; i++)
    if (g_rand_int_range (rand, 0, 3) == 0)
      splice (rand, input,
              g_ptr_array_index (vectors, g_rand_int_range (rand, 0, vectors->len)));
    else
      change_byte (rand, input);
  return input;
}
