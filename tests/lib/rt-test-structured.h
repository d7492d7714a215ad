/* Whether a value is a structured field, RFC 9651 §4.2, as strict as it is written. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rt_test_structured_is_item (const char *text);
gboolean rt_test_structured_is_list (const char *text);
gboolean rt_test_structured_is_dictionary (const char *text);

G_END_DECLS
