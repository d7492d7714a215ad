/* An answer that is fed to a framer in pieces of every kind, and what is to come of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-answer-framer.h"

G_BEGIN_DECLS

#define RT_TEST_NO_ERROR (-1)

typedef struct
{
  const char *name;
  const char *method;
  const char *bytes;
  gsize length;
  gboolean is_closed; /* the server closes after the bytes */

  RtFramerState state;
  int code; /* RtErrorCode or RT_TEST_NO_ERROR */
  RtFraming framing;
  gint64 content_length;
  const char *body;
  RtRemarks remarks;
  RtCompleteness completeness;
  gboolean can_reuse;
} RtTestAnswer;

void rt_test_framer_feed (RtAnswerFramer *framer,
                          const char *bytes,
                          gsize length,
                          GString *body);
void rt_test_framer_run (gconstpointer data);

G_END_DECLS
