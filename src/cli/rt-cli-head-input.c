/* The addresses that “head” checks: from the command line, files and pages. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-head-input.h"

#include "cli/rt-cli-command.h"
#include "cli/rt-cli-exchange.h"
#include "cli/rt-cli-print.h"
#include "cli/rt-cli-words.h"
#include "core/check/rt-link-list.h"
#include "core/http/rt-body.h"
#include "core/http/rt-bounded-read.h"
#include "core/http/rt-uri.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <unistd.h>

/* An index of sitemaps may name as many as this. */
#define SITEMAPS_MAX 50000

typedef struct
{
  const RtClientOptions *client;
  RtTransport *transport;
  GPtrArray *entries;  /* of RtCheckEntry */
  GPtrArray *sitemaps; /* of char *: those still to be read */
  guint n_left_out;
} Input;

static gboolean
is_address (const char *name)
{
  g_autofree char *scheme = g_uri_parse_scheme (name);

  return scheme != NULL && rt_uri_scheme_is_http (scheme);
}

static GBytes *
read_stdin (GError **error)
{
  g_autoptr (GInputStream) in = g_unix_input_stream_new (STDIN_FILENO, FALSE);

  return rt_bounded_read (in, RT_LINK_LIST_BYTES_MAX, NULL, error);
}

static GBytes *
read_file (const char *name, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (name);

  return rt_bounded_read_file (file, RT_LINK_LIST_BYTES_MAX, NULL, error);
}

static void
take_list (Input *self, RtLinkList *list)
{
  self->n_left_out += list->n_left_out;
  g_ptr_array_extend_and_steal (self->entries, g_steal_pointer (&list->entries));
  list->entries = rt_check_entries_new ();
  for (guint i = 0; i < list->sitemaps->len && self->sitemaps->len < SITEMAPS_MAX; i++)
    if (is_address (list->sitemaps->pdata[i]))
      g_ptr_array_add (self->sitemaps, g_strdup (list->sitemaps->pdata[i]));
}

static int
read_local (Input *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes
      = g_str_equal (name, "-") ? read_stdin (&error) : read_file (name, &error);
  g_autoptr (RtLinkList) list = NULL;

  if (bytes != NULL)
    list = rt_link_list_read (bytes, name, NULL, NULL, NULL, &error);
  if (list == NULL)
    {
      rt_cli_print_error (error);
      return RT_EXIT_USAGE;
    }
  take_list (self, list);
  return RT_EXIT_DONE;
}

/* What a page or a sitemap on the web says. */
static int
read_remote (Input *self, const char *address)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RtRequest) request = rt_client_options_make_request (
      self->client, "GET", address, RT_REQUEST_KEEP_BODY, &error);
  const RtCliWatch watch = { 0 };
  g_autoptr (RtExchange) exchange = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RtLinkList) list = NULL;
  RtRequest *last;
  guint status;
  int signal;

  if (request == NULL)
    {
      rt_cli_print_error (error);
      return RT_EXIT_USAGE;
    }
  exchange = rt_cli_exchange_run (self->transport, request, NULL, FALSE, &watch, &signal);
  if (signal != 0)
    return RT_EXIT_SIGNAL + signal;
  if (rt_exchange_get_error (exchange) != NULL)
    {
      rt_cli_print_failure (exchange);
      return RT_EXIT_REFUSED;
    }
  status = rt_hop_get_status (rt_exchange_get_last_hop (exchange));
  if (status >= 400)
    {
      /* The links of an error page are not those that were meant. */
      rt_cli_note (_ ("The list at %s was answered with %u."), address, status);
      return RT_EXIT_REFUSED;
    }
  last = rt_hop_get_request (rt_exchange_get_last_hop (exchange));
  bytes = rt_cli_exchange_read_body (exchange, RT_LINK_LIST_BYTES_MAX, &error);
  if (bytes != NULL)
    list = rt_link_list_read (bytes, g_uri_get_path (rt_request_get_uri (last)),
                              rt_body_get_content_type (rt_exchange_get_body (exchange)),
                              rt_request_get_uri (last), NULL, &error);
  if (list == NULL)
    {
      rt_cli_print_error (error);
      return RT_EXIT_REFUSED;
    }
  take_list (self, list);
  return RT_EXIT_DONE;
}

/* A sitemap may name others, but none of them twice. */
static int
read_sitemaps (Input *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  int status = RT_EXIT_DONE;

  for (guint i = 0; status == RT_EXIT_DONE && i < self->sitemaps->len; i++)
    if (g_hash_table_add (seen, self->sitemaps->pdata[i]))
      status = read_remote (self, self->sitemaps->pdata[i]);
  return status;
}

/**
 * rt_cli_head_input_read:
 * @client: options with addresses
 * @inputs: (nullable): names of files, “-” for standard input, addresses of pages
 * @status: (out): what to exit with where there is no list
 *
 * Reads all lists, and says what is wrong with them.
 *
 * Returns: (transfer full) (nullable) (element-type RtCheckEntry): the addresses
 */
GPtrArray *
rt_cli_head_input_read (const RtClientOptions *client,
                        const char *const *inputs,
                        int *status)
{
  g_autoptr (RtTransport) transport = rt_transport_new ();
  g_autoptr (GPtrArray) entries = rt_check_entries_new ();
  g_autoptr (GPtrArray) sitemaps = g_ptr_array_new_with_free_func (g_free);
  Input self = { client, transport, entries, sitemaps, 0 };

  *status = RT_EXIT_DONE;
  for (guint i = 0; client->addresses != NULL && client->addresses[i] != NULL; i++)
    g_ptr_array_add (entries, rt_check_entry_new (client->addresses[i]));
  for (guint i = 0; *status == RT_EXIT_DONE && inputs != NULL && inputs[i] != NULL; i++)
    *status = is_address (inputs[i]) ? read_remote (&self, inputs[i])
                                     : read_local (&self, inputs[i]);
  if (*status == RT_EXIT_DONE)
    *status = read_sitemaps (&self);
  if (self.n_left_out > 0)
    rt_cli_note (ngettext ("%u link is left out: it is no web address of its own.",
                           "%u links are left out: they are no web addresses of their "
                           "own.",
                           self.n_left_out),
                 self.n_left_out);
  if (*status == RT_EXIT_DONE && entries->len == 0)
    rt_cli_note ("%s", _ ("There is no address in the list."));
  return *status == RT_EXIT_DONE ? g_steal_pointer (&entries) : NULL;
}
