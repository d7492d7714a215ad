/* Any bytes as what a client asks a server: a range, a condition, a coding, a path. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-accept-encoding.h"
#include "core/server/rt-precondition.h"
#include "core/server/rt-range-request.h"
#include "core/server/rt-server-path.h"
#include "core/wire/rt-http-date.h"
#include "tests/fuzz/rt-fuzz.h"

#include <string.h>

static void
check_range (const char *text, guint64 size)
{
  RtRangeRequest request;
  guint64 sum = 0;

  if (rt_range_request_read (&request, text, size) != RT_RANGE_SPANS)
    return;
  g_assert_cmpuint (request.n_spans, >, 0);
  g_assert_cmpuint (request.n_spans, <=, RT_RANGE_SPANS_MAX);
  for (guint i = 0; i < request.n_spans; i++)
    {
      g_assert_cmpuint (request.spans[i].first, <=, request.spans[i].last);
      g_assert_cmpuint (request.spans[i].last, <, size);
      sum += request.spans[i].last - request.spans[i].first + 1;
      g_assert_cmpuint (sum, <=, size);
    }
}

static void
check_condition (const char *text)
{
  static const char *const names[] = { "If-Match", "If-None-Match", "If-Modified-Since",
                                       "If-Unmodified-Since", "If-Range" };
  const RtValidators validators = { "W/\"a\"", 784111777, 784111800 };
  gint64 time_s;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (RtHeaderList) fields = rt_header_list_new ();

      rt_header_list_append_received (fields, names[i], text);
      rt_precondition_check (fields, TRUE, &validators);
      /* A weak tag never lets two states of a file be put together. */
      if (*text == '"' || g_str_has_prefix (text, "W/"))
        g_assert_true (!rt_precondition_allows_range (fields, &validators) || i != 4);
    }
  if (rt_http_date_parse (text, validators.now_s, &time_s))
    {
      g_autofree char *date = rt_http_date_format (time_s);
      gint64 again_s;

      g_assert_true (rt_http_date_parse (date, validators.now_s, &again_s));
      g_assert_cmpint (again_s, ==, time_s);
    }
}

static void
check_path (const char *text)
{
  g_autofree char *relative = NULL;
  g_auto (GStrv) segments = NULL;

  if (rt_server_path_read (text, &relative) != RT_SERVER_PATH_OK)
    {
      g_assert_null (relative);
      return;
    }
  g_assert_true (*relative != '/');
  g_assert_null (strchr (relative, '\\'));
  segments = g_strsplit (relative, "/", -1);
  for (guint i = 0; segments[i] != NULL; i++)
    {
      g_assert_true (*segments[i] != '.' || strcmp (segments[i], ".well-known") == 0);
      g_assert_true (*segments[i] != '\0' || segments[i + 1] == NULL);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);

  check_range (text, 0);
  check_range (text, 1000);
  check_range (text, G_MAXUINT64);
  check_condition (text);
  for (guint available = 0; available < 1u << RT_N_CODED; available++)
    {
      RtCoded coded = rt_accept_encoding_choose (text, available);
      g_assert_true (coded == RT_CODED_NONE || (available & RT_CODED_BIT (coded)) != 0);
    }
  check_path (text);
  return 0;
}
