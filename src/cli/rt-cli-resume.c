/* “resume”: downloads a file, or goes on with what is there. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-command.h"
#include "cli/rt-cli-download.h"
#include "cli/rt-cli-options.h"
#include "cli/rt-cli-print.h"
#include "cli/rt-cli-resume-check.h"
#include "cli/rt-cli-resume-lab.h"
#include "cli/rt-cli-words.h"
#include "core/http/rt-retry.h"
#include "core/transfer/rt-download-plan.h"
#include "core/transfer/rt-file-name.h"
#include "core/transfer/rt-verify.h"

#include <glib/gi18n.h>
#include <string.h>

/* No document needs more. */
#define ADDRESSES_MAX 64

/* No network is faster, in bytes a second. */
#define LIMIT_MAX G_GUINT64_CONSTANT (1000000000000)

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
  char *metalink;
  char *limit;
  gboolean finds_digest;
  gboolean only_verify;
  gboolean only_check;
  gboolean is_lab;
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
  g_free (self->metalink);
  g_free (self->limit);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ResumeOptions, resume_options_clear)

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

/* Gives bytes a second, 0 for no limit. */
static gboolean
parse_limit (const ResumeOptions *self, gint64 *bytes_per_s)
{
  static const char units[] = "kMG";
  const char *unit;
  guint64 number = 0;
  char *end;

  *bytes_per_s = 0;
  if (self->limit == NULL)
    return TRUE;
  if (!g_ascii_isdigit (*self->limit))
    return FALSE;
  number = g_ascii_strtoull (self->limit, &end, 10);
  unit = *end != '\0' ? strchr (units, *end) : NULL;
  for (const char *p = units; unit != NULL && p <= unit && number <= LIMIT_MAX; p++)
    number *= 1000;
  *bytes_per_s = (gint64)MIN (number, LIMIT_MAX);
  return number > 0 && number <= LIMIT_MAX && (unit != NULL ? end[1] : *end) == '\0';
}

static const char *
find_wrong (gpointer own)
{
  ResumeOptions *self = own;
  const char *wrong = NULL;
  RtIfChanged policy;
  gint64 limit;

  if (self->is_lab && self->client.addresses == NULL)
    return NULL;
  if (self->client.addresses != NULL ? g_strv_length (self->client.addresses) != 1
                                     : self->metalink == NULL)
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
  else if (!parse_limit (self, &limit))
    wrong = _ ("--limit is bytes a second, such as 500k or 2M");
  else if (!find_policy (self, &policy))
    wrong = _ ("--if-changed is restart, keep or fail");
  else if (self->is_lab)
    wrong = _ ("--lab takes no address");
  else if (self->only_check && self->client.addresses == NULL)
    wrong = _ ("Give one address");
  else if (self->digest != NULL && self->digest_list != NULL)
    wrong = _ ("--digest and --digest-list exclude each other");
  return wrong;
}

static gboolean
read_options (ResumeOptions *self, GStrv *arguments, int *status)
{
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &self->output,
      N_ ("Save to FILE; what is begun is in FILE.part"), N_ ("FILE") },
    { "directory", 'd', 0, G_OPTION_ARG_FILENAME, &self->folder,
      N_ ("Save in this folder, under the name that the server suggests"), N_ ("DIR") },
    { "segments", 's', 0, G_OPTION_ARG_INT, &self->segments,
      N_ ("Use up to this many connections (4; at most 16)"), N_ ("N") },
    { "tries", 't', 0, G_OPTION_ARG_INT, &self->tries,
      N_ ("Give up after so many failures without progress (10; 0: never)"), N_ ("N") },
    { "limit", 0, 0, G_OPTION_ARG_STRING, &self->limit,
      N_ ("Read no more than this many bytes a second; k, M and G are allowed"),
      N_ ("RATE") },
    { "mirror", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->mirrors,
      N_ ("The same file elsewhere, for when the first address fails"), N_ ("URL") },
    { "if-changed", 0, 0, G_OPTION_ARG_STRING, &self->if_changed,
      N_ ("If the remote file has changed: restart, keep or fail"), N_ ("WHAT") },
    { "digest", 0, 0, G_OPTION_ARG_STRING, &self->digest,
      N_ ("What the file must be: sha-256=HEX, or HEX of SHA-512, SHA-1 or MD5 as well"),
      N_ ("DIGEST") },
    { "digest-list", 0, 0, G_OPTION_ARG_FILENAME, &self->digest_list,
      N_ ("Find the digest in a list such as SHA256SUMS, on disk"), N_ ("FILE") },
    { "find-digest", 0, 0, G_OPTION_ARG_NONE, &self->finds_digest,
      N_ ("Look for the digest beside the file on the server, in FILE.sha256, SHA256SUMS "
          "and the like"),
      NULL },
    { "verify", 0, 0, G_OPTION_ARG_NONE, &self->only_verify,
      N_ ("Download nothing: say whether the file that is there is what it should be"),
      NULL },
    { "metalink", 0, 0, G_OPTION_ARG_FILENAME, &self->metalink,
      N_ ("Take addresses, size and digests of the file from a Metalink document on "
          "disk"),
      N_ ("FILE") },
    { "check", 0, 0, G_OPTION_ARG_NONE, &self->only_check,
      N_ ("Download nothing: ask a few small questions, and say whether a download could "
          "be resumed"),
      NULL },
    { "lab", 0, 0, G_OPTION_ARG_NONE, &self->is_lab,
      N_ ("Download from a server of its own that does everything wrong in turn, and "
          "compare the bytes"),
      NULL },
    { NULL },
  };
  const RtClientUsage usage = {
    /* Translators: the argument of “roundtrip-cli resume”. */
    .parameters = _ ("URL"),
    .summary = _ ("Downloads a file, or goes on where an earlier run has stopped."),
    .entries = entries,
    .find_wrong = find_wrong,
  };

  self->segments = RT_SEGMENTS_DEFAULT;
  self->tries = RT_RETRY_TRIES_DEFAULT;
  return rt_client_options_read (&self->client, &usage, self, arguments, status);
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

/* Secrets are for the servers that the user names, not for those that a document does. */
static RtRequest *
without_secrets (RtRequest *request)
{
  const RtHeaderList *all = rt_request_get_fields (request);
  g_autoptr (RtHeaderList) fields = rt_header_list_new ();

  for (guint i = 0; i < rt_header_list_get_length (all); i++)
    {
      const RtHeader *field = rt_header_list_get (all, i);

      if (!rt_header_is_secret (field->name)
          && g_ascii_strcasecmp (field->name, "Host") != 0)
        rt_header_list_append_received (fields, field->name, field->value);
    }
  return rt_request_with_fields (request, fields);
}

/* Gives all addresses of the file, those that were typed first. */
static GPtrArray *
make_requests (const ResumeOptions *self, const RtMetalinkFile *file, GError **error)
{
  g_autoptr (GPtrArray) requests
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_request_unref);
  const GStrv typed[] = { self->client.addresses, self->mirrors };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    for (guint j = 0; typed[i] != NULL && typed[i][j] != NULL; j++)
      {
        RtRequest *request = rt_client_options_make_request (
            &self->client, "GET", typed[i][j], RT_REQUEST_NONE, error);

        if (request == NULL)
          return NULL;
        g_ptr_array_add (requests, request);
      }
  for (guint i = 0; file != NULL && i < file->addresses->len && i < ADDRESSES_MAX; i++)
    {
      g_autoptr (RtRequest) request = rt_client_options_make_request (
          &self->client, "GET", g_ptr_array_index (file->addresses, i), RT_REQUEST_NONE,
          NULL);

      if (request != NULL)
        g_ptr_array_add (requests, without_secrets (request));
    }
  return g_steal_pointer (&requests);
}

static GPtrArray *
read_metalink (const ResumeOptions *self, GError **error)
{
  g_autoptr (GPtrArray) files = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (self->metalink, &text, &length, error))
    return NULL;
  files = rt_metalink_parse (text, length);
  if (files == NULL)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("“%s” is no Metalink document that can be used"), self->metalink);
  else if (files->len != 1)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("“%s” describes several files"), self->metalink);
  return files != NULL && files->len == 1 ? g_steal_pointer (&files) : NULL;
}

static char *
build_path (const ResumeOptions *self, const RtMetalinkFile *file)
{
  if (self->output != NULL || file == NULL)
    return g_strdup (self->output);
  return self->folder != NULL ? g_build_filename (self->folder, file->name, NULL)
                              : g_strdup (file->name);
}

static RtDownloadPlan *
make_plan (const ResumeOptions *self, GError **error)
{
  g_autoptr (GPtrArray) files
      = self->metalink != NULL ? read_metalink (self, error) : NULL;
  const RtMetalinkFile *file = files != NULL ? g_ptr_array_index (files, 0) : NULL;
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (RtDownloadPlan) plan = NULL;
  gint64 limit;

  if (self->metalink != NULL && file == NULL)
    return NULL;
  requests = make_requests (self, file, error);
  if (requests == NULL)
    return NULL;
  if (requests->len == 0)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("“%s” has no http or https address"), self->metalink);
      return NULL;
    }
  plan = rt_download_plan_new (g_ptr_array_index (requests, 0),
                               self->folder != NULL ? self->folder : "");
  for (guint i = 1; i < requests->len; i++)
    g_ptr_array_add (plan->requests, rt_request_ref (g_ptr_array_index (requests, i)));
  plan->path = build_path (self, file);
  plan->segments = (guint)self->segments;
  plan->tries = (guint)self->tries;
  plan->finds_digest = self->finds_digest;
  find_policy (self, &plan->if_changed);
  if (parse_limit (self, &limit) && limit > 0)
    g_ptr_array_add (plan->limits, rt_rate_limit_new (limit));
  if (file != NULL)
    rt_download_plan_expect (plan, file);
  if (!find_digest (self, g_ptr_array_index (requests, 0), &plan->digest, error))
    return NULL;
  return g_steal_pointer (&plan);
}

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
  text = rt_note_render (note, _ (note->words));
  /* Translators: the name of a file, and what was found out about it. */
  g_print (_ ("%s: %s"), printable, text);
  g_print ("\n");
  if (rt_cli_flush_stdout () && verified == RT_VERIFIED_RIGHT)
    return RT_EXIT_DONE;
  return RT_EXIT_REFUSED;
}

static int
run_check (const ResumeOptions *self)
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
  g_auto (ResumeOptions) options = { 0 };
  g_autoptr (RtDownloadPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!read_options (&options, arguments, &status))
    return status;
  if (options.is_lab)
    return rt_cli_resume_lab_run (options.client.verbose, options.client.json);
  if (options.only_check)
    return run_check (&options);
  plan = make_plan (&options, &error);
  if (plan == NULL)
    return rt_cli_complain_of_usage (error);
  if (options.only_verify)
    return run_verify (plan);
  return rt_cli_download_run (plan, options.client.total_timeout_s,
                              options.client.verbose, options.client.json);
}
