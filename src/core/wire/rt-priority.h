/* Threads that work stand back behind the one that shows what they do. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void rt_priority_lower (void);
void rt_priority_prepare (void);

G_END_DECLS
