/* What one request and its answer did to the cookies of a jar: an immutable record. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-cookie-visit.h"

struct _RtCookieVisit
{
  GObject parent_instance;

  GPtrArray *asked;    /* of RtCookieVerdict */
  GPtrArray *received; /* of RtCookieVerdict */
};

G_DEFINE_FINAL_TYPE (RtCookieVisit, rt_cookie_visit, G_TYPE_OBJECT)

static void
rt_cookie_visit_finalize (GObject *object)
{
  RtCookieVisit *self = RT_COOKIE_VISIT (object);

  g_ptr_array_unref (self->asked);
  g_ptr_array_unref (self->received);
  G_OBJECT_CLASS (rt_cookie_visit_parent_class)->finalize (object);
}

static void
rt_cookie_visit_class_init (RtCookieVisitClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_cookie_visit_finalize;
}

static void
rt_cookie_visit_init (RtCookieVisit *self)
{
}

/**
 * rt_cookie_visit_new:
 * @asked: (element-type RtCookieVerdict): on the cookies of the jar; not to be changed
 *   from now on
 * @received: (element-type RtCookieVerdict): on what the answer set; likewise
 *
 * Makes a record.
 *
 * Returns: (transfer full): the record
 */
RtCookieVisit *
rt_cookie_visit_new (GPtrArray *asked, GPtrArray *received)
{
  RtCookieVisit *self = g_object_new (RT_TYPE_COOKIE_VISIT, NULL);

  self->asked = g_ptr_array_ref (asked);
  self->received = g_ptr_array_ref (received);
  return self;
}

/**
 * rt_cookie_visit_get_asked:
 * @self: a record
 *
 * Gives a verdict on every cookie that was in the jar: sent or withheld.  Those that were
 * sent are in the order in which they were.
 *
 * Returns: (transfer none) (element-type RtCookieVerdict): the verdicts
 */
GPtrArray *
rt_cookie_visit_get_asked (RtCookieVisit *self)
{
  return self->asked;
}

/**
 * rt_cookie_visit_get_received:
 * @self: a record
 *
 * Gives a verdict on every Set-Cookie field of the answer, in their order.
 *
 * Returns: (transfer none) (element-type RtCookieVerdict): the verdicts
 */
GPtrArray *
rt_cookie_visit_get_received (RtCookieVisit *self)
{
  return self->received;
}
