/* Takes in and gives out certificates of the user's own, in another thread. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-server-pem.h"

G_BEGIN_DECLS

void rt_server_pem_keep_async (const char *path,
                               const char *key_path,
                               const char *password,
                               const char *folder,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
char *
rt_server_pem_keep_finish (GAsyncResult *result, RtServerPemFlaws *flaws, GError **error);

void rt_server_pem_drop (const char *path, const char *folder);
void rt_server_pem_drop_others (const char *folder, const char *const *paths);

void rt_server_pem_export_async (GTlsCertificate *certificate,
                                 const char *path,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean rt_server_pem_export_finish (GTlsCertificate *certificate,
                                      GAsyncResult *result,
                                      GError **error);

G_END_DECLS
