/* The body of an answer: as text, laid out, as an image or in hex. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-body-view.h"

#include "ui/rt-body-footer.h"
#include "ui/rt-body-message.h"
#include "ui/rt-body-reader.h"
#include "ui/rt-hex-view.h"
#include "ui/rt-image-pane.h"
#include "ui/rt-lazy-bin.h"
#include "ui/rt-pretty-pane.h"
#include "ui/rt-text-pane.h"

#include <glib/gi18n.h>

struct _RtBodyView
{
  GtkWidget parent_instance;

  RtBodyReader *reader;
  RtExchange *exchange;  /* nullable */
  RtBody *body;          /* what is shown, nullable */
  RtBodyMode mode;       /* what the stack shows */
  gboolean mode_chosen;  /* by hand, for this body */
  gboolean likes_pretty; /* for all bodies */
  gsize text_in_pane;    /* how much of the text the pane has */

  GtkWidget *content;
  GtkStack *stack;
  RtBodyMessage *message;
  RtLazyBin *text_pane;
  RtLazyBin *pretty_pane;
  RtLazyBin *image_pane;
  RtHexView *hex_view;
  RtLazyBin *footer;
};

static const RtBodyText *
get_text (RtBodyView *self)
{
  return rt_body_reader_get_text (self->reader);
}

static const char *
get_type (RtBodyView *self)
{
  return rt_body_get_content_type (self->body);
}

static gboolean
is_image (RtBodyView *self)
{
  g_autofree char *media = rt_content_type_dup_media (get_type (self));

  return g_str_has_prefix (media, "image/");
}

static gboolean
is_over (RtBodyView *self)
{
  return rt_exchange_is_over (self->exchange);
}

static void
show_message (RtBodyView *self)
{
  rt_body_message_show (self->message, self->exchange);
  gtk_stack_set_visible_child_name (self->stack, "message");
  gtk_widget_hide (GTK_WIDGET (self->footer));
}

static RtTextPane *
get_text_pane (RtBodyView *self)
{
  return self->mode == RT_BODY_PRETTY
             ? rt_pretty_pane_get_text_pane (rt_lazy_bin_get (self->pretty_pane))
             : rt_lazy_bin_get (self->text_pane);
}

/* NULL: no image is shown. */
static GdkTexture *
get_texture (RtBodyView *self)
{
  return self->mode == RT_BODY_IMAGE
             ? rt_image_pane_get_texture (rt_lazy_bin_get (self->image_pane))
             : NULL;
}

static void
show_footer (RtBodyView *self)
{
  gboolean is_text = self->mode == RT_BODY_TEXT || self->mode == RT_BODY_PRETTY;
  const RtBodyText *text = is_text ? get_text (self) : NULL;

  rt_body_footer_show_facts (rt_lazy_bin_get (self->footer), get_type (self),
                             text != NULL ? &text->charset : NULL,
                             text != NULL ? get_text_pane (self) : NULL,
                             get_texture (self));
  gtk_widget_show (GTK_WIDGET (self->footer));
}

static void
fill_text_pane (RtBodyView *self)
{
  RtTextPane *pane = rt_lazy_bin_get (self->text_pane);
  gsize length;
  g_autofree char *media = NULL;

  if (get_text (self) == NULL)
    return;
  length = g_bytes_get_size (get_text (self)->text);
  media = rt_content_type_dup_media (get_type (self));
  if (self->text_in_pane == 0)
    rt_text_pane_set_text (pane, get_text (self)->text, media);
  else if (length > self->text_in_pane)
    {
      g_autoptr (GBytes) rest = g_bytes_new_from_bytes (
          get_text (self)->text, self->text_in_pane, length - self->text_in_pane);

      rt_text_pane_append_text (pane, rest);
    }
  self->text_in_pane = length;
  if (is_over (self))
    rt_text_pane_set_extent (pane, g_bytes_get_size (get_text (self)->bytes),
                             rt_body_get_decoded_bytes (self->body),
                             rt_body_can_save (self->body));
}

/* The texts of a shorter part of a body are not worth it. */
static void
fill_pretty_pane (RtBodyView *self)
{
  if (is_over (self) && get_text (self) != NULL)
    rt_pretty_pane_set_text (rt_lazy_bin_get (self->pretty_pane),
                             get_text (self)->pretty_kind, get_text (self)->text,
                             get_type (self));
}

/* Only the part in sight is filled. */
static void
show_mode (RtBodyView *self)
{
  static const char *const names[] = { "text", "pretty", "image", "hex" };

  switch (self->mode)
    {
    case RT_BODY_TEXT:
      fill_text_pane (self);
      break;
    case RT_BODY_PRETTY:
      fill_pretty_pane (self);
      break;
    case RT_BODY_IMAGE:
      if (is_over (self))
        rt_image_pane_set_body (rt_lazy_bin_get (self->image_pane), self->body);
      break;
    case RT_BODY_HEX:
      rt_hex_view_set_bytes (self->hex_view, get_text (self)->bytes);
      break;
    }
  gtk_stack_set_visible_child_name (self->stack, names[self->mode]);
  rt_body_footer_show_mode (rt_lazy_bin_get (self->footer), self->mode,
                            get_text (self) != NULL
                                && get_text (self)->pretty_kind != RT_PRETTY_NONE,
                            is_image (self));
  show_footer (self);
}

static RtBodyMode
choose_mode (RtBodyView *self)
{
  if (is_image (self))
    return RT_BODY_IMAGE;
  if (get_text (self)->binary)
    return RT_BODY_HEX;
  if (self->likes_pretty && get_text (self)->pretty_kind != RT_PRETTY_NONE)
    return RT_BODY_PRETTY;
  return RT_BODY_TEXT;
}

static void
on_read (RtBodyView *self, gboolean anew)
{
  if (anew)
    self->text_in_pane = 0;
  if (!self->mode_chosen)
    self->mode = choose_mode (self);
  show_mode (self);
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
  if (empty || (is_image (self) && !is_over (self)))
    show_message (self);
  else
    rt_body_reader_follow (self->reader, exchange);
}

static void
rt_body_view_find (RtExchangePane *pane)
{
  RtBodyView *self = RT_BODY_VIEW (pane);

  if (get_text (self) == NULL)
    return;
  if (self->mode != RT_BODY_PRETTY)
    {
      self->mode = RT_BODY_TEXT;
      self->mode_chosen = TRUE;
      show_mode (self);
    }
  rt_text_pane_find (get_text_pane (self));
}

static void
on_more (RtBodyView *self)
{
  rt_body_reader_read_more (self->reader);
}

static void
on_loading_made (RtBodyView *self, GtkWidget *pane)
{
  g_signal_connect_object (pane, "loaded", G_CALLBACK (show_footer), self,
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
  show_mode (self);
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

/**
 * rt_body_view_copy:
 * @self: a view
 *
 * Puts the body on the clipboard: the image if one is shown, else the text.
 *
 * Returns: %FALSE if there is nothing to copy
 */
gboolean
rt_body_view_copy (RtBodyView *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  GdkTexture *texture;
  g_autofree char *text = NULL;
  gsize length;
  const char *data;

  g_return_val_if_fail (RT_IS_BODY_VIEW (self), FALSE);

  texture = get_texture (self);
  if (texture != NULL)
    {
      gdk_clipboard_set_texture (clipboard, texture);
      return TRUE;
    }
  if (get_text (self) == NULL)
    return FALSE;
  data = g_bytes_get_data (get_text (self)->text, &length);
  text = g_strndup (data, length);
  gdk_clipboard_set_text (clipboard, text);
  return TRUE;
}

/**
 * rt_body_view_is_busy:
 * @self: a view
 *
 * Tells whether the body is still on its way into the view.
 *
 * Returns: %TRUE while it is
 */
gboolean
rt_body_view_is_busy (RtBodyView *self)
{
  RtTextPane *text;
  RtPrettyPane *pretty;

  g_return_val_if_fail (RT_IS_BODY_VIEW (self), FALSE);

  text = rt_lazy_bin_peek (self->text_pane);
  pretty = rt_lazy_bin_peek (self->pretty_pane);
  return rt_body_reader_is_busy (self->reader)
         || (text != NULL && rt_text_pane_is_loading (text))
         || (pretty != NULL && rt_pretty_pane_is_busy (pretty));
}
