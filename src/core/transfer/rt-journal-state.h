/* What is known of a download, and which of its bytes are on disk, as the bytes of a journal. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-identity.h"

G_BEGIN_DECLS

/* So many bytes are on disk, and this is their checksum. */
typedef struct
{
  gint64 first;
  gint64 length;
  guint32 crc;
} RtClaim;

typedef struct
{
  char *address;        /* as it was asked for, before any redirect */
  RtIdentity *identity; /* of the remote file */
  GArray *claims;       /* of RtClaim, in the order in which they were made */
} RtJournalState;

RtJournalState *rt_journal_state_new (const char *address, const RtIdentity *identity);
void rt_journal_state_free (RtJournalState *self);
RtJournalState *
rt_journal_state_parse (const guint8 *data, gsize length, gsize *valid_length);
GByteArray *rt_journal_state_format (const RtJournalState *self);
void
rt_journal_state_append_claim (GByteArray *bytes, const RtClaim *claim, guint32 number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtJournalState, rt_journal_state_free)

G_END_DECLS
