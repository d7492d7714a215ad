/* Sends requests to the scripted server, and checks that the record says what was sent. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-transport.h"
#include "tests/lib/rt-replay.h"

G_BEGIN_DECLS

RtRequest *rt_test_request (RtReplay *server, const char *method, const char *path);
RtRequest *rt_test_with_fields (RtRequest *request, const char *lines);
RtRequest *rt_test_with_text (RtRequest *request, const char *text);
RtExchange *rt_test_fetch (RtTransport *transport, RtRequest *request);
void rt_test_assert_got (RtReplay *server, guint connection, const char *expected);
void rt_test_assert_sent (RtReplay *server, RtExchange *const *exchanges, guint length);

G_END_DECLS
