/* What one certificate says. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-certificate.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_CERTIFICATE_CARD (rt_certificate_card_get_type ())
G_DECLARE_FINAL_TYPE (RtCertificateCard,
                      rt_certificate_card,
                      RT,
                      CERTIFICATE_CARD,
                      GtkWidget)

GtkWidget *
rt_certificate_card_new (RtCertificate *certificate, guint place, GDateTime *now);

G_END_DECLS
