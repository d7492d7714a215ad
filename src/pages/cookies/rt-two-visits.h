/* Two visits, one after the other: signing in, and coming again. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/forms/rt-form-entries.h"
#include "ui/rt-page.h"

G_BEGIN_DECLS

/* Signals: "begun", with the number of the visit; "ended", when one is over or all are;
 * "noted", with words about how it goes. */
#define RT_TYPE_TWO_VISITS (rt_two_visits_get_type ())
G_DECLARE_FINAL_TYPE (RtTwoVisits, rt_two_visits, RT, TWO_VISITS, GObject)

RtTwoVisits *rt_two_visits_new (RtPage *page);

gboolean rt_two_visits_is_running (RtTwoVisits *self);
gboolean rt_two_visits_is_signing_in (RtTwoVisits *self);
GPtrArray *rt_two_visits_get (RtTwoVisits *self, guint visit);

void rt_two_visits_sign_in (RtTwoVisits *self,
                            RtRequest *login,
                            RtFormEntries *fields,
                            RtRequest *second);
void rt_two_visits_visit (RtTwoVisits *self, RtRequest *request);
void rt_two_visits_stop (RtTwoVisits *self);

G_END_DECLS
