/* A list in a popover. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/forms/rt-form-popover.h"

/* Of the list, in pixels. */
#define MIN_WIDTH 200
#define MAX_HEIGHT 240

/**
 * rt_form_popover_new:
 * @list: (transfer floating): a list view, however long
 *
 * Returns: (transfer floating): a popover in which it scrolls
 */
GtkWidget *
rt_form_popover_new (GtkWidget *list)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkScrolledWindow *scrolled = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());

  gtk_scrolled_window_set_policy (scrolled, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (scrolled, TRUE);
  gtk_scrolled_window_set_max_content_height (scrolled, MAX_HEIGHT);
  gtk_widget_set_size_request (GTK_WIDGET (scrolled), MIN_WIDTH, -1);
  gtk_scrolled_window_set_child (scrolled, list);
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (scrolled));
  return popover;
}
