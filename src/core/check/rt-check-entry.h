/* An address that is to be checked, as it stands in a list. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  GRefString *address; /* without fragment, user name and password */
  char *authorization; /* what these become; nullable */
  gboolean is_bad;     /* no address at all; it is what was written, for show */
} RtCheckEntry;

RtCheckEntry *rt_check_entry_new (const char *text);
void rt_check_entry_free (RtCheckEntry *self);
GPtrArray *rt_check_entries_new (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtCheckEntry, rt_check_entry_free)

G_END_DECLS
