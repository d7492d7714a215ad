/* The lines of a head as text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-message-head.h"

G_BEGIN_DECLS

void rt_cli_print_head (const RtMessageHead *head, gboolean show_secrets);
void rt_cli_print_trailers (const RtHeaderList *trailers, gboolean show_secrets);

G_END_DECLS
