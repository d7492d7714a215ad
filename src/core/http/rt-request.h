/* What to send: an immutable value. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-cookie-source.h"
#include "core/http/rt-field-source.h"
#include "core/http/rt-proxy-source.h"
#include "core/http/rt-route-rule.h"
#include "core/wire/rt-header-list.h"
#include "core/wire/rt-route.h"

G_BEGIN_DECLS

#define RT_TYPE_REQUEST (rt_request_get_type ())
typedef struct _RtRequest RtRequest;

typedef enum
{
  RT_REQUEST_NONE = 0,
  RT_REQUEST_KEEP_BODY
  = 1 << 0, /* spool the whole body to disk, so that it can be saved */
  RT_REQUEST_ALLOW_DOWNGRADE = 1 << 1, /* follow a redirect from https to http */
  RT_REQUEST_ALLOW_RESEND = 1 << 2,  /* send a body again to another origin (307, 308) */
  RT_REQUEST_ALLOW_BOMB = 1 << 3,    /* decode past the bomb guard */
  RT_REQUEST_NO_ERROR_BODY = 1 << 4, /* the sink gets nothing of a 4xx or 5xx answer */
} RtRequestFlags;

typedef struct
{
  guint redirect_limit;    /* 0: do not follow */
  guint connect_timeout_s; /* 0: none */
  guint idle_timeout_s;    /* 0: none */
  guint total_timeout_s;   /* 0: none */
  RtFamily family;
  RtRequestFlags flags;
  RtCookieContext cookie_context;
} RtRequestOptions;

#define RT_REQUEST_OPTIONS_DEFAULT                                                       \
  ((RtRequestOptions){                                                                   \
      .redirect_limit = 20, .connect_timeout_s = 10, .idle_timeout_s = 60 })

GType rt_request_get_type (void);

RtHeaderList *rt_request_make_default_fields (void);

/* The address is fixed up as rt_address_parse() does it. The fields are ours by default:
 * User-Agent, Accept and Accept-Encoding. */
RtRequest *rt_request_new (const char *method, const char *address, GError **error);
RtRequest *rt_request_ref (RtRequest *self);
void rt_request_unref (RtRequest *self);

const char *rt_request_get_method (const RtRequest *self);
GUri *rt_request_get_uri (const RtRequest *self);
RtHeaderList *rt_request_get_fields (const RtRequest *self);
GBytes *rt_request_get_body (const RtRequest *self);
GFile *rt_request_get_body_file (const RtRequest *self);
GPtrArray *rt_request_get_body_parts (const RtRequest *self);
gboolean rt_request_has_body (const RtRequest *self);
const RtRequestOptions *rt_request_get_options (const RtRequest *self);
GPtrArray *rt_request_get_connect_to (const RtRequest *self);
GPtrArray *rt_request_get_pins (const RtRequest *self);
GTlsDatabase *rt_request_get_anchors (const RtRequest *self);
const char *rt_request_get_own_authority (const RtRequest *self);
RtCookieSource *rt_request_get_cookie_source (const RtRequest *self);
RtFieldSource *rt_request_get_field_source (const RtRequest *self);
RtProxySource *rt_request_get_proxy_source (const RtRequest *self);

/* Each gives a new request that differs in one thing. */
RtRequest *
rt_request_with_method (const RtRequest *self, const char *method, GError **error);
RtRequest *rt_request_with_uri (const RtRequest *self, GUri *uri);
RtRequest *rt_request_redirected_to (const RtRequest *self, GUri *uri);
RtRequest *rt_request_with_fields (const RtRequest *self, const RtHeaderList *fields);
RtRequest *rt_request_with_header (const RtRequest *self,
                                   const char *name,
                                   const char *value,
                                   GError **error);
RtRequest *rt_request_with_body (const RtRequest *self, GBytes *body);
RtRequest *rt_request_with_body_file (const RtRequest *self, GFile *file);
RtRequest *rt_request_with_body_parts (const RtRequest *self, GPtrArray *parts);
RtRequest *rt_request_with_options (const RtRequest *self,
                                    const RtRequestOptions *options);
RtRequest *rt_request_with_connect_to (const RtRequest *self,
                                       const char *host,
                                       guint16 port,
                                       const char *address,
                                       GError **error);
RtRequest *rt_request_with_pins (const RtRequest *self, GPtrArray *pins);
RtRequest *rt_request_with_pin (const RtRequest *self,
                                const char *host,
                                guint16 port,
                                const char *sha256);
RtRequest *rt_request_with_anchors (const RtRequest *self, GTlsDatabase *anchors);
RtRequest *rt_request_with_own_authority (const RtRequest *self, const char *path);
RtRequest *rt_request_with_cookie_source (const RtRequest *self, RtCookieSource *source);
RtRequest *rt_request_with_field_source (const RtRequest *self, RtFieldSource *source);
RtRequest *rt_request_with_proxy_source (const RtRequest *self, RtProxySource *source);
RtRequest *rt_request_with_usual_proxy_source (const RtRequest *self,
                                               RtProxySource *source);

/* With the cookies that its source has for it: how it is sent, which may take a while. */
RtRequest *
rt_request_with_cookies (const RtRequest *self, gboolean redirected, GObject **record);
GObject *rt_request_take_cookies (const RtRequest *self,
                                  gboolean redirected,
                                  GObject *record,
                                  const RtHeaderList *answer_fields);

/* What goes out, in order: Host first. */
RtHeaderList *rt_request_compose_fields (const RtRequest *self);
GBytes *rt_request_compose_head (const RtRequest *self, goffset body_length);
GBytes *rt_request_compose_head_for (const RtRequest *self,
                                     const RtRoute *route,
                                     goffset body_length);
char *rt_request_dup_target (const RtRequest *self);
char *rt_request_dup_address (const RtRequest *self);
RtRoute *rt_request_dup_route (const RtRequest *self, RtProxy *proxy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtRequest, rt_request_unref)

G_END_DECLS
