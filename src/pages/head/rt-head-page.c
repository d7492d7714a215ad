/* The tab that checks whether pages are there. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/head/rt-head-page.h"

#include "pages/head/rt-check-export-dialog.h"
#include "pages/head/rt-check-settings.h"
#include "pages/head/rt-check-view.h"
#include "pages/head/rt-link-source.h"
#include "ui/rt-accessible-name.h"
#include "ui/rt-address-bar.h"
#include "ui/rt-controls-layout.h"
#include "ui/rt-error-text.h"
#include "ui/rt-file-question.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

/* An index of sitemaps may name as many as this. */
#define SITEMAPS_MAX 50000

struct _RtHeadPage
{
  RtPage parent_instance;

  RtCheckList *list;
  GCancellable *cancellable; /* of lists that are being read */
  GQueue pages;              /* of char *: whose links are still to be read */
  GHashTable *seen_pages;    /* all of these so far */
  RtExchange *page;          /* the one that is fetched, nullable */
  RtRequest *get;            /* to be asked after HEAD, to compare; nullable */
  RtExchange *head;          /* what is then compared with; nullable */

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

static void
say_error (RtHeadPage *self, const GError *error)
{
  g_autofree char *title = rt_error_dup_title (error, NULL);

  say (self, title);
}

/* --- checking --- */

/* NULL: @address is none. */
static RtRequest *
make_request (RtHeadPage *self,
              const char *method,
              const char *address,
              RtRequestFlags flags)
{
  RtWorkbench *workbench = rt_page_get_workbench (RT_PAGE (self));
  RtRequestOptions options = *rt_workbench_get_request_options (workbench);
  g_autoptr (RtRequest) request = rt_request_new (method, address, NULL);

  options.flags |= flags;
  return request != NULL ? rt_request_with_options (request, &options) : NULL;
}

/* What all requests of a check start from: each row brings its own address. */
static RtRequest *
make_base (RtHeadPage *self)
{
  RtTrust *trust = rt_workbench_get_trust (rt_page_get_workbench (RT_PAGE (self)));
  g_autoptr (RtRequest) request
      = make_request (self, "HEAD", "http://localhost/", RT_REQUEST_NONE);

  return rt_trust_apply (trust, request);
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
  const char *label = _ ("_Check");

  if (is_running)
    label = _ ("_Stop");
  else if (count_pending (self) > 0)
    label = _ ("_Go On");
  if (g_strcmp0 (gtk_button_get_label (self->check), label) != 0)
    gtk_button_set_label (self->check, label);
  gtk_widget_set_visible (GTK_WIDGET (self->view), sums->n_rows > 0);
  rt_page_show_empty (RT_PAGE (self), sums->n_rows == 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "head.export", sums->n_checked > 0);
}

/* --- lists --- */

static void
take_list (RtHeadPage *self, RtLinkList *list)
{
  for (guint i = 0; i < list->sitemaps->len; i++)
    if (g_hash_table_size (self->seen_pages) < SITEMAPS_MAX
        && g_hash_table_add (self->seen_pages, g_strdup (list->sitemaps->pdata[i])))
      g_queue_push_tail (&self->pages, g_strdup (list->sitemaps->pdata[i]));
  if (list->entries->len == 0 && list->sitemaps->len == 0)
    {
      say (self, _ ("There is no web address in it"));
      return;
    }
  if (list->entries->len == 0 || recheck_known (self, list))
    return;
  rt_check_list_add (self->list, list->entries);
  start (self);
}

static void
send (RtHeadPage *self, RtRequest *request, RtExchange **flight)
{
  rt_page_send (RT_PAGE (self), request);
  g_set_object (flight, rt_page_get_exchange (RT_PAGE (self)));
}

/* The next page whose links are to be checked. */
static void
fetch_next (RtHeadPage *self)
{
  g_autofree char *address = g_queue_pop_head (&self->pages);
  g_autoptr (RtRequest) request = NULL;

  g_clear_object (&self->page);
  if (address == NULL)
    return;
  request = make_request (self, "GET", address, RT_REQUEST_KEEP_BODY);
  if (request != NULL)
    send (self, request, &self->page);
  else
    say (self, _ ("A list leads to what is no web address"));
}

static void
on_page_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtHeadPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RtLinkList) list = rt_link_source_read_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (list != NULL)
    take_list (self, list);
  else
    say_error (self, error);
  fetch_next (self);
}

static void
on_list_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtHeadPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RtLinkList) list = rt_link_source_read_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (list == NULL)
    {
      say_error (self, error);
      return;
    }
  take_list (self, list);
  if (self->page == NULL)
    fetch_next (self);
}

static void
take_text (RtHeadPage *self, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  rt_link_list_read_async (bytes, NULL, NULL, NULL, self->cancellable, on_list_read,
                           g_object_ref (self));
}

static void
on_pasted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtHeadPage) self = user_data;
  g_autofree char *text
      = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (text != NULL)
    take_text (self, text);
  else
    say (self, _ ("There is no text to paste"));
}

static void
paste_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, on_pasted,
                                 g_object_ref (widget));
}

static void
on_file_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RtHeadPage *self = RT_HEAD_PAGE (source);
  g_autoptr (GFile) file = rt_file_question_ask_finish (GTK_WIDGET (self), result);

  if (file != NULL)
    rt_link_source_read_file_async (file, self->cancellable, on_list_read,
                                    g_object_ref (self));
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rt_file_question_ask_async (widget, _ ("Open a List"), GTK_FILE_CHOOSER_ACTION_OPEN,
                              NULL, on_file_chosen, NULL);
}

/* Of an address; "": of what is typed. */
static void
links_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RtHeadPage *self = RT_HEAD_PAGE (widget);
  const char *address = g_variant_get_string (parameter, NULL);
  g_autoptr (RtRequest) request = NULL;

  if (*address != '\0')
    rt_address_bar_set_text (self->address, address);
  address = rt_address_bar_get_text (self->address);
  request = make_request (self, "GET", address, RT_REQUEST_KEEP_BODY);
  if (request == NULL)
    rt_address_bar_complain (self->address, _ ("Type the address of a page"));
  else
    send (self, request, &self->page);
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

  g_queue_clear_full (&self->pages, g_free);
  g_hash_table_remove_all (self->seen_pages);
  rt_check_list_clear (self->list);
}

/* --- one row --- */

static RtRequest *
make_row_request (RtHeadPage *self, const char *method, guint row)
{
  const RtCheckRow *found
      = rt_check_table_get (rt_check_list_get_table (self->list), row);
  g_autoptr (RtRequest) request
      = make_request (self, method, found->address, RT_REQUEST_NONE);

  if (request == NULL || found->authorization == NULL)
    return g_steal_pointer (&request);
  return rt_request_with_header (request, "Authorization", found->authorization, NULL);
}

static void
on_chosen (RtHeadPage *self, guint row)
{
  g_autoptr (RtRequest) request = make_row_request (self, "HEAD", row);

  g_clear_pointer (&self->get, rt_request_unref);
  if (request != NULL)
    rt_page_send (RT_PAGE (self), request);
}

static void
on_compare (RtHeadPage *self, guint row)
{
  g_autoptr (RtRequest) request = make_row_request (self, "HEAD", row);

  if (request == NULL)
    return;
  g_clear_pointer (&self->get, rt_request_unref);
  send (self, request, &self->head);
  self->get = make_row_request (self, "GET", row);
}

/* HEAD is over: now GET is asked, and then the two are compared. */
static void
go_on_comparing (RtHeadPage *self)
{
  g_autoptr (RtRequest) get = g_steal_pointer (&self->get);

  if (get != NULL)
    {
      rt_page_send (RT_PAGE (self), get);
      return;
    }
  rt_page_compare_with (RT_PAGE (self), self->head);
  g_clear_object (&self->head);
}

static void
on_busy_changed (RtHeadPage *self)
{
  RtExchange *exchange = rt_page_get_exchange (RT_PAGE (self));

  if (rt_page_get_busy (RT_PAGE (self)) || exchange == NULL)
    return;
  if (self->page == exchange && rt_exchange_get_state (exchange) == RT_EXCHANGE_DONE)
    rt_link_source_read_page_async (exchange, self->cancellable, on_page_read,
                                    g_object_ref (self));
  else if (self->page == exchange)
    g_clear_object (&self->page);
  else if (self->head != NULL && rt_exchange_get_state (exchange) == RT_EXCHANGE_DONE)
    go_on_comparing (self);
  else
    g_clear_object (&self->head);
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
  take_text (self, text);
}

static void
on_address_activated (RtHeadPage *self)
{
  rt_head_page_submit (RT_PAGE (self));
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

static void
rt_head_page_read_request (RtPage *page, const RtRequest *request)
{
  g_autofree char *address = rt_request_dup_address (request);

  rt_address_bar_set_text (RT_HEAD_PAGE (page)->address, address);
}

static void
rt_head_page_open_address (RtPage *page, const char *address)
{
  RtHeadPage *self = RT_HEAD_PAGE (page);

  rt_address_bar_set_text (self->address, address);
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
  take_text (RT_HEAD_PAGE (page), text->str);
}

static void
rt_head_page_focus_address (RtPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (RT_HEAD_PAGE (page)->address));
}

static void
rt_head_page_constructed (GObject *object)
{
  RtHeadPage *self = RT_HEAD_PAGE (object);

  G_OBJECT_CLASS (rt_head_page_parent_class)->constructed (object);
  rt_address_bar_set_history (
      self->address, rt_workbench_get_history (rt_page_get_workbench (RT_PAGE (self))));
}

static void
rt_head_page_dispose (GObject *object)
{
  RtHeadPage *self = RT_HEAD_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_queue_clear_full (&self->pages, g_free);
  g_clear_object (&self->page);
  g_clear_object (&self->head);
  g_clear_pointer (&self->get, rt_request_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_HEAD_PAGE);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (rt_head_page_parent_class)->dispose (object);
}

static void
rt_head_page_finalize (GObject *object)
{
  RtHeadPage *self = RT_HEAD_PAGE (object);

  g_object_unref (self->cancellable);
  g_hash_table_unref (self->seen_pages);
  G_OBJECT_CLASS (rt_head_page_parent_class)->finalize (object);
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
  gtk_widget_class_bind_template_callback (widget_class, on_address_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_check_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_compare);
  gtk_widget_class_bind_template_callback (widget_class, on_recheck);
}

static void
rt_head_page_class_init (RtHeadPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  RtPageClass *page_class = RT_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = rt_head_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = rt_head_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rt_head_page_finalize;
  page_class->open_address = rt_head_page_open_address;
  page_class->open_trial = rt_head_page_open_trial;
  page_class->focus_address = rt_head_page_focus_address;
  page_class->read_request = rt_head_page_read_request;
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
  g_type_ensure (RT_TYPE_ADDRESS_BAR);
  g_type_ensure (RT_TYPE_CHECK_SETTINGS);
  g_type_ensure (RT_TYPE_CHECK_VIEW);
  g_type_ensure (RT_TYPE_CONTROLS_LAYOUT);
  self->cancellable = g_cancellable_new ();
  self->seen_pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->list = rt_check_list_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  rt_accessible_name_set (self->list_button, _ ("Check many addresses"));
  rt_accessible_name_set (self->settings_button, _ ("How to check"));
  rt_check_view_set_list (self->view, self->list);
  g_signal_connect_object (self->list, "updated", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::busy", G_CALLBACK (on_busy_changed), NULL);
  show_state (self);
}
