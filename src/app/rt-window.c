/* The window: tabs at the side, a page beside them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "app/rt-window.h"

#include "app/rt-close-question.h"
#include "app/rt-resend-question.h"
#include "app/rt-tab-list.h"
#include "app/rt-window-tools.h"
#include "ui/rt-log-list.h"
#include "ui/rt-page.h"
#include "ui/rt-question.h"

#include <glib/gi18n.h>

struct _RtWindow
{
  AdwApplicationWindow parent_instance;

  RtWorkbench *workbench;
  RtSettings *settings;

  AdwLeaflet *leaflet;
  AdwHeaderBar *tabs_bar;
  AdwHeaderBar *page_bar;
  AdwWindowTitle *page_title;
  AdwToastOverlay *toasts;
  AdwViewStack *stack;
  RtTabList *tab_list;
  GtkMenuButton *log_button;
  GtkWidget *back_button;

  RtPage *page; /* borrowed: the one that is shown, nullable */
};

G_DEFINE_FINAL_TYPE (RtWindow, rt_window, ADW_TYPE_APPLICATION_WINDOW)

typedef enum
{
  PROP_WORKBENCH = 1,
  PROP_SETTINGS,
} RtWindowProperty;

static GParamSpec *properties[PROP_SETTINGS + 1];

/* Where a question stands in the window, the keys of the window are not for the page. */
static void
update_actions (RtWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_free = !rt_question_is_in (widget);

  if (self->page == NULL)
    return;
  gtk_widget_action_set_enabled (widget, "win.page", is_free);
  gtk_widget_action_set_enabled (widget, "win.step-page", is_free);
  gtk_widget_action_set_enabled (widget, "win.send-again",
                                 is_free && rt_page_can_send (self->page));
  gtk_widget_action_set_enabled (widget, "win.stop",
                                 is_free && rt_page_get_busy (self->page));
}

/* Pages are made when they are first shown: the window opens sooner. */
static RtPage *
ensure_page (RtWindow *self, const RtPageRow *row)
{
  GtkWidget *page = adw_view_stack_get_child_by_name (self->stack, row->name);

  if (page != NULL)
    return RT_PAGE (page);

  page = g_object_new (row->get_type (), "workbench", self->workbench, NULL);
  rt_settings_bind_page (self->settings, G_OBJECT (page));
  g_signal_connect_object (page, "notify::busy", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  adw_view_stack_add_named (self->stack, page, row->name);
  return RT_PAGE (page);
}

static void
on_tab_selected (RtWindow *self)
{
  const RtPageRow *row = rt_tab_list_get_selected (self->tab_list);

  self->page = ensure_page (self, row);
  adw_view_stack_set_visible_child_name (self->stack, row->name);
  adw_window_title_set_title (self->page_title, gettext (row->title));
  g_object_set (self->settings, "page", row->name, NULL);
  update_actions (self);
}

static void
show_page_side (RtWindow *self)
{
  adw_leaflet_set_visible_child_name (self->leaflet, "page");
}

static void
on_back_clicked (RtWindow *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static void
select_page_action (GtkWidget *widget, const char *name, GVariant *index)
{
  rt_tab_list_select (RT_WINDOW (widget)->tab_list, g_variant_get_int32 (index));
}

static void
step_page_action (GtkWidget *widget, const char *name, GVariant *step)
{
  rt_tab_list_step (RT_WINDOW (widget)->tab_list, g_variant_get_int32 (step));
}

static void
focus_address_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RtWindow *self = RT_WINDOW (widget);

  show_page_side (self);
  rt_page_focus_address (self->page);
}

static void
send_again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RtPage *page = RT_WINDOW (widget)->page;

  if (!rt_resend_question_ask (page))
    rt_page_send_again (page);
}

static void
stop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rt_page_stop (RT_WINDOW (widget)->page);
}

static void
toast_action (GtkWidget *widget, const char *name, GVariant *text)
{
  /* A name of a file is no markup, and a toast that is none is empty. */
  g_autofree char *title = g_markup_escape_text (g_variant_get_string (text, NULL), -1);
  AdwToast *toast = adw_toast_new (title);

  /* It says what came of what was done just now, and is not to wait for another to end. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_overlay_add_toast (RT_WINDOW (widget)->toasts, toast);
}

static void
fetch_action (GtkWidget *widget, const char *name, GVariant *address)
{
  rt_window_open_address (RT_WINDOW (widget), g_variant_get_string (address, NULL));
}

static void
on_exchange_chosen (RtWindow *self, RtExchange *exchange)
{
  gtk_menu_button_popdown (self->log_button);
  if (rt_page_can_send (self->page))
    show_page_side (self);
  else
    rt_tab_list_select (self->tab_list, 0);
  rt_page_look_at (self->page, exchange);
}

static void
fill_log_popover (GtkMenuButton *button, gpointer user_data)
{
  RtWindow *self = user_data;
  GtkWidget *list = rt_log_list_new (rt_workbench_get_log (self->workbench));
  GtkWidget *popover = gtk_popover_new ();

  g_signal_connect_object (list, "chosen", G_CALLBACK (on_exchange_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_popover_set_child (GTK_POPOVER (popover), list);
  gtk_menu_button_set_popover (button, popover);
}

/* A window that trades width for height searches all of its content for the best minimum,
 * a dozen widths and heights, whenever a label changes; a label that wraps searches too for
 * each of them.  That was most of a frame.  Ours asks once, for the width it has. */
static GtkSizeRequestMode
rt_window_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
rt_window_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  GtkWidgetClass *parent_class = GTK_WIDGET_CLASS (rt_window_parent_class);
  int width = -1;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      int narrowest, height;

      gtk_window_get_default_size (GTK_WINDOW (widget), &width, &height);
      gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &narrowest, NULL, NULL,
                          NULL);
      width = MAX (MAX (width, gtk_widget_get_width (widget)), narrowest);
    }
  parent_class->measure (widget, orientation, width, minimum, natural, minimum_baseline,
                         natural_baseline);
}

static gboolean
rt_window_close_request (GtkWindow *window)
{
  return rt_close_question_ask (window, RT_WINDOW (window)->workbench)
         || GTK_WINDOW_CLASS (rt_window_parent_class)->close_request (window);
}

static void
rt_window_constructed (GObject *object)
{
  RtWindow *self = RT_WINDOW (object);
  static const char *const kept[][2] = {
    { "window-width", "default-width" },
    { "window-height", "default-height" },
    { "window-maximized", "maximized" },
  };
  g_autofree char *remembered = NULL;

  G_OBJECT_CLASS (rt_window_parent_class)->constructed (object);

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    g_object_bind_property (self->settings, kept[i][0], self, kept[i][1],
                            G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->leaflet, "folded", self->back_button, "visible",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->leaflet, "folded", self->tabs_bar,
                          "show-end-title-buttons", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->leaflet, "folded", self->page_bar,
                          "show-start-title-buttons", G_BINDING_SYNC_CREATE);
  gtk_menu_button_set_create_popup_func (self->log_button, fill_log_popover, self, NULL);
  g_object_get (self->settings, "page", &remembered, NULL);
  rt_tab_list_select_name (self->tab_list, remembered);
  rt_page_focus_address (self->page);
}

static void
rt_window_dispose (GObject *object)
{
  RtWindow *self = RT_WINDOW (object);

  self->page = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_WINDOW);
  g_clear_object (&self->workbench);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (rt_window_parent_class)->dispose (object);
}

static void
rt_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RtWindow *self = RT_WINDOW (object);

  switch ((RtWindowProperty)id)
    {
    case PROP_WORKBENCH:
      self->workbench = g_value_dup_object (value);
      break;
    case PROP_SETTINGS:
      self->settings = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rt_window_class_init (RtWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags
      = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  GTK_WINDOW_CLASS (klass)->close_request = rt_window_close_request;
  object_class->constructed = rt_window_constructed;
  object_class->dispose = rt_window_dispose;
  object_class->set_property = rt_window_set_property;
  widget_class->get_request_mode = rt_window_get_request_mode;
  widget_class->measure = rt_window_measure;
  properties[PROP_WORKBENCH]
      = g_param_spec_object ("workbench", NULL, NULL, RT_TYPE_WORKBENCH, flags);
  properties[PROP_SETTINGS]
      = g_param_spec_object ("settings", NULL, NULL, RT_TYPE_SETTINGS, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (RT_TYPE_TAB_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/app/rt-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RtWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, RtWindow, tabs_bar);
  gtk_widget_class_bind_template_child (widget_class, RtWindow, page_bar);
  gtk_widget_class_bind_template_child (widget_class, RtWindow, page_title);
  gtk_widget_class_bind_template_child (widget_class, RtWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, RtWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, RtWindow, tab_list);
  gtk_widget_class_bind_template_child (widget_class, RtWindow, log_button);
  gtk_widget_class_bind_template_child (widget_class, RtWindow, back_button);
  gtk_widget_class_bind_template_callback (widget_class, on_tab_selected);
  gtk_widget_class_bind_template_callback (widget_class, show_page_side);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
  gtk_widget_class_bind_template_callback (widget_class, update_actions);

  gtk_widget_class_install_action (widget_class, "win.page", "i", select_page_action);
  gtk_widget_class_install_action (widget_class, "win.step-page", "i", step_page_action);
  gtk_widget_class_install_action (widget_class, "win.focus-address", NULL,
                                   focus_address_action);
  gtk_widget_class_install_action (widget_class, "win.send-again", NULL,
                                   send_again_action);
  gtk_widget_class_install_action (widget_class, "win.stop", NULL, stop_action);
  /* A page knows no other page. */
  gtk_widget_class_install_action (widget_class, "win.fetch", "s", fetch_action);
  rt_window_tools_install (widget_class);
  /* For what has no place of its own. */
  gtk_widget_class_install_action (widget_class, "win.toast", "s", toast_action);
}

static void
rt_window_init (RtWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rt_window_new (GtkApplication *application, RtWorkbench *workbench, RtSettings *settings)
{
  return g_object_new (RT_TYPE_WINDOW, "application", application, "workbench", workbench,
                       "settings", settings, NULL);
}

RtWorkbench *
rt_window_get_workbench (RtWindow *self)
{
  g_return_val_if_fail (RT_IS_WINDOW (self), NULL);

  return self->workbench;
}

/**
 * rt_window_get_page:
 * @self: a window
 *
 * Returns: (transfer none): the page that is shown
 */
RtPage *
rt_window_get_page (RtWindow *self)
{
  g_return_val_if_fail (RT_IS_WINDOW (self), NULL);

  return self->page;
}

/**
 * rt_window_open_address:
 * @self: a window
 * @address: what the user gave
 *
 * Goes to the first tab, puts @address in place and sends it.
 */
void
rt_window_open_address (RtWindow *self, const char *address)
{
  g_return_if_fail (RT_IS_WINDOW (self));

  rt_tab_list_select (self->tab_list, 0);
  rt_page_open_address (self->page, address);
}

/**
 * rt_window_show_page:
 * @self: a window
 * @name: of a tab
 *
 * Goes to that tab.
 */
void
rt_window_show_page (RtWindow *self, const char *name)
{
  g_return_if_fail (RT_IS_WINDOW (self));

  rt_tab_list_select_name (self->tab_list, name);
}
