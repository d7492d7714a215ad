/* What a lane has to tell of an exchange, and what it changes in the record. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"
#include "core/http/rt-spool.h"

G_BEGIN_DECLS

typedef enum
{
  RT_NEWS_BEGIN,
  RT_NEWS_HOP,
  RT_NEWS_COOKIES,
  RT_NEWS_STATE,
  RT_NEWS_REPORT,
  RT_NEWS_BODY_BEGIN,
  RT_NEWS_PREVIEW,
  RT_NEWS_COUNTS,
  RT_NEWS_SENT,
  RT_NEWS_BODY_END,
  RT_NEWS_STOP,
  RT_NEWS_END,
} RtNewsKind;

/* One piece of news.  Which members mean something depends on the kind. */
typedef struct
{
  RtNewsKind kind;
  guint hop;
  RtExchangeState state;
  gint64 time_us;
  gint64 length;
  guint64 wire_bytes;
  guint64 decoded_bytes;
  gboolean forbidden;
  RtCompleteness completeness;
  RtRedirectStop stop;
  RtRequest *request;
  GPtrArray *dropped;
  GObject *cookies;
  RtWireReport *report;
  char *content_type;
  GStrv codings;
  char *unknown_coding;
  GByteArray *bytes;
  RtSpool *spool;
  GError *error;
} RtNews;

RtNews *rt_news_new (RtNewsKind kind);
void rt_news_free (RtNews *self);

void rt_news_apply (RtNews *self, RtExchange *exchange);
gboolean rt_news_is_progress (const RtNews *self);

G_END_DECLS
