/* Keys and certificates as text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

char *rt_pem_write_certificate (gnutls_x509_crt_t certificate);
GBytes *
rt_pem_join (gnutls_x509_privkey_t key, const gnutls_x509_crt_t *certificates, guint n);
GTlsCertificate *rt_pem_to_tls (GBytes *pem, GError **error);

G_END_DECLS
