/* What the parts of a part file share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-part-file.h"

G_BEGIN_DECLS

/* Invariant: a byte is claimed in the journal only after it was flushed to the disk.  The
 * part file is locked as long as we have it. */
struct _RtPartFile
{
  char *path; /* in the end */
  char *part;
  int fd;
  RtJournal *journal;
  RtJournalState *state; /* as in the journal; its address is NULL while there is none */
  gint64 lost;           /* bytes that were claimed and are not what they were */

  GMutex lock;       /* guards what follows */
  RtRangeSet *there; /* what is in the file, claimed or not */
  RtUnclaimed *unclaimed;
};

G_END_DECLS
