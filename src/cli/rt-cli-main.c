/* The command-line program: finds the command and runs it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-command.h"
#include "cli/rt-cli-print.h"
#include "core/wire/rt-priority.h"
#include "core/wire/rt-tls-versions.h"

#include "rt-config.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static const RtCliCommand commands[] = {
  { "get", N_ ("Get a page or a file"), rt_cli_get },
  { "head", N_ ("Check whether pages are there, without getting them"), rt_cli_head },
  { "cookies", N_ ("See what becomes of cookies, and why"), rt_cli_cookies },
  { "form", N_ ("Show the forms of a page, fill one in and send it"), rt_cli_form },
  { "resume", N_ ("Download a file, or go on with what is there"), rt_cli_resume },
  { "agents", N_ ("See what browsers and robots send of themselves"), rt_cli_agents },
  { "serve", N_ ("Serve a folder, or a page to try things with"), rt_cli_serve },
};

static void
print_usage (GPrintFunc print)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, _ ("Usage: %s COMMAND [OPTION…] …"), "roundtrip-cli");
  g_string_append_printf (text, "\n\n%s\n", _ ("Commands:"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "  %-10s %s\n", commands[i].name,
                            _ (commands[i].summary));
  g_string_append_printf (
      text, "\n%s\n", _ ("“roundtrip-cli COMMAND --help” shows a command’s options."));
  print (text->str);
}

static void
print_to_stdout (const char *text)
{
  g_print ("%s", text);
}

static void
print_to_stderr (const char *text)
{
  g_printerr ("%s", text);
}

static const RtCliCommand *
find_command (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i].name, name) == 0)
      return &commands[i];
  return NULL;
}

/* Where one of the three standard streams is closed, the next file that is opened gets its
 * number, and what is printed goes there.  Nothing can be written to what holds the place:
 * that nobody hears us is still an error. */
static void
hold_standard_streams (void)
{
  int fd;

  do
    fd = open ("/dev/null", O_RDONLY);
  while (fd >= 0 && fd <= STDERR_FILENO);
  if (fd >= 0)
    close (fd);
}

int
main (int argc, char **argv)
{
  g_auto (GStrv) arguments = NULL;
  const RtCliCommand *command;
  const char *words = g_getenv ("ROUNDTRIP_LOCALE_DIR");
  g_autofree char *prgname = NULL;

  rt_tls_versions_limit ();
  rt_priority_prepare ();
  hold_standard_streams ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, words != NULL ? words : RT_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("roundtrip-cli");
  /* A reader that goes away is an error of the write, and no reason to die. */
  signal (SIGPIPE, SIG_IGN);

  if (argc < 2)
    {
      print_usage (print_to_stderr);
      return RT_EXIT_USAGE;
    }
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0)
    {
      print_usage (print_to_stdout);
      return rt_cli_finish (RT_EXIT_DONE);
    }
  if (strcmp (argv[1], "--version") == 0)
    {
      rt_cli_print_version ();
      return rt_cli_finish (RT_EXIT_DONE);
    }

  command = find_command (argv[1]);
  if (command == NULL)
    {
      rt_cli_complain (_ ("There is no command “%s”"), argv[1]);
      print_usage (print_to_stderr);
      return RT_EXIT_USAGE;
    }

  prgname = g_strdup_printf ("roundtrip-cli %s", command->name);
  g_set_prgname (prgname);
  arguments = g_strdupv (argv + 1);
  return command->run (&arguments);
}
