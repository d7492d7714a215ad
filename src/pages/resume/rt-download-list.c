/* The user's downloads, and all about the one that is chosen. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/resume/rt-download-list.h"

#include "pages/resume/rt-download-actions.h"
#include "pages/resume/rt-download-details.h"
#include "pages/resume/rt-download-drag.h"
#include "pages/resume/rt-download-menu.h"
#include "pages/resume/rt-download-row.h"
#include "pages/resume/rt-download-rows.h"

struct _RtDownloadList
{
  GtkWidget parent_instance;

  RtDownloadQueue *queue;
  GtkSingleSelection *selection;
  RtDownloadDrag *drag;
  RtDownloadMenu *menu;
  GSignalGroup *chosen; /* of the download that is chosen */
  guint looked_at;      /* the visit that is looked at while it goes on; 0: none */
  guint n_frames;       /* until what is chosen is scrolled to */

  GtkPaned *panes;
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

  rt_download_actions_update (self);
  if (visit != NULL && visit->end_us != 0)
    look (self, visit);
}

static void
look_action (GtkWidget *widget, const char *name, GVariant *number)
{
  RtDownloadList *self = RT_DOWNLOAD_LIST (widget);
  RtDownload *download = rt_download_list_get_chosen (self);
  const RtVisit *visit
      = download != NULL ? find_visit (download, g_variant_get_uint32 (number)) : NULL;

  if (visit != NULL)
    look (self, visit);
}

static void
on_chosen_changed (RtDownloadList *self)
{
  RtDownload *download = rt_download_list_get_chosen (self);

  self->looked_at = 0;
  g_signal_group_set_target (self->chosen, download);
  rt_download_details_set_download (self->details, download);
  gtk_widget_set_visible (GTK_WIDGET (self->details), download != NULL);
  rt_download_actions_update (self);
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

/* A finished file is opened, all else is paused or goes on. */
static void
on_activated (RtDownloadList *self)
{
  RtDownload *download = rt_download_list_get_chosen (self);
  gboolean is_done
      = download != NULL && rt_download_get_state (download) == RT_DOWNLOAD_DONE;

  gtk_widget_activate_action (GTK_WIDGET (self),
                              is_done ? "downloads.open" : "downloads.toggle", NULL);
}

static guint
get_length (RtDownloadList *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}

/* Where a download is; the length if it is not there. */
static guint
find (RtDownloadList *self, RtDownload *download)
{
  for (guint i = 0; i < get_length (self); i++)
    {
      g_autoptr (RtDownload) item
          = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (item == download)
        return i;
    }
  return get_length (self);
}

static gboolean
has_focus (GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

static void
scroll_to_chosen (RtDownloadList *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u",
                              gtk_single_selection_get_selected (self->selection));
}

static gboolean
on_frame (GtkWidget *view, GdkFrameClock *clock, gpointer user_data)
{
  RtDownloadList *self = user_data;

  if (--self->n_frames > 0)
    return G_SOURCE_CONTINUE;
  scroll_to_chosen (self);
  return G_SOURCE_REMOVE;
}

/* The row gets another widget by that. */
static void
move (RtDownloadList *self, RtDownload *download, guint position)
{
  GtkWidget *view = GTK_WIDGET (self->list);
  gboolean had_focus = has_focus (view);

  rt_download_queue_move (self->queue, download, position);
  gtk_single_selection_set_selected (self->selection, position);
  scroll_to_chosen (self);
  if (had_focus)
    rt_download_rows_grab_focus (view, download);
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *unused)
{
  RtDownloadList *self = RT_DOWNLOAD_LIST (widget);

  if (rt_download_list_get_chosen (self) != NULL)
    rt_download_menu_popup (self->menu);
}

static void
rt_download_list_dispose (GObject *object)
{
  RtDownloadList *self = RT_DOWNLOAD_LIST (object);

  g_clear_object (&self->drag);
  g_clear_object (&self->menu);
  g_clear_object (&self->chosen);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_DOWNLOAD_LIST);
  g_clear_object (&self->selection);
  g_clear_object (&self->queue);
  G_OBJECT_CLASS (rt_download_list_parent_class)->dispose (object);
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
  gtk_widget_class_bind_template_child (widget_class, RtDownloadList, panes);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadList, list);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadList, details);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_install_action (widget_class, "downloads.look", "u", look_action);
  gtk_widget_class_install_action (widget_class, "downloads.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "downloads.menu",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK,
                                       "downloads.menu", NULL);
  rt_download_actions_install (widget_class);
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
                                  G_CALLBACK (rt_download_actions_update), self);
  g_signal_connect_object (self->selection, "notify::selected-item",
                           G_CALLBACK (on_chosen_changed), self, G_CONNECT_SWAPPED);
  self->drag = rt_download_drag_new (self, GTK_WIDGET (self->list));
  self->menu = rt_download_menu_new (self, GTK_WIDGET (self->list));
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
  rt_download_details_set_queue (self->details, queue);
  gtk_single_selection_set_model (self->selection,
                                  rt_download_queue_get_downloads (queue));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  on_chosen_changed (self);
}

RtDownloadQueue *
rt_download_list_get_queue (RtDownloadList *self)
{
  g_return_val_if_fail (RT_IS_DOWNLOAD_LIST (self), NULL);

  return self->queue;
}

/**
 * rt_download_list_get_chosen:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): the download that is chosen
 */
RtDownload *
rt_download_list_get_chosen (RtDownloadList *self)
{
  g_return_val_if_fail (RT_IS_DOWNLOAD_LIST (self), NULL);

  return gtk_single_selection_get_selected_item (self->selection);
}

void
rt_download_list_choose (RtDownloadList *self, RtDownload *download)
{
  g_return_if_fail (RT_IS_DOWNLOAD_LIST (self));

  gtk_single_selection_set_selected (self->selection, find (self, download));
}

/* What was added just now: GTK scrolls to a row only when it has had a frame to lay it out. */
void
rt_download_list_choose_last (RtDownloadList *self)
{
  g_return_if_fail (RT_IS_DOWNLOAD_LIST (self));

  if (get_length (self) == 0)
    return;
  gtk_single_selection_set_selected (self->selection, get_length (self) - 1);
  if (self->n_frames == 0)
    gtk_widget_add_tick_callback (GTK_WIDGET (self->list), on_frame, self, NULL);
  self->n_frames = 2;
}

/**
 * rt_download_list_move_beside:
 * @self: a list
 * @download: what is to be moved
 * @place: (nullable): one of its downloads; %NULL for the last
 * @is_after: whether @download shall be after @place, and not before it
 *
 * Changes the order, and chooses @download, unless it was removed meanwhile.
 */
void
rt_download_list_move_beside (RtDownloadList *self,
                              RtDownload *download,
                              RtDownload *place,
                              gboolean is_after)
{
  guint from, to;

  g_return_if_fail (RT_IS_DOWNLOAD_LIST (self));

  from = find (self, download);
  to = MIN (find (self, place), get_length (self) - 1) + (is_after ? 1 : 0);
  if (from < get_length (self))
    move (self, download, to > from ? to - 1 : to);
}

/**
 * rt_download_list_move_by:
 * @self: a list, with a download that is chosen
 * @step: how far down
 *
 * Moves the download that is chosen, if there is a place for it.
 */
void
rt_download_list_move_by (RtDownloadList *self, int step)
{
  gint64 position;

  g_return_if_fail (RT_IS_DOWNLOAD_LIST (self));

  position = (gint64)gtk_single_selection_get_selected (self->selection) + step;
  if (position >= 0 && position < (gint64)get_length (self))
    move (self, rt_download_list_get_chosen (self), (guint)position);
}
