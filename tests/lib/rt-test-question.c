/* Requests for tests of handlers, which need no socket. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-question.h"

#include <string.h>

/**
 * rt_test_question_new:
 * @line: method and target
 * @fields: beside Host, each with CR LF at its end
 * @body: (nullable): the body
 *
 * Makes a request as a client of this machine, without TLS, would send it.
 *
 * Returns: (transfer full): the request
 */
RtQuestion *
rt_test_question_new (const char *line, const char *fields, const char *body)
{
  static char remote[] = "127.0.0.1:50000", host[] = "127.0.0.1",
              local[] = "127.0.0.1:8800";
  static const RtPeer peer = { remote, host, local, 8800, NULL, NULL };
  g_autofree char *head
      = g_strdup_printf ("%s HTTP/1.1\r\nHost: localhost:8800\r\n%s\r\n", line, fields);
  g_autoptr (GBytes) bytes = g_bytes_new_static (head, strlen (head));
  RtQuestion *question;

  g_assert_cmpuint (rt_question_parse (bytes, &question), ==, 0);
  question->peer = &peer;
  question->now_us = (gint64)RT_TEST_NOW_S * G_USEC_PER_SEC;
  if (body != NULL)
    question->body = g_bytes_new (body, strlen (body));
  return question;
}

char *
rt_test_answer_dup_body (RtAnswer *answer)
{
  GString *body = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  GBytes *piece;

  while ((piece = rt_answer_read (answer, &error)) != NULL)
    {
      gsize size;
      const char *data = g_bytes_get_data (piece, &size);

      g_string_append_len (body, data, (gssize)size);
      g_bytes_unref (piece);
    }
  g_assert_no_error (error);
  return g_string_free (body, FALSE);
}

/**
 * rt_test_answer_find_all:
 * @answer: an answer
 * @name: of a field
 *
 * Finds every field line of that name.
 *
 * Returns: (transfer container) (element-type utf8): the values, in order
 */
GPtrArray *
rt_test_answer_find_all (RtAnswer *answer, const char *name)
{
  const RtHeaderList *fields = rt_answer_get_fields (answer);
  GPtrArray *values = g_ptr_array_new ();

  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *field = rt_header_list_get (fields, i);

      if (g_ascii_strcasecmp (field->name, name) == 0)
        g_ptr_array_add (values, field->value);
    }
  return values;
}
