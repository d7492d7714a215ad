/* How a request is kept: for those who make one that differs. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-request.h"

G_BEGIN_DECLS

struct _RtRequest
{
  gatomicrefcount ref_count;
  char *method;
  GUri *uri; /* without user info */
  RtHeaderList *fields;
  GBytes *body; /* at most one of body, body_file and body_parts is set */
  GFile *body_file;
  GPtrArray *body_parts; /* of RtBodyPart */
  RtRequestOptions options;
  GPtrArray *connect_to;         /* of RtConnectTo */
  GPtrArray *pins;               /* of RtPin */
  GTlsDatabase *anchors;         /* nullable */
  char *own_authority;           /* the path of its certificate, nullable */
  RtCookieSource *cookie_source; /* nullable: no cookies but those set by hand */
  RtFieldSource *field_source;   /* nullable: no field depends on the address */
  RtProxySource *proxy_source;   /* nullable: straight to the site */
};

gboolean rt_request_check_method (const char *method, GError **error);

G_END_DECLS
