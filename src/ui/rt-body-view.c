/* The body of an answer: as text, laid out, as an image or in hex. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-body-view-private.h"

#include "ui/rt-image-pane.h"
#include "ui/rt-pretty-pane.h"

static void
show_message (RtBodyView *self)
{
  rt_body_message_show (self->message, self->exchange);
  gtk_stack_set_visible_child_name (self->stack, "message");
  gtk_widget_hide (GTK_WIDGET (self->footer));
}

static void
on_read (RtBodyView *self, gboolean anew)
{
  if (anew)
    self->text_in_pane = 0;
  if (!self->mode_chosen)
    self->mode = rt_body_view_choose_mode (self);
  rt_body_view_show_mode (self);
}

static void
show_new_body (RtBodyView *self, RtBody *body)
{
  g_set_object (&self->body, body);
  self->text_in_pane = 0;
  self->mode_chosen = FALSE;
  if (rt_lazy_bin_peek (self->footer) != NULL)
    rt_body_footer_reset (rt_lazy_bin_peek (self->footer));
}

static void
rt_body_view_show (RtExchangePane *pane, RtExchange *exchange, RtHop *hop)
{
  RtBodyView *self = RT_BODY_VIEW (pane);
  RtBody *body = rt_exchange_get_body (exchange);
  GBytes *preview = rt_body_get_preview (body);
  gboolean empty = preview == NULL || g_bytes_get_size (preview) == 0;

  g_set_object (&self->exchange, exchange);
  if (self->body != body)
    show_new_body (self, body);
  if (empty || (rt_body_view_is_image (self) && !rt_exchange_is_over (exchange)))
    show_message (self);
  else
    rt_body_reader_follow (self->reader, exchange);
}

static void
rt_body_view_find (RtExchangePane *pane)
{
  RtBodyView *self = RT_BODY_VIEW (pane);

  if (rt_body_reader_get_text (self->reader) == NULL)
    return;
  if (self->mode != RT_BODY_PRETTY)
    {
      self->mode = RT_BODY_TEXT;
      self->mode_chosen = TRUE;
      rt_body_view_show_mode (self);
    }
  rt_text_pane_find (rt_body_view_get_text_pane (self));
}

static void
on_more (RtBodyView *self)
{
  rt_body_reader_read_more (self->reader);
}

static void
on_loading_made (RtBodyView *self, GtkWidget *pane)
{
  g_signal_connect_object (pane, "loaded", G_CALLBACK (rt_body_view_show_footer), self,
                           G_CONNECT_SWAPPED);
}

static void
on_text_made (RtBodyView *self, GtkWidget *pane)
{
  on_loading_made (self, pane);
  g_signal_connect_object (pane, "more", G_CALLBACK (on_more), self, G_CONNECT_SWAPPED);
}

static void
on_mode_chosen (RtBodyView *self, int mode)
{
  self->mode = (RtBodyMode)mode;
  self->mode_chosen = TRUE;
  if (self->mode == RT_BODY_TEXT || self->mode == RT_BODY_PRETTY)
    self->likes_pretty = self->mode == RT_BODY_PRETTY;
  rt_body_view_show_mode (self);
}

static void
on_encoding_chosen (RtBodyView *self, const char *name)
{
  rt_body_reader_set_encoding (self->reader,
                               name != NULL ? rt_encoding_find (name) : NULL);
}

static void
on_footer_made (RtBodyView *self, GtkWidget *footer)
{
  g_signal_connect_object (footer, "mode-chosen", G_CALLBACK (on_mode_chosen), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (footer, "encoding-chosen", G_CALLBACK (on_encoding_chosen),
                           self, G_CONNECT_SWAPPED);
}

static void
rt_body_view_pane_init (RtExchangePaneInterface *iface)
{
  iface->show = rt_body_view_show;
  iface->find = rt_body_view_find;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RtBodyView,
                               rt_body_view,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (RT_TYPE_EXCHANGE_PANE,
                                                      rt_body_view_pane_init))

static void
rt_body_view_dispose (GObject *object)
{
  RtBodyView *self = RT_BODY_VIEW (object);

  g_clear_object (&self->reader);
  g_clear_object (&self->exchange);
  g_clear_object (&self->body);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_BODY_VIEW);
  G_OBJECT_CLASS (rt_body_view_parent_class)->dispose (object);
}

static void
rt_body_view_class_init (RtBodyViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_body_view_dispose;
  g_type_ensure (RT_TYPE_LAZY_BIN);
  g_type_ensure (RT_TYPE_BODY_MESSAGE);
  g_type_ensure (RT_TYPE_TEXT_PANE);
  g_type_ensure (RT_TYPE_PRETTY_PANE);
  g_type_ensure (RT_TYPE_IMAGE_PANE);
  g_type_ensure (RT_TYPE_HEX_VIEW);
  g_type_ensure (RT_TYPE_BODY_FOOTER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-body-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RtBodyView, content);
  gtk_widget_class_bind_template_child (widget_class, RtBodyView, stack);
  gtk_widget_class_bind_template_child (widget_class, RtBodyView, message);
  gtk_widget_class_bind_template_child (widget_class, RtBodyView, text_pane);
  gtk_widget_class_bind_template_child (widget_class, RtBodyView, pretty_pane);
  gtk_widget_class_bind_template_child (widget_class, RtBodyView, image_pane);
  gtk_widget_class_bind_template_child (widget_class, RtBodyView, hex_view);
  gtk_widget_class_bind_template_child (widget_class, RtBodyView, footer);
  gtk_widget_class_bind_template_callback (widget_class, on_loading_made);
  gtk_widget_class_bind_template_callback (widget_class, on_text_made);
  gtk_widget_class_bind_template_callback (widget_class, on_footer_made);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rt_body_view_init (RtBodyView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->reader = rt_body_reader_new ();
  g_signal_connect_object (self->reader, "read", G_CALLBACK (on_read), self,
                           G_CONNECT_SWAPPED);
}

/**
 * rt_body_view_prepare:
 * @self: a view
 *
 * Makes one of the parts that most bodies need, ahead of the first.
 *
 * Returns: %FALSE if they are all there
 */
gboolean
rt_body_view_prepare (RtBodyView *self)
{
  g_return_val_if_fail (RT_IS_BODY_VIEW (self), FALSE);

  if (rt_lazy_bin_peek (self->text_pane) == NULL)
    rt_lazy_bin_get (self->text_pane);
  else if (rt_lazy_bin_peek (self->footer) == NULL)
    rt_lazy_bin_get (self->footer);
  else
    return FALSE;
  return TRUE;
}
