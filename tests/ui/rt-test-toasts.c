/* What the window says of what was done, and offers to take back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/ui/rt-test-toasts.h"

#include "tests/ui/rt-test-widget.h"

static void
on_toast (GSimpleAction *action, GVariant *words, gpointer self)
{
  adw_toast_overlay_add_toast (self, adw_toast_new (g_variant_get_string (words, NULL)));
}

/* Around a page, in the place of the program's window. */
AdwToastOverlay *
rt_test_toasts_new (GtkWidget *child)
{
  AdwToastOverlay *self = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  const GActionEntry entry
      = { .name = "toast", .activate = on_toast, .parameter_type = "s" };

  g_action_map_add_action_entries (G_ACTION_MAP (actions), &entry, 1, self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "win", G_ACTION_GROUP (actions));
  adw_toast_overlay_set_child (self, child);
  return self;
}

/* Clicks on what the newest toast offers. */
void
rt_test_toasts_undo (AdwToastOverlay *self)
{
  GtkWidget *toast = gtk_widget_get_last_child (GTK_WIDGET (self));

  g_assert_true (rt_test_has_label (toast, "Undo"));
  g_signal_emit_by_name (rt_test_find_type (toast, GTK_TYPE_BUTTON), "clicked");
}
