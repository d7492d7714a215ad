/* What “resume” is told on its command line. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-resume-options.h"

#include "core/http/rt-retry.h"

#include <glib/gi18n.h>
#include <string.h>

/* No network is faster, in bytes a second. */
#define LIMIT_MAX G_GUINT64_CONSTANT (1000000000000)

void
rt_resume_options_clear (RtResumeOptions *self)
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

gboolean
rt_resume_options_find_policy (const RtResumeOptions *self, RtIfChanged *policy)
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
gboolean
rt_resume_options_parse_limit (const RtResumeOptions *self, gint64 *bytes_per_s)
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
  RtResumeOptions *self = own;
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
  else if (!rt_resume_options_parse_limit (self, &limit))
    wrong = _ ("--limit is bytes a second, such as 500k or 2M");
  else if (!rt_resume_options_find_policy (self, &policy))
    wrong = _ ("--if-changed is restart, keep or fail");
  else if (self->is_lab)
    wrong = _ ("--lab takes no address");
  else if (self->only_check && self->client.addresses == NULL)
    wrong = _ ("Give one address");
  else if (self->digest != NULL && self->digest_list != NULL)
    wrong = _ ("--digest and --digest-list exclude each other");
  else if (self->repairs && self->metalink == NULL)
    wrong = _ ("--repair needs --metalink, which tells what is wrong");
  else if (self->repairs && self->only_verify)
    wrong = _ ("--repair and --verify exclude each other");
  return wrong;
}

gboolean
rt_resume_options_read (RtResumeOptions *self, GStrv *arguments, int *status)
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
    { "repair", 0, 0, G_OPTION_ARG_NONE, &self->repairs,
      N_ ("Fetch those pieces of a finished file that are wrong, as --metalink tells"),
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
