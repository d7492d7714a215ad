/* An ordered list of fields that keeps order, letter case and duplicates. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct _RtHeaderList RtHeaderList;

/* One field line.  The value is bytes as received: it may not be UTF-8. */
typedef struct
{
  char *name;
  char *value;
  gboolean had_control; /* as received; every control character is a space by now */
} RtHeader;

RtHeaderList *rt_header_list_new (void);
RtHeaderList *rt_header_list_copy (const RtHeaderList *self);
RtHeaderList *rt_header_list_ref (RtHeaderList *self);
void rt_header_list_unref (RtHeaderList *self);

guint rt_header_list_get_length (const RtHeaderList *self);
const RtHeader *rt_header_list_get (const RtHeaderList *self, guint index);
const char *rt_header_list_find (const RtHeaderList *self, const char *name);
guint rt_header_list_count (const RtHeaderList *self, const char *name);
char *rt_header_list_join (const RtHeaderList *self, const char *name);
gboolean rt_header_list_equal (const RtHeaderList *self, const RtHeaderList *other);

gboolean rt_header_list_append (RtHeaderList *self,
                                const char *name,
                                const char *value,
                                GError **error);
void
rt_header_list_append_received (RtHeaderList *self, const char *name, const char *value);
void rt_header_list_mark_control (RtHeaderList *self);
gboolean rt_header_list_set (RtHeaderList *self,
                             const char *name,
                             const char *value,
                             GError **error);
gboolean rt_header_list_remove (RtHeaderList *self, const char *name);

gboolean rt_header_is_token (const char *text);
gboolean rt_header_check (const char *name, const char *value, GError **error);
char *rt_header_value_to_utf8 (const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtHeaderList, rt_header_list_unref)

G_END_DECLS
