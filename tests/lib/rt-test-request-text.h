/* A request in words, as a test writes it down and a failed one can show it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-request.h"

G_BEGIN_DECLS

RtRequest *rt_test_request_text_read (const char *method,
                                      const char *address,
                                      const char *lines,
                                      const char *body);
char *rt_test_request_text_fields (const RtRequest *request);
char *rt_test_request_text_write (const RtRequest *request);

G_END_DECLS
