/* What protects the connection, whether it can be trusted, and trusting it by hand. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/rt-exchange-pane.h"

G_BEGIN_DECLS

/* Signals: "trust" as in RtExchangeView; "go-back": the user does not trust it. */
#define RT_TYPE_SECURITY_VIEW (rt_security_view_get_type ())
G_DECLARE_FINAL_TYPE (RtSecurityView, rt_security_view, RT, SECURITY_VIEW, GtkWidget)

G_END_DECLS
