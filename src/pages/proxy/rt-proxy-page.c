/* The tab that sends a request through a proxy, and the same on several ways at once. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/proxy/rt-proxy-page.h"

#include "core/server/rt-server-reach.h"
#include "core/server/rt-trial-server.h"
#include "pages/proxy/rt-proxy-editor.h"
#include "pages/proxy/rt-ways-list.h"
#include "ui/rt-address-bar.h"
#include "ui/rt-controls-layout.h"
#include "ui/rt-error-text.h"
#include "ui/rt-send-button.h"

#include <glib/gi18n.h>

struct _RtProxyPage
{
  RtPage parent_instance;

  RtRackServer *starting; /* a proxy that the user has asked for; nullable */

  RtAddressBar *address;
  RtProxyEditor *editor;
  GtkScrolledWindow *scroller;
  RtWaysList *ways;
};

G_DEFINE_FINAL_TYPE (RtProxyPage, rt_proxy_page, RT_TYPE_PAGE)

/* Those of RtProxyValue, from 1 */
static GParamSpec *properties[RT_N_PROXY_VALUES + 1];

/* NULL: what was typed makes no sense, and that is said where it was typed. */
static RtRequest *
make_request (RtProxyPage *self, RtProxyMode mode)
{
  RtWorkbench *workbench = rt_page_get_workbench (RT_PAGE (self));
  RtRequestOptions options = *rt_workbench_get_request_options (workbench);
  g_autoptr (GError) error = NULL;
  g_autoptr (RtProxyPolicy) policy = NULL;
  g_autoptr (RtRequest) bare
      = rt_request_new ("GET", rt_address_bar_get_text (self->address), &error);
  g_autoptr (RtRequest) kept = NULL;
  g_autofree char *words = NULL;

  if (bare == NULL)
    {
      words = rt_error_dup_hint (error);
      rt_address_bar_complain (self->address, words);
      return NULL;
    }
  policy = rt_proxy_editor_make_policy (
      self->editor, mode, rt_workbench_get_proxy_logins (workbench), &error);
  if (policy == NULL)
    {
      words = rt_error_dup_hint (error);
      rt_proxy_editor_complain (self->editor, words);
      return NULL;
    }
  options.flags |= RT_REQUEST_KEEP_BODY;
  kept = rt_request_with_options (bare, &options);
  return rt_request_with_proxy_source (kept, RT_PROXY_SOURCE (policy));
}

/* What a request was sent with, and not every letter on the way there; nor a proxy that
 * ends with the program. */
static void
remember (RtProxyPage *self)
{
  RtServerRack *rack = rt_workbench_get_rack (rt_page_get_workbench (RT_PAGE (self)));
  g_autofree char *address
      = rt_proxy_editor_dup_value (self->editor, RT_PROXY_VALUE_ADDRESS);
  g_autofree char *root = g_strconcat (address, "/", NULL);

  if (rt_trial_server_is_at (rack, root))
    return;
  for (guint i = 1; i <= RT_N_PROXY_VALUES; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static void
rt_proxy_page_submit (RtPage *page)
{
  RtProxyPage *self = RT_PROXY_PAGE (page);
  g_autoptr (RtRequest) request
      = make_request (self, rt_proxy_editor_get_mode (self->editor));

  if (request == NULL)
    return;
  rt_ways_list_forget (self->ways);
  remember (self);
  rt_proxy_editor_complain (self->editor, NULL);
  rt_page_remember_address (page, rt_address_bar_get_text (self->address));
  rt_workbench_set_proxy_source (rt_page_get_workbench (page),
                                 rt_request_get_proxy_source (request));
  rt_page_send (page, request);
}

/* Meanwhile the proxy may have asked who asks. */
static void
on_busy_changed (RtProxyPage *self)
{
  RtWorkbench *workbench = rt_page_get_workbench (RT_PAGE (self));

  if (!rt_page_get_busy (RT_PAGE (self)))
    rt_proxy_editor_show_login (self->editor, rt_workbench_get_proxy_logins (workbench));
}

static void
on_exchange_changed (RtProxyPage *self)
{
  rt_address_bar_set_exchange (self->address, rt_page_get_exchange (RT_PAGE (self)));
}

/* --- a proxy of one's own --- */

static void
forget_start (RtProxyPage *self)
{
  if (self->starting != NULL)
    g_signal_handlers_disconnect_by_data (self->starting, self);
  g_clear_object (&self->starting);
}

static void
on_server_state (RtProxyPage *self)
{
  RtServerState state = rt_rack_server_get_state (self->starting);

  if (state == RT_SERVER_RUNNING)
    {
      g_autofree char *address = rt_server_reach_build_local (self->starting);

      forget_start (self);
      rt_proxy_editor_set_proxy (self->editor, address);
    }
  else if (state == RT_SERVER_FAILED)
    {
      const GError *error = rt_rack_server_get_error (self->starting);
      g_autofree char *words = rt_error_dup_title (error, NULL);

      forget_start (self);
      rt_proxy_editor_complain (self->editor, words);
    }
}

static void
on_start (RtProxyPage *self, const char *recipe)
{
  RtServerRack *rack = rt_workbench_get_rack (rt_page_get_workbench (RT_PAGE (self)));
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_new (rt_recipe_find (recipe));

  forget_start (self);
  self->starting = g_object_ref (rt_trial_server_start (rack, settings));
  g_signal_connect_object (self->starting, "notify::state", G_CALLBACK (on_server_state),
                           self, G_CONNECT_SWAPPED);
  on_server_state (self);
}

/* --- several ways at once --- */

static void
on_compare_clicked (RtProxyPage *self)
{
  RtRequest *requests[RT_N_PROXY_MODES] = { NULL };
  gboolean all_good = TRUE;

  for (guint mode = 0; mode < RT_N_PROXY_MODES && all_good; mode++)
    if (rt_proxy_editor_is_filled_in (self->editor, (RtProxyMode)mode))
      {
        requests[mode] = make_request (self, (RtProxyMode)mode);
        all_good = requests[mode] != NULL;
      }
  if (all_good)
    rt_ways_list_forget (self->ways);
  for (guint mode = 0; mode < RT_N_PROXY_MODES; mode++)
    {
      if (all_good && requests[mode] != NULL)
        rt_ways_list_add (self->ways, rt_page_get_workbench (RT_PAGE (self)),
                          rt_proxy_mode_to_title ((RtProxyMode)mode), requests[mode]);
      g_clear_pointer (&requests[mode], rt_request_unref);
    }
  if (!all_good)
    return;
  remember (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  rt_page_look_at (RT_PAGE (self), rt_ways_list_get_exchange (self->ways, 0));
}

static void
on_way_selected (RtProxyPage *self, RtExchange *exchange)
{
  rt_page_look_at (RT_PAGE (self), exchange);
}

/* --- the page --- */

static void
rt_proxy_page_open_trial (RtPage *page, const char *address, const char *proxy)
{
  RtProxyPage *self = RT_PROXY_PAGE (page);

  rt_proxy_editor_set_proxy (self->editor, proxy);
  rt_page_open_address (page, address);
}

static void
rt_proxy_page_dispose (GObject *object)
{
  RtProxyPage *self = RT_PROXY_PAGE (object);

  forget_start (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_PROXY_PAGE);
  G_OBJECT_CLASS (rt_proxy_page_parent_class)->dispose (object);
}

static void
rt_proxy_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RtProxyPage *self = RT_PROXY_PAGE (object);

  g_value_take_string (value,
                       rt_proxy_editor_dup_value (self->editor, (RtProxyValue)(id - 1)));
}

static void
rt_proxy_page_set_property (GObject *object,
                            guint id,
                            const GValue *value,
                            GParamSpec *pspec)
{
  RtProxyPage *self = RT_PROXY_PAGE (object);

  rt_proxy_editor_set_value (self->editor, (RtProxyValue)(id - 1),
                             g_value_get_string (value));
}

static void
rt_proxy_page_class_init (RtProxyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  RtPageClass *page_class = RT_PAGE_CLASS (klass);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  /* What is remembered, by the names of the settings, in the order of RtProxyValue */
  static const char *const names[RT_N_PROXY_VALUES]
      = { "proxy-mode", "proxy-address", "proxy-script", "proxy-bypass" };

  object_class->dispose = rt_proxy_page_dispose;
  object_class->get_property = rt_proxy_page_get_property;
  object_class->set_property = rt_proxy_page_set_property;
  for (guint i = 0; i < RT_N_PROXY_VALUES; i++)
    properties[i + 1] = g_param_spec_string (names[i], NULL, NULL, NULL,
                                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                 | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, RT_N_PROXY_VALUES + 1, properties);
  page_class->open_trial = rt_proxy_page_open_trial;
  page_class->submit = rt_proxy_page_submit;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/proxy/rt-proxy-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RtProxyPage, address);
  gtk_widget_class_bind_template_child (widget_class, RtProxyPage, editor);
  gtk_widget_class_bind_template_child (widget_class, RtProxyPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, RtProxyPage, ways);
  gtk_widget_class_bind_template_callback (widget_class, on_compare_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_start);
  gtk_widget_class_bind_template_callback (widget_class, on_way_selected);
}

static void
rt_proxy_page_init (RtProxyPage *self)
{
  g_type_ensure (RT_TYPE_CONTROLS_LAYOUT);
  g_type_ensure (RT_TYPE_PROXY_EDITOR);
  g_type_ensure (RT_TYPE_SEND_BUTTON);
  g_type_ensure (RT_TYPE_WAYS_LIST);
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect (self, "notify::busy", G_CALLBACK (on_busy_changed), NULL);
  g_signal_connect (self, "notify::exchange", G_CALLBACK (on_exchange_changed), NULL);
}
