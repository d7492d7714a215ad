/* Secrets by the names they go by, blotted out in what is shown and exported. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-header-list.h"

G_BEGIN_DECLS

#define RT_MASK "***"

char *rt_mask_pairs (const char *pairs);
char *rt_mask_address (const char *address);
char *rt_mask_field (const char *name, const char *value);

G_END_DECLS
