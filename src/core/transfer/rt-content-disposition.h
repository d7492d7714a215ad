/* The file name that an answer suggests. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rt_content_disposition_find_file_name (const char *value);

G_END_DECLS
