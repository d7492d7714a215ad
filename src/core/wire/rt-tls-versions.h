/* Which versions of TLS this program speaks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void rt_tls_versions_limit (void);
void rt_tls_versions_limit_to_1_2 (void);

G_END_DECLS
