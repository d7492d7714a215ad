/* “get”: one request, and its answer's body to standard output or a file. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-command.h"
#include "cli/rt-cli-fetch.h"
#include "cli/rt-cli-options.h"
#include "cli/rt-cli-words.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  RtClientOptions client;
  char *method;
  GStrv data;
  char *data_file;
  char *output;
  char *har;
  gboolean raw;
  gboolean fail;
} GetOptions;

static void
get_options_clear (GetOptions *self)
{
  rt_client_options_clear (&self->client);
  g_free (self->method);
  g_strfreev (self->data);
  g_free (self->data_file);
  g_free (self->output);
  g_free (self->har);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GetOptions, get_options_clear)

static const char *
find_wrong (gpointer own)
{
  GetOptions *self = own;
  const char *wrong = NULL;

  if (self->client.addresses == NULL || g_strv_length (self->client.addresses) != 1)
    wrong = _ ("Give one address");
  else if (self->data != NULL && self->data_file != NULL)
    wrong = _ ("--data and --data-file exclude each other");
  else if (self->client.json && g_strcmp0 (self->output, "-") == 0)
    wrong = _ ("--json and the body cannot both go to standard output");
  else if (self->output != NULL && *self->output == '\0')
    wrong = _ ("The file to save to has no name");
  return wrong;
}

static gboolean
read_options (GetOptions *self, GStrv *arguments, int *status)
{
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &self->output,
      N_ ("Save the body to FILE; “-” is standard output, also for binary data"),
      N_ ("FILE") },
    { "method", 'X', 0, G_OPTION_ARG_FILENAME, &self->method,
      N_ ("Send this method (GET; POST with data)"), N_ ("METHOD") },
    { "data", 'd', 0, G_OPTION_ARG_FILENAME_ARRAY, &self->data,
      N_ ("Send this body; several are joined with “&”"), N_ ("DATA") },
    { "data-file", 0, 0, G_OPTION_ARG_FILENAME, &self->data_file,
      N_ ("Send this file as the body"), N_ ("FILE") },
    { "raw", 0, 0, G_OPTION_ARG_NONE, &self->raw,
      N_ ("Give the body as received, without decoding it"), NULL },
    { "fail", 0, 0, G_OPTION_ARG_NONE, &self->fail,
      N_ ("Fail without a body when the status is 400 or more"), NULL },
    { "har", 0, 0, G_OPTION_ARG_FILENAME, &self->har,
      N_ ("Save the exchange as a HAR file"), N_ ("FILE") },
    { NULL },
  };
  const RtClientUsage usage = {
    /* Translators: the argument of “roundtrip-cli get”. */
    .parameters = _ ("URL"),
    .summary = _ ("Gets a page or a file."),
    .entries = entries,
    .find_wrong = find_wrong,
  };

  return rt_client_options_read (&self->client, &usage, self, arguments, status);
}

static RtRequest *
with_body (const GetOptions *self, RtRequest *request, GError **error)
{
  g_autoptr (RtRequest) typed = NULL;
  const char *type = self->data != NULL ? "application/x-www-form-urlencoded"
                                        : "application/octet-stream";

  if (self->data == NULL && self->data_file == NULL)
    return rt_request_ref (request);
  typed = rt_header_list_find (rt_request_get_fields (request), "Content-Type") == NULL
              ? rt_request_with_header (request, "Content-Type", type, error)
              : rt_request_ref (request);

  if (self->data != NULL)
    {
      char *text = g_strjoinv ("&", self->data);
      g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));

      return rt_request_with_body (typed, body);
    }
  else
    {
      g_autoptr (GFile) file = g_file_new_for_path (self->data_file);
      /* Told now, before anything is sent. */
      g_autoptr (GFileInputStream) readable = g_file_read (file, NULL, error);

      return readable != NULL ? rt_request_with_body_file (typed, file) : NULL;
    }
}

static RtRequest *
make_request (const GetOptions *self, GError **error)
{
  const char *method = self->method != NULL                            ? self->method
                       : self->data != NULL || self->data_file != NULL ? "POST"
                                                                       : "GET";
  g_autoptr (RtRequest) request = rt_client_options_make_request (
      &self->client, method, self->client.addresses[0],
      self->fail ? RT_REQUEST_NO_ERROR_BODY : RT_REQUEST_NONE, error);

  return request != NULL ? with_body (self, request, error) : NULL;
}

/**
 * rt_cli_get:
 * @arguments: the command's name and what follows it
 *
 * Runs “roundtrip-cli get”.
 *
 * Returns: the exit status
 */
int
rt_cli_get (GStrv *arguments)
{
  g_auto (GetOptions) options = { 0 };
  g_autoptr (RtRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  int status;
  RtCliFetch fetch = { 0 };

  if (!read_options (&options, arguments, &status))
    return status;
  request = make_request (&options, &error);
  if (request == NULL)
    return rt_cli_complain_of_usage (error);

  fetch.request = request;
  fetch.output = options.output;
  fetch.har = options.har;
  fetch.decoded = !options.raw;
  fetch.fail = options.fail;
  fetch.json = options.client.json;
  fetch.verbose = options.client.verbose;
  fetch.show_secrets = options.client.show_secrets;
  return rt_cli_fetch_run (&fetch);
}
