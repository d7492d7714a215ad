/* Asks an address whether a download from there could be resumed, and says so. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-resume-check.h"

#include "cli/rt-cli-command.h"
#include "cli/rt-cli-json.h"
#include "cli/rt-cli-print.h"
#include "cli/rt-cli-trace.h"
#include "cli/rt-cli-words.h"
#include "core/http/rt-exchange-json.h"
#include "core/transfer/rt-resume-doctor.h"

#include <glib/gi18n.h>

static void
add_note (JsonBuilder *builder, const RtNote *note)
{
  g_autofree char *text = rt_note_render (note, NULL);

  rt_cli_json_put_string (builder, "why", text);
}

static void
add_exchange (JsonBuilder *builder, RtExchange *exchange, gboolean show_secrets)
{
  g_autofree char *text = rt_exchange_to_json (exchange, !show_secrets);

  json_builder_set_member_name (builder, "exchange");
  json_builder_add_value (builder, json_from_string (text, NULL));
}

static void
add_question (JsonBuilder *builder,
              RtResumeDoctor *doctor,
              RtProbeKind kind,
              gboolean show_secrets)
{
  const RtFinding *finding = &rt_resume_doctor_get_diagnosis (doctor)->findings[kind];
  RtExchange *exchange = rt_resume_doctor_get_exchange (doctor, kind);

  json_builder_begin_object (builder);
  rt_cli_json_put_string (builder, "question", rt_probe_get (kind)->id);
  rt_cli_json_put_string (builder, "grade", rt_finding_grade_to_id (finding->grade));
  if (finding->note != NULL)
    {
      add_note (builder, finding->note);
      rt_cli_json_put_string (builder, "section", finding->section);
    }
  if (exchange != NULL)
    add_exchange (builder, exchange, show_secrets);
  json_builder_end_object (builder);
}

static void
print_json (RtResumeDoctor *doctor, gboolean show_secrets)
{
  const RtDiagnosis *diagnosis = rt_resume_doctor_get_diagnosis (doctor);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  rt_cli_json_put_string (builder, "resumable",
                          rt_resumability_to_id (diagnosis->resumability));
  add_note (builder, diagnosis->verdict);
  json_builder_set_member_name (builder, "questions");
  json_builder_begin_array (builder);
  for (RtProbeKind kind = 0; kind < RT_N_PROBES; kind++)
    add_question (builder, doctor, kind, show_secrets);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  rt_cli_json_print (builder);
}

static const char *
grade_to_word (RtFindingGrade grade)
{
  switch (grade)
    {
    case RT_FINDING_GOOD:
      return _ ("good");
    case RT_FINDING_NOTE:
      /* Translators: what was found is not quite right, and does no harm. */
      return _ ("harmless");
    case RT_FINDING_BAD:
      return _ ("bad");
    case RT_FINDING_NONE:
      return _ ("not asked");
    }
  g_return_val_if_reached (NULL);
}

static void
print_words (RtResumeDoctor *doctor)
{
  const RtDiagnosis *diagnosis = rt_resume_doctor_get_diagnosis (doctor);
  g_autofree char *verdict = rt_note_render (diagnosis->verdict, gettext);

  for (RtProbeKind kind = 0; kind < RT_N_PROBES; kind++)
    {
      const RtFinding *finding = &diagnosis->findings[kind];
      g_autofree char *text = NULL;
      g_autofree char *printable = NULL;

      g_print ("%s: %s\n", rt_probe_get (kind)->title, grade_to_word (finding->grade));
      if (finding->note == NULL)
        continue;
      text = rt_note_render (finding->note, gettext);
      printable = rt_cli_dup_printable (text);
      g_print ("    %s (%s)\n", printable, finding->section);
    }
  g_print ("\n%s\n", verdict);
}

static void
on_updated (RtResumeDoctor *doctor, GMainLoop *loop)
{
  if (!rt_resume_doctor_is_busy (doctor))
    g_main_loop_quit (loop);
}

static void
print_exchanges (RtResumeDoctor *doctor, gboolean show_secrets)
{
  for (RtProbeKind kind = 0; kind < RT_N_PROBES; kind++)
    {
      RtExchange *exchange = rt_resume_doctor_get_exchange (doctor, kind);
      g_autoptr (RtCliTrace) trace = NULL;

      if (exchange == NULL)
        continue;
      trace = rt_cli_trace_new (exchange, show_secrets);
      rt_cli_trace_update (trace);
    }
}

static int
conclude (RtResumeDoctor *doctor)
{
  RtExchange *first = rt_resume_doctor_get_exchange (doctor, RT_PROBE_FIRST);
  const GError *error = first != NULL ? rt_exchange_get_error (first) : NULL;

  switch (rt_resume_doctor_get_diagnosis (doctor)->resumability)
    {
    case RT_RESUMABLE_SAFELY:
    case RT_RESUMABLE_COMPARED:
      return RT_EXIT_DONE;
    case RT_RESUMABLE_NO_ANSWER:
      if (error != NULL)
        rt_cli_print_error (error);
      return RT_EXIT_REFUSED;
    case RT_RESUMABLE_UNKNOWN:
    case RT_RESUMABLE_NOT:
    case RT_RESUMABLE_NO_FILE:
      return RT_EXIT_REFUSED;
    }
  g_return_val_if_reached (RT_EXIT_REFUSED);
}

/**
 * rt_cli_resume_check_run:
 * @request: what would be downloaded
 * @verbose: whether the exchanges are shown, too
 * @show_secrets: whether their secrets are
 * @json: whether to tell it all to a program
 *
 * Asks, and waits for the verdict.
 *
 * Returns: the exit status: %RT_EXIT_DONE if a download could be resumed
 */
int
rt_cli_resume_check_run (RtRequest *request,
                         gboolean verbose,
                         gboolean show_secrets,
                         gboolean json)
{
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (RtResumeDoctor) doctor = rt_resume_doctor_new (transport);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  rt_resume_doctor_ask (doctor, request);
  g_signal_connect (doctor, "updated", G_CALLBACK (on_updated), loop);
  g_main_loop_run (loop);
  g_signal_handlers_disconnect_by_data (doctor, loop);
  if (verbose)
    print_exchanges (doctor, show_secrets);
  if (json)
    print_json (doctor, show_secrets);
  else
    print_words (doctor);
  return rt_cli_finish (conclude (doctor));
}
