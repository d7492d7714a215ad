/* What is known of a method by its name. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-method.h"

/**
 * rt_method_is_safe:
 * @method: a method
 *
 * Says whether a request only asks, so that it may be made once more.
 *
 * Source: [RFC 9110 §9.2.1](https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1)
 *
 * Returns: %TRUE if it changes nothing
 */
gboolean
rt_method_is_safe (const char *method)
{
  static const char *const safe[] = { "GET", "HEAD", "OPTIONS", "TRACE", NULL };

  return g_strv_contains (safe, method);
}
