/* “serve”: a local server, until it is told to stop. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-command.h"
#include "cli/rt-cli-faults.h"
#include "cli/rt-cli-print.h"
#include "cli/rt-cli-serve-options.h"
#include "cli/rt-cli-words.h"
#include "cli/rt-cli-writer.h"
#include "core/server/rt-access-file.h"
#include "core/server/rt-authority.h"
#include "core/server/rt-listener.h"
#include "core/server/rt-local-addresses.h"
#include "core/server/rt-port-owner.h"
#include "core/server/rt-server-pem.h"
#include "core/server/rt-server.h"
#include "core/wire/rt-error.h"
#include "core/wire/rt-tls-versions.h"

#include "rt-config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static int
list (void)
{
  const RtRecipe *recipe;

  for (guint i = 0; (recipe = rt_recipe_get (i)) != NULL; i++)
    g_print ("%-10s %s\n", recipe->id, _ (recipe->summary));
  rt_cli_faults_list ();
  return rt_cli_finish (RT_EXIT_DONE);
}

/* The certificate is used all the same. */
static void
warn_of (RtServerPemFlaws flaws)
{
  if ((flaws & RT_SERVER_PEM_EXPIRED) != 0)
    rt_cli_note (_ ("The certificate has expired"));
  if ((flaws & RT_SERVER_PEM_NOT_YET_VALID) != 0)
    rt_cli_note (_ ("The certificate is not valid yet"));
  if ((flaws & RT_SERVER_PEM_NO_NAMES) != 0)
    rt_cli_note (_ ("The certificate names no host that clients look at"));
  if ((flaws & (RT_SERVER_PEM_WEAK_KEY | RT_SERVER_PEM_WEAK_SIGNATURE)) != 0)
    rt_cli_note (_ ("The certificate is too weak for clients of today"));
  if ((flaws & RT_SERVER_PEM_KEY_EXPOSED) != 0)
    rt_cli_note (_ ("Others than you can read the key; chmod 600 helps"));
}

/* Sets nothing where no TLS is asked for. */
static gboolean
find_certificate (const RtCliServeOptions *self,
                  const RtFaultPlan *faults,
                  GTlsCertificate **certificate,
                  GError **error)
{
  g_autofree char *folder = NULL;
  g_autoptr (RtAuthority) authority = NULL;
  g_auto (GStrv) names = rt_local_addresses_of (self->address);
  RtServerPemFlaws flaws = 0;

  if (self->cert != NULL)
    {
      *certificate = rt_server_pem_import (self->cert, NULL, NULL, &flaws, error);
      if (*certificate != NULL)
        warn_of (flaws);
      return *certificate != NULL;
    }
  if (!self->tls)
    return TRUE;
  folder = rt_authority_build_usual_folder ();
  authority = rt_authority_open (folder, g_get_host_name (), error);
  if (authority == NULL)
    return FALSE;
  *certificate = rt_authority_issue (authority, rt_fault_plan_get_leaf_kind (faults),
                                     (const char *const *)names, error);
  if (*certificate != NULL)
    rt_cli_note (_ ("Clients trust this server with the authority in %s"),
                 rt_authority_get_certificate_path (authority));
  return *certificate != NULL;
}

/* What serves, and what ends with it. */
typedef struct
{
  RtServer *server;
  RtAccessFile *file;  /* nullable */
  RtCliWriter *writer; /* of the lines on standard output */
  guint n_lost;        /* lines that are to be told */
  GMainLoop *loop;
  GSource *interrupt;
  GSource *terminate;
} Run;

/* Not from the command line, which every user of the machine can read.  Sets nothing where
 * nobody is to be asked. */
static gboolean
read_credentials (const RtCliServeOptions *self, char **credentials, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) raw = NULL;

  if (self->auth == NULL)
    return TRUE;
  if (!g_file_get_contents (self->auth, &text, NULL, &raw))
    {
      g_set_error_literal (error, RT_ERROR, RT_ERROR_FILE, raw->message);
      return FALSE;
    }
  text[strcspn (text, "\r\n")] = '\0';
  if (strchr (text, ':') == NULL)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _ ("The first line of that file has to be NAME:PASSWORD"));
      return FALSE;
    }
  *credentials = g_steal_pointer (&text);
  return TRUE;
}

static void
note_lost (Run *self)
{
  if (self->n_lost > 0)
    /* Translators: %u is a number of lines. */
    rt_cli_note (ngettext ("%u line of the log was lost", "%u lines of the log were lost",
                           self->n_lost),
                 self->n_lost);
  self->n_lost = 0;
}

static void
on_logged (RtServer *server, GPtrArray *entries, guint n_lost, gpointer data)
{
  Run *run = data;
  g_autoptr (GString) lines = g_string_new (NULL);

  if (run->file != NULL)
    rt_access_file_append (run->file, entries);
  for (guint i = 0; i < entries->len; i++)
    rt_access_entry_append_line (g_ptr_array_index (entries, i), lines);
  run->n_lost += n_lost;
  if (rt_cli_writer_push (run->writer, lines->str, lines->len))
    note_lost (run);
  else
    run->n_lost += entries->len;
}

static void
on_log_failed (RtAccessFile *file, const GError *error, gpointer data)
{
  rt_cli_print_error (error);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;

  rt_access_file_close_finish (run->file, result);
  g_main_loop_quit (run->loop);
}

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;

  rt_server_stop_finish (run->server, result);
  if (run->file != NULL)
    rt_access_file_close_async (run->file, on_closed, run);
  else
    g_main_loop_quit (run->loop);
}

/* With the sources gone the signals have their usual effect again: a second one ends the
 * program at once. */
static gboolean
on_signal (gpointer data)
{
  Run *run = data;

  g_source_destroy (run->interrupt);
  g_source_destroy (run->terminate);
  rt_server_stop_async (run->server, on_stopped, run);
  return G_SOURCE_REMOVE;
}

/* Where others can reach it. */
static void
note_addresses (RtServer *server, const char *bound, GTlsCertificate *certificate)
{
  g_auto (GStrv) hosts = rt_local_addresses_of (bound);
  g_autofree char *unnamed
      = certificate != NULL ? rt_local_addresses_find_unnamed (bound, certificate) : NULL;

  for (guint i = 0; hosts[i] != NULL; i++)
    {
      g_autofree char *address = rt_server_build_address_at (server, hosts[i]);

      /* Translators: %s is an address that begins with http. */
      rt_cli_note (_ ("Others can reach it at %s"), address);
    }
  if (unnamed != NULL)
    /* Translators: %s is the address of a computer. */
    rt_cli_note (_ ("The certificate is not for %s, so clients refuse it there"),
                 unnamed);
}

static void
run_until_signal (RtServer *server, RtAccessFile *file)
{
  g_autofree char *address = rt_server_build_address (server);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GSource) interrupt = g_unix_signal_source_new (SIGINT);
  g_autoptr (GSource) terminate = g_unix_signal_source_new (SIGTERM);
  Run run = { .server = server,
              .file = file,
              .loop = loop,
              .interrupt = interrupt,
              .terminate = terminate };

  g_signal_connect (server, "logged", G_CALLBACK (on_logged), &run);
  g_source_set_callback (interrupt, on_signal, &run, NULL);
  g_source_set_callback (terminate, on_signal, &run, NULL);
  g_source_attach (interrupt, NULL);
  g_source_attach (terminate, NULL);
  /* Not translated: programs read it. */
  g_print ("Serving %s\n", address);
  fflush (stdout);
  run.writer = rt_cli_writer_new ();
  g_main_loop_run (loop);
  rt_cli_writer_finish (run.writer);
  note_lost (&run);
}

static void
complain_of_start (const GError *error, const RtServerOptions *options)
{
  g_autoptr (RtPortOwner) owner = NULL;
  guint16 free_port;

  rt_cli_print_error (error);
  if (!g_error_matches (error, RT_ERROR, RT_ERROR_PORT_TAKEN))
    return;
  owner = rt_port_owner_find (options->port);
  if (owner != NULL)
    /* Translators: the first is the name of a program, the second the number of a process. */
    rt_cli_note (_ ("It is “%s”, process %d"), owner->name, owner->process);
  free_port = rt_listener_find_port (options->address, options->port);
  if (free_port != 0)
    /* Translators: the number of a port, twice; --port is to be typed as it is. */
    rt_cli_note (_ ("%u is free: --port %u"), free_port, free_port);
}

static gboolean
open_log (const char *path, RtAccessFile **file, GError **error)
{
  *file = rt_access_file_open (path, RT_ACCESS_FILE_LIMIT, error);
  if (*file != NULL)
    g_signal_connect (*file, "failed", G_CALLBACK (on_log_failed), NULL);
  return *file != NULL;
}

static int
serve (const RtCliServeOptions *self, const RtRecipe *recipe, RtFaultPlan *faults)
{
  g_autoptr (RtServer) server = rt_server_new ();
  g_autoptr (RtAccessFile) file = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autofree char *credentials = NULL;
  g_autoptr (GError) error = NULL;
  RtServerOptions options = {
    .recipe = recipe,
    .folder = rt_cli_serve_options_get_folder (self),
    .address = self->address,
    .port = self->port >= 0 ? (guint16)self->port : recipe->port,
    .n_workers = (guint)self->n_workers,
    .is_coded = self->gzip,
    .is_shared = self->cors,
    .faults = rt_fault_plan_get_length (faults) > 0 ? faults : NULL,
  };

  if (rt_fault_plan_has (faults, RT_FAULT_TLS_1_2))
    rt_tls_versions_limit_to_1_2 ();
  if (!find_certificate (self, faults, &certificate, &error)
      || !read_credentials (self, &credentials, &error)
      || (self->log != NULL && !open_log (self->log, &file, &error)))
    {
      rt_cli_print_error (error);
      return RT_EXIT_REFUSED;
    }
  options.certificate = certificate;
  options.credentials = credentials;
  if (self->port < 0 && certificate != NULL)
    options.port = RT_RECIPE_TLS_PORT;
  if (!rt_server_start (server, &options, &error))
    {
      complain_of_start (error, &options);
      return RT_EXIT_REFUSED;
    }
  note_addresses (server, self->address, certificate);
  run_until_signal (server, file);
  return rt_cli_finish (RT_EXIT_DONE);
}

/**
 * rt_cli_serve:
 * @arguments: the command's name and what follows it
 *
 * Runs “roundtrip-cli serve”.
 *
 * Returns: the exit status
 */
int
rt_cli_serve (GStrv *arguments)
{
  g_auto (RtCliServeOptions) options = { 0 };
  const RtRecipe *recipe = NULL;
  g_autoptr (RtFaultPlan) faults = NULL;
  g_autoptr (GError) error = NULL;

  if (rt_cli_serve_options_parse (&options, arguments, &error))
    {
      if (options.version)
        {
          rt_cli_print_version ();
          return RT_EXIT_DONE;
        }
      if (options.list)
        return list ();
      recipe = rt_recipe_find (options.recipe != NULL ? options.recipe : "files");
      faults = rt_cli_serve_options_check (&options, recipe, &error)
                   ? rt_cli_serve_options_read_faults (&options, &error)
                   : NULL;
      if (faults != NULL)
        return serve (&options, recipe, faults);
    }
  rt_cli_print_error (error);
  rt_cli_note (_ ("“%s --help” shows the options."), g_get_prgname ());
  return RT_EXIT_USAGE;
}
