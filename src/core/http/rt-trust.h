/* The certificates that the user trusts, each for one host and port, and our own servers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-request.h"

G_BEGIN_DECLS

/* One certificate for one host and port. */
#define RT_TYPE_TRUST_ENTRY (rt_trust_entry_get_type ())
G_DECLARE_FINAL_TYPE (RtTrustEntry, rt_trust_entry, RT, TRUST_ENTRY, GObject)

const char *rt_trust_entry_get_host (RtTrustEntry *self);
guint16 rt_trust_entry_get_port (RtTrustEntry *self);
const char *rt_trust_entry_get_sha256 (RtTrustEntry *self);
GDateTime *rt_trust_entry_get_until (RtTrustEntry *self);

#define RT_TYPE_TRUST (rt_trust_get_type ())
G_DECLARE_FINAL_TYPE (RtTrust, rt_trust, RT, TRUST, GObject)

RtTrust *rt_trust_new (GFile *file, const char *own_authority);

GListModel *rt_trust_get_entries (RtTrust *self);
void rt_trust_add (RtTrust *self,
                   const char *host,
                   guint16 port,
                   const char *sha256,
                   GDateTime *until);
void rt_trust_remove (RtTrust *self, RtTrustEntry *entry);

void rt_trust_set_own_servers (RtTrust *self, gboolean own_servers);

RtRequest *rt_trust_apply (RtTrust *self, const RtRequest *request);

G_END_DECLS
