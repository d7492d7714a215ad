/* A request's body from a file or memory: exactly as long as was announced. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RT_TYPE_FILE_BODY (rt_file_body_get_type ())
G_DECLARE_FINAL_TYPE (RtFileBody, rt_file_body, RT, FILE_BODY, GFilterInputStream)

GInputStream *rt_file_body_open (GFile *file, goffset *length, GError **error);
GInputStream *rt_file_body_new (GInputStream *base, goffset length);

G_END_DECLS
