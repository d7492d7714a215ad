/* What a TLS handshake came to. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-certificate.h"

G_BEGIN_DECLS

/* Why a certificate with errors was accepted. */
typedef enum
{
  RT_TLS_GROUNDS_NONE,       /* it was not, or nothing is wrong with it */
  RT_TLS_GROUNDS_PIN,        /* the user trusts its fingerprint */
  RT_TLS_GROUNDS_OWN_SERVER, /* our own authority issued it, for our own server */
} RtTlsGrounds;

/* What the handshake came to.  Immutable. */
typedef struct
{
  gatomicrefcount ref_count;
  char *version;               /* such as "TLS 1.3"; NULL if the handshake failed */
  char *cipher;                /* GnuTLS's name for it, nullable */
  GPtrArray *certificates;     /* of RtCertificate, the leaf first, as sent by the peer */
  GTlsCertificateFlags errors; /* what is wrong with the leaf */
  RtTlsGrounds grounds;
} RtTlsInfo;

RtTlsInfo *rt_tls_info_new (GTlsConnection *connection,
                            GTlsCertificate *certificate,
                            GTlsCertificateFlags errors,
                            RtTlsGrounds grounds);
RtTlsInfo *rt_tls_info_ref (RtTlsInfo *self);
void rt_tls_info_unref (RtTlsInfo *self);
GStrv rt_tls_info_dup_error_ids (const RtTlsInfo *self);
const char *rt_tls_grounds_to_id (RtTlsGrounds grounds);
GStrv rt_tls_errors_to_ids (GTlsCertificateFlags errors);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtTlsInfo, rt_tls_info_unref)

G_END_DECLS
