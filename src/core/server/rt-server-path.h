/* The path of a request, made safe to look for in a folder. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RT_SERVER_PATH_OK,
  RT_SERVER_PATH_BAD,    /* answer 400 */
  RT_SERVER_PATH_HIDDEN, /* answer 404: nothing of that name is shown */
} RtServerPathVerdict;

RtServerPathVerdict rt_server_path_read (const char *path, char **relative);
gboolean rt_server_path_is_hidden (const char *name);
char *rt_server_path_encode (const char *relative);

G_END_DECLS
