/* A network that a test has in its hand. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RT_TYPE_TEST_NETWORK (rt_test_network_get_type ())
G_DECLARE_FINAL_TYPE (RtTestNetwork, rt_test_network, RT, TEST_NETWORK, GObject)

RtTestNetwork *rt_test_network_new (void);

void rt_test_network_set_available (RtTestNetwork *self, gboolean available);
void rt_test_network_set_metered (RtTestNetwork *self, gboolean metered);

G_END_DECLS
