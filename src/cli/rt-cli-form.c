/* “form”: the forms of a page, and what they send. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-command.h"
#include "cli/rt-cli-dry-run.h"
#include "cli/rt-cli-exchange.h"
#include "cli/rt-cli-fetch.h"
#include "cli/rt-cli-form-list.h"
#include "cli/rt-cli-options.h"
#include "cli/rt-cli-print.h"
#include "cli/rt-cli-words.h"
#include "core/cookies/rt-cookie-jar.h"
#include "core/forms/rt-form-submission.h"
#include "core/http/rt-html-tree.h"

#include <glib/gi18n.h>
#include <string.h>

/* No number is so small. */
#define ANY G_MININT

typedef struct
{
  RtClientOptions client;
  GStrv set;
  GStrv add;
  GStrv files;
  int number; /* of the form, from 1; ANY: none was given */
  gboolean send;
  char *submitter;
  gboolean no_submitter;
  gboolean dry_run;
  char *output;
} FormOptions;

static void
form_options_clear (FormOptions *self)
{
  rt_client_options_clear (&self->client);
  g_strfreev (self->set);
  g_strfreev (self->add);
  g_strfreev (self->files);
  g_free (self->submitter);
  g_free (self->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FormOptions, form_options_clear)

static gboolean
has_pairs (GStrv pairs)
{
  for (guint i = 0; pairs != NULL && pairs[i] != NULL; i++)
    if (strchr (pairs[i], '=') == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
is_to_be_sent (const FormOptions *self)
{
  return self->send || self->submitter != NULL || self->no_submitter || self->dry_run;
}

static gboolean
is_filled_in (const FormOptions *self)
{
  return self->set != NULL || self->add != NULL || self->files != NULL;
}

static const char *
find_wrong (gpointer own)
{
  FormOptions *self = own;
  guint n_ways = self->send + (self->submitter != NULL) + self->no_submitter;
  const char *wrong = NULL;

  if (self->client.addresses == NULL || g_strv_length (self->client.addresses) != 1)
    wrong = _ ("Give one address");
  else if (self->number < 1 && self->number != ANY)
    wrong = _ ("Forms are counted from 1");
  else if (n_ways > 1)
    wrong = _ ("--send, --submit and --no-submitter exclude each other");
  else if (!has_pairs (self->set) || !has_pairs (self->add) || !has_pairs (self->files))
    wrong = _ ("A field is given as NAME=VALUE");
  else if (is_filled_in (self) && !is_to_be_sent (self))
    wrong
        = _ ("What is filled in goes with --send, --submit, --no-submitter or --dry-run");
  return wrong;
}

static gboolean
read_options (FormOptions *self, GStrv *arguments, int *status)
{
  const GOptionEntry entries[] = {
    { "form", 'n', 0, G_OPTION_ARG_INT, &self->number,
      N_ ("Take the form with this number (1)"), N_ ("N") },
    { "set", 's', 0, G_OPTION_ARG_STRING_ARRAY, &self->set,
      N_ ("Fill a field of the form"), N_ ("NAME=VALUE") },
    { "add", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->add,
      N_ ("Send this, too, although the form has no such field"), N_ ("NAME=VALUE") },
    { "file", 'F', 0, G_OPTION_ARG_FILENAME_ARRAY, &self->files,
      N_ ("Choose a file in a field of the form"), N_ ("NAME=PATH[;type=TYPE]") },
    { "send", 0, 0, G_OPTION_ARG_NONE, &self->send,
      N_ ("Send the form as Enter in its first field does"), NULL },
    { "submit", 0, 0, G_OPTION_ARG_STRING, &self->submitter,
      N_ ("Send the form with this button"), N_ ("NAME") },
    { "no-submitter", 0, 0, G_OPTION_ARG_NONE, &self->no_submitter,
      N_ ("Send the form without a button"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &self->dry_run,
      N_ ("Print the request to the byte in place of sending it"), NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &self->output,
      N_ ("Save the body of the answer to FILE"), N_ ("FILE") },
    { NULL },
  };
  const RtClientUsage usage = {
    /* Translators: the argument of “roundtrip-cli form”. */
    .parameters = _ ("URL"),
    .summary
    = _ ("Shows the forms of a page, fills one in and sends it as a browser does."),
    .entries = entries,
    .find_wrong = find_wrong,
  };

  self->number = ANY;
  return rt_client_options_read (&self->client, &usage, self, arguments, status);
}

/* A token is often good only with the cookie that came beside it. */
static RtRequest *
with_cookies (RtRequest *request)
{
  g_autoptr (RtCookieJar) jar = NULL;

  if (rt_request_get_cookie_source (request) != NULL)
    return rt_request_ref (request);
  jar = rt_cookie_jar_new_private ();
  return rt_request_with_cookie_source (request, RT_COOKIE_SOURCE (jar));
}

/* --- the page --- */

static RtFormPage *
read_page (RtExchange *exchange, GError **error)
{
  GListModel *hops = rt_exchange_get_hops (exchange);
  g_autoptr (RtHop) hop
      = g_list_model_get_item (hops, g_list_model_get_n_items (hops) - 1);
  g_autoptr (GBytes) body
      = rt_cli_exchange_read_body (exchange, RT_HTML_BYTES_MAX, error);

  if (body == NULL)
    return NULL;
  return rt_form_page_read (body,
                            rt_body_get_content_type (rt_exchange_get_body (exchange)),
                            rt_request_get_uri (rt_hop_get_request (hop)), NULL, error);
}

/* NULL: it is said why, and *status is set. */
static RtFormPage *
fetch_page (const FormOptions *self, RtRequest *request, int *status)
{
  g_autoptr (RtTransport) transport = rt_transport_new ();
  RtCliWatch watch
      = { .verbose = self->client.verbose, .show_secrets = self->client.show_secrets };
  int signal;
  g_autoptr (RtExchange) exchange
      = rt_cli_exchange_run (transport, request, NULL, TRUE, &watch, &signal);
  g_autoptr (GError) error = NULL;
  RtFormPage *page;

  *status = RT_EXIT_REFUSED;
  if (signal != 0)
    {
      rt_cli_complain (_ ("Stopped"));
      *status = RT_EXIT_SIGNAL + signal;
      return NULL;
    }
  if (rt_exchange_get_error (exchange) != NULL)
    {
      rt_cli_print_failure (exchange);
      return NULL;
    }
  if (rt_cli_print_stop (exchange))
    return NULL;
  page = read_page (exchange, &error);
  if (page == NULL)
    rt_cli_print_error (error);
  return page;
}

/* --- filling it in --- */

static gboolean
set_field (RtHtmlForm *form, const char *pair, GError **error)
{
  const char *equals = strchr (pair, '=');
  g_autofree char *name = g_strndup (pair, equals - pair);

  return rt_html_form_set (form, name, equals + 1, error);
}

static gboolean
set_file (RtHtmlForm *form, const char *pair, GError **error)
{
  const char *equals = strchr (pair, '=');
  const char *type = strstr (equals, ";type=");
  g_autofree char *name = g_strndup (pair, equals - pair);
  g_autofree char *path
      = type != NULL ? g_strndup (equals + 1, type - equals - 1) : g_strdup (equals + 1);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  /* Told now, before anything is sent. */
  g_autoptr (GFileInputStream) readable = g_file_read (file, NULL, error);
  RtFormControl *control = rt_html_form_find (form, name);

  if (readable == NULL)
    return FALSE;
  if (type != NULL && !rt_header_check ("Content-Type", type + 6, error))
    return FALSE;
  if (control == NULL || control->kind != RT_CONTROL_FILE)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("The form has no field “%s” for a file"), name);
      return FALSE;
    }
  rt_form_control_add_file (control, file, type != NULL ? type + 6 : NULL);
  return TRUE;
}

static gboolean
fill (const FormOptions *self, RtHtmlForm *form, GError **error)
{
  for (guint i = 0; self->set != NULL && self->set[i] != NULL; i++)
    if (!set_field (form, self->set[i], error))
      return FALSE;
  for (guint i = 0; self->files != NULL && self->files[i] != NULL; i++)
    if (!set_file (form, self->files[i], error))
      return FALSE;
  return TRUE;
}

/* NULL without an error: no button is pressed. */
static RtFormControl *
press (const FormOptions *self, RtHtmlForm *form, GError **error)
{
  RtFormControl *submitter;

  if (self->no_submitter)
    return NULL;
  if (self->submitter == NULL)
    {
      submitter = rt_html_form_get_default_submitter (form);
    }
  else
    {
      submitter = rt_html_form_find_submitter (form, self->submitter);
      if (submitter == NULL)
        g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                     _ ("The form has no button “%s”"), self->submitter);
    }
  if (submitter != NULL && submitter->is_disabled)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _ ("That button is disabled; --no-submitter sends the form "
                              "without it"));
      return NULL;
    }
  return submitter;
}

static RtRequest *
make_request (const FormOptions *self,
              RtFormPage *page,
              RtHtmlForm *form,
              const RtRequest *base,
              GError **error)
{
  g_autoptr (GError) refused = NULL;
  RtFormControl *submitter;
  g_auto (RtFormTarget) target = { 0 };
  g_autoptr (GPtrArray) entries = NULL;

  if (!fill (self, form, error))
    return NULL;
  submitter = press (self, form, &refused);
  if (refused != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&refused));
      return NULL;
    }
  if (!rt_form_target_find (&target, page, form, submitter, error))
    return NULL;
  entries = rt_html_form_make_entries (form, submitter);
  for (guint i = 0; self->add != NULL && self->add[i] != NULL; i++)
    {
      const char *equals = strchr (self->add[i], '=');
      g_autofree char *name = g_strndup (self->add[i], equals - self->add[i]);

      rt_form_entries_add (entries, name, equals + 1);
    }
  return rt_form_target_make_request (&target, entries, base, error);
}

/* --- sending it --- */

static int
send_request (const FormOptions *self, RtRequest *request)
{
  RtCliFetch fetch = { .request = request,
                       .output = self->output,
                       .decoded = TRUE,
                       .json = self->client.json,
                       .verbose = self->client.verbose,
                       .show_secrets = self->client.show_secrets };

  return rt_cli_fetch_run (&fetch);
}

/* The first one is taken where none was asked for; to list them takes none. */
static gboolean
has_form (const FormOptions *self, const RtFormPage *page)
{
  int needed = self->number != ANY ? self->number : is_to_be_sent (self) ? 1 : 0;

  if ((guint)needed <= page->forms->len)
    return TRUE;
  rt_cli_complain (
      ngettext ("The page has %u form", "The page has %u forms", page->forms->len),
      page->forms->len);
  return FALSE;
}

static int
list_forms (const FormOptions *self, const RtFormPage *page)
{
  guint only = self->number != ANY ? (guint)self->number : 0;

  if (self->client.json)
    rt_cli_form_list_print_json (page, only);
  else
    rt_cli_form_list_print (page, only);
  return rt_cli_finish (RT_EXIT_DONE);
}

static int
use_form (const FormOptions *self, RtFormPage *page, const RtRequest *base)
{
  int number = self->number != ANY ? self->number : 1;
  g_autoptr (GError) error = NULL;
  g_autoptr (RtRequest) request = make_request (
      self, page, g_ptr_array_index (page->forms, number - 1), base, &error);

  if (request == NULL)
    return rt_cli_complain_of_usage (error);
  if (!self->dry_run)
    return send_request (self, request);
  if (rt_cli_dry_run_print (request, &error))
    return rt_cli_finish (RT_EXIT_DONE);
  rt_cli_print_error (error);
  return RT_EXIT_REFUSED;
}

/**
 * rt_cli_form:
 * @arguments: the command's name and what follows it
 *
 * Runs “roundtrip-cli form”.
 *
 * Returns: the exit status
 */
int
rt_cli_form (GStrv *arguments)
{
  g_auto (FormOptions) options = { 0 };
  g_autoptr (RtRequest) request = NULL;
  g_autoptr (RtRequest) remembering = NULL;
  g_autoptr (RtFormPage) page = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!read_options (&options, arguments, &status))
    return status;
  request = rt_client_options_make_request (
      &options.client, "GET", options.client.addresses[0], RT_REQUEST_KEEP_BODY, &error);
  if (request == NULL)
    return rt_cli_complain_of_usage (error);
  remembering = with_cookies (request);
  page = fetch_page (&options, remembering, &status);
  if (page == NULL)
    return status;
  if (!has_form (&options, page))
    return RT_EXIT_REFUSED;
  return is_to_be_sent (&options) ? use_form (&options, page, remembering)
                                  : list_forms (&options, page);
}
