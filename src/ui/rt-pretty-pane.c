/* JSON or XML, laid out off the main thread. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-pretty-pane.h"

#include <glib/gi18n.h>

struct _RtPrettyPane
{
  GtkWidget parent_instance;

  GBytes *text; /* what is laid out, nullable */
  char *content_type;
  GCancellable *cancellable; /* of the work that runs, nullable */

  RtTextPane *pane;
};

G_DEFINE_FINAL_TYPE (RtPrettyPane, rt_pretty_pane, GTK_TYPE_WIDGET)

enum
{
  LOADED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
end_to_note (RtPrettyEnd end)
{
  switch (end)
    {
    case RT_PRETTY_WHOLE:
      return NULL;
    case RT_PRETTY_CUT:
      return _ ("The text ends in the middle; what there is was laid out.");
    case RT_PRETTY_BROKEN:
      return _ (
          "The text breaks the rules of its format; from there on it is shown as it "
          "came.");
    case RT_PRETTY_FULL:
      return _ ("Laid out, this text is longer than 4 MB; the rest is left out.");
    }
  g_return_val_if_reached (NULL);
}

static void
on_pretty (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtPrettyPane) self = user_data;
  g_autoptr (RtPretty) pretty = rt_pretty_new_finish (result, NULL);
  g_autoptr (GBytes) text = NULL;

  if (pretty == NULL)
    return;
  g_clear_object (&self->cancellable);
  text = g_bytes_new_take (g_steal_pointer (&pretty->text), pretty->length);
  rt_text_pane_set_text (self->pane, text, self->content_type);
  rt_text_pane_set_note (self->pane, end_to_note (pretty->end));
}

static void
on_loaded (RtPrettyPane *self)
{
  g_signal_emit (self, signals[LOADED], 0);
}

static void
rt_pretty_pane_dispose (GObject *object)
{
  RtPrettyPane *self = RT_PRETTY_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->text, g_bytes_unref);
  if (self->pane != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->pane));
  self->pane = NULL;
  G_OBJECT_CLASS (rt_pretty_pane_parent_class)->dispose (object);
}

static void
rt_pretty_pane_finalize (GObject *object)
{
  g_free (RT_PRETTY_PANE (object)->content_type);
  G_OBJECT_CLASS (rt_pretty_pane_parent_class)->finalize (object);
}

static void
rt_pretty_pane_class_init (RtPrettyPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rt_pretty_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = rt_pretty_pane_finalize;

  /**
   * RtPrettyPane::loaded:
   * @self: the pane
   *
   * All of the text is laid out and in the view.
   */
  signals[LOADED] = g_signal_new ("loaded", RT_TYPE_PRETTY_PANE, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
}

static void
rt_pretty_pane_init (RtPrettyPane *self)
{
  self->pane = g_object_new (RT_TYPE_TEXT_PANE, NULL);
  g_signal_connect_object (self->pane, "loaded", G_CALLBACK (on_loaded), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (GTK_WIDGET (self->pane), GTK_WIDGET (self));
}

/**
 * rt_pretty_pane_set_text:
 * @self: a pane
 * @kind: what @text is
 * @text: UTF-8
 * @content_type: (nullable): for the colours
 *
 * Lays @text out and shows it; "loaded" is emitted in the end.  Does nothing if it is
 * shown already.
 */
void
rt_pretty_pane_set_text (RtPrettyPane *self,
                         RtPrettyKind kind,
                         GBytes *text,
                         const char *content_type)
{
  g_autofree char *type = g_strdup (content_type);

  g_return_if_fail (RT_IS_PRETTY_PANE (self));

  if (self->text == text)
    return;
  g_clear_pointer (&self->text, g_bytes_unref);
  self->text = g_bytes_ref (text);
  g_free (self->content_type);
  self->content_type = g_steal_pointer (&type);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  rt_pretty_new_async (kind, text, self->cancellable, on_pretty, g_object_ref (self));
}

RtTextPane *
rt_pretty_pane_get_text_pane (RtPrettyPane *self)
{
  g_return_val_if_fail (RT_IS_PRETTY_PANE (self), NULL);

  return self->pane;
}
