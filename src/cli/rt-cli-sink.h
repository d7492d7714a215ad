/* Where a body goes on the command line. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Why a sink takes no more. */
typedef enum
{
  RT_SINK_OPEN,
  RT_SINK_BINARY, /* bytes that would garble a terminal */
  RT_SINK_CLOSED, /* the reader at the other end is gone */
  RT_SINK_FAILED, /* the write failed: a full disk, say */
} RtSinkState;

#define RT_TYPE_CLI_SINK (rt_cli_sink_get_type ())
G_DECLARE_FINAL_TYPE (RtCliSink, rt_cli_sink, RT, CLI_SINK, GOutputStream)

RtCliSink *rt_cli_sink_new_for_stdout (gboolean guard_terminal);
RtCliSink *rt_cli_sink_new_for_file (int fd);

void rt_cli_sink_hold (RtCliSink *self);
void rt_cli_sink_release (RtCliSink *self);

RtSinkState rt_cli_sink_get_state (RtCliSink *self);
guint64 rt_cli_sink_get_written (RtCliSink *self);

G_END_DECLS
