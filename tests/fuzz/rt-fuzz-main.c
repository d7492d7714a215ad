/* Runs a fuzz target over a folder of vectors and, for some seconds, over random changes of them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/rt-fuzz.h"
#include "tests/lib/rt-test-mangle.h"

/* The same seed every time: a failure is there again in the next run. */
#define SEED 20260
#define N_CHANGED_INPUTS 100000
#define N_BETWEEN_LOOKS 1000
/* Sanitizers on a busy machine make some parsers slow. */
#define ENOUGH_US (15 * G_USEC_PER_SEC)

/* Some inputs, or what comes of them in a while, and on for as long as is asked for. */
static void
run_changed_inputs (GPtrArray *vectors, gint64 duration_us)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  gint64 start_us = g_get_monotonic_time ();
  gint64 elapsed_us = 0;
  guint n_inputs = 0;

  do
    {
      for (guint i = 0; i < N_BETWEEN_LOOKS; i++)
        {
          g_autoptr (GByteArray) input = rt_test_mangle (rand, vectors);
          LLVMFuzzerTestOneInput (input->data, input->len);
        }
      n_inputs += N_BETWEEN_LOOKS;
      elapsed_us = g_get_monotonic_time () - start_us;
    }
  while (elapsed_us < duration_us
         || (n_inputs < N_CHANGED_INPUTS && elapsed_us < ENOUGH_US));
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) vectors = NULL;

  g_assert_cmpint (argc, ==, 3);
  vectors = rt_test_read_vectors (argv[1]);
  g_assert_cmpuint (vectors->len, >, 0);
  for (guint i = 0; i < vectors->len; i++)
    {
      GBytes *vector = g_ptr_array_index (vectors, i);
      LLVMFuzzerTestOneInput (g_bytes_get_data (vector, NULL), g_bytes_get_size (vector));
    }
  run_changed_inputs (vectors, g_ascii_strtoll (argv[2], NULL, 10) * G_USEC_PER_SEC);
  return 0;
}
