/* The fields of a login in the keyring of the session, and nowhere else. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/forms/rt-form-entries.h"

G_BEGIN_DECLS

void rt_login_keyring_store_async (const char *address,
                                   const RtFormEntries *fields,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean rt_login_keyring_store_finish (GAsyncResult *result, GError **error);

void rt_login_keyring_load_async (const char *address,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
RtFormEntries *rt_login_keyring_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
