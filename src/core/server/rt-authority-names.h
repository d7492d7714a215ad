/* What this computer is called, and what its authority may issue certificates for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

gboolean rt_dns_name_is_valid (const char *name);
char *rt_authority_names_dup_local (const char *host_name);
GStrv rt_authority_names_own (const char *host_name);
GStrv rt_authority_names_permitted (const char *host_name);

GStrv rt_authority_names_join (const char *const *own,
                               const char *const *more,
                               gnutls_x509_name_constraints_t constraints);

G_END_DECLS
