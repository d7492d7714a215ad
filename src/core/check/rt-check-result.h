/* What a check of one address came to: an immutable value. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-check-verdict.h"
#include "core/http/rt-note.h"

G_BEGIN_DECLS

/* Strings are as received, NULL where the server did not say. */
typedef struct
{
  gatomicrefcount ref_count;
  RtCheckVerdict verdict;
  gboolean is_ok;
  gboolean is_get;     /* GET had the last word, not HEAD */
  guint16 head_status; /* what HEAD was answered where GET was asked, too; 0: nothing */
  guint16 head_hop;    /* in which hop that was */
  guint16 attempts;    /* requests that were sent */
  guint16 n_chain;
  guint16 *chain; /* the status of each hop */
  RtRedirectStop stop;
  gboolean has_error;
  RtErrorCode error;
  RtCheckRemarks remarks;
  gint64 wait_s;       /* what the server asks to wait, with RT_CHECK_LATER */
  char *final_address; /* where the chain ended; NULL: where it began */
  char *new_address;   /* what the link should be; NULL: what it is */
  char *type;          /* Content-Type */
  char *modified;      /* Last-Modified */
  char *etag;
  gint64 length;   /* of the body, in bytes; -1: not known */
  gint64 received; /* bytes of a body that came all the same */
  gint64 time_us;  /* from the first request to the last answer, without waiting */
} RtCheckResult;

RtCheckResult *rt_check_result_new (void);
RtCheckResult *rt_check_result_ref (RtCheckResult *self);
void rt_check_result_unref (RtCheckResult *self);

void rt_check_result_judge (RtCheckResult *self, const RtCodeRanges *good);
guint rt_check_result_get_status (const RtCheckResult *self);
const char *rt_check_result_get_method (const RtCheckResult *self);
gint64 rt_check_result_get_saved (const RtCheckResult *self);
void rt_check_result_compare_with_made_up (RtCheckResult *self,
                                           const RtCheckResult *made_up,
                                           const RtCodeRanges *good);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtCheckResult, rt_check_result_unref)

G_END_DECLS
