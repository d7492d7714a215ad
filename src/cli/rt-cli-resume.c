/* “resume”: downloads a file, or goes on with what is there. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-command.h"
#include "cli/rt-cli-download.h"
#include "cli/rt-cli-options.h"
#include "cli/rt-cli-print.h"
#include "cli/rt-cli-words.h"
#include "core/transfer/rt-download-plan.h"
#include "core/transfer/rt-file-name.h"
#include "core/transfer/rt-retry.h"

#include "rt-config.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  RtClientOptions client;
  char *output;
  char *folder;
  int segments;
  int tries;
  GStrv mirrors;
  char *if_changed;
  char *digest;
  char *digest_list;
  GStrv addresses;
} ResumeOptions;

static void
resume_options_clear (ResumeOptions *self)
{
  rt_client_options_clear (&self->client);
  g_free (self->output);
  g_free (self->folder);
  g_strfreev (self->mirrors);
  g_free (self->if_changed);
  g_free (self->digest);
  g_free (self->digest_list);
  g_strfreev (self->addresses);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ResumeOptions, resume_options_clear)

static gboolean
parse (ResumeOptions *self, GStrv *arguments, GError **error)
{
  /* Translators: the argument of “roundtrip-cli resume”. */
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("URL"));
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &self->output,
      N_ ("Save to FILE; what is begun is in FILE.part"), N_ ("FILE") },
    { "directory", 'd', 0, G_OPTION_ARG_FILENAME, &self->folder,
      N_ ("Save in this folder, under the name that the server suggests"), N_ ("DIR") },
    { "segments", 's', 0, G_OPTION_ARG_INT, &self->segments,
      N_ ("Use up to this many connections (4; at most 16)"), N_ ("N") },
    { "tries", 't', 0, G_OPTION_ARG_INT, &self->tries,
      N_ ("Give up after so many failures without progress (10; 0: never)"), N_ ("N") },
    { "mirror", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->mirrors,
      N_ ("The same file elsewhere, for when the first address fails"), N_ ("URL") },
    { "if-changed", 0, 0, G_OPTION_ARG_STRING, &self->if_changed,
      N_ ("If the remote file has changed: restart, keep or fail"), N_ ("WHAT") },
    { "digest", 0, 0, G_OPTION_ARG_STRING, &self->digest,
      N_ ("What the file must be: sha-256=HEX, or HEX of SHA-512, SHA-1 or MD5 as well"),
      N_ ("DIGEST") },
    { "digest-list", 0, 0, G_OPTION_ARG_FILENAME, &self->digest_list,
      N_ ("Find the digest in a list such as SHA256SUMS, on disk"), N_ ("FILE") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->addresses, NULL,
      NULL },
    { NULL },
  };

  rt_client_options_init (&self->client);
  self->segments = RT_SEGMENTS_DEFAULT;
  self->tries = RT_RETRY_TRIES_DEFAULT;
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (
      context, _ ("Downloads a file, or goes on where an earlier run has stopped."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  rt_client_options_add_to (&self->client, context);
  return g_option_context_parse_strv (context, arguments, error);
}

static gboolean
find_policy (const ResumeOptions *self, RtIfChanged *policy)
{
  static const char *const names[] = {
    [RT_IF_CHANGED_RESTART] = "restart",
    [RT_IF_CHANGED_KEEP] = "keep",
    [RT_IF_CHANGED_FAIL] = "fail",
  };

  *policy = RT_IF_CHANGED_RESTART;
  if (self->if_changed == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (self->if_changed, names[i]) == 0)
      {
        *policy = (RtIfChanged)i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
check (ResumeOptions *self, GError **error)
{
  const char *wrong = NULL;
  RtIfChanged policy;

  if (!rt_client_options_check (&self->client, error))
    return FALSE;
  if (self->addresses == NULL || g_strv_length (self->addresses) != 1)
    wrong = _ ("Give one address");
  else if (self->output != NULL
           && (*self->output == '\0' || strcmp (self->output, "-") == 0
               || g_file_test (self->output, G_FILE_TEST_IS_DIR)))
    wrong = _ ("The file to save to has no name");
  else if (self->output != NULL && self->folder != NULL)
    wrong = _ ("--output and --directory exclude each other");
  else if (self->segments < 1 || self->segments > RT_SEGMENTS_MAX)
    wrong = _ ("There can be 1 to 16 connections");
  else if (self->tries < 0)
    wrong = _ ("Times and limits cannot be negative");
  else if (!find_policy (self, &policy))
    wrong = _ ("--if-changed is restart, keep or fail");
  else if (self->digest != NULL && self->digest_list != NULL)
    wrong = _ ("--digest and --digest-list exclude each other");
  if (wrong != NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, wrong);
  return wrong == NULL;
}

/* The list may know the file under its name on the server, or under the one it gets. */
static gboolean
find_in_list (const ResumeOptions *self,
              RtRequest *request,
              RtDigest *digest,
              GError **error)
{
  GUri *uri = rt_request_get_uri (request);
  g_autofree char *remote = rt_file_name_choose (NULL, NULL, uri, uri, NULL);
  g_autofree char *local
      = self->output != NULL ? g_path_get_basename (self->output) : g_strdup (remote);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (self->digest_list, &text, NULL, error))
    return FALSE;
  if (rt_digest_find_in_list (digest, text, remote)
      || rt_digest_find_in_list (digest, text, local))
    return TRUE;
  /* Translators: a list of digests, and the file that is not in it. */
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("“%s” has no digest of “%s”"), self->digest_list, remote);
  return FALSE;
}

static gboolean
find_digest (const ResumeOptions *self,
             RtRequest *request,
             RtDigest *digest,
             GError **error)
{
  if (self->digest_list != NULL)
    return find_in_list (self, request, digest, error);
  if (self->digest == NULL || rt_digest_parse (digest, self->digest))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("“%s” is no digest"),
               self->digest);
  return FALSE;
}

static RtDownloadPlan *
make_plan (const ResumeOptions *self, GError **error)
{
  g_autoptr (RtRequest) request = rt_client_options_make_request (
      &self->client, "GET", self->addresses[0], RT_REQUEST_NONE, error);
  g_autoptr (RtDownloadPlan) plan = NULL;

  if (request == NULL)
    return NULL;
  plan = rt_download_plan_new (request, self->folder != NULL ? self->folder : "");
  for (guint i = 0; self->mirrors != NULL && self->mirrors[i] != NULL; i++)
    {
      RtRequest *mirror = rt_client_options_make_request (
          &self->client, "GET", self->mirrors[i], RT_REQUEST_NONE, error);

      if (mirror == NULL)
        return NULL;
      g_ptr_array_add (plan->requests, mirror);
    }
  plan->path = g_strdup (self->output);
  plan->segments = (guint)self->segments;
  plan->tries = (guint)self->tries;
  find_policy (self, &plan->if_changed);
  if (!find_digest (self, request, &plan->digest, error))
    return NULL;
  return g_steal_pointer (&plan);
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
  g_auto (ResumeOptions) options = { 0 };
  g_autoptr (RtDownloadPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  if (!parse (&options, arguments, &error))
    return rt_cli_complain_of_usage (error);
  if (options.client.version)
    {
      rt_cli_print_version ();
      return RT_EXIT_DONE;
    }
  if (!check (&options, &error))
    return rt_cli_complain_of_usage (error);
  plan = make_plan (&options, &error);
  if (plan == NULL)
    return rt_cli_complain_of_usage (error);
  return rt_cli_download_run (plan, options.client.total_timeout_s,
                              options.client.verbose, options.client.json);
}
