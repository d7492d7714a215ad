/* A copy of the cookie database of a Firefox profile, with all that is not yet in it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct _RtFirefoxCopy RtFirefoxCopy;

RtFirefoxCopy *rt_firefox_copy_new (const char *profile, GError **error);
void rt_firefox_copy_free (RtFirefoxCopy *self);

sqlite3 *rt_firefox_copy_get_db (RtFirefoxCopy *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtFirefoxCopy, rt_firefox_copy_free)

G_END_DECLS
