/* A body of several parts of one file. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-multipart-ranges.h"

#include <string.h>

static void
add_text (RtAnswer *answer, char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  rt_answer_add_bytes (answer, bytes);
}

/**
 * rt_multipart_ranges_fill:
 * @answer: an answer 206 that has the file
 * @request: two spans or more
 * @size: of the whole file, in bytes
 * @type: of the file
 *
 * Gives the answer a body of type `multipart/byteranges`.
 *
 * Source: [RFC 9110 §14.6](https://www.rfc-editor.org/rfc/rfc9110#section-14.6)
 */
void
rt_multipart_ranges_fill (RtAnswer *answer,
                          const RtRangeRequest *request,
                          guint64 size,
                          const char *type)
{
  /* 128 random bits do not stand in the file by accident. */
  g_autofree char *boundary
      = g_strdup_printf ("%08x%08x%08x%08x", g_random_int (), g_random_int (),
                         g_random_int (), g_random_int ());
  g_autofree char *multipart
      = g_strconcat ("multipart/byteranges; boundary=", boundary, NULL);

  rt_answer_set_type (answer, multipart);
  for (guint i = 0; i < request->n_spans; i++)
    {
      const RtByteSpan *span = &request->spans[i];

      add_text (answer,
                g_strdup_printf ("\r\n--%s\r\nContent-Type: %s\r\nContent-Range: bytes "
                                 "%" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT
                                 "/%" G_GUINT64_FORMAT "\r\n\r\n",
                                 boundary, type, span->first, span->last, size));
      rt_answer_add_span (answer, span->first, span->last - span->first + 1);
    }
  add_text (answer, g_strdup_printf ("\r\n--%s--\r\n", boundary));
}
