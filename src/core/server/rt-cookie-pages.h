/* Pages that show cookies and set them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-cookie-examples.h"
#include "core/server/rt-json-answer.h"

G_BEGIN_DECLS

void rt_cookie_pages_append_received (GString *html, const RtQuestion *question);
void rt_cookie_pages_add_received (JsonBuilder *json, const RtQuestion *question);

RtAnswer *rt_cookie_pages_answer_received (const RtQuestion *question);
RtAnswer *rt_cookie_pages_answer_guide (const RtQuestion *question);
RtAnswer *rt_cookie_pages_answer_set (const RtCookieExample *only,
                                      const RtQuestion *question);

G_END_DECLS
