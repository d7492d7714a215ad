/* What assistive technology calls a widget. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-accessible-name.h"

/**
 * rt_accessible_name_set:
 * @widget: a widget, with its label if it is a button that has one
 * @name: what it is called, which may say more than the label
 *
 * Sets the name for assistive technology. Newer GTK says of a button that its label names it,
 * which would come first.
 */
void
rt_accessible_name_set (GtkWidget *widget, const char *name)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (name != NULL);

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget),
                                 GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}
