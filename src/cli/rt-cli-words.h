/* What went wrong, in words for people. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

G_BEGIN_DECLS

void rt_cli_print_error (const GError *error);
int rt_cli_complain_of_usage (const GError *error);
void rt_cli_print_failure (RtExchange *exchange);
gboolean rt_cli_print_stop (RtExchange *exchange);

G_END_DECLS
