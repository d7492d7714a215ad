/* Reads a body for showing: its beginning as it comes, and more of it when asked. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"
#include "ui/rt-body-text.h"

G_BEGIN_DECLS

/* Signal "read" (gboolean anew): there is text; unless @anew, it begins with the text
 * before it. */
#define RT_TYPE_BODY_READER (rt_body_reader_get_type ())
G_DECLARE_FINAL_TYPE (RtBodyReader, rt_body_reader, RT, BODY_READER, GObject)

RtBodyReader *rt_body_reader_new (void);
void rt_body_reader_follow (RtBodyReader *self, RtExchange *exchange);
void rt_body_reader_read_more (RtBodyReader *self);
void rt_body_reader_set_encoding (RtBodyReader *self, const RtEncoding *encoding);
const RtBodyText *rt_body_reader_get_text (RtBodyReader *self);

G_END_DECLS
