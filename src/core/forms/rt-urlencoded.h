/* Names and values as application/x-www-form-urlencoded. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/forms/rt-form-entries.h"
#include "core/http/rt-encoding.h"

G_BEGIN_DECLS

char *rt_urlencoded_format (const RtFormEntries *entries, const RtEncoding *encoding);

G_END_DECLS
