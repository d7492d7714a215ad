/* What the command line of “serve” asks for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-serve-options.h"

#include "cli/rt-cli-faults.h"

#include "rt-config.h"

#include <glib/gi18n.h>
#include <string.h>

/* What lies there is seldom meant for others. */
static gboolean
is_too_much (const char *folder)
{
  g_autofree char *path = realpath (folder, NULL);
  g_autofree char *home = realpath (g_get_home_dir (), NULL);

  return path != NULL && (strcmp (path, "/") == 0 || g_strcmp0 (path, home) == 0);
}

/* What is no use with a proxy, or with anything else. */
static const char *
find_proxy_mistake (const RtCliServeOptions *self, const RtRecipe *recipe)
{
  g_autoptr (GInetAddress) address
      = self->address != NULL ? g_inet_address_new_from_string (self->address) : NULL;

  if (recipe->relay == NULL)
    return self->auth != NULL ? _ ("Only a proxy asks for a name and password") : NULL;
  if ((self->tls || self->cert != NULL) && recipe->relay->secure_scheme == NULL)
    return _ ("Nobody speaks SOCKS over TLS");
  if (self->gzip || self->cors || self->faults != NULL)
    return _ ("A proxy passes everything on as it is");
  if (self->address != NULL
      && (address == NULL || !g_inet_address_get_is_loopback (address)))
    return _ ("A proxy serves this machine only");
  return NULL;
}

/**
 * rt_cli_serve_options_parse:
 * @self: (out caller-allocates): zeroed options
 * @arguments: the command's name and what follows it
 * @error: return location for a #GError, or %NULL
 *
 * Reads the command line.
 *
 * Errors: those of GOption.
 *
 * Returns: %TRUE if it could be read
 */
gboolean
rt_cli_serve_options_parse (RtCliServeOptions *self, GStrv *arguments, GError **error)
{
  /* Translators: the argument of “roundtrip-cli serve”. */
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("[DIR]"));
  const GOptionEntry entries[] = {
    { "recipe", 'r', 0, G_OPTION_ARG_STRING, &self->recipe,
      N_ ("What to serve (files); see --list"), N_ ("NAME") },
    { "address", 'a', 0, G_OPTION_ARG_STRING, &self->address,
      N_ ("Listen on this address (this machine only)"), N_ ("ADDRESS") },
    { "port", 'p', 0, G_OPTION_ARG_INT, &self->port,
      N_ ("Listen on this port; 0 is any that is free"), N_ ("N") },
    { "tls", 't', 0, G_OPTION_ARG_NONE, &self->tls,
      N_ ("Speak TLS, with a certificate of your own authority"), NULL },
    { "cert", 0, 0, G_OPTION_ARG_FILENAME, &self->cert,
      N_ ("Speak TLS with the certificate and key in FILE"), N_ ("FILE") },
    { "auth", 0, 0, G_OPTION_ARG_FILENAME, &self->auth,
      N_ ("Have a proxy ask for the name and password in FILE"), N_ ("FILE") },
    { "gzip", 'z', 0, G_OPTION_ARG_NONE, &self->gzip,
      N_ ("Compress pages where the client takes it"), NULL },
    { "cors", 0, 0, G_OPTION_ARG_NONE, &self->cors,
      N_ ("Let pages of other sites read it in a browser (CORS)"), NULL },
    { "workers", 'w', 0, G_OPTION_ARG_INT, &self->n_workers,
      N_ ("Use this many threads (one for each core)"), N_ ("N") },
    { "log", 0, 0, G_OPTION_ARG_FILENAME, &self->log,
      N_ ("Write the access log to the end of FILE, too"), N_ ("FILE") },
    { "fault", 'f', 0, G_OPTION_ARG_STRING_ARRAY, &self->faults,
      N_ ("Do this wrong; see --list"), N_ ("SPEC") },
    { "anyway", 0, 0, G_OPTION_ARG_NONE, &self->anyway,
      N_ ("Serve even the home folder, or everything"), NULL },
    { "list", 'l', 0, G_OPTION_ARG_NONE, &self->list,
      N_ ("List what can be served, and done wrong"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &self->version, N_ ("Show the version"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->folders, NULL, NULL },
    { NULL },
  };

  self->port = -1;
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _ ("Serves a folder, or a page to try things "
                                            "with, until it is told to stop."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return g_option_context_parse_strv (context, arguments, error);
}

void
rt_cli_serve_options_clear (RtCliServeOptions *self)
{
  g_free (self->recipe);
  g_free (self->address);
  g_free (self->cert);
  g_free (self->auth);
  g_free (self->log);
  g_strfreev (self->faults);
  g_strfreev (self->folders);
}

/**
 * rt_cli_serve_options_get_folder:
 * @self: options
 *
 * Returns: (transfer none): the folder to serve, if one is served
 */
const char *
rt_cli_serve_options_get_folder (const RtCliServeOptions *self)
{
  return self->folders != NULL ? self->folders[0] : ".";
}

/**
 * rt_cli_serve_options_check:
 * @self: options
 * @recipe: (nullable): the recipe that they name
 * @error: return location for a #GError, or %NULL
 *
 * Looks for what cannot be meant.
 *
 * Errors: %G_OPTION_ERROR_BAD_VALUE, in the user's words.
 *
 * Returns: %TRUE if there is nothing
 */
gboolean
rt_cli_serve_options_check (const RtCliServeOptions *self,
                            const RtRecipe *recipe,
                            GError **error)
{
  const char *wrong = NULL;

  if (recipe == NULL)
    wrong = _ ("There is no such recipe; --list shows them");
  else if (self->folders != NULL && (!recipe->has_folder || self->folders[1] != NULL))
    wrong
        = recipe->has_folder ? _ ("Give one folder") : _ ("This recipe serves no folder");
  else if (self->port < -1 || self->port > 65535)
    wrong = _ ("A port is a number from 0 to 65535");
  else if (self->n_workers < 0 || self->n_workers > 64)
    wrong = _ ("Use 1 to 64 threads");
  else if (recipe->has_folder && !self->anyway
           && is_too_much (rt_cli_serve_options_get_folder (self)))
    wrong = _ ("That would show everything you have; --anyway does it");
  else
    wrong = find_proxy_mistake (self, recipe);
  if (wrong != NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, wrong);
  return wrong == NULL;
}

/**
 * rt_cli_serve_options_read_faults:
 * @self: options
 * @error: return location for a #GError, or %NULL
 *
 * Reads what is to be done wrong.
 *
 * Errors: %G_OPTION_ERROR_BAD_VALUE, in the user's words.
 *
 * Returns: (transfer full): the plan; it may be empty
 */
RtFaultPlan *
rt_cli_serve_options_read_faults (const RtCliServeOptions *self, GError **error)
{
  g_autoptr (RtFaultPlan) plan
      = rt_cli_faults_read ((const char *const *)self->faults, error);
  const char *wrong = NULL;

  if (plan == NULL)
    return NULL;
  if (rt_fault_plan_needs_tls (plan) && !self->tls && self->cert == NULL)
    wrong = _ ("A fault of TLS needs --tls");
  else if (rt_fault_plan_get_leaf_kind (plan) != RT_LEAF_GOOD && self->cert != NULL)
    wrong = _ ("A certificate of your own cannot be given a fault");
  if (wrong != NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, wrong);
  return wrong == NULL ? g_steal_pointer (&plan) : NULL;
}
