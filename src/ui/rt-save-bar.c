/* Saves from an exchange into a file, with progress and a way to stop. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-save-bar.h"

#include "core/http/rt-har.h"
#include "core/transfer/rt-file-name.h"
#include "ui/rt-error-text.h"

#include <adwaita.h>
#include <glib/gi18n.h>

typedef enum
{
  SAVE_DECODED,
  SAVE_RECEIVED,
  SAVE_HAR,
  SAVE_HAR_WITH_SECRETS,
} What;

struct _RtSaveBar
{
  GtkWidget parent_instance;

  RtExchange *exchange; /* what is asked about or saved, nullable */
  What what;
  GtkFileChooserNative *chooser; /* nullable */
  GCancellable *cancellable;     /* of the saving that runs, nullable */
  char *name;                    /* of the file */

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkProgressBar *progress;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (RtSaveBar, rt_save_bar, GTK_TYPE_WIDGET)

static void
show (RtSaveBar *self, const char *text, gboolean busy)
{
  gtk_label_set_label (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), busy);
  gtk_button_set_label (self->button, busy ? _ ("_Cancel") : _ ("_Close"));
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

static void
end (RtSaveBar *self, const GError *error)
{
  g_autofree char *text = NULL;

  g_clear_object (&self->cancellable);
  g_clear_object (&self->exchange);
  if (error == NULL)
    /* Translators: %s is the name of a file. */
    text = g_strdup_printf (_ ("Saved as “%s”"), self->name);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    /* Translators: %s is the name of a file. */
    text = g_strdup_printf (_ ("“%s” was not saved"), self->name);
  else
    {
      g_autofree char *title = rt_error_dup_title (error, NULL);
      g_autofree char *hint = rt_error_dup_hint (error);

      text = g_strdup_printf ("%s. %s", title, hint);
    }
  show (self, text, FALSE);
}

static void
on_progress (goffset saved, goffset all, gpointer user_data)
{
  RtSaveBar *self = user_data;
  g_autofree char *saved_text = g_format_size ((guint64)saved);
  g_autofree char *text = NULL;

  /* Translators: the name of a file, then a size. */
  text = g_strdup_printf (_ ("Saving “%s”: %s"), self->name, saved_text);
  gtk_label_set_label (self->label, text);
  if (all > 0)
    gtk_progress_bar_set_fraction (self->progress,
                                   CLAMP ((double)saved / (double)all, 0, 1));
  else if (adw_get_enable_animations (GTK_WIDGET (self->progress)))
    gtk_progress_bar_pulse (self->progress);
}

static void
on_body_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtSaveBar) self = user_data;
  g_autoptr (GError) error = NULL;

  rt_body_save_finish (RT_BODY (source), result, &error);
  end (self, error);
}

static void
on_har_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtSaveBar) self = user_data;
  g_autoptr (GError) error = NULL;

  g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);
  end (self, error);
}

static void
begin (RtSaveBar *self, RtExchange *exchange, GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *text = NULL;

  g_set_object (&self->exchange, exchange);
  self->cancellable = g_cancellable_new ();
  g_free (self->name);
  self->name = g_filename_display_name (base);
  /* Translators: %s is the name of a file. */
  text = g_strdup_printf (_ ("Saving “%s”"), self->name);
  gtk_progress_bar_set_fraction (self->progress, 0);
  show (self, text, TRUE);
}

static void
on_button_clicked (RtSaveBar *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  else
    gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

static void
on_response (RtSaveBar *self, int response)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autoptr (RtExchange) exchange = g_steal_pointer (&self->exchange);

  if (response != GTK_RESPONSE_ACCEPT || file == NULL)
    return;
  if (self->what == SAVE_DECODED || self->what == SAVE_RECEIVED)
    rt_save_bar_save_body (self, exchange, self->what == SAVE_DECODED, file);
  else
    rt_save_bar_save_har (self, exchange, self->what == SAVE_HAR_WITH_SECRETS, file);
}

static void
ask (RtSaveBar *self,
     RtExchange *exchange,
     What what,
     const char *title,
     const char *name)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->cancellable != NULL || self->chooser != NULL)
    return;
  self->what = what;
  g_set_object (&self->exchange, exchange);
  self->chooser = gtk_file_chooser_native_new (
      title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
      GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_response), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
rt_save_bar_dispose (GObject *object)
{
  RtSaveBar *self = RT_SAVE_BAR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->exchange);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_SAVE_BAR);
  G_OBJECT_CLASS (rt_save_bar_parent_class)->dispose (object);
}

static void
rt_save_bar_finalize (GObject *object)
{
  g_free (RT_SAVE_BAR (object)->name);
  G_OBJECT_CLASS (rt_save_bar_parent_class)->finalize (object);
}

static void
rt_save_bar_class_init (RtSaveBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_save_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = rt_save_bar_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-save-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RtSaveBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, RtSaveBar, label);
  gtk_widget_class_bind_template_child (widget_class, RtSaveBar, progress);
  gtk_widget_class_bind_template_child (widget_class, RtSaveBar, button);
  gtk_widget_class_bind_template_callback (widget_class, on_button_clicked);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rt_save_bar_init (RtSaveBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rt_save_bar_ask_for_body:
 * @self: a bar
 * @exchange: an exchange that is over
 * @decoded: whether to undo the content codings
 *
 * Asks for a file, then saves the body into it.
 */
void
rt_save_bar_ask_for_body (RtSaveBar *self, RtExchange *exchange, gboolean decoded)
{
  g_autofree char *name = rt_save_bar_choose_name (exchange);

  g_return_if_fail (RT_IS_SAVE_BAR (self));

  ask (self, exchange, decoded ? SAVE_DECODED : SAVE_RECEIVED, _ ("Save the Body"), name);
}

/**
 * rt_save_bar_ask_for_har:
 * @self: a bar
 * @exchange: an exchange that is over
 * @with_secrets: whether to write out credentials and cookies
 *
 * Asks for a file, then saves the record of @exchange into it.
 */
void
rt_save_bar_ask_for_har (RtSaveBar *self, RtExchange *exchange, gboolean with_secrets)
{
  GUri *uri = rt_request_get_uri (rt_exchange_get_request (exchange));
  g_autofree char *wanted = g_strdup_printf ("%s.har", g_uri_get_host (uri));
  g_autofree char *name = rt_file_name_sanitize (wanted);

  g_return_if_fail (RT_IS_SAVE_BAR (self));

  ask (self, exchange, with_secrets ? SAVE_HAR_WITH_SECRETS : SAVE_HAR,
       _ ("Save the Record"), name);
}

/**
 * rt_save_bar_save_body:
 * @self: a bar
 * @exchange: an exchange that is over
 * @decoded: whether to undo the content codings
 * @file: where to
 *
 * Saves the body, unless something is being saved already.
 */
void
rt_save_bar_save_body (RtSaveBar *self,
                       RtExchange *exchange,
                       gboolean decoded,
                       GFile *file)
{
  g_return_if_fail (RT_IS_SAVE_BAR (self));

  if (self->cancellable != NULL)
    return;
  begin (self, exchange, file);
  rt_body_save_async (rt_exchange_get_body (exchange), file, decoded, on_progress, self,
                      self->cancellable, on_body_saved, g_object_ref (self));
}

/**
 * rt_save_bar_save_har:
 * @self: a bar
 * @exchange: an exchange that is over
 * @with_secrets: whether to write out credentials and cookies
 * @file: where to
 *
 * Saves the record of @exchange as a HAR file, unless something is being saved already.
 */
void
rt_save_bar_save_har (RtSaveBar *self,
                      RtExchange *exchange,
                      gboolean with_secrets,
                      GFile *file)
{
  g_autoptr (GBytes) bytes = NULL;
  char *text;

  g_return_if_fail (RT_IS_SAVE_BAR (self));

  if (self->cancellable != NULL)
    return;
  begin (self, exchange, file);
  text = rt_har_write (exchange, with_secrets);
  bytes = g_bytes_new_take (text, strlen (text));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE,
                                       self->cancellable, on_har_saved,
                                       g_object_ref (self));
}

/**
 * rt_save_bar_choose_name:
 * @exchange: an exchange
 *
 * Chooses a safe name for the file that the body of @exchange goes into.
 *
 * Returns: (transfer full): a name, without folder
 */
char *
rt_save_bar_choose_name (RtExchange *exchange)
{
  RtHop *hop = rt_exchange_get_last_hop (exchange);
  RtRequest *first = rt_exchange_get_request (exchange);
  RtRequest *last = hop != NULL ? rt_hop_get_request (hop) : first;
  RtHeaderList *fields = hop != NULL ? rt_hop_get_received_fields (hop) : NULL;

  return rt_file_name_choose (
      NULL, fields != NULL ? rt_header_list_find (fields, "Content-Disposition") : NULL,
      rt_request_get_uri (last), rt_request_get_uri (first),
      fields != NULL ? rt_header_list_find (fields, "Content-Type") : NULL);
}
