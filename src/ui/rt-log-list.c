/* The recent exchanges, to go back to. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-log-list.h"

#include "core/http/rt-har.h"
#include "ui/rt-log-row.h"

#include <glib/gi18n.h>

struct _RtLogList
{
  GtkWidget parent_instance;

  RtExchangeLog *log;
  GListStore *shown; /* what the log holds, newest first */

  GtkStack *stack;
  GtkListView *list;
};

G_DEFINE_FINAL_TYPE (RtLogList, rt_log_list, GTK_TYPE_WIDGET)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_log_changed (RtLogList *self)
{
  GListModel *log = G_LIST_MODEL (self->log);
  guint length = g_list_model_get_n_items (log);
  g_autoptr (GPtrArray) exchanges = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = length; i-- > 0;)
    g_ptr_array_add (exchanges, g_list_model_get_item (log, i));
  g_list_store_splice (self->shown, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->shown)),
                       exchanges->pdata, length);
  gtk_stack_set_visible_child_name (self->stack, length > 0 ? "list" : "empty");
}

static void
on_activate (RtLogList *self, guint position)
{
  g_autoptr (RtExchange) exchange
      = g_list_model_get_item (G_LIST_MODEL (self->shown), position);

  g_signal_emit (self, signals[CHOSEN], 0, exchange);
}

static void
on_clear_clicked (RtLogList *self)
{
  rt_exchange_log_clear (self->log);
}

static void
on_har_written (GObject *file, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtLogList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_parse_name (G_FILE (file));
  g_autofree char *words = NULL;

  if (g_file_replace_contents_finish (G_FILE (file), result, NULL, &error))
    /* Translators: %s is the name of a file. */
    words = g_strdup_printf (_ ("Exported to %s"), name);
  else
    /* Translators: the first is the name of a file, the second says why. */
    words = g_strdup_printf (_ ("Cannot write %s: %s"), name, error->message);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", words);
}

/* Where an export goes while its text is made. */
typedef struct
{
  RtLogList *self;
  GFile *file;
} Export;

static void
on_har_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Export *export = user_data;
  g_autoptr (GError) error = NULL;
  char *text = rt_har_write_finish (result, &error);
  g_autoptr (GBytes) bytes = NULL;

  if (text != NULL)
    {
      bytes = g_bytes_new_take (text, strlen (text));
      g_file_replace_contents_bytes_async (export->file, bytes, NULL, FALSE,
                                           G_FILE_CREATE_PRIVATE, NULL, on_har_written,
                                           g_object_ref (export->self));
    }
  g_object_unref (export->self);
  g_object_unref (export->file);
  g_free (export);
}

static void
on_export_response (GtkFileChooser *chooser, int response, gpointer user_data)
{
  g_autoptr (RtLogList) self = user_data;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      gboolean secrets
          = g_strcmp0 (gtk_file_chooser_get_choice (chooser, "secrets"), "true") == 0;
      Export *export = g_new0 (Export, 1);

      export->self = g_object_ref (self);
      export->file = gtk_file_chooser_get_file (chooser);
      rt_har_write_async (G_LIST_MODEL (self->log), secrets, NULL, on_har_made, export);
    }
  g_object_unref (chooser);
}

static void
on_export_clicked (RtLogList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkFileChooserNative *native = gtk_file_chooser_native_new (
      _ ("Export as HAR"), GTK_WINDOW (root), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (native);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (native), TRUE);
  gtk_file_chooser_set_current_name (chooser, "roundtrip.har");
  gtk_file_chooser_add_choice (chooser, "secrets",
                               _ ("Include passwords, tokens and cookies"), NULL, NULL);
  g_signal_connect (native, "response", G_CALLBACK (on_export_response),
                    g_object_ref (self));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, rt_log_row_new ());
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  rt_log_row_set_exchange (RT_LOG_ROW (gtk_list_item_get_child (item)),
                           gtk_list_item_get_item (item));
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  rt_log_row_set_exchange (RT_LOG_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
rt_log_list_dispose (GObject *object)
{
  RtLogList *self = RT_LOG_LIST (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_LOG_LIST);
  g_clear_object (&self->shown);
  g_clear_object (&self->log);
  G_OBJECT_CLASS (rt_log_list_parent_class)->dispose (object);
}

static void
rt_log_list_class_init (RtLogListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_log_list_dispose;

  /**
   * RtLogList::chosen:
   * @self: the list
   * @exchange: what the user wants to look at
   */
  signals[CHOSEN] = g_signal_new ("chosen", RT_TYPE_LOG_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, RT_TYPE_EXCHANGE);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-log-list.ui");
  gtk_widget_class_bind_template_child (widget_class, RtLogList, stack);
  gtk_widget_class_bind_template_child (widget_class, RtLogList, list);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_export_clicked);
}

static void
rt_log_list_init (RtLogList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  gtk_list_view_set_factory (self->list, factory);

  self->shown = g_list_store_new (RT_TYPE_EXCHANGE);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->shown)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
}

/**
 * rt_log_list_new:
 * @log: what to list
 *
 * Returns: (transfer floating): the list
 */
GtkWidget *
rt_log_list_new (RtExchangeLog *log)
{
  RtLogList *self = g_object_new (RT_TYPE_LOG_LIST, NULL);

  self->log = g_object_ref (log);
  g_signal_connect_object (log, "items-changed", G_CALLBACK (on_log_changed), self,
                           G_CONNECT_SWAPPED);
  on_log_changed (self);
  return GTK_WIDGET (self);
}
