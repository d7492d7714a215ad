/* Exchanges as an HTTP Archive, for other programs to look at. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

G_BEGIN_DECLS

char *rt_har_write (GListModel *exchanges, gboolean with_secrets);

G_END_DECLS
