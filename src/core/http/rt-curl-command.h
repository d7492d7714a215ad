/* A request as a curl command, and back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-curl-options.h"
#include "core/http/rt-request.h"

G_BEGIN_DECLS

gboolean rt_curl_command_matches (const char *text);
char *rt_curl_command_format (const RtRequest *request, const RtProxyReport *way);
char *rt_curl_command_format_with_secrets (const RtRequest *request,
                                           const RtProxyReport *way);
RtRequest *
rt_curl_command_parse (const char *text, RtCurlWay *way, GStrv *ignored, GError **error);

G_END_DECLS
