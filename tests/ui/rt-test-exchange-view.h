/* An exchange view in a window of its own, for tests. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/rt-exchange-head.h"
#include "ui/rt-exchange-panes.h"
#include "ui/rt-exchange-view.h"

G_BEGIN_DECLS

typedef struct
{
  GtkWidget *window;
  RtExchangeView *view;
  RtExchangePanes *panes;
  RtExchangeHead *head;
} RtTestExchangeView;

void rt_test_exchange_view_set_up (RtTestExchangeView *self, int width);
void rt_test_exchange_view_tear_down (RtTestExchangeView *self);
const char *rt_test_exchange_view_get_sentence (RtTestExchangeView *self);
const char *rt_test_exchange_view_get_visible (RtTestExchangeView *self);

G_END_DECLS
