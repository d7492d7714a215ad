/* Brings the user's identities in from a file, and writes them to one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int rt_cli_identities_move (const char *import, const char *export);

G_END_DECLS
