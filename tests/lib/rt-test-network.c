/* A network that a test has in its hand. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-network.h"

struct _RtTestNetwork
{
  GObject parent_instance;

  gboolean available;
  gboolean metered;
};

typedef enum
{
  PROP_AVAILABLE = 1,
  PROP_METERED,
  PROP_CONNECTIVITY,
} RtTestNetworkProperty;

static gboolean
init_initable (GInitable *initable, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
rt_test_network_initable (GInitableIface *iface)
{
  iface->init = init_initable;
}

static void
rt_test_network_monitor (GNetworkMonitorInterface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RtTestNetwork,
                               rt_test_network,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE,
                                                      rt_test_network_initable)
                                   G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR,
                                                          rt_test_network_monitor))

static void
rt_test_network_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RtTestNetwork *self = RT_TEST_NETWORK (object);

  switch ((RtTestNetworkProperty)id)
    {
    case PROP_AVAILABLE:
      g_value_set_boolean (value, self->available);
      break;
    case PROP_METERED:
      g_value_set_boolean (value, self->metered);
      break;
    case PROP_CONNECTIVITY:
      g_value_set_enum (value, self->available ? G_NETWORK_CONNECTIVITY_FULL
                                               : G_NETWORK_CONNECTIVITY_LOCAL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rt_test_network_class_init (RtTestNetworkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rt_test_network_get_property;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
rt_test_network_init (RtTestNetwork *self)
{
  self->available = TRUE;
}

/* There is one, and it costs nothing. */
RtTestNetwork *
rt_test_network_new (void)
{
  return g_object_new (RT_TYPE_TEST_NETWORK, NULL);
}

void
rt_test_network_set_available (RtTestNetwork *self, gboolean available)
{
  self->available = available;
  g_object_notify (G_OBJECT (self), "network-available");
  g_signal_emit_by_name (self, "network-changed", available);
}

void
rt_test_network_set_metered (RtTestNetwork *self, gboolean metered)
{
  self->metered = metered;
  g_object_notify (G_OBJECT (self), "network-metered");
}
