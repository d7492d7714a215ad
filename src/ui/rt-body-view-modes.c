/* The ways in which a body is shown: what fills them, and what is copied from them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-body-view-private.h"

#include "ui/rt-image-pane.h"
#include "ui/rt-pretty-pane.h"

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
is_over (RtBodyView *self)
{
  return rt_exchange_is_over (self->exchange);
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

gboolean
rt_body_view_is_image (RtBodyView *self)
{
  g_autofree char *media = rt_content_type_dup_media (get_type (self));

  return g_str_has_prefix (media, "image/");
}

RtTextPane *
rt_body_view_get_text_pane (RtBodyView *self)
{
  return self->mode == RT_BODY_PRETTY
             ? rt_pretty_pane_get_text_pane (rt_lazy_bin_get (self->pretty_pane))
             : rt_lazy_bin_get (self->text_pane);
}

void
rt_body_view_show_footer (RtBodyView *self)
{
  gboolean is_text = self->mode == RT_BODY_TEXT || self->mode == RT_BODY_PRETTY;
  const RtBodyText *text = is_text ? get_text (self) : NULL;

  rt_body_footer_show_facts (rt_lazy_bin_get (self->footer), get_type (self),
                             text != NULL ? &text->charset : NULL,
                             text != NULL ? rt_body_view_get_text_pane (self) : NULL,
                             get_texture (self));
  gtk_widget_show (GTK_WIDGET (self->footer));
}

/* Only the part in sight is filled. */
void
rt_body_view_show_mode (RtBodyView *self)
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
                            rt_body_view_is_image (self));
  rt_body_view_show_footer (self);
}

RtBodyMode
rt_body_view_choose_mode (RtBodyView *self)
{
  if (rt_body_view_is_image (self))
    return RT_BODY_IMAGE;
  if (get_text (self)->binary)
    return RT_BODY_HEX;
  if (self->likes_pretty && get_text (self)->pretty_kind != RT_PRETTY_NONE)
    return RT_BODY_PRETTY;
  return RT_BODY_TEXT;
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
