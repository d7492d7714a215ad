/* One cookie of a jar, as an item of a list. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RT_TYPE_COOKIE_ITEM (rt_cookie_item_get_type ())
G_DECLARE_FINAL_TYPE (RtCookieItem, rt_cookie_item, RT, COOKIE_ITEM, GObject)

RtCookieItem *rt_cookie_item_new (RtCookie *cookie);
RtCookie *rt_cookie_item_get_cookie (RtCookieItem *self);

G_END_DECLS
