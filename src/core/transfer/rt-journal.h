/* The file beside a download that says which of its bytes are on disk. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-journal-state.h"

G_BEGIN_DECLS

typedef struct _RtJournal RtJournal;

RtJournal *rt_journal_new (const char *path);
void rt_journal_free (RtJournal *self);

gboolean rt_journal_load (RtJournal *self, RtJournalState **state, GError **error);
gboolean rt_journal_write (RtJournal *self, const RtJournalState *state, GError **error);
gboolean rt_journal_append (RtJournal *self,
                            const RtClaim *claims,
                            guint n_claims,
                            GError **error);
void rt_journal_remove (RtJournal *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtJournal, rt_journal_free)

G_END_DECLS
