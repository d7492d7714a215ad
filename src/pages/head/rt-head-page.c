/* The tab that checks whether pages are there. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/head/rt-head-page.h"

#include "pages/head/rt-check-export-dialog.h"
#include "pages/head/rt-check-request.h"
#include "pages/head/rt-check-settings.h"
#include "pages/head/rt-check-view.h"
#include "pages/head/rt-link-feed.h"
#include "pages/head/rt-method-pair.h"
#include "ui/rt-accessible-name.h"
#include "ui/rt-address-bar.h"
#include "ui/rt-controls-layout.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

struct _RtHeadPage
{
  RtPage parent_instance;

  RtCheckList *list;
  RtLinkFeed *feed;
  RtMethodPair pair; /* of the row that is compared */

  RtAddressBar *address;
  GtkWidget *list_button;
  GtkWidget *settings_button;
  RtCheckSettings *settings;
  GtkButton *check;
  RtCheckView *view;
};

G_DEFINE_FINAL_TYPE (RtHeadPage, rt_head_page, RT_TYPE_PAGE)

static void
say (RtHeadPage *self, const char *words)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", words);
}

/* --- checking --- */

static RtRequest *
make_base (RtHeadPage *self)
{
  return rt_check_request_new_base (RT_PAGE (self),
                                    rt_check_settings_get_patience (self->settings));
}

static void
start (RtHeadPage *self)
{
  g_autoptr (RtRequest) base = make_base (self);
  RtCheckOptions options;

  if (rt_check_list_is_running (self->list))
    return;
  rt_check_settings_read (self->settings, &options);
  rt_check_list_start (self->list, base, &options);
}

static void
recheck (RtHeadPage *self, const guint *rows, guint n_rows)
{
  g_autoptr (RtRequest) base = make_base (self);
  RtCheckOptions options;

  if (rt_check_list_is_running (self->list))
    return;
  rt_check_settings_read (self->settings, &options);
  rt_check_list_recheck (self->list, rows, n_rows, base, &options);
}

static void
on_recheck (RtHeadPage *self)
{
  g_autoptr (GArray) rows = rt_check_view_dup_selected (self->view);

  recheck (self, (const guint *)(gpointer)rows->data, rows->len);
}

/* A single address that is in the list already is checked again. */
static gboolean
recheck_known (RtHeadPage *self, const RtLinkList *list)
{
  const RtCheckEntry *entry = list->entries->len == 1 ? list->entries->pdata[0] : NULL;
  RtCheckTable *table = rt_check_list_get_table (self->list);
  gpointer row;
  guint number;

  if (entry == NULL || rt_check_list_is_running (self->list)
      || !g_hash_table_lookup_extended (table->known, entry->address, NULL, &row))
    return FALSE;
  number = GPOINTER_TO_UINT (row);
  recheck (self, &number, 1);
  return TRUE;
}

static guint
count_pending (RtHeadPage *self)
{
  return rt_check_list_get_table (self->list)->sums.n[RT_CHECK_PENDING];
}

static void
show_state (RtHeadPage *self)
{
  gboolean is_running = rt_check_list_is_running (self->list);
  const RtCheckSums *sums = &rt_check_list_get_table (self->list)->sums;
  const char *label = is_running                 ? _ ("_Stop")
                      : count_pending (self) > 0 ? _ ("_Go On")
                                                 : _ ("_Check");

  if (g_strcmp0 (gtk_button_get_label (self->check), label) != 0)
    gtk_button_set_label (self->check, label);
  if (is_running)
    gtk_widget_remove_css_class (GTK_WIDGET (self->check), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->check), "suggested-action");
  gtk_widget_set_visible (GTK_WIDGET (self->view), sums->n_rows > 0);
  rt_page_show_empty (RT_PAGE (self), sums->n_rows == 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "head.export", sums->n_checked > 0);
}

/* --- lists --- */

static void
on_list_found (RtHeadPage *self, RtLinkList *list)
{
  if (list->entries->len == 0 && list->sitemaps->len == 0)
    say (self, _ ("There is no web address in it"));
  if (list->entries->len == 0 || recheck_known (self, list))
    return;
  rt_check_list_add (self->list, list->entries);
  start (self);
}

static void
paste_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rt_link_feed_paste (RT_HEAD_PAGE (widget)->feed);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rt_link_feed_open (RT_HEAD_PAGE (widget)->feed);
}

/* Of an address; "": of what is typed. */
static void
links_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RtHeadPage *self = RT_HEAD_PAGE (widget);
  const char *address = g_variant_get_string (parameter, NULL);

  if (*address != '\0')
    rt_address_bar_set_text (self->address, address);
  if (!rt_link_feed_fetch (self->feed, rt_address_bar_get_text (self->address)))
    rt_address_bar_complain (self->address, _ ("Type the address of a page"));
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *format)
{
  rt_check_export_dialog_open (widget, RT_HEAD_PAGE (widget)->list,
                               g_variant_get_string (format, NULL));
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RtHeadPage *self = RT_HEAD_PAGE (widget);

  rt_link_feed_forget (self->feed);
  rt_check_list_clear (self->list);
}

/* --- one row --- */

static RtRequest *
make_row_request (RtHeadPage *self, const char *method, guint row)
{
  return rt_check_request_new_for_row (
      RT_PAGE (self), method,
      rt_check_table_get (rt_check_list_get_table (self->list), row));
}

static void
on_chosen (RtHeadPage *self, guint row)
{
  g_autoptr (RtRequest) request = make_row_request (self, "HEAD", row);

  if (request != NULL)
    rt_page_send (RT_PAGE (self), request);
}

static void
on_compare (RtHeadPage *self, guint row)
{
  g_autoptr (RtRequest) head = make_row_request (self, "HEAD", row);
  g_autoptr (RtRequest) get = make_row_request (self, "GET", row);

  if (head != NULL)
    rt_method_pair_ask (&self->pair, RT_PAGE (self), head, get);
}

static void
on_busy_changed (RtHeadPage *self)
{
  rt_method_pair_go_on (&self->pair, RT_PAGE (self));
}

/* --- what the window asks of a page --- */

static void
rt_head_page_submit (RtPage *page)
{
  RtHeadPage *self = RT_HEAD_PAGE (page);
  const char *text = rt_address_bar_get_text (self->address);
  g_autoptr (RtCheckEntry) entry = rt_check_entry_new (text);

  if (*text == '\0' && count_pending (self) > 0)
    {
      start (self);
      return;
    }
  if (entry->is_bad && strstr (text, "://") == NULL)
    {
      rt_address_bar_complain (self->address, _ ("This is no web address"));
      return;
    }
  if (!entry->is_bad)
    rt_page_remember_address (page, text);
  rt_link_feed_take_text (self->feed, text);
}

static void
on_check_clicked (RtHeadPage *self)
{
  if (rt_check_list_is_running (self->list))
    rt_check_list_stop (self->list);
  else if (count_pending (self) > 0)
    start (self);
  else
    rt_address_bar_submit (self->address);
}

/* Something of every kind, and a server that is not there. */
static void
rt_head_page_open_trial (RtPage *page, const char *address, const char *proxy)
{
  static const char *const paths[]
      = { "200", "301",     "302",      "redirect/3",  "404",  "410",   "403",
          "500", "no-head", "head/404", "head/length", "loop", "slow/2" };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    g_string_append_printf (text, "%s%s\n", address, paths[i]);
  g_string_append (text, "http://127.0.0.1:1/\n");
  rt_link_feed_take_text (RT_HEAD_PAGE (page)->feed, text->str);
}

static void
rt_head_page_dispose (GObject *object)
{
  RtHeadPage *self = RT_HEAD_PAGE (object);

  if (self->feed != NULL)
    rt_link_feed_stop (self->feed);
  g_clear_object (&self->feed);
  rt_method_pair_clear (&self->pair);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_HEAD_PAGE);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (rt_head_page_parent_class)->dispose (object);
}

static void
rt_head_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  rt_check_settings_get_value (RT_HEAD_PAGE (object)->settings, id, value);
}

static void
rt_head_page_set_property (GObject *object,
                           guint id,
                           const GValue *value,
                           GParamSpec *pspec)
{
  rt_check_settings_set_value (RT_HEAD_PAGE (object)->settings, id, value);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/head/rt-head-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RtHeadPage, address);
  gtk_widget_class_bind_template_child (widget_class, RtHeadPage, list_button);
  gtk_widget_class_bind_template_child (widget_class, RtHeadPage, settings_button);
  gtk_widget_class_bind_template_child (widget_class, RtHeadPage, settings);
  gtk_widget_class_bind_template_child (widget_class, RtHeadPage, check);
  gtk_widget_class_bind_template_child (widget_class, RtHeadPage, view);
  gtk_widget_class_bind_template_callback (widget_class, on_check_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_compare);
  gtk_widget_class_bind_template_callback (widget_class, on_recheck);
  gtk_widget_class_bind_template_callback (widget_class, g_object_notify);
}

static void
rt_head_page_class_init (RtHeadPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  RtPageClass *page_class = RT_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_head_page_dispose;
  G_OBJECT_CLASS (klass)->get_property = rt_head_page_get_property;
  G_OBJECT_CLASS (klass)->set_property = rt_head_page_set_property;
  rt_check_settings_install (G_OBJECT_CLASS (klass));
  page_class->open_trial = rt_head_page_open_trial;
  page_class->submit = rt_head_page_submit;

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "head.paste", NULL, paste_action);
  gtk_widget_class_install_action (widget_class, "head.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "head.links", "s", links_action);
  gtk_widget_class_install_action (widget_class, "head.export", "s", export_action);
  gtk_widget_class_install_action (widget_class, "head.clear", NULL, clear_action);
}

static void
rt_head_page_init (RtHeadPage *self)
{
  g_type_ensure (RT_TYPE_CHECK_SETTINGS);
  g_type_ensure (RT_TYPE_CHECK_VIEW);
  g_type_ensure (RT_TYPE_CONTROLS_LAYOUT);
  self->feed = rt_link_feed_new (RT_PAGE (self));
  self->list = rt_check_list_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  rt_accessible_name_set (self->list_button, _ ("Check many addresses"));
  rt_accessible_name_set (self->settings_button, _ ("How to check"));
  rt_check_view_set_list (self->view, self->list);
  g_signal_connect_object (self->list, "updated", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->feed, "found", G_CALLBACK (on_list_found), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->feed, "trouble", G_CALLBACK (say), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::busy", G_CALLBACK (on_busy_changed), NULL);
  show_state (self);
}
