/* The name under which a body is saved. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* So much of the 255 bytes that a file system allows is for the longest suffix of ours,
 * ".part.journal". */
#define RT_FILE_NAME_BYTES_MAX (255 - 13)

char *rt_file_name_sanitize (const char *name);
char *rt_file_name_choose (const char *wanted,
                           const char *content_disposition,
                           GUri *final_uri,
                           GUri *first_uri,
                           const char *content_type);

G_END_DECLS
