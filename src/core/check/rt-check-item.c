/* One row of a list of addresses, as an item of a list. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/check/rt-check-item.h"

struct _RtCheckItem
{
  GObject parent_instance;

  guint row;
  GRefString *address;
  RtCheckResult *result; /* nullable */
};

G_DEFINE_FINAL_TYPE (RtCheckItem, rt_check_item, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
rt_check_item_finalize (GObject *object)
{
  RtCheckItem *self = RT_CHECK_ITEM (object);

  g_ref_string_release (self->address);
  g_clear_pointer (&self->result, rt_check_result_unref);
  G_OBJECT_CLASS (rt_check_item_parent_class)->finalize (object);
}

static void
rt_check_item_class_init (RtCheckItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_check_item_finalize;

  /**
   * RtCheckItem::changed:
   * @self: an item
   *
   * There is another result, or none any more.
   */
  signals[CHANGED] = g_signal_new ("changed", RT_TYPE_CHECK_ITEM, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rt_check_item_init (RtCheckItem *self)
{
}

RtCheckItem *
rt_check_item_new (guint row, GRefString *address, RtCheckResult *result)
{
  RtCheckItem *self = g_object_new (RT_TYPE_CHECK_ITEM, NULL);

  self->row = row;
  self->address = g_ref_string_acquire (address);
  self->result = result != NULL ? rt_check_result_ref (result) : NULL;
  return self;
}

guint
rt_check_item_get_row (RtCheckItem *self)
{
  g_return_val_if_fail (RT_IS_CHECK_ITEM (self), 0);

  return self->row;
}

const char *
rt_check_item_get_address (RtCheckItem *self)
{
  g_return_val_if_fail (RT_IS_CHECK_ITEM (self), NULL);

  return self->address;
}

/* NULL: it is not checked yet. */
RtCheckResult *
rt_check_item_get_result (RtCheckItem *self)
{
  g_return_val_if_fail (RT_IS_CHECK_ITEM (self), NULL);

  return self->result;
}

void
rt_check_item_set_result (RtCheckItem *self, RtCheckResult *result)
{
  g_return_if_fail (RT_IS_CHECK_ITEM (self));

  if (self->result == result)
    return;
  g_clear_pointer (&self->result, rt_check_result_unref);
  self->result = result != NULL ? rt_check_result_ref (result) : NULL;
  g_signal_emit (self, signals[CHANGED], 0);
}
