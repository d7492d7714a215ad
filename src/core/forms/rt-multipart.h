/* Names, values and files as multipart/form-data. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/forms/rt-form-entries.h"
#include "core/http/rt-encoding.h"

G_BEGIN_DECLS

char *rt_multipart_make_boundary (const RtFormEntries *entries,
                                  const RtEncoding *encoding);
GPtrArray *rt_multipart_format (const RtFormEntries *entries,
                                const RtEncoding *encoding,
                                const char *boundary);

G_END_DECLS
