/* What the exchanges of the examples are put together from. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange-private.h"

G_BEGIN_DECLS

#define RT_EXAMPLE_ORIGIN_US 1000000

RtMessageHead *rt_example_parse_head (const char *text, RtHeadKind kind);
gint64
rt_example_set_timings (RtWireReport *report, gint64 start_us, const int *phases_ms);
RtTlsInfo *rt_example_make_tls (GTlsCertificateFlags errors, int to_days);
gint64 rt_example_add_report (RtHop *hop,
                              const char *head,
                              const void *body,
                              gsize length,
                              gint64 start_us,
                              const int *phases_ms,
                              RtTlsInfo *tls);
void rt_example_set_body (RtExchange *exchange,
                          const void *data,
                          gsize length,
                          gint64 expected,
                          guint64 wire,
                          const char *const *codings);
RtExchange *rt_example_begin (const char *address);

G_END_DECLS
