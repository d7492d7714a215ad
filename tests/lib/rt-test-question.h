/* Requests for tests of handlers, which need no socket. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-answer.h"

G_BEGIN_DECLS

/* When every one of them is asked, in seconds since 1970. */
#define RT_TEST_NOW_S 1800000000

RtQuestion *rt_test_question_new (const char *line, const char *fields, const char *body);
char *rt_test_answer_dup_body (RtAnswer *answer);
GPtrArray *rt_test_answer_find_all (RtAnswer *answer, const char *name);

G_END_DECLS
