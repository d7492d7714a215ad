/* A connection that is read in big pieces, whatever size its reader asks for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GIOStream *rt_read_ahead_new (GIOStream *base);

G_END_DECLS
