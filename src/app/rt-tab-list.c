/* The tabs at the side of the window. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "app/rt-tab-list.h"

#include <glib/gi18n.h>

struct _RtTabList
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkListBox *tabs;
};

G_DEFINE_FINAL_TYPE (RtTabList, rt_tab_list, GTK_TYPE_WIDGET)

enum
{
  SELECTED,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Tab stops at the tab that is shown, and at no other: it would open each on its way. */
static void
keep_focus_at (RtTabList *self, GtkListBoxRow *list_row)
{
  GtkWidget *tabs = GTK_WIDGET (self->tabs);
  gboolean has_focus = gtk_widget_get_focus_child (tabs) != NULL;

  gtk_widget_set_can_focus (GTK_WIDGET (list_row), TRUE);
  if (has_focus)
    gtk_widget_grab_focus (GTK_WIDGET (list_row));
  for (GtkWidget *row = gtk_widget_get_first_child (tabs); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    gtk_widget_set_can_focus (row, row == GTK_WIDGET (list_row));
}

static void
on_row_selected (RtTabList *self, GtkListBoxRow *list_row)
{
  if (list_row == NULL)
    return;

  keep_focus_at (self, list_row);
  g_signal_emit (self, signals[SELECTED], 0);
}

static void
on_row_activated (RtTabList *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static GtkWidget *
tab_new (const RtPageRow *row, guint index)
{
  const char *title = gettext (row->title);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  /* The role can only be given to a widget while it is made. */
  GtkWidget *tab = g_object_new (GTK_TYPE_LIST_BOX_ROW, "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_TAB, "child", box, NULL);
  g_autofree char *hint = g_strdup_printf ("Alt+%u", index + 1);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (row->icon_name));
  gtk_box_append (GTK_BOX (box), gtk_label_new (title));
  gtk_widget_set_tooltip_text (tab, hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (tab), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  return tab;
}

static void
rt_tab_list_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RT_TYPE_TAB_LIST);
  G_OBJECT_CLASS (rt_tab_list_parent_class)->dispose (object);
}

static void
rt_tab_list_class_init (RtTabListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_tab_list_dispose;

  /**
   * RtTabList::selected:
   * @self: the tabs
   *
   * Another tab is selected.
   */
  signals[SELECTED] = g_signal_new ("selected", RT_TYPE_TAB_LIST, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * RtTabList::activated:
   * @self: the tabs
   *
   * The user wants to go to the page of the selected tab.
   */
  signals[ACTIVATED] = g_signal_new ("activated", RT_TYPE_TAB_LIST, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/app/rt-tab-list.ui");
  gtk_widget_class_bind_template_child (widget_class, RtTabList, scroller);
  gtk_widget_class_bind_template_child (widget_class, RtTabList, tabs);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
rt_tab_list_init (RtTabList *self)
{
  guint n_pages;
  const RtPageRow *rows = rt_pages_get (&n_pages);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < n_pages; i++)
    gtk_list_box_append (self->tabs, tab_new (&rows[i], i));
}

/**
 * rt_tab_list_get_selected:
 * @self: the tabs
 *
 * Returns: (transfer none): what the window must know of the page, once one was selected
 */
const RtPageRow *
rt_tab_list_get_selected (RtTabList *self)
{
  guint n_pages;

  g_return_val_if_fail (RT_IS_TAB_LIST (self), NULL);

  return &rt_pages_get (
      &n_pages)[gtk_list_box_row_get_index (gtk_list_box_get_selected_row (self->tabs))];
}

/**
 * rt_tab_list_select:
 * @self: the tabs
 * @index: of a tab; nothing happens if there is none
 *
 * Selects the tab, and goes to its page.
 */
void
rt_tab_list_select (RtTabList *self, int index)
{
  GtkListBoxRow *row;

  g_return_if_fail (RT_IS_TAB_LIST (self));

  row = gtk_list_box_get_row_at_index (self->tabs, index);
  if (row == NULL)
    return;

  gtk_list_box_select_row (self->tabs, row);
  on_row_activated (self);
}

/**
 * rt_tab_list_select_name:
 * @self: the tabs
 * @name: (nullable): of a tab; the first one is taken if there is none
 *
 * Selects the tab, and goes to its page.
 */
void
rt_tab_list_select_name (RtTabList *self, const char *name)
{
  guint n_pages;
  const RtPageRow *rows = rt_pages_get (&n_pages);
  int index = 0;

  g_return_if_fail (RT_IS_TAB_LIST (self));

  for (guint i = 0; i < n_pages; i++)
    if (g_strcmp0 (rows[i].name, name) == 0)
      index = (int)i;
  rt_tab_list_select (self, index);
}

/**
 * rt_tab_list_step:
 * @self: the tabs
 * @by: how many tabs further down; from the last one to the first, and back
 *
 * Selects another tab, and goes to its page.
 */
void
rt_tab_list_step (RtTabList *self, int by)
{
  guint n_pages;
  int index;

  g_return_if_fail (RT_IS_TAB_LIST (self));

  rt_pages_get (&n_pages);
  index = gtk_list_box_row_get_index (gtk_list_box_get_selected_row (self->tabs)) + by;
  rt_tab_list_select (self, (index + (int)n_pages) % (int)n_pages);
}
