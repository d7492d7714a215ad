/* Carries a download's news from the thread that works to the one that owns it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-download-news.h"

G_BEGIN_DECLS

typedef struct _RtDownloadMailbox RtDownloadMailbox;

/* In the owner's thread. @owner: alive as long as this goes on; @news: (element-type
 * RtDownloadNews): in the order in which they came, to be taken out */
typedef void (*RtDownloadMailFunc) (gpointer owner, GQueue *news);

RtDownloadMailbox *rt_download_mailbox_new (gpointer owner, RtDownloadMailFunc func);
RtDownloadMailbox *rt_download_mailbox_ref (RtDownloadMailbox *self);
void rt_download_mailbox_unref (gpointer data);

void rt_download_mailbox_close (RtDownloadMailbox *self);
void rt_download_mailbox_put (RtDownloadNews *news, gpointer user_data);

G_END_DECLS
