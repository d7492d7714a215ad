/* What a form sent, taken apart. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RT_FORM_FIELDS_MAX 1000

typedef struct
{
  GBytes *name;
  GBytes *value;
  char *file_name; /* bytes; NULL: no file */
  char *type;      /* of the value; NULL: none was given */
} RtFormField;

typedef struct
{
  GPtrArray *fields; /* of RtFormField, in order */
  const char *flaw;  /* why nothing after them was read, in plain words; NULL: all was */
} RtFormData;

RtFormData *rt_form_data_read (const char *content_type, GBytes *body);
RtFormData *rt_form_data_read_query (const char *query);
void rt_form_data_free (RtFormData *self);

char *rt_form_data_dup_text (const RtFormData *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtFormData, rt_form_data_free)

G_END_DECLS
