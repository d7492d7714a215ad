/* Finds words in a source view: next, previous, and how many there are. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-find-bar.h"

#include <glib/gi18n.h>

struct _RtFindBar
{
  GtkWidget parent_instance;

  GtkSourceSearchSettings *settings;
  GtkSourceSearchContext *context; /* nullable */
  GCancellable *cancellable;       /* of the search that runs */

  GtkSourceView *view; /* borrowed: it stands beside this bar in one template */
  GtkSearchBar *bar;
  GtkSearchEntry *entry;
  GtkLabel *count;
};

G_DEFINE_FINAL_TYPE (RtFindBar, rt_find_bar, GTK_TYPE_WIDGET)

static void
show_count (RtFindBar *self)
{
  GtkTextBuffer *buffer
      = GTK_TEXT_BUFFER (gtk_source_search_context_get_buffer (self->context));
  int all = gtk_source_search_context_get_occurrences_count (self->context);
  GtkTextIter start;
  GtkTextIter end;
  int at = 0;
  g_autofree char *text = NULL;

  if (all < 0 || gtk_source_search_settings_get_search_text (self->settings) == NULL)
    {
      gtk_label_set_label (self->count, "");
      return;
    }
  if (gtk_text_buffer_get_selection_bounds (buffer, &start, &end))
    at = gtk_source_search_context_get_occurrence_position (self->context, &start, &end);
  if (all == 0)
    text = g_strdup (_ ("Not found"));
  else if (at > 0)
    /* Translators: the place of the hit that is shown, and the number of all hits. */
    text = g_strdup_printf (_ ("%d of %d"), at, all);
  else
    text = g_strdup_printf (ngettext ("%d hit", "%d hits", (gulong)all), all);
  gtk_label_set_label (self->count, text);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtFindBar) self = user_data;
  GtkSourceSearchContext *context = GTK_SOURCE_SEARCH_CONTEXT (source);
  GtkTextIter start;
  GtkTextIter end;
  g_autoptr (GError) error = NULL;

  if (!gtk_source_search_context_forward_finish (context, result, &start, &end, NULL,
                                                 &error)
      || context != self->context)
    return;
  gtk_text_buffer_select_range (
      GTK_TEXT_BUFFER (gtk_source_search_context_get_buffer (context)), &start, &end);
  gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (self->view), &start, 0.1, FALSE, 0, 0);
  show_count (self);
}

static void
find (RtFindBar *self, gboolean forward, gboolean from_start)
{
  GtkTextBuffer *buffer;
  GtkTextIter start;
  GtkTextIter end;

  if (self->context == NULL)
    return;
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  if (forward)
    gtk_source_search_context_forward_async (self->context, from_start ? &start : &end,
                                             self->cancellable, on_found,
                                             g_object_ref (self));
  else
    gtk_source_search_context_backward_async (self->context, &start, self->cancellable,
                                              on_found, g_object_ref (self));
}

static void
on_search_changed (RtFindBar *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  gtk_source_search_settings_set_search_text (self->settings,
                                              text[0] != '\0' ? text : NULL);
  if (text[0] != '\0')
    find (self, TRUE, TRUE);
}

static void
on_next (RtFindBar *self)
{
  find (self, TRUE, FALSE);
}

static void
on_previous (RtFindBar *self)
{
  find (self, FALSE, FALSE);
}

static void
on_mode_changed (RtFindBar *self)
{
  gboolean open = gtk_search_bar_get_search_mode (self->bar);

  if (self->context != NULL)
    gtk_source_search_context_set_highlight (self->context, open);
  if (!open && self->view != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
rt_find_bar_dispose (GObject *object)
{
  RtFindBar *self = RT_FIND_BAR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_FIND_BAR);
  G_OBJECT_CLASS (rt_find_bar_parent_class)->dispose (object);
}

static void
rt_find_bar_class_init (RtFindBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_find_bar_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-find-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RtFindBar, bar);
  gtk_widget_class_bind_template_child (widget_class, RtFindBar, entry);
  gtk_widget_class_bind_template_child (widget_class, RtFindBar, count);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_previous);
  gtk_widget_class_bind_template_callback (widget_class, on_mode_changed);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rt_find_bar_init (RtFindBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = gtk_source_search_settings_new ();
  gtk_source_search_settings_set_wrap_around (self->settings, TRUE);
  gtk_search_bar_connect_entry (self->bar, GTK_EDITABLE (self->entry));
}

/**
 * rt_find_bar_set_view:
 * @self: a bar
 * @view: a source view that lives as long as @self
 *
 * Sets the view to look in.
 */
void
rt_find_bar_set_view (RtFindBar *self, GtkSourceView *view)
{
  g_return_if_fail (RT_IS_FIND_BAR (self));

  self->view = view;
  g_clear_object (&self->context);
  self->context = gtk_source_search_context_new (
      GTK_SOURCE_BUFFER (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view))),
      self->settings);
  gtk_source_search_context_set_highlight (self->context, FALSE);
  g_signal_connect_object (self->context, "notify::occurrences-count",
                           G_CALLBACK (show_count), self, G_CONNECT_SWAPPED);
}

/**
 * rt_find_bar_open:
 * @self: a bar
 *
 * Shows the bar and puts the keyboard there.
 */
void
rt_find_bar_open (RtFindBar *self)
{
  g_return_if_fail (RT_IS_FIND_BAR (self));

  gtk_search_bar_set_search_mode (self->bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}
