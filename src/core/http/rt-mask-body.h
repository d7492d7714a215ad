/* Secrets in bodies, blotted out in what is exported. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *rt_mask_body (GBytes *body, const char *type);

G_END_DECLS
