/* Chooses a profile of Firefox, and whose cookies of it come into a jar. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/cookies/rt-firefox-dialog.h"

#include "core/cookies/rt-cookie-tasks.h"
#include "core/cookies/rt-firefox-cookies.h"
#include "core/cookies/rt-firefox-profile.h"
#include "ui/rt-error-text.h"

#include <glib/gi18n.h>

struct _RtFirefoxDialog
{
  AdwWindow parent_instance;

  GtkWidget *widget; /* where it was asked for */
  RtCookieJar *jar;
  RtCookieFilesDone done;
  gpointer user_data;        /* lives with the widget */
  GPtrArray *profiles;       /* of RtFirefoxProfile, nullable */
  GPtrArray *places;         /* of char: those of the second choice on; nullable */
  GCancellable *cancellable; /* of what is read, nullable */

  GtkWidget *import;
  GtkDropDown *profile;
  GtkDropDown *place;
  GtkLabel *note;
};

G_DEFINE_FINAL_TYPE (RtFirefoxDialog, rt_firefox_dialog, ADW_TYPE_WINDOW)

static void
start (RtFirefoxDialog *self,
       GTaskThreadFunc function,
       const char *profile,
       GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = NULL;

  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, callback, NULL);
  g_task_set_source_tag (task, function);
  g_task_set_task_data (task, g_strdup (profile), g_free);
  g_task_run_in_thread (task, function);
}

static const char *
get_profile (RtFirefoxDialog *self)
{
  guint selected = gtk_drop_down_get_selected (self->profile);

  return self->profiles != NULL && selected < self->profiles->len
             ? ((RtFirefoxProfile *)self->profiles->pdata[selected])->folder
             : NULL;
}

/* NULL: the ordinary tabs. */
static const char *
get_place (RtFirefoxDialog *self)
{
  guint selected = gtk_drop_down_get_selected (self->place);

  return selected > 0 && self->places != NULL && selected <= self->places->len
             ? self->places->pdata[selected - 1]
             : NULL;
}

/* --- what the profile has --- */

static void
count_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) cookies
      = rt_firefox_cookies_read (data, g_get_real_time (), &error);
  GHashTable *counts;

  if (cookies == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < cookies->len; i++)
    {
      const char *place = rt_firefox_cookie_get_place (cookies->pdata[i]);
      const char *key = place != NULL ? place : "";
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));

      g_hash_table_replace (counts, g_strdup (key), GUINT_TO_POINTER (n + 1));
    }
  g_task_return_pointer (task, counts, (GDestroyNotify)g_hash_table_unref);
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(char *const *)a, *(char *const *)b);
}

static void
append_place (GtkStringList *list, const char *name, gpointer count)
{
  g_autofree char *words
      /* Translators: the name of a container tab or of a site, and a number of cookies. */
      = g_strdup_printf (_ ("%s (%u)"), name, GPOINTER_TO_UINT (count));

  gtk_string_list_append (list, words);
}

static void
show_places (RtFirefoxDialog *self, GHashTable *counts)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  GHashTableIter iter;
  gpointer place, count;

  g_clear_pointer (&self->places, g_ptr_array_unref);
  self->places = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &place, &count))
    if (*(const char *)place != '\0')
      g_ptr_array_add (self->places, g_strdup (place));
  g_ptr_array_sort (self->places, compare_places);
  append_place (list, _ ("Ordinary tabs"), g_hash_table_lookup (counts, ""));
  for (guint i = 0; i < self->places->len; i++)
    {
      const char *name = self->places->pdata[i];

      append_place (list,
                    g_str_equal (name, RT_FIREFOX_PRIVATE) ? _ ("private window") : name,
                    g_hash_table_lookup (counts, name));
    }
  gtk_drop_down_set_model (self->place, G_LIST_MODEL (list));
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RtFirefoxDialog *self = RT_FIREFOX_DIALOG (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) counts = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *hint = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (counts != NULL)
    show_places (self, counts);
  else
    hint = rt_error_dup_hint (error);
  gtk_label_set_label (
      self->note,
      hint != NULL ? hint
                   : _ ("Firefox may be running; nothing of it is changed. It keeps the "
                        "cookies of its session elsewhere."));
  gtk_widget_set_sensitive (GTK_WIDGET (self->place), counts != NULL);
  gtk_widget_set_sensitive (self->import, counts != NULL);
}

static void
on_profile_selected (RtFirefoxDialog *self)
{
  const char *profile = get_profile (self);

  gtk_widget_set_sensitive (self->import, FALSE);
  if (profile != NULL)
    start (self, count_in_thread, profile, on_counted);
}

/* --- which profiles there are --- */

static void
list_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, rt_firefox_profile_list (),
                         (GDestroyNotify)g_ptr_array_unref);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RtFirefoxDialog *self = RT_FIREFOX_DIALOG (source);
  GPtrArray *profiles = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  if (profiles == NULL)
    return;
  self->profiles = profiles;
  for (guint i = 0; i < profiles->len; i++)
    gtk_string_list_append (list, ((RtFirefoxProfile *)profiles->pdata[i])->name);
  gtk_widget_set_sensitive (GTK_WIDGET (self->profile), profiles->len > 0);
  gtk_drop_down_set_model (self->profile, G_LIST_MODEL (list));
  if (profiles->len == 0)
    gtk_label_set_label (self->note,
                         _ ("There is no profile of Firefox with cookies in the home "
                            "folder; from within a sandbox, none can be seen. A file "
                            "cookies.txt can be imported instead."));
}

/* --- the import --- */

static void
on_imported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtFirefoxDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RtCookieImport) import
      = rt_cookie_import_finish (RT_COOKIE_JAR (source), result, &error);
  g_autofree char *hint = NULL;

  if (import == NULL)
    {
      hint = rt_error_dup_hint (error);
      gtk_label_set_label (self->note, hint);
      gtk_widget_set_sensitive (self->import, TRUE);
      return;
    }
  self->done (self->jar, import, self->user_data);
  gtk_window_close (GTK_WINDOW (self));
  rt_cookie_files_report (self->widget, import);
}

static void
on_import_clicked (RtFirefoxDialog *self)
{
  gtk_widget_set_sensitive (self->import, FALSE);
  rt_cookie_import_firefox_async (self->jar, get_profile (self), get_place (self),
                                  on_imported, g_object_ref (self));
}

static void
rt_firefox_dialog_dispose (GObject *object)
{
  RtFirefoxDialog *self = RT_FIREFOX_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_FIREFOX_DIALOG);
  g_clear_object (&self->widget);
  g_clear_object (&self->jar);
  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  G_OBJECT_CLASS (rt_firefox_dialog_parent_class)->dispose (object);
}

static void
rt_firefox_dialog_class_init (RtFirefoxDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_firefox_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/cookies/rt-firefox-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RtFirefoxDialog, import);
  gtk_widget_class_bind_template_child (widget_class, RtFirefoxDialog, profile);
  gtk_widget_class_bind_template_child (widget_class, RtFirefoxDialog, place);
  gtk_widget_class_bind_template_child (widget_class, RtFirefoxDialog, note);
  gtk_widget_class_bind_template_callback (widget_class, on_import_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_profile_selected);
}

static void
rt_firefox_dialog_init (RtFirefoxDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rt_firefox_dialog_open:
 * @widget: where the import is asked for
 * @jar: where the cookies go
 * @done: called when something came in
 * @user_data: for @done; must live as long as @widget
 *
 * Opens the dialog.
 */
void
rt_firefox_dialog_open (GtkWidget *widget,
                        RtCookieJar *jar,
                        RtCookieFilesDone done,
                        gpointer user_data)
{
  RtFirefoxDialog *self = g_object_new (RT_TYPE_FIREFOX_DIALOG, "transient-for",
                                        gtk_widget_get_root (widget), NULL);

  self->widget = g_object_ref (widget);
  self->jar = g_object_ref (jar);
  self->done = done;
  self->user_data = user_data;
  start (self, list_in_thread, NULL, on_listed);
  gtk_window_present (GTK_WINDOW (self));
}
