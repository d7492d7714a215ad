/* Where the cookies of a request come from, and where those of its answer go. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-cookie-source.h"

G_DEFINE_INTERFACE (RtCookieSource, rt_cookie_source, G_TYPE_OBJECT)

static void
rt_cookie_source_default_init (RtCookieSourceInterface *iface)
{
}

/**
 * rt_cookie_source_look_up:
 * @self: a source
 * @question: the request that is about to be sent
 * @value: (out) (nullable): the value of its Cookie field; %NULL: it gets none
 *
 * Finds the cookies that go along.  May take its time.
 *
 * Returns: (transfer full): the record of what goes along and what does not
 */
GObject *
rt_cookie_source_look_up (RtCookieSource *self,
                          const RtCookieQuestion *question,
                          char **value)
{
  *value = NULL;
  return RT_COOKIE_SOURCE_GET_IFACE (self)->look_up (self, question, value);
}

/**
 * rt_cookie_source_receive:
 * @self: a source
 * @question: the request that was sent
 * @record: what rt_cookie_source_look_up() gave for it
 * @fields: of the answer
 *
 * Takes in what the answer sets.  May take its time.
 *
 * Returns: (transfer full): the record, with what came added
 */
GObject *
rt_cookie_source_receive (RtCookieSource *self,
                          const RtCookieQuestion *question,
                          GObject *record,
                          const RtHeaderList *fields)
{
  return RT_COOKIE_SOURCE_GET_IFACE (self)->receive (self, question, record, fields);
}

/**
 * rt_cookie_source_get_id:
 * @self: a source
 *
 * Names it, for a file: no cookie is in there.
 *
 * Returns: (transfer none) (nullable): the name; %NULL if it ends with the program
 */
const char *
rt_cookie_source_get_id (RtCookieSource *self)
{
  const RtCookieSourceInterface *iface = RT_COOKIE_SOURCE_GET_IFACE (self);

  return iface->get_id != NULL ? iface->get_id (self) : NULL;
}

/* Whether it has its cookies in another run of the program, too. */
gboolean
rt_cookie_source_is_kept (RtCookieSource *self)
{
  const RtCookieSourceInterface *iface = RT_COOKIE_SOURCE_GET_IFACE (self);

  return iface->is_kept != NULL && iface->is_kept (self);
}
