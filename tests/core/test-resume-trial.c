/* Tests of RtTrial: each fault of our server, and our own downloads. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/rt-resume-trial.h"

#include "core/transfer/rt-download-news.h"

static void
test_trial (gconstpointer trial)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (RtTrialResult) result = rt_trial_run (trial, cancellable);

  for (guint i = 0; i < result->steps->len; i++)
    {
      const RtStep *step = g_ptr_array_index (result->steps, i);
      g_autofree char *text = rt_note_render (step->note, NULL);

      g_test_message ("%s", text);
    }
  g_test_message ("%s", result->note->words);
  g_assert_true (result->is_right);
}

/* All faults but those of the certificate have a row. */
static void
test_every_fault (void)
{
  guint n_faults = 0;
  guint n = 0;

  for (guint kind = 0; kind < RT_N_FAULTS; kind++)
    n_faults += rt_fault_get (kind)->place != RT_FAULT_TLS ? 1 : 0;
  for (; rt_trial_get (n) != NULL; n++)
    g_assert_true (rt_trial_get_fault (rt_trial_get (n)) == rt_fault_get (n));
  g_assert_cmpint (n, ==, n_faults);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (RtTrialResult) result = NULL;

  g_cancellable_cancel (cancellable);
  result = rt_trial_run (rt_trial_get (0), cancellable);
  g_assert_false (result->is_right);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/resume-trial/every-fault", test_every_fault);
  g_test_add_func ("/resume-trial/cancelled", test_cancelled);
  for (guint i = 0; rt_trial_get (i) != NULL; i++)
    {
      const RtTrial *trial = rt_trial_get (i);
      g_autofree char *name
          = g_strconcat ("/resume-trial/", rt_trial_get_fault (trial)->id, NULL);

      g_test_add_data_func (name, trial, test_trial);
    }
  return g_test_run ();
}
