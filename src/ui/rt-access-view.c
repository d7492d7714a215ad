/* A server's access log, as it grows. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-access-view.h"

#include "core/server/rt-access-text.h"
#include "ui/rt-access-counts.h"
#include "ui/rt-access-row.h"
#include "ui/rt-accessible-name.h"
#include "ui/rt-export-question.h"
#include "ui/rt-list-follower.h"
#include "ui/rt-list-pane.h"

#include <glib/gi18n.h>

struct _RtAccessView
{
  GtkWidget parent_instance;

  RtAccessList *list; /* nullable */
  GSignalGroup *signals;
  RtListFollower *follower;
  char *address; /* nullable: of the server */

  RtListPane *pane; /* has all the others */
  GtkDropDown *status;
  GtkToggleButton *pause;
  GtkWidget *menu_button;
  GtkWidget *newest;
};

G_DEFINE_FINAL_TYPE (RtAccessView, rt_access_view, GTK_TYPE_WIDGET)

enum
{
  FETCH,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static guint
get_status_class (RtAccessView *self)
{
  guint selected = gtk_drop_down_get_selected (self->status);

  /* The first is any; then 2xx and so on. */
  return selected == 0 || selected == GTK_INVALID_LIST_POSITION ? 0 : selected + 1;
}

static gboolean
has_filter (RtAccessView *self)
{
  return *rt_list_pane_get_text (self->pane) != '\0' || get_status_class (self) != 0;
}

/* Nothing flickers while the lines of a new filter are being found. */
static void
show_counts (RtAccessView *self)
{
  gboolean has_list = self->list != NULL;
  g_autofree char *counts = NULL;

  if (has_list && rt_access_list_is_searching (self->list))
    return;
  counts = has_list ? rt_access_counts_dup_text (
               self->list, rt_list_pane_get_n_shown (self->pane), has_filter (self))
                    : g_strdup ("");
  rt_list_pane_show_counts (self->pane, counts,
                            has_list && rt_access_list_get_n_lines (self->list) > 0
                                ? _ ("No line matches")
                                : _ ("Each request will be a line here"));
}

static void
show_state (RtAccessView *self)
{
  gboolean has_lines = self->list != NULL && rt_access_list_get_n_lines (self->list) > 0;

  show_counts (self);
  gtk_widget_set_visible (self->newest,
                          rt_list_pane_get_n_shown (self->pane) > 0
                              && !rt_list_follower_is_following (self->follower));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "access.export", has_lines);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "access.clear", has_lines);
}

static void
on_newest_clicked (RtAccessView *self)
{
  rt_list_follower_follow (self->follower);
}

static void
apply_filter (RtAccessView *self)
{
  if (self->list != NULL)
    rt_access_list_set_filter (self->list, rt_list_pane_get_text (self->pane),
                               get_status_class (self));
}

static void
on_filter_changed (RtAccessView *self)
{
  rt_list_follower_follow (self->follower);
  apply_filter (self);
}

static void
on_pause_toggled (RtAccessView *self)
{
  if (self->list != NULL)
    rt_access_list_set_paused (self->list, gtk_toggle_button_get_active (self->pause));
  show_state (self);
}

static void
fetch (RtAccessView *self, const RtAccessEntry *entry)
{
  g_autofree char *method = NULL;
  g_autofree char *target = NULL;

  if (self->address != NULL && rt_access_entry_split_request (entry, &method, &target))
    g_signal_emit (self, signals[FETCH], 0, target);
}

static void
on_activate (RtAccessView *self, guint position)
{
  const RtAccessEntry *entry = rt_access_list_get_entry (self->list, position);

  if (entry != NULL)
    fetch (self, entry);
}

static void
on_selection_changed (RtAccessView *self)
{
  guint64 n = rt_list_pane_count_selected (self->pane);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "access.fetch",
                                 n == 1 && self->address != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "access.copy", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "access.copy-curl",
                                 n > 0 && self->address != NULL);
}

static GPtrArray *
dup_selected (RtAccessView *self)
{
  GPtrArray *entries
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_access_entry_unref);
  g_autoptr (GArray) positions = rt_list_pane_dup_selected (self->pane);

  for (guint i = 0; i < positions->len; i++)
    g_ptr_array_add (entries, rt_access_entry_ref (rt_access_list_get_entry (
                                  self->list, g_array_index (positions, guint, i))));
  return entries;
}

static void
on_fetch (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GPtrArray) entries = dup_selected (RT_ACCESS_VIEW (widget));

  if (entries->len > 0)
    fetch (RT_ACCESS_VIEW (widget), entries->pdata[0]);
}

static void
on_text_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtAccessView) self = user_data;
  g_autofree char *text = rt_access_text_make_finish (result, NULL);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
on_copy (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RtAccessView *self = RT_ACCESS_VIEW (widget);
  gboolean as_curl = g_str_equal (action, "access.copy-curl");

  rt_access_text_make_async (dup_selected (self), as_curl ? self->address : NULL, NULL,
                             on_text_made, g_object_ref (self));
}

static void
on_clear (GtkWidget *widget, const char *action, GVariant *parameter)
{
  rt_access_list_clear (RT_ACCESS_VIEW (widget)->list);
}

static void
write_log (GObject *list,
           guint format,
           GFile *file,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  rt_access_list_export_async (RT_ACCESS_LIST (list), file, NULL, callback, user_data);
}

static gboolean
finish_log (GObject *list, GAsyncResult *result, GError **error)
{
  return rt_access_list_export_finish (RT_ACCESS_LIST (list), result, error);
}

static void
on_export (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const RtExporter exporter = { write_log, finish_log };

  rt_export_question_ask (widget, _ ("Export the Access Log"), "access.log", &exporter,
                          G_OBJECT (RT_ACCESS_VIEW (widget)->list), 0);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, rt_access_row_new ());
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);

  rt_access_row_show (RT_ACCESS_ROW (row),
                      rt_access_item_get_entry (gtk_list_item_get_item (item)));
  /* What has the focus is the list's own widget around it. */
  rt_accessible_name_set (gtk_widget_get_parent (row),
                          rt_access_row_get_text (RT_ACCESS_ROW (row)));
}

static void
rt_access_view_dispose (GObject *object)
{
  RtAccessView *self = RT_ACCESS_VIEW (object);

  g_clear_object (&self->follower);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_ACCESS_VIEW);
  g_clear_object (&self->signals);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (rt_access_view_parent_class)->dispose (object);
}

static void
rt_access_view_finalize (GObject *object)
{
  g_free (RT_ACCESS_VIEW (object)->address);
  G_OBJECT_CLASS (rt_access_view_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-access-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RtAccessView, pane);
  gtk_widget_class_bind_template_child (widget_class, RtAccessView, status);
  gtk_widget_class_bind_template_child (widget_class, RtAccessView, pause);
  gtk_widget_class_bind_template_child (widget_class, RtAccessView, menu_button);
  gtk_widget_class_bind_template_child (widget_class, RtAccessView, newest);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_selection_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_pause_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_newest_clicked);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "access.fetch", NULL, on_fetch);
  gtk_widget_class_install_action (widget_class, "access.copy", NULL, on_copy);
  gtk_widget_class_install_action (widget_class, "access.copy-curl", NULL, on_copy);
  gtk_widget_class_install_action (widget_class, "access.export", NULL, on_export);
  gtk_widget_class_install_action (widget_class, "access.clear", NULL, on_clear);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK,
                                       "access.copy", NULL);
}

static void
rt_access_view_class_init (RtAccessViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rt_access_view_dispose;
  object_class->finalize = rt_access_view_finalize;

  /**
   * RtAccessView::fetch:
   * @self: a view
   * @target: as it was on the wire: a path, `*`, or a whole address
   *
   * The user wants to ask the same themselves.
   */
  signals[FETCH] = g_signal_new ("fetch", RT_TYPE_ACCESS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  bind_template (widget_class);
  install_actions (widget_class);
}

static void
make_rows (RtAccessView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  rt_list_pane_set_factory (self->pane, factory);
  self->follower = rt_list_follower_new (rt_list_pane_get_rows (self->pane),
                                         rt_list_pane_get_scroller (self->pane));
  g_signal_connect_object (self->follower, "notify::is-following",
                           G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
}

static void
rt_access_view_init (RtAccessView *self)
{
  g_type_ensure (RT_TYPE_LIST_PANE);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = g_signal_group_new (RT_TYPE_ACCESS_LIST);
  g_signal_group_connect_swapped (self->signals, "updated", G_CALLBACK (show_state),
                                  self);
  make_rows (self);
  rt_accessible_name_set (self->menu_button, _ ("More"));
  on_selection_changed (self);
  show_state (self);
}

/**
 * rt_access_view_set_list:
 * @self: a view
 * @list: (nullable): what to show; not in another view at the same time, for the filter is
 *   the list's own
 */
void
rt_access_view_set_list (RtAccessView *self, RtAccessList *list)
{
  g_return_if_fail (RT_IS_ACCESS_VIEW (self));

  if (self->list == list)
    return;
  if (self->list != NULL)
    rt_access_list_set_filter (self->list, NULL, 0);
  g_set_object (&self->list, list);
  g_signal_group_set_target (self->signals, list);
  apply_filter (self);
  gtk_toggle_button_set_active (self->pause,
                                list != NULL && rt_access_list_is_paused (list));
  rt_list_pane_set_model (self->pane, G_LIST_MODEL (list));
  rt_list_follower_follow (self->follower);
  show_state (self);
}

/**
 * rt_access_view_set_address:
 * @self: a view
 * @address: (nullable): of the server, with a slash at its end; without it, nothing can be
 *   fetched or copied as a command
 */
void
rt_access_view_set_address (RtAccessView *self, const char *address)
{
  g_return_if_fail (RT_IS_ACCESS_VIEW (self));

  g_free (self->address);
  self->address = g_strdup (address);
  on_selection_changed (self);
}
