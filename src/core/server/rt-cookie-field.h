/* The cookies that came with a request. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-header-list.h"

G_BEGIN_DECLS

/* Bytes as they came. */
typedef struct
{
  char *name; /* "" where there is no equals sign */
  char *value;
} RtCookiePair;

GPtrArray *rt_cookie_field_read (const RtHeaderList *fields);

G_END_DECLS
