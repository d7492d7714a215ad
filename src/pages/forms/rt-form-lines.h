/* Names and values as lines of text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/forms/rt-form-entries.h"

G_BEGIN_DECLS

RtFormEntries *rt_form_lines_parse (const char *text);

G_END_DECLS
