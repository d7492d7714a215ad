/* Tries downloads against a server that does everything wrong in turn. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-resume-lab.h"

#include "cli/rt-cli-command.h"
#include "cli/rt-cli-json.h"
#include "cli/rt-cli-print.h"
#include "core/rt-resume-lab.h"
#include "core/transfer/rt-download-news.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>

typedef struct
{
  RtResumeLab *lab;
  GMainLoop *loop;
  gboolean verbose;
  gboolean json;
  guint n_shown;
  int signal; /* the one that stopped it, 0 if none did */
} Run;

static void
print_json (const RtFault *fault, const RtTrialResult *result)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *why = rt_note_render (result->note, NULL);

  json_builder_begin_object (builder);
  rt_cli_json_put_string (builder, "fault", fault->id);
  rt_cli_json_put_flag (builder, "right", result->is_right);
  rt_cli_json_put_string (builder, "why", why);
  json_builder_set_member_name (builder, "decisions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < result->steps->len; i++)
    {
      const RtStep *step = g_ptr_array_index (result->steps, i);
      g_autofree char *words = rt_note_render (step->note, NULL);

      json_builder_add_string_value (builder, words);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  rt_cli_json_print (builder);
}

static void
print_words (const RtFault *fault, const RtTrialResult *result, gboolean verbose)
{
  g_autofree char *why = rt_note_render (result->note, gettext);

  /* Translators: a fault, whether a trial went well, and what came of it. */
  g_print (_ ("%s: %s. %s"), fault->id, result->is_right ? _ ("right") : _ ("WRONG"),
           why);
  g_print ("\n");
  for (guint i = 0; verbose && i < result->steps->len; i++)
    {
      const RtStep *step = g_ptr_array_index (result->steps, i);
      g_autofree char *text = rt_note_render (step->note, gettext);

      g_print ("    %s\n", text);
    }
}

static void
on_updated (RtResumeLab *lab, gpointer user_data)
{
  Run *self = user_data;

  for (; self->n_shown < rt_resume_lab_get_n_over (lab); self->n_shown++)
    {
      const RtFault *fault = rt_trial_get_fault (rt_trial_get (self->n_shown));
      const RtTrialResult *result = rt_resume_lab_get_result (lab, self->n_shown);

      if (self->json)
        print_json (fault, result);
      else
        print_words (fault, result, self->verbose);
    }
  fflush (stdout);
  if (!rt_resume_lab_is_running (lab))
    g_main_loop_quit (self->loop);
}

static gboolean
on_interrupt (gpointer user_data)
{
  Run *self = user_data;

  self->signal = SIGINT;
  rt_resume_lab_stop (self->lab);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_terminate (gpointer user_data)
{
  Run *self = user_data;

  self->signal = SIGTERM;
  rt_resume_lab_stop (self->lab);
  return G_SOURCE_CONTINUE;
}

/* What is stopped still removes its files. */
static void
work (Run *self)
{
  guint interrupt = g_unix_signal_add (SIGINT, on_interrupt, self);
  guint terminate = g_unix_signal_add (SIGTERM, on_terminate, self);

  g_signal_connect (self->lab, "updated", G_CALLBACK (on_updated), self);
  rt_resume_lab_start (self->lab);
  g_main_loop_run (self->loop);
  g_signal_handlers_disconnect_by_data (self->lab, self);
  rt_resume_lab_wait (self->lab);
  g_source_remove (interrupt);
  g_source_remove (terminate);
}

/**
 * rt_cli_resume_lab_run:
 * @verbose: whether every decision is told
 * @json: whether to tell it all to a program
 *
 * Runs all trials.
 *
 * Returns: the exit status: %RT_EXIT_DONE if every byte was right
 */
int
rt_cli_resume_lab_run (gboolean verbose, gboolean json)
{
  g_autoptr (RtResumeLab) lab = rt_resume_lab_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Run run = { lab, loop, verbose, json, 0, 0 };
  guint n_wrong, n;

  work (&run);
  if (run.signal != 0)
    return RT_EXIT_SIGNAL + run.signal;
  n = rt_resume_lab_get_n_trials (lab);
  n_wrong = rt_resume_lab_get_n_wrong (lab);
  if (!json)
    g_print (_ ("%u of %u are right."), n - n_wrong, n);
  if (!json)
    g_print ("\n");
  return rt_cli_finish (n_wrong == 0 ? RT_EXIT_DONE : RT_EXIT_REFUSED);
}
