/* The rows of a list of addresses: each address once, its result, and the sums. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-check-entry.h"
#include "core/check/rt-check-result.h"

G_BEGIN_DECLS

typedef struct
{
  GRefString *address;
  char *authorization;   /* nullable */
  RtCheckResult *result; /* NULL: not checked yet */
  gboolean is_wanted;    /* is to be checked */
  gboolean is_asked;     /* is being checked */
} RtCheckRow;

/* What the rows come to. */
typedef struct
{
  guint n_rows;
  guint n_checked;
  guint n_ok;
  guint n_repeated; /* addresses that were in the list already */
  guint n[RT_N_CHECK_VERDICTS];
  gint64 saved; /* bytes that were not downloaded */
} RtCheckSums;

/* Read only but for the two flags of a row. */
typedef struct
{
  GArray *rows; /* of RtCheckRow */
  GHashTable *known;
  RtCheckSums sums;
} RtCheckTable;

RtCheckTable *rt_check_table_new (void);
void rt_check_table_free (RtCheckTable *self);
void rt_check_table_free_in_thread (RtCheckTable *self);

RtCheckRow *rt_check_table_get (RtCheckTable *self, guint row);
gboolean rt_check_table_add (RtCheckTable *self, const RtCheckEntry *entry);
char *rt_check_table_dup_addresses (RtCheckTable *self, const GArray *rows);
void rt_check_table_set_result (RtCheckTable *self, guint row, RtCheckResult *result);

guint rt_check_sums_count_moved (const RtCheckSums *self);
guint rt_check_sums_count_unknown (const RtCheckSums *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtCheckTable, rt_check_table_free)

G_END_DECLS
