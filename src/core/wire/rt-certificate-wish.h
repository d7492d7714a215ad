/* Notes that a server asked for a certificate of the client. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RT_TYPE_CERTIFICATE_WISH (rt_certificate_wish_get_type ())
G_DECLARE_FINAL_TYPE (RtCertificateWish,
                      rt_certificate_wish,
                      RT,
                      CERTIFICATE_WISH,
                      GTlsInteraction)

RtCertificateWish *rt_certificate_wish_new (void);

gboolean rt_certificate_wish_explains (RtCertificateWish *self, const GError *raw);

G_END_DECLS
