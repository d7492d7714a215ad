/* Runs one exchange, and brings its body and its record to where they were asked for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-request.h"

G_BEGIN_DECLS

/* What to do.  Everything is borrowed. */
typedef struct
{
  RtRequest *request;
  const char *output; /* a file; "-": standard output in any case; nullable */
  const char *har;    /* a file, nullable */
  gboolean decoded;   /* FALSE: the body as received */
  gboolean fail;      /* a status of 400 or more is a failure */
  gboolean json;      /* the record to standard output; the body only to a file */
  gboolean verbose;
  gboolean show_secrets;
} RtCliFetch;

int rt_cli_fetch_run (const RtCliFetch *self);

G_END_DECLS
