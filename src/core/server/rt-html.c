/* The small pages that servers make while they run. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-html.h"

#include <string.h>

/**
 * rt_html_begin:
 * @title: plain text
 *
 * Begins a page, which says its title at the top.
 *
 * Returns: (transfer full): the page, to be gone on with
 */
GString *
rt_html_begin (const char *title)
{
  GString *html = g_string_new (
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta name=\"viewport\" "
      "content=\"width=device-width\">\n"
      "<style>body { font-family: sans-serif; margin: 2em; } td, th { padding: 0.2em 1em "
      "0.2em 0; text-align: left; vertical-align: top; } code { overflow-wrap: anywhere; "
      "} "
      ":root { color-scheme: light dark; }</style>\n<title>");

  rt_html_append_text (html, title);
  g_string_append (html, "</title>\n</head>\n<body>\n<h1>");
  rt_html_append_text (html, title);
  g_string_append (html, "</h1>\n");
  return html;
}

/**
 * rt_html_append_text:
 * @html: a page
 * @text: any bytes
 *
 * Adds @text as text, whatever it holds.  Bytes that are no UTF-8 are shown as U+FFFD.
 */
void
rt_html_append_text (GString *html, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *escaped = g_markup_escape_text (valid, -1);

  g_string_append (html, escaped);
}

/**
 * rt_html_append_bytes:
 * @html: a page
 * @bytes: any bytes, NUL among them
 *
 * Adds @bytes as text, as rt_html_append_text() does.
 */
void
rt_html_append_bytes (GString *html, GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *valid = g_utf8_make_valid (data, (gssize)size);

  rt_html_append_text (html, valid);
}

/**
 * rt_html_end:
 * @html: (transfer full): a page
 * @status: of the answer
 *
 * Ends the page.  It was made for this client at this moment, so nobody may keep it, and
 * it may load nothing and run nothing.
 *
 * Returns: (transfer full): the answer
 */
RtAnswer *
rt_html_end (GString *html, guint status)
{
  RtAnswer *answer = rt_answer_new (status);
  g_autoptr (GBytes) bytes = NULL;

  g_string_append (html, "</body>\n</html>\n");
  bytes = g_string_free_to_bytes (html);
  rt_answer_set_type (answer, "text/html; charset=utf-8");
  rt_answer_set (answer, "Cache-Control", "no-store");
  rt_answer_set (answer, "Referrer-Policy", "same-origin");
  rt_answer_set (answer, "Content-Security-Policy",
                 "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
                 "form-action 'self'; frame-ancestors 'none'");
  rt_answer_add_bytes (answer, bytes);
  return answer;
}
