/* What Chromium's browsers say of themselves in Sec-CH-UA. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/agents/rt-client-hints.h"

#define N_BRANDS 3

/* A brand that there is not, so that servers do not rely on a fixed list. */
static char *
format_grease (guint major)
{
  static const char separators[] = " (:-./);=?_";
  static const char *const versions[] = { "8", "99", "24" };
  const guint n = sizeof separators - 1;

  return g_strdup_printf ("\"Not%cA%cBrand\";v=\"%s\"", separators[major % n],
                          separators[(major + 1) % n],
                          versions[major % G_N_ELEMENTS (versions)]);
}

/**
 * rt_client_hints_format_brands:
 * @major: the major version of the browser
 * @brand: its name, such as `Google Chrome`
 *
 * Gives the list of brands as a browser of that version has it.  The made-up brand and
 * the order are not random: both follow from the version.
 *
 * Source: [UA Client Hints §6.2](https://wicg.github.io/ua-client-hints/#grease) and
 * [RFC 9651 §3.1](https://www.rfc-editor.org/rfc/rfc9651#section-3.1); the choice is
 * Chromium's, the same for versions 124 to 156 as they were recorded
 *
 * Returns: (transfer full): the value
 */
char *
rt_client_hints_format_brands (guint major, const char *brand)
{
  /* Where the made-up brand, Chromium and @brand go. */
  static const guint8 orders[][N_BRANDS]
      = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
  const guint8 *order = orders[major % G_N_ELEMENTS (orders)];
  g_autofree char *grease = format_grease (major);
  g_autofree char *chromium = g_strdup_printf ("\"Chromium\";v=\"%u\"", major);
  g_autofree char *own = g_strdup_printf ("\"%s\";v=\"%u\"", brand, major);
  const char *members[N_BRANDS + 1] = { NULL };

  members[order[0]] = grease;
  members[order[1]] = chromium;
  members[order[2]] = own;
  return g_strjoinv (", ", (char **)members);
}
