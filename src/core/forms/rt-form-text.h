/* Text of a form in the encoding that it is sent in. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-encoding.h"

G_BEGIN_DECLS

/* What stands for a character that the encoding does not have. */
typedef enum
{
  RT_FORM_TEXT_BODY, /* "&#8364;" */
  RT_FORM_TEXT_URL,  /* the same with its '&', '#' and ';' percent-encoded */
} RtFormTextPlace;

GString *
rt_form_text_encode (const RtEncoding *encoding, const char *text, RtFormTextPlace place);

G_END_DECLS
