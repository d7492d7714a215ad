/* “head”: checks whether pages are there, without getting them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-command.h"
#include "cli/rt-cli-head-input.h"
#include "cli/rt-cli-head-table.h"
#include "cli/rt-cli-options.h"
#include "cli/rt-cli-print.h"
#include "cli/rt-cli-words.h"
#include "core/check/rt-check-export.h"
#include "core/check/rt-check-list.h"
#include "core/wire/rt-header-secret.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>

#define NUMBER_MAX 1024
#define DELAY_MAX_MS (60 * 60 * 1000)

typedef struct
{
  RtClientOptions client;
  GStrv inputs;
  int jobs;
  int per_host;
  int delay_ms;
  int tries;
  char *good;
  gboolean no_get;
  gboolean soft_404;
  gboolean csv;
  gboolean markdown;
  gboolean dead;
  gboolean moves;
} HeadOptions;

static void
head_options_clear (HeadOptions *self)
{
  rt_client_options_clear (&self->client);
  g_strfreev (self->inputs);
  g_free (self->good);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HeadOptions, head_options_clear)

static gboolean
is_between (int number, int least, int most)
{
  return number >= least && number <= most;
}

static gboolean
has_secret (const RtClientOptions *client)
{
  for (guint i = 0; client->headers != NULL && client->headers[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (client->headers[i], ":", 2);

      if (parts[0] != NULL && rt_header_is_secret (parts[0]))
        return TRUE;
    }
  return FALSE;
}

static const char *
find_wrong (gpointer own)
{
  HeadOptions *self = own;
  int n_formats
      = self->client.json + self->csv + self->markdown + self->dead + self->moves;
  RtCodeRanges good;
  const char *why = NULL;

  if (self->client.addresses == NULL && self->inputs == NULL)
    why = _ ("At least one address is needed");
  else if (n_formats > 1)
    why = _ ("--json, --csv, --markdown, --dead and --moves exclude each other");
  else if (!is_between (self->jobs, 1, NUMBER_MAX)
           || !is_between (self->per_host, 1, NUMBER_MAX)
           || !is_between (self->tries, 1, NUMBER_MAX))
    why = _ ("--jobs, --per-host and --tries take a number from 1 to 1024");
  else if (!is_between (self->delay_ms, 0, DELAY_MAX_MS))
    why = _ ("--delay takes a number of milliseconds, an hour at most");
  else if (self->good != NULL && !rt_code_ranges_parse (&good, self->good))
    why = _ ("--good takes codes and ranges with commas, such as 200..=204,301");
  else if (self->client.verbose)
    why = _ ("head does not take -v: “roundtrip-cli get -X HEAD -v” shows an exchange");
  else if (self->inputs != NULL && has_secret (&self->client))
    why = _ ("A secret field goes to addresses of the command line only, not to a list");
  return why;
}

static gboolean
read_options (HeadOptions *self, GStrv *arguments, int *status)
{
  const GOptionEntry entries[] = {
    { "input", 'i', 0, G_OPTION_ARG_FILENAME_ARRAY, &self->inputs,
      N_ ("Check the addresses in this file, or on this page; “-”: standard input"),
      N_ ("FILE|URL") },
    { "jobs", 'j', 0, G_OPTION_ARG_INT, &self->jobs, N_ ("Ask for so many at once (4)"),
      N_ ("N") },
    { "per-host", 0, 0, G_OPTION_ARG_INT, &self->per_host,
      N_ ("Ask one host for so many of them at once (2)"), N_ ("N") },
    { "delay", 0, 0, G_OPTION_ARG_INT, &self->delay_ms,
      N_ ("Wait so long between two requests to one host (100)"), N_ ("MS") },
    { "good", 'g', 0, G_OPTION_ARG_STRING, &self->good,
      N_ ("These status codes are good (200,301,302), such as 200..=299,301"),
      N_ ("LIST") },
    { "tries", 't', 0, G_OPTION_ARG_INT, &self->tries,
      N_ ("Ask so often where a server is out of order for the moment (3)"), N_ ("N") },
    { "no-get", 0, 0, G_OPTION_ARG_NONE, &self->no_get,
      N_ ("Believe every answer to HEAD, and do not ask by GET"), NULL },
    { "soft-404", 0, 0, G_OPTION_ARG_NONE, &self->soft_404,
      N_ ("Ask each site for a made-up address, and doubt what looks like its answer"),
      NULL },
    { "csv", 0, 0, G_OPTION_ARG_NONE, &self->csv, N_ ("Print CSV"), NULL },
    { "markdown", 0, 0, G_OPTION_ARG_NONE, &self->markdown,
      N_ ("Print a table in Markdown"), NULL },
    { "dead", 0, 0, G_OPTION_ARG_NONE, &self->dead,
      N_ ("Print the addresses that are missing or have no server, and nothing else"),
      NULL },
    { "moves", 0, 0, G_OPTION_ARG_NONE, &self->moves,
      N_ ("Print old and new address of what moved permanently, as CSV"), NULL },
    { NULL },
  };
  const RtClientUsage usage = {
    /* Translators: the arguments of “roundtrip-cli head”. */
    .parameters = _ ("[URL…]"),
    .summary
    = _ ("Asks whether pages are there, and says of each what became of it. HEAD is "
         "asked, and GET for a single byte where HEAD is not to be believed."),
    .entries = entries,
    .find_wrong = find_wrong,
  };

  self->jobs = 4;
  self->per_host = 2;
  self->delay_ms = 100;
  self->tries = 3;
  return rt_client_options_read (&self->client, &usage, self, arguments, status);
}

static RtCheckOptions
make_options (const HeadOptions *self)
{
  RtCheckOptions options = { .n_jobs = (guint)self->jobs,
                             .per_host = (guint)self->per_host,
                             .delay_ms = (guint)self->delay_ms,
                             .n_tries = (guint)self->tries,
                             .with_get = !self->no_get,
                             .with_made_up = self->soft_404 };

  rt_code_ranges_parse (&options.good,
                        self->good != NULL ? self->good : RT_CODE_RANGES_PLAIN);
  return options;
}

/* --- the run --- */

typedef struct
{
  const HeadOptions *options;
  RtCheckList *list;
  GMainLoop *loop;
  guint n_printed; /* rows, in the order of the list */
  int signal;
} Run;

static gboolean
has_table (const HeadOptions *self)
{
  return !(self->client.json || self->csv || self->markdown || self->dead || self->moves);
}

static RtCheckFormat
get_format (const HeadOptions *self)
{
  if (self->client.json)
    return RT_CHECK_AS_JSON;
  if (self->markdown)
    return RT_CHECK_AS_MARKDOWN;
  if (self->dead)
    return RT_CHECK_AS_DEAD;
  return self->moves ? RT_CHECK_AS_MOVES : RT_CHECK_AS_CSV;
}

/* Rows that were not reached are passed over in the end only. */
static void
print_rows (Run *self, gboolean is_over)
{
  RtCheckTable *table = rt_check_list_get_table (self->list);
  g_autoptr (GString) text = g_string_new (NULL);

  for (; self->n_printed < table->rows->len; self->n_printed++)
    {
      const RtCheckRow *row = rt_check_table_get (table, self->n_printed);

      if (row->result == NULL && !is_over)
        break;
      if (row->result == NULL)
        continue;
      if (has_table (self->options))
        rt_cli_head_table_append (row->address, row->result, text);
      else
        rt_check_export_append (get_format (self->options), row->address, row->result,
                                text);
    }
  if (text->len > 0)
    g_print ("%s", text->str);
}

static void
on_updated (RtCheckList *list, gpointer user_data)
{
  Run *self = user_data;

  print_rows (self, FALSE);
  if (!rt_check_list_is_running (list))
    g_main_loop_quit (self->loop);
}

static gboolean
stop (Run *self, int signal)
{
  self->signal = signal;
  g_main_loop_quit (self->loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_interrupt (gpointer user_data)
{
  return stop (user_data, SIGINT);
}

static gboolean
on_terminate (gpointer user_data)
{
  return stop (user_data, SIGTERM);
}

static void
run_list (Run *self, RtRequest *base)
{
  const RtCheckOptions options = make_options (self->options);
  guint interrupt = g_unix_signal_add (SIGINT, on_interrupt, self);
  guint terminate = g_unix_signal_add (SIGTERM, on_terminate, self);

  g_signal_connect (self->list, "updated", G_CALLBACK (on_updated), self);
  rt_check_list_start (self->list, base, &options);
  g_main_loop_run (self->loop);
  g_signal_handlers_disconnect_by_data (self->list, self);
  rt_check_list_stop (self->list);
  g_source_remove (interrupt);
  g_source_remove (terminate);
}

static void
print_sums (const Run *self)
{
  const RtCheckSums *sums = &rt_check_list_get_table (self->list)->sums;
  g_autofree char *line = rt_cli_head_table_format_sums (sums);

  if (has_table (self->options))
    g_print ("%s\n", line);
  else
    rt_cli_note ("%s", line);
  if (sums->n[RT_CHECK_PENDING] > 0)
    rt_cli_complain (ngettext ("Stopped; %u address was not checked",
                               "Stopped; %u addresses were not checked",
                               sums->n[RT_CHECK_PENDING]),
                     sums->n[RT_CHECK_PENDING]);
}

static int
run (const HeadOptions *options, GPtrArray *entries, RtRequest *base)
{
  g_autoptr (RtCheckList) list = rt_check_list_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Run self = { .options = options, .list = list, .loop = loop };
  const RtCheckSums *sums = &rt_check_list_get_table (list)->sums;

  if (!has_table (options))
    {
      g_autoptr (GString) text = g_string_new (NULL);

      rt_check_export_begin (get_format (options), text);
      g_print ("%s", text->str);
    }
  rt_check_list_add (list, entries);
  run_list (&self, base);
  print_rows (&self, TRUE);
  print_sums (&self);
  return rt_cli_finish (self.signal != 0             ? RT_EXIT_SIGNAL + self.signal
                        : sums->n_ok == sums->n_rows ? RT_EXIT_DONE
                                                     : RT_EXIT_REFUSED);
}

/**
 * rt_cli_head:
 * @arguments: the command's name and what follows it
 *
 * Runs “roundtrip-cli head”.
 *
 * Returns: the exit status
 */
int
rt_cli_head (GStrv *arguments)
{
  g_auto (HeadOptions) options = { 0 };
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (RtRequest) base = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!read_options (&options, arguments, &status))
    return status;
  /* Its address is never asked for: each row brings its own. */
  base = rt_client_options_make_request (&options.client, "HEAD", "http://localhost/",
                                         RT_REQUEST_NONE, &error);
  if (base == NULL)
    return rt_cli_complain_of_usage (error);
  entries = rt_cli_head_input_read (&options.client, (const char *const *)options.inputs,
                                    &status);
  return entries != NULL ? run (&options, entries, base) : status;
}
