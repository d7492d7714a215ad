/* What a server is, and how it is doing, in words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/servers/rt-server-words.h"

#include "core/server/rt-local-addresses.h"
#include "core/wire/rt-certificate.h"
#include "core/wire/rt-error.h"
#include "ui/rt-error-text.h"
#include "ui/rt-format.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

/**
 * rt_server_words_dup_title:
 * @settings: of a server
 *
 * Returns: (transfer full): what to call it
 */
char *
rt_server_words_dup_title (const RtServerSettings *settings)
{
  const char *title = _ (settings->recipe->title);

  if (settings->title != NULL)
    return g_strdup (settings->title);
  if (settings->is_trial)
    /* Translators: %s is what a server is called; it was started by “Try It Here”. */
    return g_strdup_printf (_ ("%s, to try out"), title);
  /* Translators: %s is what a server is called; it speaks TLS. */
  return settings->is_secure ? g_strdup_printf (_ ("%s (TLS)"), title) : g_strdup (title);
}

/**
 * rt_server_words_dup_folder:
 * @path: a folder
 *
 * Returns: (transfer full): the same for people, with `~` for the user's home
 */
char *
rt_server_words_dup_folder (const char *path)
{
  const char *home = g_get_home_dir ();
  gsize length = strlen (home);
  g_autofree char *name = g_filename_display_name (path);

  if (length > 1 && g_str_has_prefix (name, home)
      && (name[length] == '\0' || name[length] == '/'))
    return g_strconcat ("~", name + length, NULL);
  return g_steal_pointer (&name);
}

static char *
dup_content (const RtServerSettings *settings)
{
  g_autofree char *folder = NULL;

  if (!settings->recipe->has_folder)
    return g_strdup (_ (settings->recipe->summary));
  if (settings->folder == NULL)
    return g_strdup (_ ("No folder is chosen yet"));
  folder = rt_server_words_dup_folder (settings->folder);
  /* Translators: %s is the path of a folder. */
  return g_strdup_printf (_ ("Folder %s"), folder);
}

static char *
dup_certificate (RtRackServer *server)
{
  const RtServerLaunch *launch = rt_rack_server_get_launch (server);
  g_autoptr (RtCertificate) certificate = launch != NULL && launch->certificate != NULL
                                              ? rt_certificate_new (launch->certificate)
                                              : NULL;
  g_autofree char *date = NULL;

  if (certificate == NULL || certificate->not_after == NULL)
    return NULL;
  date = rt_format_date (certificate->not_after);
  /* Translators: %s is a date. */
  return g_strdup_printf (_ ("certificate valid until %s"), date);
}

/* NULL: there is none. */
static char *
dup_faults (const RtServerSettings *settings)
{
  guint n = settings->faults != NULL ? g_strv_length (settings->faults) : 0;

  return n > 0 ? g_strdup_printf (ngettext ("%u fault", "%u faults", n), n) : NULL;
}

/**
 * rt_server_words_dup_facts:
 * @server: a server
 *
 * Returns: (transfer full): what it serves, and how, in one line
 */
char *
rt_server_words_dup_facts (RtRackServer *server)
{
  const RtServerSettings *settings = rt_rack_server_get_settings (server);
  g_autoptr (GStrvBuilder) facts = g_strv_builder_new ();
  g_autofree char *content = dup_content (settings);
  g_autofree char *port = settings->port == 0
                              ? g_strdup (_ ("any free port"))
                              /* Translators: %u is the number of a port. */
                              : g_strdup_printf (_ ("port %u"), settings->port);
  g_autofree char *certificate = dup_certificate (server);
  g_autofree char *faults = dup_faults (settings);
  g_auto (GStrv) words = NULL;

  g_strv_builder_add (facts, content);
  g_strv_builder_add (facts, port);
  if (settings->is_trial)
    g_strv_builder_add (facts, _ ("gone when Roundtrip ends"));
  if (settings->is_secure)
    g_strv_builder_add (facts, "TLS");
  if (settings->is_coded && !settings->recipe->is_coded)
    g_strv_builder_add (facts, _ ("compressed where accepted"));
  if (settings->is_shared)
    g_strv_builder_add (facts, _ ("open to other sites"));
  if (faults != NULL)
    g_strv_builder_add (facts, faults);
  if (certificate != NULL)
    g_strv_builder_add (facts, certificate);
  words = g_strv_builder_end (facts);
  /* Where the line is broken, the dot stays at its end. */
  return g_strjoinv ("\302\240· ", words);
}

static char *
dup_audience (const RtServerSettings *settings)
{
  g_autofree char *folder = NULL;

  if (settings->folder == NULL)
    return g_strdup (_ ("Everyone on your network can use this server."));
  folder = rt_server_words_dup_folder (settings->folder);
  /* Translators: %s is the path of a folder. */
  return g_strdup_printf (_ ("Everyone on your network can read what is in %s."), folder);
}

/* NULL: as long as it runs. */
static char *
dup_curfew (RtRackServer *server)
{
  gint64 due_us = rt_rack_server_get_curfew (server);
  g_autoptr (GDateTime) due
      = due_us != 0 ? g_date_time_new_from_unix_local (due_us / G_USEC_PER_SEC) : NULL;
  g_autofree char *moment = due != NULL ? rt_format_moment (due) : NULL;

  /* Translators: %s is a date and a time. */
  return moment != NULL
             ? g_strdup_printf (_ ("From %s on, only this computer can."), moment)
             : NULL;
}

static char *
dup_port_trouble (RtRackServer *server)
{
  const RtPortOwner *owner = rt_rack_server_get_launch (server)->owner;
  guint port = rt_rack_server_get_settings (server)->port;

  if (owner == NULL)
    /* Translators: %u is the number of a port. */
    return g_strdup_printf (_ ("Another program uses port %u."), port);
  if (owner->process == getpid ())
    /* Translators: %u is the number of a port. */
    return g_strdup_printf (_ ("Another of your servers here uses port %u."), port);
  /* Translators: a program, the number of its process, the number of a port. */
  return g_strdup_printf (_ ("“%s” (process %d) uses port %u."), owner->name,
                          owner->process, port);
}

/**
 * rt_server_words_dup_error:
 * @error: what went wrong
 *
 * Returns: (transfer full): what happened, and what to do about it
 */
char *
rt_server_words_dup_error (const GError *error)
{
  g_autofree char *title = rt_error_dup_title (error, NULL);
  g_autofree char *hint = rt_error_dup_hint (error);

  return g_strdup_printf ("%s. %s", title, hint);
}

/**
 * rt_server_words_dup_trouble:
 * @server: a server that failed to start
 *
 * Returns: (transfer full): why, and what to do about it
 */
char *
rt_server_words_dup_trouble (RtRackServer *server)
{
  const GError *error = rt_rack_server_get_error (server);

  return g_error_matches (error, RT_ERROR, RT_ERROR_PORT_TAKEN)
             ? dup_port_trouble (server)
             : rt_server_words_dup_error (error);
}

static void
add_flaws (GStrvBuilder *sentences, RtServerPemFlaws flaws)
{
  static const struct
  {
    RtServerPemFlaws flaw;
    const char *words;
  } table[] = {
    { RT_SERVER_PEM_EXPIRED, N_ ("The certificate has expired.") },
    { RT_SERVER_PEM_NOT_YET_VALID, N_ ("The certificate is not valid yet.") },
    { RT_SERVER_PEM_NO_NAMES,
      N_ ("The certificate names no host that clients look at.") },
    { RT_SERVER_PEM_WEAK_KEY, N_ ("Its key is too short for clients of today.") },
    { RT_SERVER_PEM_WEAK_SIGNATURE,
      N_ ("Its signature is too weak for clients of today.") },
    { RT_SERVER_PEM_KEY_EXPOSED, N_ ("Others on this computer could read the key in the "
                                     "file that it came from.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if ((flaws & table[i].flaw) != 0)
      g_strv_builder_add (sentences, _ (table[i].words));
}

/**
 * rt_server_words_dup_flaws:
 * @flaws: of a certificate from a file
 *
 * Returns: (transfer full) (nullable): what is wrong with it; %NULL if nothing is
 */
char *
rt_server_words_dup_flaws (RtServerPemFlaws flaws)
{
  g_autoptr (GStrvBuilder) sentences = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  add_flaws (sentences, flaws);
  words = g_strv_builder_end (sentences);
  return words[0] != NULL ? g_strjoinv ("\n", words) : NULL;
}

/* Clients say no more than that the certificate is wrong. */
static char *
dup_unnamed (const RtServerLaunch *launch)
{
  g_autofree char *address = NULL;

  if (launch->certificate == NULL || !launch->settings->is_visible)
    return NULL;
  address = rt_local_addresses_find_unnamed ("*", launch->certificate);
  /* Translators: %s is the address of a computer. */
  return address != NULL ? g_strdup_printf (
             _ ("The certificate is not for %s, so clients refuse it there."), address)
                         : NULL;
}

static char *
dup_log_trouble (const RtServerLaunch *launch)
{
  const GError *error = launch->log_error;
  g_autofree char *title = error != NULL ? rt_error_dup_title (error, NULL) : NULL;

  /* Translators: %s is what happened when lines of a log were written to disk. */
  return title != NULL ? g_strdup_printf (_ ("The log file is missing lines: %s."), title)
                       : NULL;
}

/**
 * rt_server_words_dup_warning:
 * @server: a server
 *
 * Returns: (transfer full): who can read what, if that is more than this computer, what is
 *   wrong with its certificate, and why its log is not whole; "" if there is nothing to say,
 *   or it does not run
 */
char *
rt_server_words_dup_warning (RtRackServer *server)
{
  const RtServerSettings *settings = rt_rack_server_get_settings (server);
  const RtServerLaunch *launch = rt_rack_server_get_launch (server);
  g_autoptr (GStrvBuilder) sentences = g_strv_builder_new ();
  g_autofree char *audience = dup_audience (settings);
  g_autofree char *curfew = dup_curfew (server);
  g_autofree char *unnamed = NULL;
  g_autofree char *log_trouble = NULL;
  g_auto (GStrv) words = NULL;

  if (launch == NULL)
    return g_strdup ("");
  unnamed = dup_unnamed (launch);
  log_trouble = dup_log_trouble (launch);
  if (settings->is_visible)
    g_strv_builder_add (sentences, audience);
  if (curfew != NULL)
    g_strv_builder_add (sentences, curfew);
  add_flaws (sentences, launch->flaws);
  if (unnamed != NULL)
    g_strv_builder_add (sentences, unnamed);
  if (log_trouble != NULL)
    g_strv_builder_add (sentences, log_trouble);
  words = g_strv_builder_end (sentences);
  return g_strjoinv ("\n", words);
}

/**
 * rt_server_words_dup_speed:
 * @bytes_per_s: how fast a server sends
 *
 * Returns: (transfer full): such as "1.2 MB/s"
 */
char *
rt_server_words_dup_speed (double bytes_per_s)
{
  g_autofree char *size = g_format_size ((guint64)bytes_per_s);

  /* Translators: %s is a size; it is sent in each second. */
  return g_strdup_printf (_ ("%s/s"), size);
}

/**
 * rt_server_words_dup_rate:
 * @requests_per_s: how busy a server is
 *
 * Returns: (transfer full): such as "42 requests/s"
 */
char *
rt_server_words_dup_rate (double requests_per_s)
{
  gulong rounded = (gulong)(requests_per_s + 0.5);
  g_autofree char *count = rt_format_count (rounded);

  /* Translators: %s is a number of requests in each second. */
  return g_strdup_printf (ngettext ("%s request/s", "%s requests/s", rounded), count);
}

/**
 * rt_server_words_dup_traffic:
 * @requests_per_s: over the last second
 * @counts: since the server was started
 *
 * Returns: (transfer full): how busy the server is, such as "42 requests/s · 1.2 MB sent"
 */
char *
rt_server_words_dup_traffic (double requests_per_s, const RtServerCounts *counts)
{
  g_autofree char *size = g_format_size (counts->body_bytes);
  g_autofree char *rate = NULL;

  if (requests_per_s >= 0.5)
    rate = rt_server_words_dup_rate (requests_per_s);
  else if (counts->n_running > 0)
    rate = g_strdup_printf (ngettext ("%u transfer", "%u transfers", counts->n_running),
                            counts->n_running);
  else
    rate = g_strdup (_ ("idle"));
  /* Translators: how busy a server is, and how many bytes it has sent. */
  return g_strdup_printf (_ ("%s · %s sent"), rate, size);
}
