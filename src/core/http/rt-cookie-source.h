/* Where the cookies of a request come from, and where those of its answer go. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-header-list.h"

G_BEGIN_DECLS

/* A browser knows what a request is for; here the user says it. */
typedef enum
{
  RT_COOKIE_CONTEXT_NAVIGATION,  /* an address typed in, or a link of the same site */
  RT_COOKIE_CONTEXT_LINK,        /* a link on another site */
  RT_COOKIE_CONTEXT_POST,        /* a form of another site that is sent by POST */
  RT_COOKIE_CONTEXT_SUBRESOURCE, /* a part of another site's page */
} RtCookieContext;

/* The request at hand, as far as cookies go. */
typedef struct
{
  GUri *uri;          /* borrowed */
  const char *method; /* borrowed */
  RtCookieContext context;
  gboolean redirected;  /* another answer has led here */
  gboolean set_by_hand; /* the user has written a Cookie field, which is left alone */
  gint64 now_us;        /* since 1970 */
} RtCookieQuestion;

#define RT_TYPE_COOKIE_SOURCE (rt_cookie_source_get_type ())
G_DECLARE_INTERFACE (RtCookieSource, rt_cookie_source, RT, COOKIE_SOURCE, GObject)

/* Called in a lane's thread, for every hop.  The records are immutable objects of the
 * source's own, which the hop keeps. */
struct _RtCookieSourceInterface
{
  GTypeInterface parent_iface;

  /* Gives the value of the Cookie field, NULL for none; nothing is changed by it. */
  GObject *(*look_up) (RtCookieSource *self,
                       const RtCookieQuestion *question,
                       char **value);
  /* An answer came: @record is what look_up() gave before. */
  GObject *(*receive) (RtCookieSource *self,
                       const RtCookieQuestion *question,
                       GObject *record,
                       const RtHeaderList *fields);

  /* Of one that is found again in another run of the program; for the main thread. */
  const char *(*get_id) (RtCookieSource *self);
  gboolean (*is_kept) (RtCookieSource *self);
};

GObject *rt_cookie_source_look_up (RtCookieSource *self,
                                   const RtCookieQuestion *question,
                                   char **value);
GObject *rt_cookie_source_receive (RtCookieSource *self,
                                   const RtCookieQuestion *question,
                                   GObject *record,
                                   const RtHeaderList *fields);
const char *rt_cookie_source_get_id (RtCookieSource *self);
gboolean rt_cookie_source_is_kept (RtCookieSource *self);

G_END_DECLS
