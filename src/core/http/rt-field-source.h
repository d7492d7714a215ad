/* Where the fields of a request come from that depend on where it goes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-header-list.h"

G_BEGIN_DECLS

#define RT_TYPE_FIELD_SOURCE (rt_field_source_get_type ())
G_DECLARE_INTERFACE (RtFieldSource, rt_field_source, RT, FIELD_SOURCE, GObject)

/* Called in a lane's thread, too.  A source does not change while a request has it. */
struct _RtFieldSourceInterface
{
  GTypeInterface parent_iface;

  /* Gives @fields, which were for @from, as they are for @to. */
  RtHeaderList *(*refit) (RtFieldSource *self,
                          const RtHeaderList *fields,
                          GUri *from,
                          GUri *to,
                          gboolean redirected);
};

RtHeaderList *rt_field_source_refit (RtFieldSource *self,
                                     const RtHeaderList *fields,
                                     GUri *from,
                                     GUri *to,
                                     gboolean redirected);

G_END_DECLS
