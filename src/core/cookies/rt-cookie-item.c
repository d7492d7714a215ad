/* One cookie of a jar, as an item of a list. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/cookies/rt-cookie-item.h"

struct _RtCookieItem
{
  GObject parent_instance;

  RtCookie *cookie;
};

G_DEFINE_FINAL_TYPE (RtCookieItem, rt_cookie_item, G_TYPE_OBJECT)

static void
rt_cookie_item_finalize (GObject *object)
{
  rt_cookie_unref (RT_COOKIE_ITEM (object)->cookie);
  G_OBJECT_CLASS (rt_cookie_item_parent_class)->finalize (object);
}

static void
rt_cookie_item_class_init (RtCookieItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_cookie_item_finalize;
}

static void
rt_cookie_item_init (RtCookieItem *self)
{
}

RtCookieItem *
rt_cookie_item_new (RtCookie *cookie)
{
  RtCookieItem *self = g_object_new (RT_TYPE_COOKIE_ITEM, NULL);

  self->cookie = rt_cookie_ref (cookie);
  return self;
}

RtCookie *
rt_cookie_item_get_cookie (RtCookieItem *self)
{
  g_return_val_if_fail (RT_IS_COOKIE_ITEM (self), NULL);

  return self->cookie;
}
