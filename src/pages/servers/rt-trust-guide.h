/* Tells how other programs come to trust the user's authority. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-trust.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RT_TYPE_TRUST_GUIDE (rt_trust_guide_get_type ())
G_DECLARE_FINAL_TYPE (RtTrustGuide, rt_trust_guide, RT, TRUST_GUIDE, AdwWindow)

GtkWidget *rt_trust_guide_new (GtkWindow *parent,
                               RtTrust *trust,
                               const char *authority_folder,
                               const char *address,
                               GTlsCertificate *certificate);

G_END_DECLS
