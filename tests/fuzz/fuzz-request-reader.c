/* Any bytes as what a client sends: each request is sound, however its bytes come. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-request-reader.h"
#include "tests/fuzz/rt-fuzz.h"

#include <string.h>

#define LIMIT 64

static void
check (const RtQuestion *question)
{
  gsize size = question->body != NULL ? g_bytes_get_size (question->body) : 0;

  g_assert_true (rt_header_is_token (question->method));
  if (rt_question_is (question, "CONNECT"))
    g_assert_cmpstr (question->path, ==, "");
  else
    g_assert_true (*question->path == '/' || strcmp (question->path, "*") == 0);
  g_assert_null (strpbrk (question->target, " #\r\n"));
  g_assert_cmpuint (rt_header_list_count (question->fields, "Host"), <=, 1);
  g_assert_cmpuint (rt_header_list_count (question->fields, "Content-Length"), <=, 1);
  g_assert_true (!question->is_chunked || question->length == 0);
  g_assert_cmpuint (size, <=, LIMIT);
  g_assert_true (question->is_chunked || size == question->length);
  rt_question_is_for_loopback (question);
  g_free (rt_question_dup_parameter (question, "a"));
}

/* What is read, in words. */
static char *
read_all (const guint8 *data, gsize size, gsize step)
{
  g_autoptr (RtRequestReader) reader = rt_request_reader_new (LIMIT);
  GString *text = g_string_new (NULL);
  gsize done = 0;

  while (done < size || rt_request_reader_get_phase (reader) == RT_READER_ASKED)
    {
      done += rt_request_reader_push (reader, data + done, MIN (step, size - done));
      if (rt_request_reader_get_phase (reader) == RT_READER_ASKED)
        rt_request_reader_let_body_come (reader);
      if (rt_request_reader_get_phase (reader) == RT_READER_WHOLE)
        {
          g_autoptr (RtQuestion) question = rt_request_reader_steal_question (reader);

          check (question);
          g_string_append_printf (text, "%s %s\n", question->method, question->target);
        }
      if (rt_request_reader_get_phase (reader) == RT_READER_REFUSED)
        {
          g_string_append_printf (text, "%u\n", rt_request_reader_get_status (reader));
          break;
        }
    }
  return g_string_free (text, FALSE);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autofree char *at_once = read_all (data, size, G_MAXSIZE);
  g_autofree char *in_pieces = read_all (data, size, 1);

  g_assert_cmpstr (at_once, ==, in_pieces);
  return 0;
}
