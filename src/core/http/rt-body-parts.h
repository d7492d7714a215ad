/* A request's body that is put together from memory and files. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Exactly one of the two is set. */
typedef struct
{
  GBytes *bytes;
  GFile *file;
} RtBodyPart;

GPtrArray *rt_body_parts_new (void);
void rt_body_parts_add_bytes (GPtrArray *parts, GBytes *bytes);
void rt_body_parts_add_file (GPtrArray *parts, GFile *file);
goffset rt_body_parts_measure (GPtrArray *parts, GError **error);

GInputStream *rt_body_parts_open (GPtrArray *parts, goffset *length, GError **error);

G_END_DECLS
