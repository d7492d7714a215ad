/* What is different from the previous answer for the same address. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-compare-view.h"

#include "core/http/rt-exchange-diff.h"
#include "core/http/rt-text-diff.h"
#include "ui/rt-body-text.h"
#include "ui/rt-difference-text.h"
#include "ui/rt-format.h"
#include "ui/rt-text-pane.h"

#include <glib/gi18n.h>

struct _RtCompareView
{
  GtkWidget parent_instance;

  RtExchange *previous; /* nullable */
  RtExchange *exchange; /* what is compared with it, nullable */
  RtBodyText *old_text; /* while the bodies are being read, nullable */
  GBytes *new_text;     /* likewise */
  GCancellable *cancellable;

  GtkWidget *paned;
  GtkLabel *summary;
  GtkGrid *grid;
  GtkStack *stack;
  GtkLabel *body_note;
  RtTextPane *text_pane;
};

static GtkWidget *
create_label (const char *text, const char *css_class, gboolean selectable)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 6);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, selectable);
  gtk_label_set_selectable (GTK_LABEL (label), selectable);
  if (selectable)
    gtk_widget_set_can_focus (label, FALSE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_difference (RtCompareView *self, const RtDifference *difference, int row)
{
  g_autofree char *name = rt_difference_dup_name (difference);
  g_autofree char *old_text = rt_difference_dup_value (difference, FALSE);
  g_autofree char *new_text = rt_difference_dup_value (difference, TRUE);
  const char *name_class = difference->is_noise ? "dim-label" : "field-name";

  gtk_grid_attach (self->grid, create_label (name, name_class, FALSE), 0, row, 1, 1);
  gtk_grid_attach (self->grid, create_label (old_text, "dim-label", TRUE), 1, row, 1, 1);
  gtk_grid_attach (
      self->grid,
      create_label (new_text, difference->is_noise ? "dim-label" : NULL, TRUE), 2, row, 1,
      1);
}

static void
show_facts (RtCompareView *self)
{
  g_autoptr (GPtrArray) rows = rt_exchange_diff (self->previous, self->exchange);
  g_autofree char *when = rt_format_moment (rt_exchange_get_started (self->previous));
  g_autofree char *text = NULL;
  GtkWidget *child;
  guint count = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  gtk_grid_attach (self->grid, create_label (_ ("Before"), "caption-heading", FALSE), 1,
                   0, 1, 1);
  gtk_grid_attach (self->grid, create_label (_ ("Now"), "caption-heading", FALSE), 2, 0,
                   1, 1);
  for (guint i = 0; i < rows->len; i++)
    {
      const RtDifference *difference = g_ptr_array_index (rows, i);

      if (difference->kind == RT_DIFFERENCE_NONE)
        continue;
      add_difference (self, difference, (int)i + 1);
      if (!difference->is_noise)
        count++;
    }
  if (count == 0)
    /* Translators: %s is a moment. */
    text = g_strdup_printf (_ ("Nothing that matters changed since %s"), when);
  else
    /* Translators: a number of differences, then a moment. */
    text = g_strdup_printf (
        ngettext ("%u difference since %s", "%u differences since %s", count), count,
        when);
  gtk_label_set_label (self->summary, text);
}

static void
show_body_note (RtCompareView *self, const char *note)
{
  gtk_label_set_label (self->body_note, note);
  gtk_stack_set_visible_child_name (self->stack, "note");
}

static void
on_compared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtCompareView) self = user_data;
  g_autoptr (GArray) runs = rt_text_diff_finish (result, NULL);
  g_autoptr (GBytes) text = NULL;

  if (runs == NULL || self->old_text == NULL)
    return;
  text = rt_text_runs_to_patch (runs, self->old_text->text, self->new_text);
  if (g_bytes_get_size (text) == 0)
    show_body_note (self, _ ("The bodies are the same."));
  else
    {
      gtk_stack_set_visible_child_name (self->stack, "text");
      rt_text_pane_set_text (self->text_pane, text, "text/x-diff");
    }
}

static void
on_new_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtCompareView) self = user_data;
  g_autoptr (RtBodyText) text = rt_body_text_read_finish (result, NULL);

  if (text == NULL || self->old_text == NULL)
    return;
  if (text->binary || self->old_text->binary)
    {
      show_body_note (self, g_bytes_equal (text->bytes, self->old_text->bytes)
                                ? _ ("The bodies are the same.")
                                : _ ("The bodies differ, and are no text."));
      return;
    }
  g_clear_pointer (&self->new_text, g_bytes_unref);
  self->new_text = g_bytes_ref (text->text);
  rt_text_diff_async (self->old_text->text, self->new_text, self->cancellable,
                      on_compared, g_object_ref (self));
}

static void
read_body (RtExchange *exchange,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  RtBody *body = rt_exchange_get_body (exchange);
  GBytes *preview = rt_body_get_preview (body);
  g_autoptr (GBytes) bytes
      = preview != NULL ? g_bytes_ref (preview) : g_bytes_new (NULL, 0);

  rt_body_text_read_async (
      bytes, g_bytes_get_size (bytes) < rt_body_get_decoded_bytes (body),
      rt_body_get_content_type (body), NULL, cancellable, callback, user_data);
}

static void
on_old_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtCompareView) self = user_data;
  RtBodyText *text = rt_body_text_read_finish (result, NULL);

  if (text == NULL)
    return;
  g_clear_pointer (&self->old_text, rt_body_text_free);
  self->old_text = text;
  read_body (self->exchange, self->cancellable, on_new_read, g_object_ref (self));
}

static void
forget (RtCompareView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->exchange);
  g_clear_pointer (&self->old_text, rt_body_text_free);
  g_clear_pointer (&self->new_text, g_bytes_unref);
}

static void
rt_compare_view_show (RtExchangePane *pane, RtExchange *exchange, RtHop *hop)
{
  RtCompareView *self = RT_COMPARE_VIEW (pane);

  if (self->previous == NULL || self->exchange == exchange
      || !rt_exchange_is_over (exchange))
    return;
  forget (self);
  self->exchange = g_object_ref (exchange);
  self->cancellable = g_cancellable_new ();
  show_facts (self);
  show_body_note (self, _ ("Comparing the bodies…"));
  read_body (self->previous, self->cancellable, on_old_read, g_object_ref (self));
}

static void
rt_compare_view_find (RtExchangePane *pane)
{
  rt_text_pane_find (RT_COMPARE_VIEW (pane)->text_pane);
}

static void
rt_compare_view_pane_init (RtExchangePaneInterface *iface)
{
  iface->show = rt_compare_view_show;
  iface->find = rt_compare_view_find;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RtCompareView,
                               rt_compare_view,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (RT_TYPE_EXCHANGE_PANE,
                                                      rt_compare_view_pane_init))

static void
rt_compare_view_dispose (GObject *object)
{
  RtCompareView *self = RT_COMPARE_VIEW (object);

  forget (self);
  g_clear_object (&self->previous);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_COMPARE_VIEW);
  G_OBJECT_CLASS (rt_compare_view_parent_class)->dispose (object);
}

static void
rt_compare_view_class_init (RtCompareViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_compare_view_dispose;
  g_type_ensure (RT_TYPE_TEXT_PANE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-compare-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RtCompareView, paned);
  gtk_widget_class_bind_template_child (widget_class, RtCompareView, summary);
  gtk_widget_class_bind_template_child (widget_class, RtCompareView, grid);
  gtk_widget_class_bind_template_child (widget_class, RtCompareView, stack);
  gtk_widget_class_bind_template_child (widget_class, RtCompareView, body_note);
  gtk_widget_class_bind_template_child (widget_class, RtCompareView, text_pane);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rt_compare_view_init (RtCompareView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rt_compare_view_set_previous:
 * @self: a view
 * @previous: (nullable): an exchange that is over
 *
 * Sets what is compared with.
 */
void
rt_compare_view_set_previous (RtCompareView *self, RtExchange *previous)
{
  g_return_if_fail (RT_IS_COMPARE_VIEW (self));

  if (g_set_object (&self->previous, previous))
    forget (self);
}
