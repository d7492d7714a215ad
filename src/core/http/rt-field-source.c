/* Where the fields of a request come from that depend on where it goes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-field-source.h"

G_DEFINE_INTERFACE (RtFieldSource, rt_field_source, G_TYPE_OBJECT)

static void
rt_field_source_default_init (RtFieldSourceInterface *iface)
{
}

/**
 * rt_field_source_refit:
 * @self: a source
 * @fields: what a request has for @from: of the source and of the user's own
 * @from: where the request went
 * @to: where it goes
 * @redirected: whether an answer leads it there
 *
 * Gives the fields that go to @to.  What is the user's own stays as it is.
 *
 * Returns: (transfer full): the fields
 */
RtHeaderList *
rt_field_source_refit (RtFieldSource *self,
                       const RtHeaderList *fields,
                       GUri *from,
                       GUri *to,
                       gboolean redirected)
{
  return RT_FIELD_SOURCE_GET_IFACE (self)->refit (self, fields, from, to, redirected);
}
