/* Exchanges as the transport would have written them, made without a network. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange-private.h"

G_BEGIN_DECLS

/* One of the examples below by its name; NULL if there is none. */
RtExchange *rt_example_new (const char *name);
const char *const *rt_example_names (void);

/* A request and a whole answer in one hop. @head ends without its empty line. */
RtExchange *
rt_example_answer (const char *address, const char *head, const void *body, gsize length);
RtExchange *rt_example_failure (const char *address, int code);
RtExchange *rt_example_in_state (const char *address, RtExchangeState state);

G_END_DECLS
