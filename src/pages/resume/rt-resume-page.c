/* The tab with the downloads that can be resumed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/resume/rt-resume-page.h"

#include "pages/resume/rt-all-downloads.h"
#include "pages/resume/rt-download-adding.h"
#include "pages/resume/rt-download-intake.h"
#include "pages/resume/rt-download-list.h"
#include "pages/resume/rt-download-sign-in.h"
#include "ui/rt-controls-layout.h"
#include "ui/rt-error-text.h"
#include "ui/rt-file-question.h"
#include "ui/rt-trial-button.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

struct _RtResumePage
{
  RtPage parent_instance;

  RtDownloadQueue *queue;
  RtDownloadSignIn *sign_in;
  char *asked; /* what stood in the entry when it was read last; nullable */

  GtkEditable *addresses;
  GtkWidget *more;
  GtkLabel *complaint;
  GtkStack *stack;
  RtDownloadList *list;
};

G_DEFINE_FINAL_TYPE (RtResumePage, rt_resume_page, RT_TYPE_PAGE)

static void
on_addresses_changed (RtResumePage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->addresses), "error");
}

static void
say (RtResumePage *self, const char *words)
{
  gtk_label_set_label (self->complaint, words);
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), TRUE);
}

static void
complain (RtResumePage *self, const GError *error)
{
  g_autofree char *title = rt_error_dup_title (error, NULL);
  g_autofree char *hint = rt_error_dup_hint (error);
  g_autofree char *words
      = hint != NULL ? g_strdup_printf ("%s. %s", title, hint) : g_strdup (title);

  say (self, words);
  gtk_widget_add_css_class (GTK_WIDGET (self->addresses), "error");
}

static void
remember (RtResumePage *self, GPtrArray *plans)
{
  const RtDownloadPlan *plan = g_ptr_array_index (plans, 0);
  g_autofree char *address
      = rt_request_dup_address (g_ptr_array_index (plan->requests, 0));

  rt_page_remember_address (RT_PAGE (self), address);
}

/* Nobody has so many by intention. */
static void
drop_surplus (RtResumePage *self, GPtrArray *plans)
{
  g_autofree char *words = NULL;

  if (plans->len <= RT_INTAKE_MAX)
    return;
  g_ptr_array_set_size (plans, RT_INTAKE_MAX);
  /* Translators: %d is a number of downloads. */
  words = g_strdup_printf (_ ("Only the first %d are added: add the others later."),
                           RT_INTAKE_MAX);
  say (self, words);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RtResumePage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plans = rt_download_intake_finish (result, &error);

  if (self->queue == NULL)
    return; /* the window was closed */
  if (plans == NULL)
    {
      complain (self, error);
      return;
    }
  remember (self, plans);
  /* The user may be typing the next one by now. */
  if (g_strcmp0 (gtk_editable_get_text (self->addresses), self->asked) == 0)
    gtk_editable_set_text (self->addresses, "");
  drop_surplus (self, plans);
  rt_download_adding_start (self->list, plans);
}

static const RtRequestOptions *
get_options (RtResumePage *self)
{
  return rt_workbench_get_request_options (rt_page_get_workbench (RT_PAGE (self)));
}

static const char *
get_folder (RtResumePage *self)
{
  return rt_download_terms_get_folder (rt_download_queue_get_terms (self->queue));
}

/* @folder: (nullable): where to, if not where the user has downloads */
static void
add_text (RtResumePage *self, const char *text, const char *folder)
{
  on_addresses_changed (self);
  rt_download_intake_read_text_async (text, get_options (self),
                                      folder != NULL ? folder : get_folder (self),
                                      on_read, g_object_ref (self));
}

static void
add_file (RtResumePage *self, GFile *file)
{
  on_addresses_changed (self);
  rt_download_intake_read_metalink_async (file, get_options (self), get_folder (self),
                                          on_read, g_object_ref (self));
}

static void
on_look (RtResumePage *self, RtExchange *exchange)
{
  rt_page_look_at (RT_PAGE (self), exchange);
}

static void
on_add_clicked (RtResumePage *self)
{
  g_free (self->asked);
  self->asked = g_strdup (gtk_editable_get_text (self->addresses));
  add_text (self, self->asked, NULL);
}

/* An entry takes 64 KiB and no more, and would cut what is pasted or dropped: a longer list
 * goes past it. */
static void
on_insert_text (GtkEditable *entry,
                const char *text,
                int length,
                int *position,
                RtResumePage *self)
{
  g_autofree char *added = length < 0 ? g_strdup (text) : g_strndup (text, (gsize)length);

  if (strlen (gtk_editable_get_text (entry)) + strlen (added)
      <= GTK_ENTRY_BUFFER_MAX_SIZE)
    return;
  g_signal_stop_emission_by_name (entry, "insert-text");
  add_text (self, added, NULL);
}

static void
on_clipboard_read (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  g_autoptr (RtResumePage) self = data;
  g_autofree char *text
      = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);

  if (self->queue != NULL)
    add_text (self, text != NULL ? text : "", NULL);
}

static void
paste_action (GtkWidget *widget, const char *name, GVariant *unused)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL,
                                 on_clipboard_read, g_object_ref (widget));
}

static void
on_metalink_chosen (GObject *source, GAsyncResult *result, gpointer unused)
{
  RtResumePage *self = RT_RESUME_PAGE (source);
  g_autoptr (GFile) file = rt_file_question_ask_finish (GTK_WIDGET (self), result);

  if (file != NULL && self->queue != NULL)
    add_file (self, file);
}

static void
metalink_action (GtkWidget *widget, const char *name, GVariant *unused)
{
  rt_file_question_ask_async (widget, _ ("Open a Metalink File"),
                              GTK_FILE_CHOOSER_ACTION_OPEN, NULL, on_metalink_chosen,
                              NULL);
}

static void
sign_in_action (GtkWidget *widget, const char *name, GVariant *unused)
{
  RtResumePage *self = RT_RESUME_PAGE (widget);
  RtDownload *download = rt_download_list_get_chosen (self->list);

  if (download != NULL)
    rt_download_sign_in_ask (self->sign_in, download);
}

/* A file of this computer is a Metalink document, whatever else is a link. */
static void
add_files (RtResumePage *self, GSList *files)
{
  g_autoptr (GString) links = g_string_new (NULL);

  for (GSList *l = files; l != NULL; l = l->next)
    {
      g_autofree char *uri = g_file_get_uri (l->data);

      if (g_file_is_native (l->data))
        add_file (self, l->data);
      else
        g_string_append_printf (links, "%s\n", uri);
    }
  if (links->len > 0)
    add_text (self, links->str, NULL);
}

/* What comes from a browser, an editor or a file manager. */
static gboolean
on_drop (GtkDropTarget *target,
         const GValue *value,
         double x,
         double y,
         RtResumePage *self)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    {
      g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

      add_files (self, files);
    }
  else
    add_text (self, g_value_get_string (value), NULL);
  return TRUE;
}

/* One of the rows is no news: it has its place in the list. */
static GdkDragAction
on_hover (GtkDropTarget *target, double x, double y, RtResumePage *self)
{
  GdkDrop *drop = gtk_drop_target_get_current_drop (target);

  return gdk_content_formats_contain_gtype (gdk_drop_get_formats (drop), RT_TYPE_DOWNLOAD)
             ? 0
             : GDK_ACTION_COPY;
}

static void
add_drop_target (RtResumePage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  /* GTK makes a list of files of text/uri-list. */
  gtk_drop_target_set_gtypes (target, (GType[]){ GDK_TYPE_FILE_LIST, G_TYPE_STRING }, 2);
  g_signal_connect (target, "enter", G_CALLBACK (on_hover), self);
  g_signal_connect (target, "motion", G_CALLBACK (on_hover), self);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
on_downloads_changed (RtResumePage *self)
{
  guint length = g_list_model_get_n_items (rt_download_queue_get_downloads (self->queue));

  gtk_stack_set_visible_child_name (self->stack, length > 0 ? "list" : "empty");
}

static void
rt_resume_page_open_address (RtPage *page, const char *address)
{
  add_text (RT_RESUME_PAGE (page), address, NULL);
}

/* Nobody wants to keep what came of a trial: it goes where caches are. */
static void
rt_resume_page_open_trial (RtPage *page, const char *address, const char *proxy)
{
  g_autofree char *folder
      = g_build_filename (g_get_user_cache_dir (), "roundtrip", "trial", NULL);

  add_text (RT_RESUME_PAGE (page), address, folder);
}

/* The controls are for what is to be added, not for what was sent. */
static void
rt_resume_page_read_request (RtPage *page, const RtRequest *request)
{
}

static void
rt_resume_page_focus_address (RtPage *page)
{
  RtResumePage *self = RT_RESUME_PAGE (page);

  gtk_widget_grab_focus (GTK_WIDGET (self->addresses));
}

static void
rt_resume_page_constructed (GObject *object)
{
  RtResumePage *self = RT_RESUME_PAGE (object);

  G_OBJECT_CLASS (rt_resume_page_parent_class)->constructed (object);

  self->queue
      = g_object_ref (rt_workbench_get_queue (rt_page_get_workbench (RT_PAGE (self))));
  rt_download_list_set_queue (self->list, self->queue);
  self->sign_in = rt_download_sign_in_new (
      self->list, rt_workbench_get_proxy_logins (rt_page_get_workbench (RT_PAGE (self))));
  g_signal_connect_object (rt_download_queue_get_downloads (self->queue), "items-changed",
                           G_CALLBACK (on_downloads_changed), self, G_CONNECT_SWAPPED);
  on_downloads_changed (self);
  add_drop_target (self);
}

static void
rt_resume_page_dispose (GObject *object)
{
  RtResumePage *self = RT_RESUME_PAGE (object);

  g_clear_pointer (&self->asked, g_free);
  g_clear_object (&self->sign_in);
  g_clear_object (&self->queue);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_RESUME_PAGE);
  G_OBJECT_CLASS (rt_resume_page_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "queue.paste", NULL, paste_action);
  gtk_widget_class_install_action (widget_class, "queue.metalink", NULL, metalink_action);
  gtk_widget_class_install_action (widget_class, "queue.sign-in", NULL, sign_in_action);
  rt_all_downloads_install (widget_class);
}

static void
rt_resume_page_class_init (RtResumePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  RtPageClass *page_class = RT_PAGE_CLASS (klass);

  object_class->constructed = rt_resume_page_constructed;
  object_class->dispose = rt_resume_page_dispose;
  page_class->open_trial = rt_resume_page_open_trial;
  page_class->open_address = rt_resume_page_open_address;
  page_class->read_request = rt_resume_page_read_request;
  page_class->focus_address = rt_resume_page_focus_address;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/resume/rt-resume-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RtResumePage, addresses);
  gtk_widget_class_bind_template_child (widget_class, RtResumePage, more);
  gtk_widget_class_bind_template_child (widget_class, RtResumePage, complaint);
  gtk_widget_class_bind_template_child (widget_class, RtResumePage, stack);
  gtk_widget_class_bind_template_child (widget_class, RtResumePage, list);
  gtk_widget_class_bind_template_callback (widget_class, on_look);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_addresses_changed);
  install_actions (widget_class);
}

static void
rt_resume_page_init (RtResumePage *self)
{
  g_type_ensure (RT_TYPE_CONTROLS_LAYOUT);
  g_type_ensure (RT_TYPE_DOWNLOAD_LIST);
  g_type_ensure (RT_TYPE_TRIAL_BUTTON);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (gtk_editable_get_delegate (self->addresses), "insert-text",
                    G_CALLBACK (on_insert_text), self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->addresses),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Addresses of files"),
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("More for all downloads"), -1);
}
