/* Where the profiles of Firefox are, and what its container tabs are called. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *name;
  char *folder;
} RtFirefoxProfile;

GPtrArray *rt_firefox_profile_list (void);
char *rt_firefox_profile_find (const char *name, GError **error);
GHashTable *rt_firefox_profile_load_containers (const char *profile);

G_END_DECLS
