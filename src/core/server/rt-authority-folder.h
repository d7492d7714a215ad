/* The folder where the user's authority and its certificate for servers are kept. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-credential.h"

G_BEGIN_DECLS

int rt_authority_folder_lock (const char *folder, GError **error);
RtCredential *rt_authority_folder_read (const char *path, GError **error);
RtCredential *
rt_authority_folder_load (const char *folder, const char *host_name, GError **error);
gboolean rt_authority_folder_show (const char *path, const char *pem, GError **error);

G_END_DECLS
