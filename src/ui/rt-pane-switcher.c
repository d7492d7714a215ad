/* Chooses a page of a stack: a row of buttons, or a list where that does not fit. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-pane-switcher.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _RtPaneSwitcher
{
  GtkWidget parent_instance;

  GtkStack *stack;          /* nullable */
  GtkSelectionModel *pages; /* of the stack, nullable */
  GPtrArray *shown;         /* of GtkStackPage: the visible ones, in order */
  gboolean following;       /* the widgets follow the stack, not the user */

  GtkWidget *squeezer;
  GtkBox *buttons;
  GtkDropDown *list;
};

G_DEFINE_FINAL_TYPE (RtPaneSwitcher, rt_pane_switcher, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_STACK = 1,
} RtPaneSwitcherProperty;

static GParamSpec *properties[PROP_STACK + 1];

static void
choose (RtPaneSwitcher *self, guint index)
{
  if (self->following || index >= self->shown->len)
    return;
  gtk_stack_set_visible_child (
      self->stack, gtk_stack_page_get_child (g_ptr_array_index (self->shown, index)));
}

static void
on_toggled (RtPaneSwitcher *self, GtkToggleButton *button)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->buttons));

  if (!gtk_toggle_button_get_active (button))
    return;
  for (guint i = 0; child != NULL; i++, child = gtk_widget_get_next_sibling (child))
    if (child == GTK_WIDGET (button))
      choose (self, i);
}

static void
on_list_selected (RtPaneSwitcher *self)
{
  choose (self, gtk_drop_down_get_selected (self->list));
}

static void
follow (RtPaneSwitcher *self)
{
  GtkWidget *visible = gtk_stack_get_visible_child (self->stack);
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->buttons));

  self->following = TRUE;
  for (guint i = 0; i < self->shown->len && button != NULL; i++)
    {
      gboolean active
          = gtk_stack_page_get_child (g_ptr_array_index (self->shown, i)) == visible;

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), active);
      if (active)
        gtk_drop_down_set_selected (self->list, i);
      button = gtk_widget_get_next_sibling (button);
    }
  self->following = FALSE;
}

static void
add_button (RtPaneSwitcher *self, const char *title)
{
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self->buttons));
  GtkWidget *button = gtk_toggle_button_new_with_label (title);

  if (first != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (first));
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_toggled), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->buttons, button);
}

/* Makes the buttons and the list anew: pages come and go, and one counts in its title. */
static void
rebuild (RtPaneSwitcher *self)
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (self->pages));
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  GtkWidget *child;

  self->following = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->buttons))) != NULL)
    gtk_box_remove (self->buttons, child);
  g_ptr_array_set_size (self->shown, 0);
  for (guint i = 0; i < count; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->pages), i);
      GtkStackPage *page = GTK_STACK_PAGE (item);

      if (!gtk_stack_page_get_visible (page))
        continue;
      add_button (self, gtk_stack_page_get_title (page));
      gtk_string_list_append (titles, gtk_stack_page_get_title (page));
      g_ptr_array_add (self->shown, g_object_ref (item));
    }
  gtk_drop_down_set_model (self->list, G_LIST_MODEL (titles));
  follow (self);
}

static void
watch_pages (RtPaneSwitcher *self)
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (self->pages));

  for (guint i = 0; i < count; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->pages), i);

      g_signal_connect_object (item, "notify::title", G_CALLBACK (rebuild), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (item, "notify::visible", G_CALLBACK (rebuild), self,
                               G_CONNECT_SWAPPED);
    }
}

/* The squeezer only hides what it has no room for: Tab would go there and stay away. */
static void
on_squeezed (RtPaneSwitcher *self)
{
  gboolean narrow = rt_pane_switcher_is_narrow (self);

  gtk_widget_set_can_focus (GTK_WIDGET (self->list), narrow);
  gtk_widget_set_can_focus (GTK_WIDGET (self->buttons), !narrow);
}

static void
set_stack (RtPaneSwitcher *self, GtkStack *stack)
{
  if (self->stack == stack)
    return;
  if (self->stack != NULL)
    g_signal_handlers_disconnect_by_data (self->stack, self);
  g_clear_object (&self->pages);
  g_set_object (&self->stack, stack);
  if (stack != NULL)
    {
      self->pages = gtk_stack_get_pages (stack);
      g_signal_connect_object (stack, "notify::visible-child", G_CALLBACK (follow), self,
                               G_CONNECT_SWAPPED);
      watch_pages (self);
      rebuild (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STACK]);
}

static void
rt_pane_switcher_dispose (GObject *object)
{
  RtPaneSwitcher *self = RT_PANE_SWITCHER (object);

  g_clear_object (&self->pages);
  g_clear_object (&self->stack);
  g_clear_pointer (&self->squeezer, gtk_widget_unparent);
  G_OBJECT_CLASS (rt_pane_switcher_parent_class)->dispose (object);
}

static void
rt_pane_switcher_finalize (GObject *object)
{
  g_ptr_array_unref (RT_PANE_SWITCHER (object)->shown);
  G_OBJECT_CLASS (rt_pane_switcher_parent_class)->finalize (object);
}

static void
rt_pane_switcher_get_property (GObject *object,
                               guint id,
                               GValue *value,
                               GParamSpec *pspec)
{
  RtPaneSwitcher *self = RT_PANE_SWITCHER (object);

  switch ((RtPaneSwitcherProperty)id)
    {
    case PROP_STACK:
      g_value_set_object (value, self->stack);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rt_pane_switcher_set_property (GObject *object,
                               guint id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  RtPaneSwitcher *self = RT_PANE_SWITCHER (object);

  switch ((RtPaneSwitcherProperty)id)
    {
    case PROP_STACK:
      set_stack (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rt_pane_switcher_class_init (RtPaneSwitcherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rt_pane_switcher_dispose;
  object_class->finalize = rt_pane_switcher_finalize;
  object_class->get_property = rt_pane_switcher_get_property;
  object_class->set_property = rt_pane_switcher_set_property;

  /**
   * RtPaneSwitcher:stack:
   *
   * The stack whose pages are chosen.
   */
  properties[PROP_STACK] = g_param_spec_object (
      "stack", NULL, NULL, GTK_TYPE_STACK,
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
}

static void
rt_pane_switcher_init (RtPaneSwitcher *self)
{
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
  self->buttons = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  self->list = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->squeezer = adw_squeezer_new ();
  gtk_widget_add_css_class (GTK_WIDGET (self->buttons), "linked");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("View"), -1);
  g_signal_connect_object (self->list, "notify::selected", G_CALLBACK (on_list_selected),
                           self, G_CONNECT_SWAPPED);
  adw_squeezer_set_homogeneous (ADW_SQUEEZER (self->squeezer), FALSE);
  adw_squeezer_set_xalign (ADW_SQUEEZER (self->squeezer), 0);
  adw_squeezer_add (ADW_SQUEEZER (self->squeezer), GTK_WIDGET (self->buttons));
  adw_squeezer_add (ADW_SQUEEZER (self->squeezer), GTK_WIDGET (self->list));
  g_signal_connect_object (self->squeezer, "notify::visible-child",
                           G_CALLBACK (on_squeezed), self, G_CONNECT_SWAPPED);
  on_squeezed (self);
  gtk_widget_set_parent (self->squeezer, GTK_WIDGET (self));
}

/**
 * rt_pane_switcher_is_narrow:
 * @self: a switcher
 *
 * Tells whether there is only room for the list.
 *
 * Returns: %TRUE while the buttons do not fit
 */
gboolean
rt_pane_switcher_is_narrow (RtPaneSwitcher *self)
{
  g_return_val_if_fail (RT_IS_PANE_SWITCHER (self), FALSE);

  return adw_squeezer_get_visible_child (ADW_SQUEEZER (self->squeezer))
         == GTK_WIDGET (self->list);
}
