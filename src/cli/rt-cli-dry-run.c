/* A request that is printed in place of being sent. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-dry-run.h"

#include "core/http/rt-body-parts.h"

#include <stdio.h>

static gboolean
print_parts (GPtrArray *parts, GError **error)
{
  goffset length;
  g_autoptr (GInputStream) body = rt_body_parts_open (parts, &length, error);
  char buffer[65536];
  gssize n = -1;

  while (body != NULL
         && (n = g_input_stream_read (body, buffer, sizeof buffer, NULL, error)) > 0)
    fwrite (buffer, 1, n, stdout);
  return n == 0;
}

/**
 * rt_cli_dry_run_print:
 * @request: a request that is not sent
 * @error: return location for a #GError, or %NULL
 *
 * Prints what would be sent, to the byte.
 *
 * Errors: of a file that cannot be read
 *
 * Returns: %TRUE if it was printed
 */
gboolean
rt_cli_dry_run_print (RtRequest *request, GError **error)
{
  GBytes *body = rt_request_get_body (request);
  GPtrArray *parts = rt_request_get_body_parts (request);
  goffset length = body != NULL ? (goffset)g_bytes_get_size (body) : -1;
  g_autoptr (RtRequest) sent = rt_request_with_cookies (request, FALSE, NULL);
  g_autoptr (GBytes) head = NULL;

  if (parts != NULL && (length = rt_body_parts_measure (parts, error)) < 0)
    return FALSE;
  head = rt_request_compose_head (sent, length);
  fwrite (g_bytes_get_data (head, NULL), 1, g_bytes_get_size (head), stdout);
  if (body != NULL)
    fwrite (g_bytes_get_data (body, NULL), 1, g_bytes_get_size (body), stdout);
  return parts == NULL || print_parts (parts, error);
}
