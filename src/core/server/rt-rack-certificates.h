/* The copies of certificates from files that the user's servers need. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void rt_rack_certificates_tidy (const char *folder, GPtrArray *servers);
void rt_rack_certificates_drop (const char *folder, const char *path, GPtrArray *servers);

G_END_DECLS
