/* “cookies”: visits addresses with one jar, and says what became of every cookie. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-command.h"
#include "cli/rt-cli-exchange.h"
#include "cli/rt-cli-import.h"
#include "cli/rt-cli-options.h"
#include "cli/rt-cli-print.h"
#include "cli/rt-cli-visit.h"
#include "cli/rt-cli-words.h"
#include "core/cookies/rt-cookie-file.h"
#include "core/cookies/rt-cookie-jar.h"
#include "core/forms/rt-urlencoded.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  RtClientOptions client;
  char *login;
  GStrv fields;
  char *context;
  char *import;
  char *import_firefox;
  char *export;
  gboolean hide_values;
} CookiesOptions;

static void
cookies_options_clear (CookiesOptions *self)
{
  rt_client_options_clear (&self->client);
  g_free (self->login);
  g_strfreev (self->fields);
  g_free (self->context);
  g_free (self->import);
  g_free (self->import_firefox);
  g_free (self->export);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CookiesOptions, cookies_options_clear)

static gboolean
read_context (const char *word, RtCookieContext *context)
{
  static const char *const words[] = { "navigation", "link", "post", "part" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (word, words[i]))
      {
        *context = (RtCookieContext)i;
        return TRUE;
      }
  return FALSE;
}

static const char *
find_wrong (gpointer own)
{
  CookiesOptions *self = own;
  const char *why = NULL;

  if (self->client.addresses == NULL && self->login == NULL && self->import == NULL
      && self->import_firefox == NULL && self->export == NULL && self->client.jar == NULL)
    why = _ ("At least one address is needed");
  else if ((self->login == NULL) != (self->fields == NULL))
    why = _ ("--login and --field go together");
  else if (self->context != NULL
           && !read_context (self->context, &self->client.cookie_context))
    why = _ ("--as takes one of navigation, link, post and part");
  for (guint i = 0; why == NULL && self->fields != NULL && self->fields[i] != NULL; i++)
    if (strchr (self->fields[i], '=') == NULL
        || !g_utf8_validate (self->fields[i], -1, NULL))
      why = _ ("A field is given as NAME=VALUE");
  return why;
}

static gboolean
read_options (CookiesOptions *self, GStrv *arguments, int *status)
{
  const GOptionEntry entries[] = {
    { "login", 0, 0, G_OPTION_ARG_FILENAME, &self->login,
      N_ ("Post the fields here first"), N_ ("URL") },
    { "field", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->fields,
      N_ ("A field of the login"), N_ ("NAME=VALUE") },
    { "as", 0, 0, G_OPTION_ARG_STRING, &self->context,
      N_ ("As if it were a navigation, or another site’s link, post or part"),
      "navigation|link|post|part" },
    { "import", 0, 0, G_OPTION_ARG_FILENAME, &self->import,
      N_ ("Put the cookies of this cookies.txt into the jar first"), N_ ("FILE") },
    { "import-firefox", 0, 0, G_OPTION_ARG_FILENAME, &self->import_firefox,
      N_ ("Put the cookies of this Firefox profile into the jar first"), N_ ("PROFILE") },
    { "export", 0, 0, G_OPTION_ARG_FILENAME, &self->export,
      N_ ("Write the jar as a cookies.txt in the end"), N_ ("FILE") },
    { "hide-values", 0, 0, G_OPTION_ARG_NONE, &self->hide_values,
      N_ ("Show *** for the values of cookies"), NULL },
    { NULL },
  };
  const RtClientUsage usage = {
    /* Translators: the arguments of “roundtrip-cli cookies”. */
    .parameters = _ ("[URL…]"),
    .summary
    = _ ("Visits the addresses in their order with one jar, and says of every cookie "
         "what became of it, and why."),
    .entries = entries,
    .find_wrong = find_wrong,
  };

  return rt_client_options_read (&self->client, &usage, self, arguments, status);
}

/* The first visit of two, as the form of a page would make it. */
static RtRequest *
make_login (const CookiesOptions *self, GError **error)
{
  g_autoptr (RtRequest) request = rt_client_options_make_request (
      &self->client, "POST", self->login, RT_REQUEST_NONE, error);
  g_autoptr (RtRequest) typed = NULL;
  g_autoptr (GPtrArray) entries = rt_form_entries_new ();
  g_autoptr (GBytes) body = NULL;
  char *text;

  if (request == NULL)
    return NULL;
  for (guint i = 0; self->fields[i] != NULL; i++)
    {
      const char *equals = strchr (self->fields[i], '=');
      g_autofree char *name = g_strndup (self->fields[i], equals - self->fields[i]);

      rt_form_entries_add (entries, name, equals + 1);
    }
  typed = rt_request_with_header (request, "Content-Type",
                                  "application/x-www-form-urlencoded", error);
  text = rt_urlencoded_format (entries, rt_encoding_find ("UTF-8"));
  body = g_bytes_new_take (text, strlen (text));
  return typed != NULL ? rt_request_with_body (typed, body) : NULL;
}

/* All requests, made before the first is sent: what is wrong is told while nothing has
 * happened yet. */
static GPtrArray *
make_requests (const CookiesOptions *self, GError **error)
{
  g_autoptr (GPtrArray) requests
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_request_unref);

  if (self->login != NULL)
    {
      RtRequest *request = make_login (self, error);

      if (request == NULL)
        return NULL;
      g_ptr_array_add (requests, request);
    }
  for (guint i = 0; self->client.addresses != NULL && self->client.addresses[i] != NULL;
       i++)
    {
      RtRequest *request = rt_client_options_make_request (
          &self->client, "GET", self->client.addresses[i], RT_REQUEST_NONE, error);

      if (request == NULL)
        return NULL;
      g_ptr_array_add (requests, request);
    }
  return g_steal_pointer (&requests);
}

static GPtrArray *
list_jar (const CookiesOptions *self, GError **error)
{
  return rt_cookie_jar_list (self->client.cookie_jar, g_get_real_time (), error);
}

/* Says what the visit came to; the exit status tells whether to go on. */
static int
report (const CookiesOptions *self, RtExchange *visit, int signal)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) jar = list_jar (self, &error);

  if (jar == NULL)
    {
      rt_cli_print_error (error);
      return RT_EXIT_REFUSED;
    }
  if (self->client.json)
    {
      g_autofree char *text = rt_cli_visit_to_json (visit, jar, self->hide_values);
      g_print ("%s\n", text);
    }
  else
    rt_cli_visit_print (visit, self->hide_values);
  if (signal != 0)
    {
      rt_cli_complain (_ ("Stopped"));
      return RT_EXIT_SIGNAL + signal;
    }
  if (rt_exchange_get_error (visit) != NULL)
    {
      rt_cli_print_failure (visit);
      return RT_EXIT_REFUSED;
    }
  return rt_cli_print_stop (visit) ? RT_EXIT_REFUSED : RT_EXIT_DONE;
}

/* Each visit has a connection of its own, as two visits of a person would. */
static int
visit_all (const CookiesOptions *self, GPtrArray *requests)
{
  const RtCliWatch watch
      = { .verbose = self->client.verbose, .show_secrets = self->client.show_secrets };
  int status = RT_EXIT_DONE;

  for (guint i = 0; status == RT_EXIT_DONE && i < requests->len; i++)
    {
      g_autoptr (RtTransport) transport = rt_transport_new ();
      int signal = 0;
      g_autoptr (RtExchange) visit = rt_cli_exchange_run (transport, requests->pdata[i],
                                                          NULL, TRUE, &watch, &signal);

      status = report (self, visit, signal);
    }
  return status;
}

static gboolean
save (const CookiesOptions *self, GPtrArray *jar, GError **error)
{
  guint n_left_out;

  if (!rt_cookie_file_save (jar, self->export, &n_left_out, error))
    return FALSE;
  if (n_left_out > 0)
    rt_cli_complain (
        ngettext ("%u cookie holds a tab and cannot be written to such a file",
                  "%u cookies hold a tab and cannot be written to such a file",
                  n_left_out),
        n_left_out);
  return TRUE;
}

/* The jar as it is in the end. */
static int
conclude (const CookiesOptions *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) jar = list_jar (self, &error);

  if (jar != NULL && !self->client.json)
    rt_cli_visit_print_jar (jar, self->hide_values);
  if (jar == NULL || (self->export != NULL && !save (self, jar, &error)))
    {
      rt_cli_print_error (error);
      return RT_EXIT_REFUSED;
    }
  return RT_EXIT_DONE;
}

static int
run (const CookiesOptions *self, GPtrArray *requests)
{
  g_autoptr (GError) error = NULL;
  int visited, concluded;

  if ((self->import != NULL
       && !rt_cli_import_file (self->client.cookie_jar, self->import, &error))
      || (self->import_firefox != NULL
          && !rt_cli_import_firefox (self->client.cookie_jar, self->import_firefox,
                                     &error)))
    {
      rt_cli_print_error (error);
      return RT_EXIT_REFUSED;
    }
  visited = visit_all (self, requests);
  concluded = rt_cli_finish (conclude (self));
  return visited != RT_EXIT_DONE ? visited : concluded;
}

/**
 * rt_cli_cookies:
 * @arguments: the command's name and what follows it
 *
 * Runs “roundtrip-cli cookies”.
 *
 * Returns: the exit status
 */
int
rt_cli_cookies (GStrv *arguments)
{
  g_auto (CookiesOptions) options = { 0 };
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!read_options (&options, arguments, &status))
    return status;
  if (options.client.cookie_jar == NULL)
    options.client.cookie_jar = rt_cookie_jar_new_private ();
  requests = make_requests (&options, &error);
  if (requests == NULL)
    return rt_cli_complain_of_usage (error);
  return run (&options, requests);
}
