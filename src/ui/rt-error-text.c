/* What went wrong, and what to do about it, in words for people. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-error-text.h"

#include "core/wire/rt-error-words.h"

#include <glib/gi18n.h>

static RtErrorCode
code_of (const GError *error)
{
  return error->domain == RT_ERROR ? (RtErrorCode)error->code : RT_ERROR_OTHER;
}

/* The titles that name the host. */
static char *
dup_title_with_host (RtErrorCode code, const char *host)
{
  switch (code)
    {
    case RT_ERROR_NAME_NOT_FOUND:
      /* Translators: %s is the name of a host. */
      return g_strdup_printf (_ ("There is no host called “%s”"), host);
    case RT_ERROR_NAME_LOOKUP:
      /* Translators: %s is the name of a host. */
      return g_strdup_printf (_ ("The name “%s” could not be looked up"), host);
    case RT_ERROR_REFUSED:
      /* Translators: %s is the name of a host. */
      return g_strdup_printf (_ ("%s refused the connection"), host);
    case RT_ERROR_UNREACHABLE:
      /* Translators: %s is the name of a host. */
      return g_strdup_printf (_ ("There is no way to %s from here"), host);
    case RT_ERROR_CONNECT_TIMEOUT:
      /* Translators: %s is the name of a host. */
      return g_strdup_printf (_ ("%s did not take the connection in time"), host);
    case RT_ERROR_IDLE_TIMEOUT:
      /* Translators: %s is the name of a host. */
      return g_strdup_printf (_ ("%s fell silent"), host);
    case RT_ERROR_RESET:
      /* Translators: %s is the name of a host. */
      return g_strdup_printf (_ ("%s broke the connection"), host);
    case RT_ERROR_NO_ANSWER:
      /* Translators: %s is the name of a host. */
      return g_strdup_printf (_ ("%s closed the connection without an answer"), host);
    case RT_ERROR_CERTIFICATE:
      /* Translators: %s is the name of a host. */
      return g_strdup_printf (_ ("The certificate of %s is not trusted"), host);
    case RT_ERROR_TLS_TOO_OLD:
      /* Translators: %s is the name of a host. */
      return g_strdup_printf (_ ("%s only speaks TLS that is too old to be safe"), host);
    case RT_ERROR_NOT_TLS:
      /* Translators: %s is the name of a host. */
      return g_strdup_printf (_ ("%s does not speak TLS at this port"), host);
    case RT_ERROR_CLIENT_CERTIFICATE:
      /* Translators: %s is the name of a host. */
      return g_strdup_printf (_ ("%s asks for a certificate of yours"), host);
    case RT_ERROR_TLS:
      /* Translators: %s is the name of a host. */
      return g_strdup_printf (_ ("No secure connection to %s could be agreed on"), host);
    case RT_ERROR_BAD_ADDRESS:
    case RT_ERROR_BAD_FIELD:
    case RT_ERROR_BAD_FORM:
    case RT_ERROR_BAD_COMMAND:
    case RT_ERROR_TOTAL_TIMEOUT:
    case RT_ERROR_NOT_HTTP:
    case RT_ERROR_ONLY_HTTP2:
    case RT_ERROR_HEAD_TOO_BIG:
    case RT_ERROR_BAD_LENGTH:
    case RT_ERROR_BAD_CHUNK:
    case RT_ERROR_BODY_CUT:
    case RT_ERROR_BAD_CODING:
    case RT_ERROR_BOMB:
    case RT_ERROR_REDIRECT_LIMIT:
    case RT_ERROR_REDIRECT_LOOP:
    case RT_ERROR_PORT_TAKEN:
    case RT_ERROR_PORT_FORBIDDEN:
    case RT_ERROR_DISK_FULL:
    case RT_ERROR_FILE:
    case RT_ERROR_NO_CERTIFICATE:
    case RT_ERROR_NO_KEY:
    case RT_ERROR_WRONG_KEY:
    case RT_ERROR_KEY_LOCKED:
    case RT_ERROR_KEY_EXPOSED:
    case RT_ERROR_BAD_RANGE:
    case RT_ERROR_STATUS:
    case RT_ERROR_REMOTE_CHANGED:
    case RT_ERROR_LINK_EXPIRED:
    case RT_ERROR_WRONG_DIGEST:
    case RT_ERROR_DAMAGED:
    case RT_ERROR_LONG_WAIT:
    case RT_ERROR_IN_USE:
    case RT_ERROR_PAGE_TOO_BIG:
    case RT_ERROR_FILE_TOO_BIG:
    case RT_ERROR_BAD_METALINK:
    case RT_ERROR_BAD_PROXY:
    case RT_ERROR_PROXY_SCRIPT:
    case RT_ERROR_PROXY_UNREACHABLE:
    case RT_ERROR_PROXY_CERTIFICATE:
    case RT_ERROR_PROXY_LOGIN:
    case RT_ERROR_PROXY_REFUSED:
    case RT_ERROR_PROXY_NO_SITE:
    case RT_ERROR_PROXY_ANSWER:
    case RT_ERROR_OTHER:
      return NULL;
    }
  g_return_val_if_reached (NULL);
}

static const char *
code_to_hint (RtErrorCode code)
{
  switch (code)
    {
    case RT_ERROR_BAD_ADDRESS:
      return _ ("Type an address such as www.example.org or http://localhost:8000/.");
    case RT_ERROR_BAD_FORM:
      return _ ("This form closes a dialog of its page, or does not go to an address of "
                "HTTP: nothing is sent.");
    case RT_ERROR_BAD_FIELD:
      return _ ("A name is letters, digits and dashes; a value is a single line.");
    case RT_ERROR_BAD_COMMAND:
      return _ ("Paste a whole curl command, from “curl” to its end.");
    case RT_ERROR_NAME_NOT_FOUND:
      return _ ("Check the spelling of the address.");
    case RT_ERROR_NAME_LOOKUP:
      return _ ("Check the network; the name servers gave no answer.");
    case RT_ERROR_REFUSED:
      return _ (
          "Nothing listens at this port. Check the port, and that the server runs.");
    case RT_ERROR_UNREACHABLE:
      return _ ("Check the network, and whether the address is of a kind that works here "
                "(IPv4 or IPv6).");
    case RT_ERROR_CONNECT_TIMEOUT:
      return _ ("The host may be down, or a firewall swallows the packets. Try again, or "
                "allow more time under More Options.");
    case RT_ERROR_IDLE_TIMEOUT:
      return _ ("Not a byte came for too long. Try again, or allow more time under More "
                "Options.");
    case RT_ERROR_TOTAL_TIMEOUT:
      return _ ("What came until then is kept. Allow more time under More Options.");
    case RT_ERROR_RESET:
      return _ ("The server, or something between here and there, gave up. Try again.");
    case RT_ERROR_NO_ANSWER:
      return _ ("The server may expect another protocol, such as https, or may have "
                "crashed. Try again.");
    case RT_ERROR_NOT_HTTP:
      return _ (
          "Another kind of server may listen at this port. Raw shows what it sent.");
    case RT_ERROR_ONLY_HTTP2:
      return _ (
          "Roundtrip speaks HTTP/1.1, as nearly every server does besides. Ask for the "
          "file at another address, or by another client.");
    case RT_ERROR_HEAD_TOO_BIG:
      return _ ("More than 256 KiB of fields came. Raw shows how they begin.");
    case RT_ERROR_BAD_LENGTH:
      return _ ("Content-Length is no number, or names two. The server is at fault; Raw "
                "shows what it sent.");
    case RT_ERROR_BAD_CHUNK:
      return _ ("A chunk size is no number. The server is at fault; what came until then "
                "is kept, and Raw shows it.");
    case RT_ERROR_BODY_CUT:
      return _ ("The connection ended before the announced end. What came is kept; try "
                "again for the rest.");
    case RT_ERROR_BAD_CODING:
      return _ ("What could be decoded is kept; Raw shows the bytes as they came.");
    case RT_ERROR_BOMB:
      return _ ("It stopped at 100 MB, because a small file that grows this much may be "
                "made to fill the disk.");
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
      return _ ("Hops shows the way so far. The limit can be raised under More Options.");
    case RT_ERROR_REDIRECT_LOOP:
      return _ ("Hops shows the circle. A missing cookie is often the cause.");
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
      return _ ("The server is at fault. The Download page gets the file in one piece.");
    case RT_ERROR_STATUS:
      return _ ("Check the address; the Download page shows what the server sent.");
    case RT_ERROR_REMOTE_CHANGED:
      return _ ("What is on disk is kept.");
    case RT_ERROR_WRONG_DIGEST:
      return _ (
          "The file is damaged, or another one, or the digest is not its. What came "
          "is kept: remove it to fetch the file anew.");
    case RT_ERROR_DAMAGED:
      return _ ("Download it again: the new file gets a name of its own, and this one "
                "stays.");
    case RT_ERROR_LINK_EXPIRED:
      return _ ("What is on disk is kept. With a new link it goes on where it stopped.");
    case RT_ERROR_LONG_WAIT:
      return _ ("What is on disk is kept. Try again later.");
    case RT_ERROR_IN_USE:
      return _ ("Wait for the other download to end, or stop it.");
    case RT_ERROR_PAGE_TOO_BIG:
      return _ ("It takes more memory or time than any page should. Enter the names and "
                "values of the fields by hand.");
    case RT_ERROR_FILE_TOO_BIG:
      return _ ("No file of this kind is so long. Check that it is the right one.");
    case RT_ERROR_BAD_METALINK:
      return _ (
          "Such a file ends in .meta4 as a rule, and names files with their http or "
          "https addresses. Check that it is the right one.");
    case RT_ERROR_BAD_PROXY:
      return _ ("Write a proxy as proxy.example:3128, and exceptions as names, .domains "
                "and addresses.");
    case RT_ERROR_PROXY_SCRIPT:
      return NULL; /* the message says which of the many reasons it is */
    case RT_ERROR_PROXY_UNREACHABLE:
      return _ ("Nothing was sent. Check the name and the port of the proxy, and that it "
                "runs.");
    case RT_ERROR_PROXY_CERTIFICATE:
      return _ ("Nothing was sent. It is the proxy’s own certificate, not the site’s.");
    case RT_ERROR_PROXY_LOGIN:
      return _ (
          "This is not the site’s doing. Send the request again, or from the Download "
          "page, to be asked for the user name and the password of the proxy.");
    case RT_ERROR_PROXY_REFUSED:
      return _ ("This is not the site’s doing: the proxy lets you reach some sites and "
                "ports only.");
    case RT_ERROR_PROXY_NO_SITE:
      return _ ("It was the proxy that tried. The name may be wrong, or the site down.");
    case RT_ERROR_PROXY_ANSWER:
      return _ ("Another kind of server may listen at this port: check what the proxy "
                "speaks.");
    case RT_ERROR_OTHER:
      return NULL;
    }
  g_return_val_if_reached (NULL);
}

/**
 * rt_error_dup_title:
 * @error: what went wrong, of whatever domain
 * @host: (nullable): the host that it went wrong with
 *
 * Says what happened.
 *
 * Returns: (transfer full): a sentence without full stop
 */
char *
rt_error_dup_title (const GError *error, const char *host)
{
  char *title = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup (_ ("Cancelled"));
  if (host != NULL)
    title = dup_title_with_host (code_of (error), host);
  return title != NULL ? title : g_strdup (_ (rt_error_code_to_title (code_of (error))));
}

/**
 * rt_error_dup_hint:
 * @error: what went wrong, of whatever domain
 *
 * Says what a person can do about it.  Where nothing better is known, it is the message
 * that came with the error.
 *
 * Returns: (transfer full) (nullable): one or two sentences
 */
char *
rt_error_dup_hint (const GError *error)
{
  const char *hint;

  g_return_val_if_fail (error != NULL, NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return NULL;
  hint = code_to_hint (code_of (error));
  return g_strdup (hint != NULL ? hint : error->message);
}
