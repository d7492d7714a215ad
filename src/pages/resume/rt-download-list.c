/* The user's downloads, and all about the one that is chosen. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/resume/rt-download-list.h"

#include "core/transfer/rt-download-choice.h"
#include "pages/resume/rt-download-details.h"
#include "pages/resume/rt-download-limit.h"
#include "pages/resume/rt-download-removal.h"
#include "pages/resume/rt-download-row.h"
#include "pages/resume/rt-download-verify.h"
#include "ui/rt-show-file.h"

struct _RtDownloadList
{
  GtkWidget parent_instance;

  RtDownloadQueue *queue;
  GtkSingleSelection *selection;
  RtDownloadRemoval *removal;
  GSignalGroup *chosen; /* of the download that is chosen */
  guint looked_at;      /* the visit that is looked at while it goes on; 0: none */

  AdwToastOverlay *toasts;
  GtkListView *list;
  RtDownloadDetails *details;
};

G_DEFINE_FINAL_TYPE (RtDownloadList, rt_download_list, GTK_TYPE_WIDGET)

enum
{
  LOOK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static RtDownload *
get_chosen (RtDownloadList *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static void
update_actions (RtDownloadList *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  RtDownload *download = get_chosen (self);
  RtDownloadState state
      = download != NULL ? rt_download_get_state (download) : RT_DOWNLOAD_DONE;
  const char *const always[] = { "downloads.limit", "downloads.copy", "downloads.check",
                                 "downloads.remove", "downloads.move" };

  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    gtk_widget_action_set_enabled (widget, always[i], download != NULL);
  gtk_widget_action_set_enabled (widget, "downloads.toggle", state != RT_DOWNLOAD_DONE);
  gtk_widget_action_set_enabled (widget, "downloads.cancel",
                                 download != NULL && !rt_download_is_whole (download)
                                     && state != RT_DOWNLOAD_CANCELLED);
  gtk_widget_action_set_enabled (widget, "downloads.verify",
                                 download != NULL && state == RT_DOWNLOAD_DONE);
  gtk_widget_action_set_enabled (widget, "downloads.open",
                                 download != NULL && state == RT_DOWNLOAD_DONE);
}

static const RtVisit *
find_visit (RtDownload *download, guint number)
{
  GPtrArray *visits = rt_download_get_visits (download);

  for (guint i = 0; i < visits->len; i++)
    {
      const RtVisit *visit = g_ptr_array_index (visits, i);

      if (visit != NULL && visit->number == number)
        return visit;
    }
  return NULL;
}

static void
look (RtDownloadList *self, const RtVisit *visit)
{
  g_autoptr (RtExchange) exchange = rt_visit_make_exchange (visit);

  self->looked_at = visit->end_us == 0 ? visit->number : 0;
  g_signal_emit (self, signals[LOOK], 0, exchange);
}

/* What was looked at while it went on is shown once more when it has ended. */
static void
on_updated (RtDownloadList *self, RtDownload *download)
{
  const RtVisit *visit
      = self->looked_at != 0 ? find_visit (download, self->looked_at) : NULL;

  if (visit != NULL && visit->end_us != 0)
    look (self, visit);
}

static void
look_action (GtkWidget *widget, const char *name, GVariant *number)
{
  RtDownloadList *self = RT_DOWNLOAD_LIST (widget);
  RtDownload *download = get_chosen (self);
  const RtVisit *visit
      = download != NULL ? find_visit (download, g_variant_get_uint32 (number)) : NULL;

  if (visit != NULL)
    look (self, visit);
}

static void
on_chosen_changed (RtDownloadList *self)
{
  RtDownload *download = get_chosen (self);

  self->looked_at = 0;
  g_signal_group_set_target (self->chosen, download);
  rt_download_details_set_download (self->details, download);
  gtk_widget_set_visible (GTK_WIDGET (self->details), download != NULL);
  update_actions (self);
}

static void
on_setup (RtDownloadList *self, GtkListItem *item)
{
  gtk_list_item_set_child (
      item, rt_download_row_new (rt_download_queue_get_terms (self->queue)));
}

static void
on_bind (GtkListItemFactory *factory, GtkListItem *item)
{
  rt_download_row_set_download (RT_DOWNLOAD_ROW (gtk_list_item_get_child (item)),
                                gtk_list_item_get_item (item));
}

static void
on_unbind (GtkListItemFactory *factory, GtkListItem *item)
{
  rt_download_row_set_download (RT_DOWNLOAD_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
toggle (RtDownloadList *self)
{
  RtDownload *download = get_chosen (self);

  if (download == NULL)
    return;
  if (rt_download_state_is_over (rt_download_get_state (download)))
    rt_download_queue_resume (self->queue, download);
  else
    rt_download_queue_pause (self->queue, download);
}

static void
toggle_action (GtkWidget *widget, const char *name, GVariant *unused)
{
  toggle (RT_DOWNLOAD_LIST (widget));
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *unused)
{
  RtDownload *download = get_chosen (RT_DOWNLOAD_LIST (widget));

  if (download != NULL && rt_download_get_state (download) == RT_DOWNLOAD_DONE)
    rt_show_file_open (widget, rt_download_get_news (download)->path);
}

/* Until it is whole, its part is what is there. */
static void
show_action (GtkWidget *widget, const char *name, GVariant *unused)
{
  RtDownload *download = get_chosen (RT_DOWNLOAD_LIST (widget));
  const RtDownloadNews *news;

  if (download == NULL)
    return;
  news = rt_download_get_news (download);
  if (rt_download_is_whole (download) || news->part_path == NULL)
    rt_show_file_in_folder (widget, news->path);
  else
    rt_show_file_in_folder (widget, news->part_path);
}

/* A finished file is opened, all else is paused or goes on. */
static void
on_activated (RtDownloadList *self)
{
  RtDownload *download = get_chosen (self);

  if (download != NULL && rt_download_get_state (download) == RT_DOWNLOAD_DONE)
    open_action (GTK_WIDGET (self), NULL, NULL);
  else
    toggle (self);
}

static void
move_to (RtDownloadList *self, RtDownload *download, guint position)
{
  rt_download_queue_move (self->queue, download, position);
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u",
                              position);
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *step)
{
  RtDownloadList *self = RT_DOWNLOAD_LIST (widget);
  guint length = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint position = gtk_single_selection_get_selected (self->selection);
  gint64 target = (gint64)position + g_variant_get_int32 (step);

  if (get_chosen (self) != NULL && target >= 0 && target < (gint64)length)
    {
      g_autoptr (RtDownload) download = g_object_ref (get_chosen (self));

      move_to (self, download, (guint)target);
    }
}

static void
verify_action (GtkWidget *widget, const char *name, GVariant *unused)
{
  RtDownloadList *self = RT_DOWNLOAD_LIST (widget);
  RtDownload *download = get_chosen (self);

  if (download != NULL && rt_download_get_state (download) == RT_DOWNLOAD_DONE)
    rt_download_verify_ask (widget, self->queue, download);
}

static void
limit_action (GtkWidget *widget, const char *name, GVariant *unused)
{
  RtDownloadList *self = RT_DOWNLOAD_LIST (widget);
  RtDownload *download = get_chosen (self);

  if (download != NULL)
    rt_download_limit_ask (widget, self->queue, download);
}

/* Of the chosen download; nullable. */
static char *
dup_address (RtDownloadList *self)
{
  RtDownload *download = get_chosen (self);

  return download != NULL ? rt_request_dup_address (
             g_ptr_array_index (rt_download_get_plan (download)->requests, 0))
                          : NULL;
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *unused)
{
  g_autofree char *address = dup_address (RT_DOWNLOAD_LIST (widget));

  if (address != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), address);
}

static void
check_action (GtkWidget *widget, const char *name, GVariant *unused)
{
  g_autofree char *address = dup_address (RT_DOWNLOAD_LIST (widget));

  if (address != NULL)
    gtk_widget_activate_action (widget, "win.check-resume", "s", address);
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *unused)
{
  RtDownloadList *self = RT_DOWNLOAD_LIST (widget);
  RtDownload *download = get_chosen (self);

  if (download != NULL)
    rt_download_queue_cancel (self->queue, download);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *unused)
{
  RtDownloadList *self = RT_DOWNLOAD_LIST (widget);
  RtDownload *download = get_chosen (self);

  if (download != NULL)
    rt_download_removal_ask (self->removal, download);
}

static void
restore_action (GtkWidget *widget, const char *name, GVariant *id)
{
  rt_download_removal_restore (RT_DOWNLOAD_LIST (widget)->removal,
                               g_variant_get_uint32 (id));
}

static void
choose_action (GtkWidget *widget, const char *name, GVariant *what)
{
  RtDownloadList *self = RT_DOWNLOAD_LIST (widget);
  RtDownload *download = get_chosen (self);
  const char *id = g_variant_get_string (what, NULL);
  RtIfChanged choice = g_str_equal (id, "replace") ? RT_IF_CHANGED_REPLACE
                       : g_str_equal (id, "both")  ? RT_IF_CHANGED_RESTART
                                                   : RT_IF_CHANGED_KEEP;

  if (download != NULL && rt_download_get_choice (download) == RT_CHOICE_CHANGED)
    rt_download_choose (self->queue, download, choice);
}

/* The row at a place of the list, and its position. */
static RtDownload *
find_at (RtDownloadList *self, double x, double y, guint *position)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->list), x, y, GTK_PICK_DEFAULT);
  GtkWidget *row = NULL;
  RtDownload *download;
  guint length = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  if (picked != NULL && !RT_IS_DOWNLOAD_ROW (picked)
      && gtk_widget_get_first_child (picked) != NULL)
    picked = gtk_widget_get_first_child (picked); /* the padding around a row */
  if (picked != NULL && RT_IS_DOWNLOAD_ROW (picked))
    row = picked;
  download = row != NULL ? rt_download_row_get_download (RT_DOWNLOAD_ROW (row)) : NULL;
  for (*position = 0; download != NULL && *position < length; (*position)++)
    {
      g_autoptr (RtDownload) item
          = g_list_model_get_item (G_LIST_MODEL (self->selection), *position);

      if (item == download)
        return download;
    }
  return NULL;
}

/* Within the list it changes the order; a finished one is also a file for others. */
static GdkContentProvider *
on_drag_prepare (GtkDragSource *source, double x, double y, RtDownloadList *self)
{
  guint position;
  RtDownload *download = find_at (self, x, y, &position);
  GdkContentProvider *providers[2];
  g_autoptr (GFile) file = NULL;

  if (download == NULL)
    return NULL;
  providers[0] = gdk_content_provider_new_typed (RT_TYPE_DOWNLOAD, download);
  if (rt_download_get_state (download) != RT_DOWNLOAD_DONE)
    return providers[0];
  file = g_file_new_for_path (rt_download_get_news (download)->path);
  providers[1] = gdk_content_provider_new_typed (G_TYPE_FILE, file);
  return gdk_content_provider_new_union (providers, 2);
}

static gboolean
on_drop (GtkDropTarget *target,
         const GValue *value,
         double x,
         double y,
         RtDownloadList *self)
{
  g_autoptr (RtDownload) download = g_value_dup_object (value);
  guint position;

  if (find_at (self, x, y, &position) == NULL)
    position = g_list_model_get_n_items (G_LIST_MODEL (self->selection)) - 1;
  move_to (self, download, position);
  return TRUE;
}

static void
add_drag_and_drop (RtDownloadList *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (RT_TYPE_DOWNLOAD, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE | GDK_ACTION_COPY);
  g_signal_connect (source, "prepare", G_CALLBACK (on_drag_prepare), self);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (target));
}

static void
rt_download_list_dispose (GObject *object)
{
  RtDownloadList *self = RT_DOWNLOAD_LIST (object);

  g_clear_object (&self->removal);
  g_clear_object (&self->chosen);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_DOWNLOAD_LIST);
  g_clear_object (&self->selection);
  g_clear_object (&self->queue);
  G_OBJECT_CLASS (rt_download_list_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    const char *type;
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "downloads.toggle", NULL, toggle_action },
    { "downloads.open", NULL, open_action },
    { "downloads.show", NULL, show_action },
    { "downloads.move", "i", move_action },
    { "downloads.verify", NULL, verify_action },
    { "downloads.limit", NULL, limit_action },
    { "downloads.copy", NULL, copy_action },
    { "downloads.check", NULL, check_action },
    { "downloads.cancel", NULL, cancel_action },
    { "downloads.remove", NULL, remove_action },
    { "downloads.restore", "u", restore_action },
    { "downloads.choose", "s", choose_action },
    { "downloads.look", "u", look_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type,
                                     actions[i].func);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0,
                                       "downloads.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK,
                                       "downloads.move", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK,
                                       "downloads.move", "i", 1);
}

static void
rt_download_list_class_init (RtDownloadListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_download_list_dispose;

  /**
   * RtDownloadList::look:
   * @self: a list
   * @exchange: one request of a download
   *
   * The user wants to look at @exchange.
   */
  signals[LOOK] = g_signal_new ("look", RT_TYPE_DOWNLOAD_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, RT_TYPE_EXCHANGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/resume/rt-download-list.ui");
  gtk_widget_class_bind_template_child (widget_class, RtDownloadList, toasts);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadList, list);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadList, details);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  install_actions (widget_class);
}

static void
rt_download_list_init (RtDownloadList *self)
{
  g_type_ensure (RT_TYPE_DOWNLOAD_DETAILS);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->selection = gtk_single_selection_new (NULL);
  self->chosen = g_signal_group_new (RT_TYPE_DOWNLOAD);
  g_signal_group_connect_swapped (self->chosen, "updated", G_CALLBACK (on_updated), self);
  g_signal_group_connect_swapped (self->chosen, "notify::state",
                                  G_CALLBACK (update_actions), self);
  g_signal_connect_object (self->selection, "notify::selected-item",
                           G_CALLBACK (on_chosen_changed), self, G_CONNECT_SWAPPED);
  add_drag_and_drop (self);
}

/**
 * rt_download_list_set_queue:
 * @self: a list
 * @queue: what it shows, once and for all
 */
void
rt_download_list_set_queue (RtDownloadList *self, RtDownloadQueue *queue)
{
  g_return_if_fail (RT_IS_DOWNLOAD_LIST (self));
  g_return_if_fail (self->queue == NULL);

  self->queue = g_object_ref (queue);
  self->removal = rt_download_removal_new (queue, self->toasts);
  rt_download_details_set_queue (self->details, queue);
  gtk_single_selection_set_model (self->selection,
                                  rt_download_queue_get_downloads (queue));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  on_chosen_changed (self);
}

/* What was added just now. */
void
rt_download_list_choose_last (RtDownloadList *self)
{
  guint length;

  g_return_if_fail (RT_IS_DOWNLOAD_LIST (self));

  length = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  if (length > 0)
    gtk_single_selection_set_selected (self->selection, length - 1);
}
