/* Opens a file that is there, or shows it in its folder. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-show-file.h"

#include <glib/gi18n.h>

/* Returns NULL where the user knows: who is asked for a program may choose none. */
static const char *
get_words (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return NULL;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return _ ("It is not there any more: it was moved or deleted");
  return _ ("No program was found that opens it");
}

static void
on_shown (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) asker = data;
  g_autoptr (GError) error = NULL;
  const char *words;

  if (gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error))
    return;
  words = get_words (error);
  if (words != NULL)
    gtk_widget_activate_action (asker, "win.toast", "s", words);
}

static void
show_uri (GtkWidget *asker, const char *uri)
{
  GtkRoot *root = gtk_widget_get_root (asker);

  if (root != NULL)
    gtk_show_uri_full (GTK_WINDOW (root), uri, GDK_CURRENT_TIME, NULL, on_shown,
                       g_object_ref (asker));
}

/**
 * rt_show_file_open:
 * @asker: a widget in the window that asks
 * @path: of a file or a folder
 *
 * Opens it with the program that the user has for it.
 */
void
rt_show_file_open (GtkWidget *asker, const char *path)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

  if (uri != NULL)
    show_uri (asker, uri);
}

typedef struct
{
  GtkWidget *asker;
  char *path;
} Folder;

static void
folder_end (Folder *folder, gboolean open)
{
  if (open)
    rt_show_file_open (folder->asker, folder->path);
  g_object_unref (folder->asker);
  g_free (folder->path);
  g_free (folder);
}

static void
on_items_shown (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  folder_end (data,
              reply == NULL); /* not every desktop has a file manager that knows it */
}

/**
 * rt_show_file_in_folder:
 * @asker: a widget in the window that asks
 * @path: of a file
 *
 * Shows the file among the others in its folder.
 *
 * Source: [file-manager-interface](https://www.freedesktop.org/wiki/Specifications/file-manager-interface/)
 */
void
rt_show_file_in_folder (GtkWidget *asker, const char *path)
{
  GApplication *application = g_application_get_default ();
  GDBusConnection *bus
      = application != NULL ? g_application_get_dbus_connection (application) : NULL;
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  Folder *folder;

  if (uri == NULL)
    return;
  folder = g_new0 (Folder, 1);
  folder->asker = g_object_ref (asker);
  folder->path = g_path_get_dirname (path);
  if (bus == NULL)
    {
      folder_end (folder, TRUE);
      return;
    }
  g_dbus_connection_call (bus, "org.freedesktop.FileManager1",
                          "/org/freedesktop/FileManager1", "org.freedesktop.FileManager1",
                          "ShowItems",
                          g_variant_new ("(^ass)", (const char *[]){ uri, NULL }, ""),
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_items_shown, folder);
}
