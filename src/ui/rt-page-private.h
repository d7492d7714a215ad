/* What a page has, for its parts and for what it sends. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/rt-address-bar.h"
#include "ui/rt-exchange-bin.h"
#include "ui/rt-page.h"
#include "ui/rt-proxy-prompt.h"
#include "ui/rt-sender.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct
{
  RtWorkbench *workbench;

  RtSender *sender;
  RtTransport *transport; /* what was sent over last, nullable */
  RtProxyPrompt *prompt;  /* where the way leads through a proxy that asks */
  RtExchange *exchange;   /* what is looked at, nullable */

  GtkWidget *box;
  GtkWidget *top; /* has the controls; hidden where there are none */
  AdwBin *controls;
  GtkPaned *paned;
  RtExchangeBin *bottom;
  RtAddressBar *address; /* among the controls, nullable */
} RtPagePrivate;

RtPagePrivate *rt_page_get_private (RtPage *self);

/* rt-page-send.c */
void rt_page_set_up_sending (RtPage *self);

/* rt-page-address.c */
void rt_page_address_install (RtPageClass *klass);
void rt_page_set_up_address (RtPage *self);

G_END_DECLS
