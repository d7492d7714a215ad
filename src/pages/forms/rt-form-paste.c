/* Fields from the clipboard. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/forms/rt-form-paste.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *widget;
  RtFormDraft *draft;
} Paste;

static void
on_text_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Paste *paste = user_data;
  g_autofree char *text
      = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  guint n = text != NULL ? rt_form_draft_add_lines (paste->draft, text) : 0;
  g_autofree char *words
      = n > 0 ? g_strdup_printf (ngettext ("%u field added", "%u fields added", n), n)
              : g_strdup (_ ("The clipboard has no lines such as “name=value”"));

  gtk_widget_activate_action (paste->widget, "win.toast", "s", words);
  g_object_unref (paste->widget);
  g_object_unref (paste->draft);
  g_free (paste);
}

/**
 * rt_form_paste:
 * @widget: what the user did it in
 * @draft: a draft
 *
 * Adds a field for each line of the clipboard, and says how many.
 */
void
rt_form_paste (GtkWidget *widget, RtFormDraft *draft)
{
  Paste *paste = g_new (Paste, 1);

  paste->widget = g_object_ref (widget);
  paste->draft = g_object_ref (draft);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, on_text_read,
                                 paste);
}
