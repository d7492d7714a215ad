/* A download of a test's own, in a folder that goes with it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-download.h"

#include "tests/lib/rt-test-fetch.h"
#include "tests/lib/rt-test-wait.h"

#include <string.h>

static void
set_up (RtTestDownload *self, gconstpointer unused)
{
  self->dir = rt_test_dir_new ();
  self->path = rt_test_dir_build (self->dir, "file");
  self->part = rt_test_dir_build (self->dir, "file.part");
}

static void
tear_down (RtTestDownload *self, gconstpointer unused)
{
  g_free (self->path);
  g_free (self->part);
  rt_test_dir_free (self->dir);
}

RtDownloadPlan *
rt_test_download_make_plan (RtTestDownload *self, RtReplay *server)
{
  g_autoptr (RtRequest) request = rt_test_request (server, "GET", "/file");
  RtDownloadPlan *plan = rt_download_plan_new (request, self->dir->path);

  plan->path = g_strdup (self->path);
  plan->tries = 2;
  return plan;
}

/* Of what rt_test_download_make_plan() gives. */
RtDownload *
rt_test_download_new (RtTestDownload *self, RtReplay *server)
{
  g_autoptr (RtDownloadPlan) plan = rt_test_download_make_plan (self, server);

  return rt_download_new (plan);
}

gboolean
rt_test_download_is_over (RtDownload *download)
{
  return rt_download_state_is_over (rt_download_get_state (download));
}

void
rt_test_download_run (RtDownload *download)
{
  rt_download_start (download);
  rt_test_wait_until (NULL, rt_test_download_is_over (download));
}

/* Its file is all that the server has: RT_TEST_DOWNLOAD_TEN. */
void
rt_test_download_finish (RtTestDownload *self, RtDownload *download)
{
  rt_test_download_run (download);
  g_assert_cmpint (rt_download_get_state (download), ==, RT_DOWNLOAD_DONE);
  rt_test_download_assert_file (self->path, RT_TEST_DOWNLOAD_TEN);
}

void
rt_test_download_assert_file (const char *path, const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

/* Whether a decision with these words was told. */
gboolean
rt_test_download_has_told (RtDownload *download, const char *words)
{
  GPtrArray *steps = rt_download_get_steps (download);

  for (guint i = 0; i < steps->len; i++)
    {
      const RtStep *step = g_ptr_array_index (steps, i);
      g_autofree char *text = rt_note_render (step->note, NULL);

      if (strstr (text, words) != NULL)
        return TRUE;
    }
  return FALSE;
}

void
rt_test_download_add (const char *path, void (*func) (RtTestDownload *, gconstpointer))
{
  g_test_add (path, RtTestDownload, NULL, set_up, func, tear_down);
}
