/* The window: tabs at the side, a page beside them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "app/rt-window.h"

#include "app/rt-close-question.h"
#include "pages/rt-pages.h"
#include "ui/rt-log-list.h"
#include "ui/rt-page.h"
#include "ui/rt-resume-check-dialog.h"
#include "ui/rt-resume-lab-dialog.h"

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
  GtkListBox *tabs;
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

static void
update_actions (RtWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.send-again",
                                 rt_page_can_send (self->page));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.stop",
                                 rt_page_get_busy (self->page));
}

/* Of a page in the background as well. */
static void
on_busy_changed (RtWindow *self)
{
  if (self->page != NULL)
    update_actions (self);
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
  g_signal_connect_object (page, "notify::busy", G_CALLBACK (on_busy_changed), self,
                           G_CONNECT_SWAPPED);
  adw_view_stack_add_named (self->stack, page, row->name);
  return RT_PAGE (page);
}

/* Tab stops at the tab that is shown, and at no other: it would open each on its way. */
static void
keep_focus_at (RtWindow *self, GtkListBoxRow *list_row)
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
on_row_selected (RtWindow *self, GtkListBoxRow *list_row)
{
  guint n_pages;
  const RtPageRow *rows = rt_pages_get (&n_pages);
  const RtPageRow *row;

  if (list_row == NULL)
    return;

  row = &rows[gtk_list_box_row_get_index (list_row)];
  self->page = ensure_page (self, row);
  keep_focus_at (self, list_row);
  adw_view_stack_set_visible_child_name (self->stack, row->name);
  adw_window_title_set_title (self->page_title, gettext (row->title));
  g_object_set (self->settings, "page", row->name, NULL);
  update_actions (self);
}

static void
on_row_activated (RtWindow *self)
{
  adw_leaflet_set_visible_child_name (self->leaflet, "page");
}

static void
on_back_clicked (RtWindow *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static void
select_page (RtWindow *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->tabs, index);

  if (row == NULL)
    return;

  gtk_list_box_select_row (self->tabs, row);
  on_row_activated (self);
}

static void
select_page_action (GtkWidget *widget, const char *name, GVariant *index)
{
  select_page (RT_WINDOW (widget), g_variant_get_int32 (index));
}

static void
step_page_action (GtkWidget *widget, const char *name, GVariant *step)
{
  RtWindow *self = RT_WINDOW (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->tabs);
  guint n_pages;
  int index;

  rt_pages_get (&n_pages);
  index = gtk_list_box_row_get_index (row) + g_variant_get_int32 (step);
  select_page (self, (index + (int)n_pages) % (int)n_pages);
}

static void
focus_address_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RtWindow *self = RT_WINDOW (widget);

  on_row_activated (self);
  rt_page_focus_address (self->page);
}

static void
send_again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rt_page_send_again (RT_WINDOW (widget)->page);
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

  adw_toast_overlay_add_toast (RT_WINDOW (widget)->toasts, adw_toast_new (title));
}

static void
fetch_action (GtkWidget *widget, const char *name, GVariant *address)
{
  rt_window_open_address (RT_WINDOW (widget), g_variant_get_string (address, NULL));
}

/* What the page is about, nullable. */
static char *
dup_page_address (RtWindow *self)
{
  RtExchange *exchange = rt_page_get_exchange (self->page);

  return exchange != NULL ? rt_request_dup_address (rt_exchange_get_request (exchange))
                          : NULL;
}

static void
check_resume_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RtWindow *self = RT_WINDOW (widget);
  const char *given = g_variant_get_string (parameter, NULL);
  g_autofree char *address = *given != '\0' ? g_strdup (given) : dup_page_address (self);
  GtkWidget *dialog
      = rt_resume_check_dialog_new (GTK_WINDOW (self), self->workbench, address);

  if (*given != '\0')
    rt_resume_check_dialog_ask (RT_RESUME_CHECK_DIALOG (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The page that checks links has an action for it. */
static void
check_links_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RtWindow *self = RT_WINDOW (widget);
  g_autofree char *address = dup_page_address (self);
  guint n_pages;
  const RtPageRow *rows = rt_pages_get (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    if (g_str_equal (rows[i].name, "head"))
      select_page (self, (int)i);
  gtk_widget_activate_action (GTK_WIDGET (self->page), "head.links", "s",
                              address != NULL ? address : "");
}

static void
resume_lab_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_present (GTK_WINDOW (rt_resume_lab_dialog_new (GTK_WINDOW (widget))));
}

/* What Save has is what came; this asks once more, and goes on whatever happens.  So it must
 * be something that can be asked twice. */
static void
download_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RtWindow *self = RT_WINDOW (widget);
  RtDownloadQueue *queue = rt_workbench_get_queue (self->workbench);
  RtExchange *exchange = rt_page_get_exchange (self->page);
  RtRequest *request = exchange != NULL ? rt_exchange_get_request (exchange) : NULL;
  g_autoptr (GPtrArray) plans
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_download_plan_unref);
  RtDownloadPlan *plan;

  if (request == NULL || !g_str_equal (rt_request_get_method (request), "GET")
      || rt_request_has_body (request))
    {
      gtk_widget_activate_action (
          widget, "win.toast", "s",
          _ ("Only what a GET without data brings can be resumed"));
      return;
    }
  plan = rt_download_plan_new (
      request, rt_download_terms_get_folder (rt_download_queue_get_terms (queue)));
  plan->if_changed = RT_IF_CHANGED_FAIL;
  g_ptr_array_add (plans, plan);
  rt_download_queue_add (queue, plans);
  rt_window_show_page (self, "resume");
}

static void
on_exchange_chosen (RtWindow *self, RtExchange *exchange)
{
  gtk_menu_button_popdown (self->log_button);
  if (rt_page_can_send (self->page))
    on_row_activated (self);
  else
    select_page (self, 0);
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
fill_tabs (RtWindow *self)
{
  g_autofree char *remembered = NULL;
  guint n_pages;
  const RtPageRow *rows = rt_pages_get (&n_pages);
  int index = 0;

  g_object_get (self->settings, "page", &remembered, NULL);
  for (guint i = 0; i < n_pages; i++)
    {
      gtk_list_box_append (self->tabs, tab_new (&rows[i], i));
      if (g_strcmp0 (rows[i].name, remembered) == 0)
        index = i;
    }
  select_page (self, index);
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
  fill_tabs (self);
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

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/app/rt-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RtWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, RtWindow, tabs_bar);
  gtk_widget_class_bind_template_child (widget_class, RtWindow, page_bar);
  gtk_widget_class_bind_template_child (widget_class, RtWindow, page_title);
  gtk_widget_class_bind_template_child (widget_class, RtWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, RtWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, RtWindow, tabs);
  gtk_widget_class_bind_template_child (widget_class, RtWindow, log_button);
  gtk_widget_class_bind_template_child (widget_class, RtWindow, back_button);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);

  gtk_widget_class_install_action (widget_class, "win.page", "i", select_page_action);
  gtk_widget_class_install_action (widget_class, "win.step-page", "i", step_page_action);
  gtk_widget_class_install_action (widget_class, "win.focus-address", NULL,
                                   focus_address_action);
  gtk_widget_class_install_action (widget_class, "win.send-again", NULL,
                                   send_again_action);
  gtk_widget_class_install_action (widget_class, "win.stop", NULL, stop_action);
  /* A page knows no other page. */
  gtk_widget_class_install_action (widget_class, "win.fetch", "s", fetch_action);
  /* Of an address; "": of what the page is about. */
  gtk_widget_class_install_action (widget_class, "win.check-resume", "s",
                                   check_resume_action);
  gtk_widget_class_install_action (widget_class, "win.resume-lab", NULL,
                                   resume_lab_action);
  gtk_widget_class_install_action (widget_class, "win.download", NULL, download_action);
  gtk_widget_class_install_action (widget_class, "win.check-links", NULL,
                                   check_links_action);
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

  select_page (self, 0);
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
  guint n_pages;
  const RtPageRow *rows = rt_pages_get (&n_pages);

  g_return_if_fail (RT_IS_WINDOW (self));

  for (guint i = 0; i < n_pages; i++)
    if (g_str_equal (rows[i].name, name))
      select_page (self, (int)i);
}
