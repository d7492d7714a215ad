/* A server that says exactly what a test tells it, and remembers what it was sent. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  RT_REPLAY_ACTION_END, /* half-close, then read until the client closes too */
  RT_REPLAY_ACTION_READ,
  RT_REPLAY_ACTION_READ_HEAD,
  RT_REPLAY_ACTION_READ_BODY,
  RT_REPLAY_ACTION_SEND,
  RT_REPLAY_ACTION_SEND_SLOWLY,
  RT_REPLAY_ACTION_GATE,
  RT_REPLAY_ACTION_HALF_CLOSE,
  RT_REPLAY_ACTION_CUT,
  RT_REPLAY_ACTION_CLOSE,
  RT_REPLAY_ACTION_RESET,
} RtReplayAction;

/* The data must live as long as the server. */
typedef struct
{
  RtReplayAction action;
  const void *data;
  gsize length;
} RtReplayStep;

/* A script is an array of these.  A script that the client breaks off ends there. */
#define RT_REPLAY_END                                                                    \
  {                                                                                      \
    RT_REPLAY_ACTION_END, NULL, 0                                                        \
  }
/* Reads one request, head and body; for "Expect: 100-continue" there are the halves. */
#define RT_REPLAY_READ                                                                   \
  {                                                                                      \
    RT_REPLAY_ACTION_READ, NULL, 0                                                       \
  }
#define RT_REPLAY_READ_HEAD                                                              \
  {                                                                                      \
    RT_REPLAY_ACTION_READ_HEAD, NULL, 0                                                  \
  }
#define RT_REPLAY_READ_BODY                                                              \
  {                                                                                      \
    RT_REPLAY_ACTION_READ_BODY, NULL, 0                                                  \
  }
/* Sends a string literal, which may hold NULs. */
#define RT_REPLAY_SEND(text)                                                             \
  {                                                                                      \
    RT_REPLAY_ACTION_SEND, "" text, sizeof (text) - 1                                    \
  }
#define RT_REPLAY_SEND_BYTES(data, length)                                               \
  {                                                                                      \
    RT_REPLAY_ACTION_SEND, (data), (length)                                              \
  }
/* The same, each byte in a write of its own. */
#define RT_REPLAY_SEND_SLOWLY(text)                                                      \
  {                                                                                      \
    RT_REPLAY_ACTION_SEND_SLOWLY, "" text, sizeof (text) - 1                             \
  }
/* Waits until the test opens the gate; one opening lets one step through. */
#define RT_REPLAY_GATE                                                                   \
  {                                                                                      \
    RT_REPLAY_ACTION_GATE, NULL, 0                                                       \
  }
/* Sends the end (with TLS: says so), but goes on reading. */
#define RT_REPLAY_HALF_CLOSE                                                             \
  {                                                                                      \
    RT_REPLAY_ACTION_HALF_CLOSE, NULL, 0                                                 \
  }
/* The same, but with TLS the end is not announced: as if somebody cut the line. */
#define RT_REPLAY_CUT                                                                    \
  {                                                                                      \
    RT_REPLAY_ACTION_CUT, NULL, 0                                                        \
  }
/* Closes at once, whatever is unread; the rest of the script is not played. */
#define RT_REPLAY_CLOSE                                                                  \
  {                                                                                      \
    RT_REPLAY_ACTION_CLOSE, NULL, 0                                                      \
  }
/* The same, by a TCP reset. */
#define RT_REPLAY_RESET                                                                  \
  {                                                                                      \
    RT_REPLAY_ACTION_RESET, NULL, 0                                                      \
  }

typedef struct _RtReplay RtReplay;

RtReplay *rt_replay_new (const RtReplayStep *script);
RtReplay *rt_replay_new_full (const RtReplayStep *script,
                              gboolean ipv6,
                              GTlsCertificate *certificate);
void rt_replay_free (RtReplay *self);

void rt_replay_add_script (RtReplay *self, const RtReplayStep *script);
void rt_replay_open_gate (RtReplay *self);

guint16 rt_replay_get_port (RtReplay *self);
char *rt_replay_build_address (RtReplay *self, const char *path);
guint rt_replay_get_n_connections (RtReplay *self);
guint rt_replay_get_n_requests (RtReplay *self);
guint rt_replay_get_n_waiting (RtReplay *self);
gboolean rt_replay_is_over (RtReplay *self, guint connection);
GBytes *rt_replay_dup_received (RtReplay *self, guint connection);
char *rt_replay_dup_text (RtReplay *self, guint connection);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtReplay, rt_replay_free)

G_END_DECLS
