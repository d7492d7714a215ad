/* What went wrong, in words for people. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-words.h"

#include "cli/rt-cli-command.h"
#include "cli/rt-cli-print.h"
#include "core/wire/rt-error-words.h"

#include <glib/gi18n.h>

static RtErrorCode
code_of (const GError *error)
{
  if (error->domain == RT_ERROR)
    return (RtErrorCode)error->code;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return RT_ERROR_DISK_FULL;
  return error->domain == G_IO_ERROR || error->domain == G_FILE_ERROR ? RT_ERROR_FILE
                                                                      : RT_ERROR_OTHER;
}

static const char *
code_to_hint (RtErrorCode code)
{
  switch (code)
    {
    case RT_ERROR_BAD_ADDRESS:
      return _ ("Write an address such as www.example.org or http://localhost:8000/.");
    case RT_ERROR_BAD_FIELD:
      return _ ("A name is letters, digits and dashes; a value is a single line.");
    case RT_ERROR_BAD_FORM:
      return _ (
          "Without --send and the like it is shown which forms there are, what they "
          "take, and where they go.");
    case RT_ERROR_BAD_COMMAND:
    case RT_ERROR_PAGE_TOO_BIG:
    case RT_ERROR_OTHER:
      return NULL;
    case RT_ERROR_FILE_TOO_BIG:
      return _ ("No file of this kind is so long. Check that it is the right one.");
    case RT_ERROR_BAD_METALINK:
      return _ (
          "Such a file ends in .meta4 as a rule, and names files with their http or "
          "https addresses. Check that it is the right one.");
    case RT_ERROR_BAD_PROXY:
      return _ ("Write a proxy as http://proxy.example:3128 or socks5://127.0.0.1:1080, "
                "and exceptions as names, .domains and addresses.");
    case RT_ERROR_PROXY_SCRIPT:
      return _ ("Nothing was sent. Name the proxy itself with --proxy.");
    case RT_ERROR_PROXY_UNREACHABLE:
      return _ (
          "Nothing was sent. Check its name and port, and that it runs; --proxy none "
          "goes without it.");
    case RT_ERROR_PROXY_CERTIFICATE:
      return _ ("Nothing was sent. It is the proxy’s own, not the site’s; --pin and "
                "--cacert count for it, too.");
    case RT_ERROR_PROXY_LOGIN:
      return _ ("This is not the site’s doing. Put the name into --proxy, as in "
                "http://name@proxy.example:3128, and the password into "
                "ROUNDTRIP_PROXY_PASSWORD.");
    case RT_ERROR_PROXY_REFUSED:
      return _ ("This is not the site’s doing: the proxy lets you reach some sites and "
                "ports only. -v shows what it says.");
    case RT_ERROR_PROXY_NO_SITE:
      return _ (
          "It was the proxy that tried. The name may be wrong, or the site down; -v "
          "shows what it says.");
    case RT_ERROR_PROXY_ANSWER:
      return _ ("Another kind of server may listen at this port: check what the proxy "
                "speaks, http, https or socks5.");
    case RT_ERROR_NAME_NOT_FOUND:
      return _ ("Check the spelling, or name its address with --resolve.");
    case RT_ERROR_NAME_LOOKUP:
      return _ ("Check the network; the name servers gave no answer.");
    case RT_ERROR_REFUSED:
      return _ (
          "Nothing listens at this port. Check the port, and that the server runs.");
    case RT_ERROR_UNREACHABLE:
      return _ ("Check the network; -4 or -6 uses the one kind of address only.");
    case RT_ERROR_CONNECT_TIMEOUT:
      return _ ("The host may be down. Try again, or allow more time with "
                "--connect-timeout.");
    case RT_ERROR_IDLE_TIMEOUT:
      return _ ("Not a byte came for too long. Try again, or allow more time with "
                "--idle-timeout.");
    case RT_ERROR_TOTAL_TIMEOUT:
      return _ ("Allow more time with --max-time.");
    case RT_ERROR_RESET:
      return _ ("The server, or something between here and there, gave up. Try again.");
    case RT_ERROR_NO_ANSWER:
      return _ ("The server may expect another protocol, such as https, or may have "
                "crashed. Try again.");
    case RT_ERROR_NOT_HTTP:
      return _ (
          "Another kind of server may listen at this port; -v shows what was sent.");
    case RT_ERROR_ONLY_HTTP2:
      return _ (
          "Roundtrip speaks HTTP/1.1, as nearly every server does besides. Ask for the "
          "file at another address, or by another client.");
    case RT_ERROR_HEAD_TOO_BIG:
      return _ ("More than 256 KiB of fields came. The server is at fault.");
    case RT_ERROR_BAD_LENGTH:
      return _ ("Content-Length is no number, or names two. The server is at fault.");
    case RT_ERROR_BAD_CHUNK:
      return _ ("A chunk size is no number. The server is at fault.");
    case RT_ERROR_BODY_CUT:
      return _ ("The connection ended before the announced end. Try again.");
    case RT_ERROR_BAD_CODING:
      return _ ("--raw gives the body as it was received.");
    case RT_ERROR_BOMB:
      return _ ("A small file that grows this much may be made to fill the disk. --raw "
                "gives the body as it was received.");
    case RT_ERROR_CERTIFICATE:
      return _ ("Nothing was sent. Look at the certificate before you trust it.");
    case RT_ERROR_TLS_TOO_OLD:
      return _ ("Nothing was sent. TLS below 1.2 is refused; the server has to be "
                "updated.");
    case RT_ERROR_NOT_TLS:
      return _ ("If the server is plain, write http:// in the address.");
    case RT_ERROR_CLIENT_CERTIFICATE:
      return _ ("Roundtrip has none to show. Only programs that were given one for this "
                "server are let in.");
    case RT_ERROR_TLS:
      return _ (
          "Nothing was sent. The two sides share no version or cipher, or something "
          "between them interferes.");
    case RT_ERROR_REDIRECT_LIMIT:
      return _ ("-v shows the way so far; --max-redirects raises the limit.");
    case RT_ERROR_REDIRECT_LOOP:
      return _ ("-v shows the circle. A missing cookie is often the cause.");
    case RT_ERROR_DISK_FULL:
      return _ ("Make room, then try again.");
    case RT_ERROR_FILE:
      return _ ("Check that the file exists and that you may use it.");
    case RT_ERROR_PORT_TAKEN:
      return _ ("Use another port, or 0 for any that is free.");
    case RT_ERROR_PORT_FORBIDDEN:
      return _ ("Ports below 1024 belong to root. Use one from 1024 on.");
    case RT_ERROR_NO_CERTIFICATE:
      return _ ("A PEM file with a certificate, or a PKCS #12 file, is needed.");
    case RT_ERROR_NO_KEY:
      return _ ("Name the file that holds it, too, or a file that holds both.");
    case RT_ERROR_WRONG_KEY:
      return _ ("Use the key that this certificate was made with.");
    case RT_ERROR_KEY_LOCKED:
      return _ ("Give the password that the file was saved with.");
    case RT_ERROR_KEY_EXPOSED:
      return _ (
          "Make the file readable by yourself only (chmod 600). If somebody may have "
          "read it already, delete it, and a new one is made.");
    case RT_ERROR_BAD_RANGE:
      return _ (
          "“roundtrip-cli get” gets the file in one piece. The server is at fault.");
    case RT_ERROR_STATUS:
      return _ (
          "Check the address; “roundtrip-cli get” shows the page that the server sent.");
    case RT_ERROR_REMOTE_CHANGED:
      return _ ("What is on disk is kept. “--if-changed restart” gets the new file.");
    case RT_ERROR_WRONG_DIGEST:
    case RT_ERROR_DAMAGED:
      return _ (
          "The file is damaged, or another one, or the digest is not its. What came "
          "is kept: remove it to fetch the file anew.");
    case RT_ERROR_LINK_EXPIRED:
      return _ ("What is on disk is kept. Get a new link and run the command with it, "
                "and with the same -o FILE: it goes on where it stopped.");
    case RT_ERROR_LONG_WAIT:
      return _ ("What is on disk is kept. Run the command again later.");
    case RT_ERROR_IN_USE:
      return _ ("Wait for the other program to end, or stop it.");
    }
  g_return_val_if_reached (NULL);
}

/**
 * rt_cli_print_error:
 * @error: what went wrong
 *
 * Says on standard error what happened, the particulars, and what to do about it.
 */
void
rt_cli_print_error (const GError *error)
{
  const char *hint = code_to_hint (code_of (error));

  if (error->domain == G_OPTION_ERROR)
    {
      rt_cli_complain ("%s", error->message);
      return;
    }
  rt_cli_complain ("%s", _ (rt_error_code_to_title (code_of (error))));
  /* What is wrong with a certificate, nobody says better than we do below. */
  if (!g_error_matches (error, RT_ERROR, RT_ERROR_CERTIFICATE))
    /* Translators: %s is a message for the log, mostly in English. */
    rt_cli_note (_ ("In detail: %s"), error->message);
  if (hint != NULL)
    rt_cli_note ("%s", hint);
}

/**
 * rt_cli_complain_of_usage:
 * @error: what is wrong with the command line
 *
 * Says so, and where help is.
 *
 * Returns: the exit status
 */
int
rt_cli_complain_of_usage (const GError *error)
{
  rt_cli_print_error (error);
  rt_cli_note (_ ("“%s --help” shows the options."), g_get_prgname ());
  return RT_EXIT_USAGE;
}

static char *
format_date (GDateTime *date)
{
  return date != NULL ? g_date_time_format (date, "%Y-%m-%d %H:%M:%S UTC")
                      : g_strdup ("?");
}

static void
print_certificate (const RtTlsInfo *tls)
{
  const RtCertificate *leaf;
  g_autofree char *not_before = NULL;
  g_autofree char *not_after = NULL;
  g_autofree char *names = NULL;

  for (guint bit = 0; bit < 8; bit++)
    {
      const char *text
          = (tls->errors & (1u << bit)) != 0 ? rt_tls_flag_to_sentence (1u << bit) : NULL;

      if (text != NULL)
        rt_cli_note ("%s", _ (text));
    }
  if (tls->certificates->len == 0)
    return;

  leaf = g_ptr_array_index (tls->certificates, 0);
  not_before = format_date (leaf->not_before);
  not_after = format_date (leaf->not_after);
  names = g_strjoinv (", ", leaf->sans);
  rt_cli_note (_ ("Subject:  %s"), leaf->subject);
  rt_cli_note (_ ("Names:    %s"), names);
  rt_cli_note (_ ("Issuer:   %s"), leaf->issuer);
  rt_cli_note (_ ("Valid:    %s to %s"), not_before, not_after);
  rt_cli_note (_ ("SHA-256:  %s"), leaf->sha256);
  rt_cli_note (_ ("To accept this very certificate for one request, add:"));
  rt_cli_note ("--pin %s", leaf->sha256);
}

/**
 * rt_cli_print_failure:
 * @exchange: an exchange that has failed
 *
 * Says on standard error what happened. A certificate that was refused is described in
 * full, with what to write to accept it.
 */
void
rt_cli_print_failure (RtExchange *exchange)
{
  const GError *error = rt_exchange_get_error (exchange);
  RtHop *hop = rt_exchange_get_last_hop (exchange);
  const RtTlsInfo *tls = hop != NULL ? rt_hop_get_report (hop)->tls : NULL;

  rt_cli_print_error (error);
  if (g_error_matches (error, RT_ERROR, RT_ERROR_CERTIFICATE) && tls != NULL)
    print_certificate (tls);
}

/**
 * rt_cli_print_stop:
 * @exchange: an exchange that is over
 *
 * Says on standard error why a redirect was not followed, where the user has not asked
 * for that.
 *
 * Returns: %TRUE if the answer is not what was asked for because of it
 */
gboolean
rt_cli_print_stop (RtExchange *exchange)
{
  RtRequest *next = rt_exchange_get_next (exchange);
  g_autofree char *where = next != NULL ? rt_request_dup_address (next) : NULL;

  switch (rt_exchange_get_stop (exchange))
    {
    case RT_STOP_NONE:
    case RT_STOP_NOT_FOLLOWED:
    case RT_STOP_LIMIT: /* these two are errors and told as such */
    case RT_STOP_LOOP:
      return FALSE;
    case RT_STOP_NO_LOCATION:
      rt_cli_complain (_ ("The server redirects but does not say where to"));
      return FALSE;
    case RT_STOP_BAD_LOCATION:
      rt_cli_complain (_ ("The server redirects to an address that makes no sense"));
      return TRUE;
    case RT_STOP_SCHEME:
      rt_cli_complain (
          _ ("The server redirects to an address that is not http or https"));
      return TRUE;
    case RT_STOP_DOWNGRADE:
      rt_cli_complain (_ ("The server redirects from https to plain http"));
      break;
    case RT_STOP_RESEND:
      rt_cli_complain (_ ("The server redirects the data to another site"));
      break;
    }
  if (where != NULL)
    rt_cli_note (_ ("It was not followed. If that is what you want, ask for %s"), where);
  return TRUE;
}
