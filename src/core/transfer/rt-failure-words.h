/* Why a connection failed, in a few words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rt_failure_words_new (const GError *error);

G_END_DECLS
