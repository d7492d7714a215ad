/* Faults on the command line. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-faults.h"

#include <glib/gi18n.h>

/**
 * rt_cli_faults_list:
 *
 * Prints all that can be done wrong, a line each, as it is written after `--fault`.
 */
void
rt_cli_faults_list (void)
{
  const RtFault *fault;

  g_print ("\n%s\n", _ ("What a server can do wrong, with --fault:"));
  for (guint i = 0; (fault = rt_fault_get (i)) != NULL; i++)
    {
      g_autofree char *value
          = fault->unit == RT_FAULT_NO_VALUE ? g_strdup (fault->id)
            : fault->unit == RT_FAULT_ADDRESS
                ? g_strdup_printf ("%s=%s", fault->id, fault->address)
                : g_strdup_printf ("%s=%" G_GUINT64_FORMAT, fault->id, fault->value);

      g_print ("%-23s %s\n", value, _ (fault->sentence));
    }
}

/**
 * rt_cli_faults_read:
 * @specs: (array zero-terminated=1) (nullable): what was given after `--fault`
 * @error: return location for a #GError, or %NULL
 *
 * Reads faults.
 *
 * Errors: %G_OPTION_ERROR_BAD_VALUE, in words for people.
 *
 * Returns: (transfer full): the plan
 */
RtFaultPlan *
rt_cli_faults_read (const char *const *specs, GError **error)
{
  RtFaultMistake mistake;
  guint index;
  RtFaultPlan *plan = rt_fault_plan_new (specs, &mistake, &index);

  if (plan == NULL)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--fault %s: %s",
                 specs[index], _ (rt_fault_mistake_to_words (mistake)));
  return plan;
}
