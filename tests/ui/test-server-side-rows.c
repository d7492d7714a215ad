/* Tests of the rows of a server's side: what differs between both ends is said. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/rt-server-side-rows.h"

#include <locale.h>
#include <string.h>

#define REQUEST "GET /a HTTP/1.1\r\nHost: h\r\n\r\n"
#define ANSWER                                                                           \
  "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nDate: today\r\n\r\nhello world"

static RtWireReport *
make_report (const char *received)
{
  RtWireReport *report = rt_wire_report_new ();
  g_autoptr (GBytes) head = g_bytes_new (REQUEST, strlen (REQUEST));

  report->request_head = rt_message_head_parse (head, RT_HEAD_REQUEST, NULL);
  report->received = g_bytes_new (received, strlen (received));
  report->received_bytes = strlen (received);
  report->timings.start[RT_PHASE_SEND] = 1000;
  report->timings.end[RT_PHASE_SEND] = 1000;
  report->timings.start[RT_PHASE_RECEIVE] = 3000;
  report->timings.end[RT_PHASE_RECEIVE] = 4000;
  report->timings.end[RT_PHASE_CONNECT] = 900;
  return report;
}

static RtServerSide *
make_side (void)
{
  RtServerSide *side = rt_server_side_new ();

  side->accepted_us = 950;
  side->asked_us = 1200;
  side->whole_us = 1300;
  side->first_us = 2500;
  side->last_us = 2600;
  side->head = g_bytes_new (REQUEST, strlen (REQUEST));
  side->method = g_strdup ("GET");
  side->target = g_strdup ("/a");
  side->fields = rt_header_list_new ();
  rt_header_list_append (side->fields, "Host", "h", NULL);
  side->status = 200;
  side->composed = rt_header_list_new ();
  rt_header_list_append (side->composed, "Content-Type", "text/plain", NULL);
  rt_header_list_append (side->composed, "X-Lost", "yes", NULL);
  side->answer = g_bytes_new (ANSWER, strlen (ANSWER));
  side->answer_bytes = strlen (ANSWER);
  return side;
}

/* The value of the first row of that name. */
static char *
find (const char *received, const RtServerSide *side, const char *name)
{
  g_autoptr (RtWireReport) report = make_report (received);
  g_autoptr (GPtrArray) rows = rt_server_side_rows (report, side, 0);

  for (guint i = 0; i < rows->len; i++)
    {
      RtFieldRow *row = g_ptr_array_index (rows, i);

      if (g_str_equal (rt_field_row_get_name (row), name))
        return g_strdup (rt_field_row_get_value (row));
    }
  return NULL;
}

static void
assert_row (const char *received,
            const RtServerSide *side,
            const char *name,
            const char *value)
{
  g_autofree char *found = find (received, side, name);

  g_assert_cmpstr (found, ==, value);
}

static void
test_equal (void)
{
  g_autoptr (RtServerSide) side = make_side ();

  assert_row (ANSWER, side, "Request", "None: the server got the head as it was sent");
  assert_row (ANSWER, side, "Answer",
              "None: all 69 bytes that the server sent came here");
  assert_row (ANSWER, side, "Target", "/a");
}

static void
test_differences (void)
{
  g_autoptr (RtServerSide) side = make_side ();
  g_autoptr (RtServerSide) refused = rt_server_side_new ();

  assert_row ("HTTP/1.1 201 OK\r\n", side, "Answer",
              "The answer differs from byte 12 on");
  assert_row ("HTTP/1.1 200 OK\r\n", side, "Answer",
              "The server sent 69 bytes, 17 came here");
  g_bytes_unref (side->head);
  side->head = g_bytes_new_static ("GET /b HTTP/1.1\r\n\r\n", 19);
  assert_row (ANSWER, side, "Request", "The server got another head than was sent");
  refused->answer = g_bytes_new (NULL, 0);
  assert_row (ANSWER, refused, "Request",
              "The server refused it before its head was whole");
}

static void
test_clocks (void)
{
  g_autoptr (RtServerSide) side = make_side ();

  assert_row (ANSWER, side, "Connected", "here at 900 µs, at the server 50 µs later");
  assert_row (ANSWER, side, "Answer ends",
              "here at 4.00 ms, at the server 1.40 ms earlier");
  side->last_us = 0;
  assert_row (ANSWER, side, "Answer ends", "here at 4.00 ms, never at the server");
}

static void
test_composed (void)
{
  g_autoptr (RtServerSide) side = make_side ();
  g_autofree char *lost = NULL;

  assert_row (ANSWER, side, "Date", "today  (added on the way out)");
  lost = find (ANSWER, side, "X-Lost");
  g_assert_cmpstr (lost, ==, "yes");
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server-side-rows/equal", test_equal);
  g_test_add_func ("/server-side-rows/differences", test_differences);
  g_test_add_func ("/server-side-rows/clocks", test_clocks);
  g_test_add_func ("/server-side-rows/composed", test_composed);
  return g_test_run ();
}
