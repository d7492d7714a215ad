/* Asks one address by HEAD and then by GET, and compares the answers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/rt-page.h"

G_BEGIN_DECLS

/* All NULL where nothing is compared. */
typedef struct
{
  RtRequest *get;     /* to be asked after HEAD; nullable */
  RtExchange *head;   /* what is then compared with; nullable */
  RtExchange *flight; /* which of the two is asked now; nullable */
} RtMethodPair;

void
rt_method_pair_ask (RtMethodPair *self, RtPage *page, RtRequest *head, RtRequest *get);
void rt_method_pair_go_on (RtMethodPair *self, RtPage *page);
void rt_method_pair_clear (RtMethodPair *self);

G_END_DECLS
