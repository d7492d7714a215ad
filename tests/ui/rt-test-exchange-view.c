/* An exchange view in a window of its own, for tests. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/ui/rt-test-exchange-view.h"

#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-widget.h"

void
rt_test_exchange_view_set_up (RtTestExchangeView *self, int width)
{
  self->window = gtk_window_new ();
  self->view = RT_EXCHANGE_VIEW (rt_exchange_view_new ());
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, 640);
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->view));
  gtk_window_present (GTK_WINDOW (self->window));
  self->panes = RT_EXCHANGE_PANES (
      rt_test_find_type (GTK_WIDGET (self->view), RT_TYPE_EXCHANGE_PANES));
  self->head = RT_EXCHANGE_HEAD (
      rt_test_find_type (GTK_WIDGET (self->view), RT_TYPE_EXCHANGE_HEAD));
  rt_test_wait_until (NULL, gtk_widget_get_mapped (GTK_WIDGET (self->view)));
}

void
rt_test_exchange_view_tear_down (RtTestExchangeView *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
}

const char *
rt_test_exchange_view_get_sentence (RtTestExchangeView *self)
{
  return rt_test_get_label (GTK_WIDGET (self->head), "sentence");
}

/* The name of the view in sight. */
const char *
rt_test_exchange_view_get_visible (RtTestExchangeView *self)
{
  GtkWidget *content = rt_test_find (GTK_WIDGET (self->panes), "content");
  GtkWidget *stack = rt_test_find (content, "panes");

  return gtk_stack_get_visible_child_name (GTK_STACK (stack));
}
