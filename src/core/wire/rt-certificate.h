/* What a certificate says. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Immutable. */
typedef struct
{
  gatomicrefcount ref_count;
  GBytes *der;
  char *subject; /* RFC 4514 text */
  char *issuer;
  char *common_name;     /* nullable */
  GDateTime *not_before; /* UTC; NULL if it is no date */
  GDateTime *not_after;  /* likewise */
  GStrv sans;            /* such as "DNS:localhost", "IP:127.0.0.1"; empty, never NULL */
  char *serial;          /* hex, lower case, bytes joined by ':' */
  char *sha256;          /* fingerprint of the DER, 64 hex digits, lower case */
  char *key;             /* its algorithm, such as "ECDSA"; NULL if not known */
  guint key_bits;
  char *signature; /* such as "ECDSA-SHA256" */
} RtCertificate;

RtCertificate *rt_certificate_new (GTlsCertificate *certificate);
void rt_certificate_unref (RtCertificate *self);
gboolean rt_certificate_is_self_signed (const RtCertificate *self);
char *rt_certificate_fingerprint (GTlsCertificate *certificate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtCertificate, rt_certificate_unref)

G_END_DECLS
