/* A certificate of the user's own for a server: taken from a file, and given to one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is worth saying about a certificate that can be used nevertheless. */
typedef enum
{
  RT_SERVER_PEM_EXPIRED = 1 << 0,
  RT_SERVER_PEM_NOT_YET_VALID = 1 << 1,
  RT_SERVER_PEM_NO_NAMES = 1 << 2, /* clients of today look at nothing else */
  RT_SERVER_PEM_WEAK_KEY = 1 << 3,
  RT_SERVER_PEM_WEAK_SIGNATURE = 1 << 4, /* SHA-1, MD5 */
  RT_SERVER_PEM_KEY_EXPOSED = 1 << 5, /* others than its owner may use the key's file */
} RtServerPemFlaws;

GTlsCertificate *rt_server_pem_import (const char *path,
                                       const char *key_path,
                                       const char *password,
                                       RtServerPemFlaws *flaws,
                                       GError **error);
gboolean
rt_server_pem_export (GTlsCertificate *certificate, const char *path, GError **error);

G_END_DECLS
