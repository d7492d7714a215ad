/* The requests of a download's last run, the newest of them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-visit.h"

G_BEGIN_DECLS

typedef struct _RtVisitList RtVisitList;

RtVisitList *rt_visit_list_new (void);
void rt_visit_list_free (RtVisitList *self);

void rt_visit_list_take (RtVisitList *self, GPtrArray *visits);
void rt_visit_list_clear (RtVisitList *self);
GPtrArray *rt_visit_list_get (RtVisitList *self);

G_END_DECLS
