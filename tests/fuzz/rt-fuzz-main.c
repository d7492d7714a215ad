/* Runs a fuzz target over its vectors and over random changes of them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/rt-fuzz.h"
#include "tests/lib/rt-test-mangle.h"

/* The same seed every time: a failure is there again in the next run. */
#define SEED 20260
#define N_CHANGED_INPUTS 100000

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) vectors = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  g_assert_cmpint (argc, ==, 2);
  vectors = rt_test_read_vectors (argv[1]);
  g_assert_cmpuint (vectors->len, >, 0);
  for (guint i = 0; i < vectors->len; i++)
    {
      GBytes *vector = g_ptr_array_index (vectors, i);
      LLVMFuzzerTestOneInput (g_bytes_get_data (vector, NULL), g_bytes_get_size (vector));
    }
  for (guint i = 0; i < N_CHANGED_INPUTS; i++)
    {
      g_autoptr (GByteArray) input = rt_test_mangle (rand, vectors);
      LLVMFuzzerTestOneInput (input->data, input->len);
    }
  return 0;
}
