/* What went wrong, and what to do about it, in words for people. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

char *rt_error_dup_title (const GError *error, const char *host);
char *rt_error_dup_hint (const GError *error);

G_END_DECLS
