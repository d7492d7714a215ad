/* The parts of a multipart/form-data body. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *rt_multipart_form_read (GPtrArray *fields,
                                    const char *content_type,
                                    const char *body,
                                    gsize length);

G_END_DECLS
