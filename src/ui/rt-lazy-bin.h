/* A place for a widget that is made when it is needed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RT_TYPE_LAZY_BIN (rt_lazy_bin_get_type ())
G_DECLARE_FINAL_TYPE (RtLazyBin, rt_lazy_bin, RT, LAZY_BIN, AdwBin)

gpointer rt_lazy_bin_get (RtLazyBin *self);
gpointer rt_lazy_bin_peek (RtLazyBin *self);

G_END_DECLS
