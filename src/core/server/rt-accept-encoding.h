/* Which content coding an answer may have. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In the order in which they are taken when the client likes them equally. */
typedef enum
{
  RT_CODED_BR,
  RT_CODED_ZSTD,
  RT_CODED_GZIP,
  RT_CODED_IDENTITY,
  RT_CODED_NONE, /* nothing that there is may be sent: answer 406 */
} RtCoded;

#define RT_N_CODED (RT_CODED_IDENTITY + 1)
/* A set of them. */
#define RT_CODED_BIT(coded) (1u << (coded))

RtCoded rt_accept_encoding_choose (const char *value, guint available);
const char *rt_coded_get_name (RtCoded coded);

G_END_DECLS
