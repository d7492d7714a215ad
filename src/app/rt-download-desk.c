/* Tells the desktop of the downloads: what has ended, and that the computer must stay awake. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "app/rt-download-desk.h"

#include "core/transfer/rt-download-choice.h"
#include "ui/rt-error-text.h"
#include "ui/rt-show-file.h"

#include <glib/gi18n.h>

/* What ends within this time is told in one go. */
#define BATCH_MS 1500

struct _RtDownloadDesk
{
  GObject parent_instance;

  GtkApplication *application; /* borrowed: it owns us */
  RtDownloadQueue *queue;
  GPtrArray *ended; /* of RtDownload: not told yet */
  RtDownload *told; /* what the notification is about, nullable: then it is several */
  guint batch;      /* source, 0 if nothing has ended */
  guint inhibited;  /* cookie, 0 if the computer may sleep */
};

G_DEFINE_FINAL_TYPE (RtDownloadDesk, rt_download_desk, G_TYPE_OBJECT)

static char *
dup_name (RtDownload *download)
{
  const char *path = rt_download_get_news (download)->path;

  return path != NULL ? g_filename_display_basename (path)
                      : rt_request_dup_address (g_ptr_array_index (
                          rt_download_get_plan (download)->requests, 0));
}

static void
add_file_buttons (GNotification *notification, const char *path)
{
  g_notification_set_default_action_and_target (notification, "app.open-file", "s", path);
  g_notification_add_button_with_target (notification, _ ("Open"), "app.open-file", "s",
                                         path);
  g_notification_add_button_with_target (notification, _ ("Show in Folder"),
                                         "app.show-file", "s", path);
}

static GNotification *
make_for_one (RtDownload *download)
{
  const RtDownloadNews *news = rt_download_get_news (download);
  g_autofree char *name = dup_name (download);
  g_autofree char *path
      = news->path != NULL ? g_filename_to_utf8 (news->path, -1, NULL, NULL, NULL) : NULL;
  GNotification *notification;

  if (news->state == RT_DOWNLOAD_DONE)
    {
      notification = g_notification_new (news->was_there ? _ ("File Already Downloaded!")
                                                         : _ ("Download Finished"));
      g_notification_set_body (notification, name);
      if (path != NULL)
        add_file_buttons (notification, path);
      return notification;
    }
  notification = g_notification_new (_ ("Download Stopped"));
  if (news->error != NULL)
    {
      g_autofree char *title = rt_error_dup_title (news->error, NULL);
      g_autofree char *body = g_strdup_printf ("%s\n%s", name, title);

      g_notification_set_body (notification, body);
    }
  g_notification_set_default_action_and_target (notification, "app.show-page", "s",
                                                "resume");
  if (rt_download_get_choice (download) == RT_CHOICE_NONE)
    g_notification_add_button (notification, _ ("Try Again"), "app.retry-download");
  return notification;
}

static GNotification *
make_for_several (RtDownloadDesk *self)
{
  GNotification *notification = g_notification_new (_ ("Downloads Ended"));
  guint n_done = 0;
  guint n_stopped = 0;
  g_autofree char *done = NULL;
  g_autofree char *stopped = NULL;
  g_autofree char *body = NULL;

  for (guint i = 0; i < self->ended->len; i++)
    if (rt_download_get_state (g_ptr_array_index (self->ended, i)) == RT_DOWNLOAD_DONE)
      n_done++;
    else
      n_stopped++;
  done = g_strdup_printf (ngettext ("%u file is there.", "%u files are there.", n_done),
                          n_done);
  stopped = g_strdup_printf (
      ngettext ("%u download has stopped.", "%u downloads have stopped.", n_stopped),
      n_stopped);
  body = n_stopped == 0 ? g_strdup (done)
         : n_done == 0  ? g_strdup (stopped)
                        : g_strdup_printf ("%s\n%s", done, stopped);
  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, "app.show-page", "s",
                                                "resume");
  return notification;
}

/* Who looks at the window sees it there.  One that was hidden may count as active for a
 * while. */
static gboolean
is_looked_at (RtDownloadDesk *self)
{
  GtkWindow *window = gtk_application_get_active_window (self->application);

  return window != NULL && gtk_widget_get_mapped (GTK_WIDGET (window))
         && gtk_window_is_active (window);
}

static gboolean
on_batch (gpointer user_data)
{
  RtDownloadDesk *self = user_data;

  self->batch = 0;
  if (!is_looked_at (self))
    {
      RtDownload *only
          = self->ended->len == 1 ? g_ptr_array_index (self->ended, 0) : NULL;
      g_autoptr (GNotification) notification
          = only != NULL ? make_for_one (only) : make_for_several (self);

      g_set_object (&self->told, only);
      g_application_send_notification (G_APPLICATION (self->application), "downloads",
                                       notification);
    }
  g_ptr_array_set_size (self->ended, 0);
  return G_SOURCE_REMOVE;
}

static void
on_ended (RtDownloadQueue *queue, RtDownload *download, RtDownloadDesk *self)
{
  if (!g_ptr_array_find (self->ended, download, NULL))
    g_ptr_array_add (self->ended, g_object_ref (download));
  if (self->batch == 0)
    self->batch = g_timeout_add (BATCH_MS, on_batch, self);
}

/* Only while bytes flow; what is paused or waits lets the computer sleep. */
static void
on_running_changed (RtDownloadDesk *self)
{
  guint n_running;

  g_object_get (self->queue, "n-running", &n_running, NULL);
  if (n_running > 0 && self->inhibited == 0)
    {
      self->inhibited = gtk_application_inhibit (
          self->application, gtk_application_get_active_window (self->application),
          GTK_APPLICATION_INHIBIT_SUSPEND | GTK_APPLICATION_INHIBIT_LOGOUT,
          _ ("Files are being downloaded"));
    }
  else if (n_running == 0 && self->inhibited != 0)
    {
      gtk_application_uninhibit (self->application, self->inhibited);
      self->inhibited = 0;
    }
}

static void
open_file (GSimpleAction *action, GVariant *path, gpointer user_data)
{
  RtDownloadDesk *self = user_data;
  GtkWindow *window = gtk_application_get_active_window (self->application);

  if (window != NULL)
    rt_show_file_open (GTK_WIDGET (window), g_variant_get_string (path, NULL));
}

static void
show_file (GSimpleAction *action, GVariant *path, gpointer user_data)
{
  RtDownloadDesk *self = user_data;
  GtkWindow *window = gtk_application_get_active_window (self->application);

  if (window != NULL)
    rt_show_file_in_folder (GTK_WIDGET (window), g_variant_get_string (path, NULL));
}

/* Unless the user has taken it out, or has done that already. */
static void
retry_download (GSimpleAction *action, GVariant *unused, gpointer user_data)
{
  RtDownloadDesk *self = user_data;
  GListStore *downloads = G_LIST_STORE (rt_download_queue_get_downloads (self->queue));

  if (self->told != NULL && g_list_store_find (downloads, self->told, NULL))
    rt_download_queue_resume (self->queue, self->told);
}

static void
rt_download_desk_dispose (GObject *object)
{
  RtDownloadDesk *self = RT_DOWNLOAD_DESK (object);

  g_clear_handle_id (&self->batch, g_source_remove);
  g_clear_object (&self->queue);
  g_clear_object (&self->told);
  g_clear_pointer (&self->ended, g_ptr_array_unref);
  G_OBJECT_CLASS (rt_download_desk_parent_class)->dispose (object);
}

static void
rt_download_desk_class_init (RtDownloadDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rt_download_desk_dispose;
}

static void
rt_download_desk_init (RtDownloadDesk *self)
{
  self->ended = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * rt_download_desk_new:
 * @application: whose notifications these are; it must outlive the desk
 * @queue: what is watched
 *
 * Adds the actions that the notifications have, and starts to watch.
 *
 * Returns: (transfer full): the desk
 */
RtDownloadDesk *
rt_download_desk_new (GtkApplication *application, RtDownloadQueue *queue)
{
  RtDownloadDesk *self = g_object_new (RT_TYPE_DOWNLOAD_DESK, NULL);
  static const GActionEntry actions[] = {
    { .name = "open-file", .activate = open_file, .parameter_type = "s" },
    { .name = "show-file", .activate = show_file, .parameter_type = "s" },
    { .name = "retry-download", .activate = retry_download },
  };

  self->application = application;
  self->queue = g_object_ref (queue);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions,
                                   G_N_ELEMENTS (actions), self);
  g_signal_connect_object (queue, "ended", G_CALLBACK (on_ended), self, 0);
  g_signal_connect_object (queue, "notify::n-running", G_CALLBACK (on_running_changed),
                           self, G_CONNECT_SWAPPED);
  return self;
}
