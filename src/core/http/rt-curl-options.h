/* What the words of a curl command ask for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-curl-data.h"
#include "core/wire/rt-route.h"

G_BEGIN_DECLS

/* Which way the command takes; what is not said is NULL. */
typedef struct
{
  char *proxy;      /* as -x has it, with the scheme of --socks5-hostname and its like */
  char *login;      /* name:password, or a name alone */
  char *exceptions; /* as --noproxy has them */
} RtCurlWay;

void rt_curl_way_clear (RtCurlWay *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RtCurlWay, rt_curl_way_clear)

typedef struct
{
  char *address;
  char *method;        /* as -X has it */
  gboolean head;       /* -I */
  gboolean get;        /* -G */
  gboolean compressed; /* --compressed */
  gboolean follow;     /* -L */

  GPtrArray *headers; /* of char *, as -H has them */
  GString *cookies;   /* "" if there are none */
  char *user;         /* name:password */
  char *user_agent;
  char *referer;
  char *range;
  RtCurlWay way;

  RtCurlData data;

  GPtrArray *resolve; /* of char *, as --resolve has them */
  RtFamily family;
  gint64 redirect_limit;    /* -1: none given */
  gint64 connect_timeout_s; /* likewise */
  gint64 idle_timeout_s;    /* likewise */
  gint64 total_timeout_s;   /* likewise */

  GStrvBuilder *ignored; /* options that matter and are not followed */
} RtCurlOptions;

RtCurlOptions *
rt_curl_options_parse (const char *const *words, GBytes *standard_input, GError **error);
void rt_curl_options_free (RtCurlOptions *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtCurlOptions, rt_curl_options_free)

G_END_DECLS
