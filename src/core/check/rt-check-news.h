/* What became of one address, on its way to who asked. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-check-result.h"

G_BEGIN_DECLS

typedef struct
{
  guint row;
  RtCheckResult *result;
} RtCheckNews;

GPtrArray *rt_check_news_list_new (void);
void rt_check_news_list_add (GPtrArray *news, guint row, RtCheckResult *result);

G_END_DECLS
