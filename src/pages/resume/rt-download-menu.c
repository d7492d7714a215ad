/* What can be done with a download, as a menu of its row. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/resume/rt-download-menu.h"

#include "pages/resume/rt-download-rows.h"
#include "pages/resume/rt-download-words.h"

#include <glib/gi18n.h>

struct _RtDownloadMenu
{
  GObject parent_instance;

  RtDownloadList *list; /* borrowed: it owns us */
  GtkWidget *view;      /* borrowed: it is a part of the list */

  GtkWidget *popover;
  GtkWidget *row; /* an #RtDownloadRow, which has the menu now; nullable */
};

G_DEFINE_FINAL_TYPE (RtDownloadMenu, rt_download_menu, G_TYPE_OBJECT)

static void
append (GMenu *menu, const char *label, const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

/* The buttons of the details come first. */
static GMenuModel *
make_model (RtDownload *download)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) buttons = g_menu_new ();
  g_autoptr (GMenuModel) more = rt_download_menu_load ();
  const char *toggle = rt_download_words_get_toggle (download);

  if (toggle != NULL)
    append (buttons, toggle, "downloads.toggle");
  append (buttons, _ ("Re_pair"), "downloads.repair");
  append (buttons, _ ("_Open"), "downloads.open");
  append (buttons, _ ("Show in _Folder"), "downloads.show");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (buttons));
  for (int i = 0; i < g_menu_model_get_n_items (more); i++)
    {
      g_autoptr (GMenuItem) section = g_menu_item_new_from_model (more, i);

      g_menu_append_item (menu, section);
    }
  return G_MENU_MODEL (menu);
}

/* @row: (nullable): the one that has the menu; its tooltip would lie over it */
static void
set_row (RtDownloadMenu *self, RtDownloadRow *row)
{
  if (self->row != NULL)
    gtk_widget_set_has_tooltip (self->row, TRUE);
  g_set_weak_pointer (&self->row, (GtkWidget *)row);
  if (self->row != NULL)
    gtk_widget_set_has_tooltip (self->row, FALSE);
}

/* The keyboard goes on where the menu was; GTK would leave it at the divider. */
static void
on_closed (RtDownloadMenu *self)
{
  set_row (self, NULL);
  rt_download_rows_grab_focus (self->view, rt_download_list_get_chosen (self->list));
}

/* Of the download that is chosen.  @row: (nullable): its row */
static void
popup_at (RtDownloadMenu *self, RtDownloadRow *row, double x, double y)
{
  g_autoptr (GMenuModel) model = make_model (rt_download_list_get_chosen (self->list));
  GdkRectangle place = { .width = 1, .height = 1 };
  double list_x, list_y;

  gtk_widget_translate_coordinates (self->view, GTK_WIDGET (self->list), x, y, &list_x,
                                    &list_y);
  place.x = (int)list_x;
  place.y = (int)list_y;
  set_row (self, row);
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->popover), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &place);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

/* Whatever row it is, is chosen first; where there is none, there is no menu. */
static void
popup_for_row (RtDownloadMenu *self, GtkGesture *gesture, double x, double y)
{
  RtDownloadRow *row = rt_download_rows_find_at (self->view, x, y);

  if (row == NULL)
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  rt_download_list_choose (self->list, rt_download_row_get_download (row));
  popup_at (self, row, x, y);
}

static void
on_pressed (GtkGesture *gesture, int n_press, double x, double y, RtDownloadMenu *self)
{
  popup_for_row (self, gesture, x, y);
}

static void
on_long_pressed (GtkGesture *gesture, double x, double y, RtDownloadMenu *self)
{
  popup_for_row (self, gesture, x, y);
}

static void
rt_download_menu_dispose (GObject *object)
{
  RtDownloadMenu *self = RT_DOWNLOAD_MENU (object);

  g_clear_weak_pointer (&self->row);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  G_OBJECT_CLASS (rt_download_menu_parent_class)->dispose (object);
}

static void
rt_download_menu_class_init (RtDownloadMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rt_download_menu_dispose;
}

static void
rt_download_menu_init (RtDownloadMenu *self)
{
}

/**
 * rt_download_menu_new:
 * @list: a list; it must outlive the menu
 * @view: the part of it that has the rows
 *
 * Gives rows of @view a menu, for the other button of a mouse and for a finger that stays.
 *
 * Returns: (transfer full): the menu
 */
RtDownloadMenu *
rt_download_menu_new (RtDownloadList *list, GtkWidget *view)
{
  RtDownloadMenu *self = g_object_new (RT_TYPE_DOWNLOAD_MENU, NULL);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();

  self->list = list;
  self->view = view;
  self->popover = gtk_popover_menu_new_from_model (NULL);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (list));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect_object (self->popover, "closed", G_CALLBACK (on_closed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed), self, 0);
  g_signal_connect_object (press, "pressed", G_CALLBACK (on_long_pressed), self, 0);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (press));
  return self;
}

/**
 * rt_download_menu_popup:
 * @self: a menu, of a list with a download that is chosen
 *
 * Shows it at the row of that download, or where it would be.
 */
void
rt_download_menu_popup (RtDownloadMenu *self)
{
  RtDownloadRow *row;
  double x = 0;
  double y = 0;

  g_return_if_fail (RT_IS_DOWNLOAD_MENU (self));

  row = rt_download_rows_find (self->view, rt_download_list_get_chosen (self->list));
  if (row != NULL)
    gtk_widget_translate_coordinates (GTK_WIDGET (row), self->view, 0,
                                      (double)gtk_widget_get_height (GTK_WIDGET (row)),
                                      &x, &y);
  popup_at (self, row, x, y);
}

/**
 * rt_download_menu_load:
 *
 * Returns: (transfer full): what can be done besides what the details have buttons for
 */
GMenuModel *
rt_download_menu_load (void)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (
      "/io/github/roundtriphttp/Roundtrip/resume/rt-download-menu.ui");

  return g_object_ref (G_MENU_MODEL (gtk_builder_get_object (builder, "menu")));
}
