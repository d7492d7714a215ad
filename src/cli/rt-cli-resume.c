/* “resume”: downloads a file, or goes on with what is there. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-command.h"
#include "cli/rt-cli-download.h"
#include "cli/rt-cli-print.h"
#include "cli/rt-cli-resume-check.h"
#include "cli/rt-cli-resume-lab.h"
#include "cli/rt-cli-resume-plan.h"
#include "cli/rt-cli-words.h"
#include "core/transfer/rt-file-name.h"
#include "core/transfer/rt-verify.h"

#include <glib/gi18n.h>

/* The file is where it was saved without other options. */
static int
run_verify (RtDownloadPlan *plan)
{
  GUri *uri = rt_request_get_uri (g_ptr_array_index (plan->requests, 0));
  g_autofree char *name = rt_file_name_choose (NULL, NULL, uri, uri, NULL);
  g_autofree char *path = plan->path != NULL
                              ? g_strdup (plan->path)
                              : g_build_filename (plan->folder, name, NULL);
  g_autofree char *printable = rt_cli_dup_printable (path);
  g_autofree char *text = NULL;
  g_autoptr (RtNote) note = NULL;
  g_autoptr (GError) error = NULL;
  RtVerified verified = rt_verify_file (path, plan, NULL, &note, NULL, &error);

  if (verified == RT_VERIFIED_ERROR)
    {
      rt_cli_print_error (error);
      return RT_EXIT_REFUSED;
    }
  text = rt_note_render (note, gettext);
  /* Translators: the name of a file, and what was found out about it. */
  g_print (_ ("%s: %s"), printable, text);
  g_print ("\n");
  if (verified == RT_VERIFIED_WRONG && rt_download_plan_has_pieces (plan))
    rt_cli_note (_ ("With “--repair”, only the pieces that are wrong are fetched."));
  return rt_cli_finish (verified == RT_VERIFIED_RIGHT ? RT_EXIT_DONE : RT_EXIT_REFUSED);
}

static int
run_check (const RtResumeOptions *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RtRequest) request = rt_client_options_make_request (
      &self->client, "GET", self->client.addresses[0], RT_REQUEST_NONE, &error);

  if (request == NULL)
    return rt_cli_complain_of_usage (error);
  return rt_cli_resume_check_run (request, self->client.verbose,
                                  self->client.show_secrets, self->client.json);
}

/**
 * rt_cli_resume:
 * @arguments: the command's name and what follows it
 *
 * Runs “roundtrip-cli resume”.
 *
 * Returns: the exit status
 */
int
rt_cli_resume (GStrv *arguments)
{
  g_auto (RtResumeOptions) options = { 0 };
  g_autoptr (RtDownloadPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!rt_resume_options_read (&options, arguments, &status))
    return status;
  if (options.is_lab)
    return rt_cli_resume_lab_run (options.client.verbose, options.client.json);
  if (options.only_check)
    return run_check (&options);
  plan = rt_cli_resume_plan_make (&options, &error);
  if (plan == NULL)
    return rt_cli_complain_of_usage (error);
  if (options.only_verify)
    return run_verify (plan);
  return rt_cli_download_run (plan, options.client.total_timeout_s,
                              options.client.verbose, options.client.json);
}
