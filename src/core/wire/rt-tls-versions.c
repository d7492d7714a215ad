/* Which versions of TLS this program speaks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-tls-versions.h"

/**
 * rt_tls_versions_limit:
 *
 * Leaves TLS 1.2 and 1.3, for our servers as for our requests. GIO reads this once, before
 * the first handshake of the program, and has no other way: so a program calls it first,
 * while it has one thread. What the user has set in its place stays.
 */
void
rt_tls_versions_limit (void)
{
  g_setenv ("G_TLS_GNUTLS_PRIORITY", "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2", FALSE);
}

/**
 * rt_tls_versions_limit_to_1_2:
 *
 * Leaves TLS 1.2 alone, for a program that is to be a server without TLS 1.3. To be called
 * before the first handshake, too.
 */
void
rt_tls_versions_limit_to_1_2 (void)
{
  g_setenv ("G_TLS_GNUTLS_PRIORITY", "NORMAL:-VERS-ALL:+VERS-TLS1.2", TRUE);
}
