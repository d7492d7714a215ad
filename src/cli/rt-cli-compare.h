/* What several identities are answered at one address, side by side. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int rt_cli_compare_run (const char *address, GStrv ids, gboolean json, GError **error);

G_END_DECLS
