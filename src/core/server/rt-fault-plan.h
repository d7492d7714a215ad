/* Which faults a server has, and when. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-authority.h"
#include "core/server/rt-fault.h"

G_BEGIN_DECLS

/* Of the requests whose path matches, those after the first @after are counted; each
 * @every-th of them is struck, until @first were. */
typedef struct
{
  RtFaultKind kind;
  guint64 value; /* in the unit of the fault */
  char *address; /* where that is one */
  char *path;    /* with "*" and "?"; NULL: any */
  guint64 after;
  guint64 every; /* at least 1 */
  guint64 first; /* 0: without end */
  guint64 seed;  /* of random numbers; 0: another one each time */
} RtFaultRule;

typedef enum
{
  RT_FAULT_MISTAKE_NONE,
  RT_FAULT_MISTAKE_UNKNOWN,  /* there is no such fault */
  RT_FAULT_MISTAKE_NO_VALUE, /* it takes none */
  RT_FAULT_MISTAKE_VALUE,    /* not a number, or out of bounds */
  RT_FAULT_MISTAKE_ADDRESS,  /* not of a web server */
  RT_FAULT_MISTAKE_LIMIT,    /* there is no such limit */
  RT_FAULT_MISTAKE_COUNT,    /* a limit that is no number, or too small */
  RT_FAULT_MISTAKE_TLS,      /* a limit on what is before any request */
  RT_FAULT_MISTAKE_SEED,     /* of a fault that is not random */
  RT_FAULT_MISTAKE_TWO,      /* certificates at once */
} RtFaultMistake;

/* Immutable. */
typedef struct _RtFaultPlan RtFaultPlan;

RtFaultPlan *
rt_fault_plan_new (const char *const *specs, RtFaultMistake *mistake, guint *index);
RtFaultPlan *rt_fault_plan_ref (RtFaultPlan *self);
void rt_fault_plan_unref (RtFaultPlan *self);

guint rt_fault_plan_get_length (const RtFaultPlan *self);
const RtFaultRule *rt_fault_plan_get (const RtFaultPlan *self, guint index);
gboolean rt_fault_plan_has (const RtFaultPlan *self, RtFaultKind kind);
gboolean rt_fault_plan_needs_tls (const RtFaultPlan *self);
RtLeafKind rt_fault_plan_get_leaf_kind (const RtFaultPlan *self);

const char *rt_fault_mistake_to_words (RtFaultMistake mistake);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtFaultPlan, rt_fault_plan_unref)

G_END_DECLS
