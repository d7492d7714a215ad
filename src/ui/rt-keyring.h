/* Secrets in the keyring of the session, and nowhere else. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a secret is for; each address has one of a kind. */
typedef enum
{
  RT_KEYRING_LOGIN, /* the fields of a form */
  RT_KEYRING_PROXY, /* a user name and a password */
} RtKeyringKind;

void rt_keyring_store_async (RtKeyringKind kind,
                             const char *address,
                             const char *title,
                             const char *secret,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean rt_keyring_store_finish (GAsyncResult *result, GError **error);

void rt_keyring_load_async (RtKeyringKind kind,
                            const char *address,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
char *rt_keyring_load_finish (GAsyncResult *result, GError **error);

void rt_keyring_free_secret (char *secret);
char *rt_keyring_dup_trouble (const GError *error);

G_END_DECLS
