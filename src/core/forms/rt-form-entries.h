/* What a form sends: names with values or files, in order. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/forms/rt-form-control.h"

G_BEGIN_DECLS

/* One name with its value or file. */
typedef struct
{
  char *name;  /* UTF-8 */
  char *value; /* UTF-8; NULL: it is a file */
  GFile *file; /* NULL: a value, or no file was chosen */
  char *file_name;
  char *file_type;
} RtFormEntry;

/* Of RtFormEntry; nothing but a list. */
typedef GPtrArray RtFormEntries;

RtFormEntries *rt_form_entries_new (void);
void rt_form_entries_add (RtFormEntries *self, const char *name, const char *value);
void
rt_form_entries_add_file (RtFormEntries *self, const char *name, const RtFormFile *file);

char *rt_form_entries_normalise_newlines (const char *text);

G_END_DECLS
