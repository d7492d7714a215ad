/* Names and values as lines of text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/forms/rt-form-entries.h"

G_BEGIN_DECLS

/* No server takes as many. */
#define RT_FORM_LINES_MAX 1000

typedef enum
{
  RT_FORM_LINES_GOOD,
  RT_FORM_LINES_NO_EQUALS,
  RT_FORM_LINES_NO_NAME,
  RT_FORM_LINES_BAD_ESCAPE,
  RT_FORM_LINES_TOO_MANY,
} RtFormLinesFault;

RtFormEntries *rt_form_lines_parse (const char *text);

char *rt_form_lines_print (const RtFormEntries *entries);
RtFormEntries *
rt_form_lines_read (const char *text, RtFormLinesFault *fault, guint *line);

G_END_DECLS
