/* How the end of an answer's body is told. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-message-head.h"

G_BEGIN_DECLS

typedef enum
{
  RT_FRAMING_NONE,   /* no body by definition */
  RT_FRAMING_LENGTH, /* Content-Length */
  RT_FRAMING_CHUNKED,
  RT_FRAMING_CLOSE, /* until the connection closes */
} RtFraming;

typedef struct
{
  RtFraming kind;
  gint64 length;      /* Content-Length, or -1; without a body it is only told */
  gboolean is_tunnel; /* what follows is another protocol */
  gboolean
      may_stay_open; /* the connection outlives the answer, as far as the head says */
  RtRemarks remarks;
} RtBodyFraming;

gboolean rt_framing_decide (const char *method,
                            const RtMessageHead *head,
                            RtBodyFraming *framing,
                            GError **error);

G_END_DECLS
