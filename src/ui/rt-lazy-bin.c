/* A place for a widget that is made when it is needed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-lazy-bin.h"

struct _RtLazyBin
{
  AdwBin parent_instance;

  GType type; /* of the widget */
};

G_DEFINE_FINAL_TYPE (RtLazyBin, rt_lazy_bin, ADW_TYPE_BIN)

typedef enum
{
  PROP_TYPE = 1,
} RtLazyBinProperty;

static GParamSpec *properties[PROP_TYPE + 1];

enum
{
  MADE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
rt_lazy_bin_set_property (GObject *object,
                          guint id,
                          const GValue *value,
                          GParamSpec *pspec)
{
  RtLazyBin *self = RT_LAZY_BIN (object);

  switch ((RtLazyBinProperty)id)
    {
    case PROP_TYPE:
      self->type = g_value_get_gtype (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rt_lazy_bin_class_init (RtLazyBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = rt_lazy_bin_set_property;

  /**
   * RtLazyBin:type:
   *
   * What is made in time.
   */
  properties[PROP_TYPE] = g_param_spec_gtype ("type", NULL, NULL, GTK_TYPE_WIDGET,
                                              G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY
                                                  | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * RtLazyBin::made:
   * @self: a bin
   * @child: the widget
   *
   * The widget is there now, to be connected to.
   */
  signals[MADE] = g_signal_new ("made", RT_TYPE_LAZY_BIN, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, GTK_TYPE_WIDGET);
}

static void
rt_lazy_bin_init (RtLazyBin *self)
{
}

/**
 * rt_lazy_bin_get:
 * @self: a bin
 *
 * Gives the widget, which is made the first time.
 *
 * Returns: (transfer none): a widget of the type that was set
 */
gpointer
rt_lazy_bin_get (RtLazyBin *self)
{
  g_return_val_if_fail (RT_IS_LAZY_BIN (self), NULL);

  if (rt_lazy_bin_peek (self) == NULL)
    {
      adw_bin_set_child (ADW_BIN (self), g_object_new (self->type, NULL));
      g_signal_emit (self, signals[MADE], 0, rt_lazy_bin_peek (self));
    }
  return rt_lazy_bin_peek (self);
}

/**
 * rt_lazy_bin_peek:
 * @self: a bin
 *
 * Returns: (transfer none) (nullable): the widget, %NULL while it was not needed
 */
gpointer
rt_lazy_bin_peek (RtLazyBin *self)
{
  g_return_val_if_fail (RT_IS_LAZY_BIN (self), NULL);

  return adw_bin_get_child (ADW_BIN (self));
}
