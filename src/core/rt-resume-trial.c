/* A download that is cut, and goes on while the server does something wrong. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/rt-resume-trial.h"

#include "core/server/rt-server.h"
#include "core/transfer/rt-download-job.h"

#include <ftw.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#define TOTAL 300000
#define HAVE 120000

/* The server cuts the first answer there, and does wrong from the second one on. */
#define CUT_FIRST "cut=120000;first=1"
#define LATER ";after=1"

/* A file that has just changed has no date that can be relied on. */
#define LONG_AGO 1500000000

/* Without progress. */
#define TRIES 3

/* A trial that takes longer has failed. */
#define TRIAL_TIMEOUT_S 60

/* Faults of the certificate are decided before there is a download, so they are not here. */
static const RtTrial trials[] = {
  { "delay=200", RT_TRIAL_FINISHES },
  { "jitter=200", RT_TRIAL_FINISHES },
  { "rate=500000", RT_TRIAL_FINISHES },
  { "slow-head=1", RT_TRIAL_FINISHES },
  { "cut=60000", RT_TRIAL_FINISHES },
  { "reset=60000", RT_TRIAL_FINISHES },
  { "stall=100000", RT_TRIAL_FINISHES },
  { "chunk-cut", RT_TRIAL_FINISHES },
  { "ignore-range", RT_TRIAL_FINISHES },
  { "ignore-if-range", RT_TRIAL_FINISHES },
  { "wrong-range", RT_TRIAL_FINISHES },
  { "early-range=1000", RT_TRIAL_FINISHES },
  { "no-content-range", RT_TRIAL_FINISHES },
  { "bare-416", RT_TRIAL_FINISHES },
  { "surplus=100", RT_TRIAL_FINISHES },
  { "changing-etag", RT_TRIAL_FINISHES },
  { "changing-content", RT_TRIAL_FINISHES_CHANGED },
  { "weak-validators", RT_TRIAL_FINISHES },
  { "no-validators", RT_TRIAL_FINISHES },
  { "wrong-digest", RT_TRIAL_KEEPS },
  { "no-length", RT_TRIAL_FINISHES },
  { "duplicate-length", RT_TRIAL_KEEPS },
  { "gzip", RT_TRIAL_FINISHES_CODED },
  { "big-head", RT_TRIAL_FINISHES },
  { "429=1;first=2", RT_TRIAL_FINISHES },
  { "429-date=1;first=2", RT_TRIAL_FINISHES },
  { "503=1;first=2", RT_TRIAL_FINISHES },
  { "503-date=1;first=2", RT_TRIAL_FINISHES },
  { "redirect=http://127.0.0.1:9", RT_TRIAL_KEEPS },
  { "redirect-loop", RT_TRIAL_KEEPS },
  { "token=30", RT_TRIAL_FINISHES },
  { "expires-login=0", RT_TRIAL_KEEPS },
  { "expires-403=0", RT_TRIAL_KEEPS },
};

/* One run. */
typedef struct
{
  char *folder;
  char *source; /* what is served */
  char *target; /* where it is downloaded to */
  guint8 *data; /* TOTAL bytes */
  RtServer *server;
  GPtrArray *steps;
} Run;

/**
 * rt_trial_get:
 * @index: from 0
 *
 * Gives the rows of the table one after another.
 *
 * Returns: (transfer none) (nullable): the row, %NULL after the last one
 */
const RtTrial *
rt_trial_get (guint index)
{
  return index < G_N_ELEMENTS (trials) ? &trials[index] : NULL;
}

const RtFault *
rt_trial_get_fault (const RtTrial *self)
{
  g_autofree char *id = g_strndup (self->spec, strcspn (self->spec, "=;"));
  RtFaultKind kind = RT_N_FAULTS;

  rt_fault_find (id, &kind);
  return rt_fault_get (kind);
}

static int
remove_entry (const char *path, const struct stat *info, int kind, struct FTW *position)
{
  return g_remove (path);
}

static void
run_free (Run *self)
{
  g_clear_object (&self->server); /* it stops */
  if (self->folder != NULL)
    nftw (self->folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
  g_free (self->folder);
  g_free (self->source);
  g_free (self->target);
  g_free (self->data);
  g_ptr_array_unref (self->steps);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

static gboolean
make_source (Run *self, GError **error)
{
  const struct utimbuf long_ago = { LONG_AGO, LONG_AGO };
  g_autofree char *served = g_build_filename (self->folder, "served", NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (TOTAL);

  for (guint i = 0; i < TOTAL; i++)
    self->data[i] = (guint8)g_rand_int (rand);
  self->source = g_build_filename (served, "file.bin", NULL);
  self->target = g_build_filename (self->folder, "file.bin", NULL);
  if (g_mkdir (served, 0700) == 0
      && !g_file_set_contents (self->source, (const char *)self->data, TOTAL, error))
    return FALSE;
  utime (self->source, &long_ago);
  return TRUE;
}

static gboolean
serve (Run *self, const RtTrial *trial, GError **error)
{
  g_autofree char *later = g_strconcat (trial->spec, LATER, NULL);
  const char *const specs[] = { CUT_FIRST, later, NULL };
  g_autofree char *served = g_path_get_dirname (self->source);
  RtFaultMistake mistake;
  guint index;
  g_autoptr (RtFaultPlan) faults = rt_fault_plan_new (specs, &mistake, &index);
  RtServerOptions options = {
    .recipe = rt_recipe_find ("files"), .folder = served, .n_workers = 1, .faults = faults
  };

  g_assert (faults != NULL);
  self->server = rt_server_new ();
  return rt_server_start (self->server, &options, error);
}

static gboolean
set_up (Run *self, const RtTrial *trial, GError **error)
{
  self->data = g_malloc (TOTAL);
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_step_free);
  self->folder = g_dir_make_tmp ("roundtrip-lab-XXXXXX", error);
  return self->folder != NULL && make_source (self, error) && serve (self, trial, error);
}

static RtDownloadPlan *
make_plan (Run *self)
{
  g_autofree char *base = rt_server_build_address (self->server);
  g_autofree char *address = g_strconcat (base, "file.bin", NULL);
  g_autoptr (RtRequest) request = rt_request_new ("GET", address, NULL);
  RtRequestOptions options = *rt_request_get_options (request);
  g_autoptr (RtRequest) patient = NULL;
  RtDownloadPlan *plan;

  options.idle_timeout_s = 1;
  patient = rt_request_with_options (request, &options);
  plan = rt_download_plan_new (patient, self->folder);
  plan->path = g_strdup (self->target);
  plan->segments = 1;
  plan->tries = TRIES;
  return plan;
}

static void
on_news (RtDownloadNews *news, gpointer user_data)
{
  g_async_queue_push (user_data, news);
}

static void
on_cancelled (GCancellable *cancellable, gpointer job)
{
  rt_download_job_stop (job, RT_DOWNLOAD_CANCELLED);
}

/* Returns the last news. */
static RtDownloadNews *
download (Run *self, GCancellable *cancellable)
{
  g_autoptr (RtDownloadPlan) plan = make_plan (self);
  g_autoptr (GAsyncQueue) queue = g_async_queue_new ();
  RtDownloadJob *job = rt_download_job_start (plan, on_news, queue);
  gulong handler
      = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), job, NULL);
  gint64 deadline_us = g_get_monotonic_time () + TRIAL_TIMEOUT_S * G_USEC_PER_SEC;
  RtDownloadNews *last = NULL;

  while (last == NULL || !rt_download_state_is_over (last->state))
    {
      RtDownloadNews *news = g_async_queue_timeout_pop (queue, G_USEC_PER_SEC);

      if (g_get_monotonic_time () > deadline_us)
        rt_download_job_stop (job, RT_DOWNLOAD_CANCELLED);
      if (news == NULL)
        continue;
      g_clear_pointer (&last, rt_download_news_free);
      last = news;
      g_ptr_array_extend_and_steal (self->steps, g_steal_pointer (&news->steps));
      news->steps = g_ptr_array_new ();
    }
  g_cancellable_disconnect (cancellable, handler);
  rt_download_job_free (job);
  return last;
}

/* What a server that changes its file adds to each byte: the same for every byte of one
 * state, so bytes of two states give themselves away. */
static gboolean
is_of_one_state (const Run *self, const guint8 *bytes, gsize length)
{
  guint8 shift = length > 0 ? (guint8)(bytes[0] - self->data[0]) : 0;

  if (length != TOTAL || shift == 0)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if ((guint8)(bytes[i] - self->data[i]) != shift)
      return FALSE;
  return TRUE;
}

static gboolean
is_coded (const Run *self, const guint8 *bytes, gsize length)
{
  g_autoptr (GConverter) gunzip
      = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autofree guint8 *plain = g_malloc (TOTAL + 1);
  gsize n_read, n_written = 0;

  return g_converter_convert (gunzip, bytes, length, plain, TOTAL + 1,
                              G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL)
             == G_CONVERTER_FINISHED
         && n_written == TOTAL && memcmp (plain, self->data, TOTAL) == 0;
}

static gboolean
is_right_file (const Run *self, RtTrialAim aim, const guint8 *bytes, gsize length)
{
  switch (aim)
    {
    case RT_TRIAL_FINISHES:
      return length == TOTAL && memcmp (bytes, self->data, TOTAL) == 0;
    case RT_TRIAL_FINISHES_CHANGED:
      return is_of_one_state (self, bytes, length);
    case RT_TRIAL_FINISHES_CODED:
      return is_coded (self, bytes, length);
    case RT_TRIAL_KEEPS:
      return FALSE;
    }
  g_return_val_if_reached (FALSE);
}

static gboolean
is_kept (const Run *self)
{
  g_autofree char *part = g_strconcat (self->target, ".part", NULL);
  g_autofree char *bytes = NULL;
  gsize length;

  return !g_file_test (self->target, G_FILE_TEST_EXISTS)
         && g_file_get_contents (part, &bytes, &length, NULL) && length >= HAVE
         && memcmp (bytes, self->data, HAVE) == 0;
}

static void
judge (const Run *self, const RtTrial *trial, RtTrialResult *result)
{
  g_autofree char *bytes = NULL;
  gsize length = 0;
  gboolean is_finished = g_file_get_contents (self->target, &bytes, &length, NULL);

  if (is_finished)
    result->is_right = is_right_file (self, trial->aim, (const guint8 *)bytes, length);
  else
    result->is_right = trial->aim == RT_TRIAL_KEEPS && is_kept (self);
  if (is_finished)
    result->note
        = result->is_right
              ? rt_note_new (N_ ("The download went on, and every byte is right."), NULL)
              : rt_note_new (
                  N_ ("The download says that it is finished, and the bytes are "
                      "wrong."),
                  NULL);
  else if (is_kept (self))
    result->note
        = rt_note_new (N_ ("The download stopped, and what was on disk is kept."), NULL);
  else
    result->note
        = rt_note_new (N_ ("The download stopped, and what was on disk is lost."), NULL);
}

/**
 * rt_trial_run:
 * @self: a row of the table
 * @cancellable: ends it, from any thread; the result counts for nothing then
 *
 * Starts a server and a download from it, which is cut and has to go on while the server
 * does wrong, and compares the bytes.  Blocks, and takes up to a minute.
 *
 * Returns: (transfer full): what came of it
 */
RtTrialResult *
rt_trial_run (const RtTrial *self, GCancellable *cancellable)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (RtTrialResult) result = g_new0 (RtTrialResult, 1);
  g_autoptr (Run) run = g_new0 (Run, 1);
  g_autoptr (RtDownloadNews) end = NULL;
  g_autoptr (GError) error = NULL;

  /* The server tells of its requests in a context where nobody listens. */
  g_main_context_push_thread_default (context);
  if (!set_up (run, self, &error))
    {
      result->note
          = rt_note_new (N_ ("The trial could not be set up: %s"), error->message, NULL);
    }
  else
    {
      end = download (run, cancellable);
      judge (run, self, result);
      /* Else nothing has gone wrong, and nothing is proven.  An answer is counted a moment
       * after its last byte has come here, so the server ends first. */
      rt_server_end (run->server);
      if (rt_server_get_counts (run->server).n_requests < 2)
        result->is_right = FALSE;
    }
  result->steps = g_ptr_array_ref (run->steps);
  g_clear_object (&run->server);
  g_main_context_pop_thread_default (context);
  return g_steal_pointer (&result);
}

void
rt_trial_result_free (RtTrialResult *self)
{
  g_clear_pointer (&self->note, rt_note_unref);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_free (self);
}
