/* What a visit did to the cookies of a jar, for people and for programs. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

G_BEGIN_DECLS

void rt_cli_visit_print (RtExchange *visit, gboolean hide_values);
void rt_cli_visit_print_jar (GPtrArray *cookies, gboolean hide_values);

char *rt_cli_visit_to_json (RtExchange *visit, GPtrArray *jar, gboolean hide_values);

G_END_DECLS
