/* The body of an answer: as text, laid out, as an image or in hex. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-body-view.h"

#include "ui/rt-body-footer.h"
#include "ui/rt-body-text.h"
#include "ui/rt-format.h"
#include "ui/rt-hex-view.h"
#include "ui/rt-image-pane.h"
#include "ui/rt-text-pane.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* An image has to be read whole. */
#define IMAGE_BYTES_MAX (64 * 1024 * 1024)

struct _RtBodyView
{
  GtkWidget parent_instance;

  RtExchange *exchange; /* nullable */
  RtBody *body;         /* what is shown, nullable */

  GBytes *bytes;       /* what of the body was read, nullable */
  gboolean read_over;  /* the exchange was over when it was read */
  RtBodyText *text;    /* nullable */
  gsize text_in_pane;  /* how much of the text the pane has */
  gboolean image_read; /* the image pane has its bytes */
  gboolean bytes_in_hex;
  gboolean mode_chosen;       /* by hand */
  RtBodyMode mode;            /* what the stack shows */
  GCancellable *cancellable;  /* of the reading that runs, nullable */
  const RtEncoding *encoding; /* chosen by hand, nullable */

  GtkWidget *content;
  GtkStack *stack;
  AdwStatusPage *message;
  GtkProgressBar *progress;
  RtTextPane *text_pane;
  RtImagePane *image_pane;
  RtHexView *hex_view;
  RtBodyFooter *footer;
};

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
show_message (RtBodyView *self, const char *icon, const char *title, const char *text)
{
  adw_status_page_set_icon_name (self->message, icon);
  adw_status_page_set_title (self->message, title);
  adw_status_page_set_description (self->message, text);
  gtk_stack_set_visible_child_name (self->stack, "message");
  gtk_widget_hide (GTK_WIDGET (self->footer));
}

static void
show_nothing (RtBodyView *self)
{
  if (rt_body_is_forbidden (self->body))
    show_message (self, "object-select-symbolic", _ ("No Body by Definition"),
                  _ ("An answer to HEAD, and one that says 204 or 304, never has one."));
  else if (rt_exchange_get_status (self->exchange) == 0)
    show_message (self, "network-offline-symbolic", _ ("No Answer Came"), NULL);
  else
    show_message (self, "object-select-symbolic", _ ("The Body Is Empty"),
                  _ ("The answer is complete with its fields alone."));
}

static void
show_waiting (RtBodyView *self)
{
  gint64 expected = rt_body_get_expected_bytes (self->body);
  guint64 wire = rt_body_get_wire_bytes (self->body);

  gtk_widget_set_visible (GTK_WIDGET (self->progress), expected > 0);
  if (expected > 0)
    gtk_progress_bar_set_fraction (self->progress,
                                   MIN (1.0, (double)wire / (double)expected));
  gtk_stack_set_visible_child_name (self->stack, "busy");
  gtk_widget_hide (GTK_WIDGET (self->footer));
}

static void
show_footer (RtBodyView *self)
{
  g_autoptr (GString) facts = g_string_new (NULL);
  g_autofree char *media = rt_content_type_dup_media (get_type (self));
  GdkTexture *texture = rt_image_pane_get_texture (self->image_pane);

  g_string_append (facts, media[0] != '\0' ? media : _ ("no content type"));
  if (self->mode == RT_BODY_IMAGE && texture != NULL)
    /* Translators: width and height of an image. */
    g_string_append_printf (facts, _ (" · %d × %d pixels"),
                            gdk_texture_get_width (texture),
                            gdk_texture_get_height (texture));
  if (self->mode == RT_BODY_TEXT && self->text != NULL)
    {
      g_autofree char *charset = rt_charset_dup_words (&self->text->charset);
      guint64 lines = rt_text_pane_get_lines (self->text_pane);
      g_autofree char *count = rt_format_count (lines);

      g_string_append_printf (facts, " · %s · ", charset);
      g_string_append_printf (facts, ngettext ("%s line", "%s lines", (gulong)lines),
                              count);
      if (rt_text_pane_has_broken_lines (self->text_pane))
        g_string_append (facts, _ (" · long lines broken for display"));
    }
  rt_body_footer_set_facts (self->footer, facts->str);
  gtk_widget_show (GTK_WIDGET (self->footer));
}

/* What is in the view is not all of the body. */
static void
show_more_note (RtBodyView *self)
{
  guint64 all = rt_body_get_decoded_bytes (self->body);
  gsize shown = g_bytes_get_size (self->bytes);
  g_autofree char *shown_text = g_format_size (shown);
  g_autofree char *all_text = g_format_size (all);
  g_autofree char *note = NULL;
  gboolean available = is_over (self) && rt_body_can_save (self->body);

  if (all > shown && available)
    /* Translators: two sizes. */
    note = g_strdup_printf (_ ("These are the first %s of %s."), shown_text, all_text);
  else if (all > shown)
    /* Translators: two sizes. */
    note = g_strdup_printf (_ ("These are the first %s of %s; the rest was not kept."),
                            shown_text, all_text);
  rt_text_pane_set_more (self->text_pane, note, available);
}

static void
fill_text_pane (RtBodyView *self)
{
  gsize length;
  g_autofree char *media = NULL;

  if (self->text == NULL)
    return;
  length = g_bytes_get_size (self->text->text);
  media = rt_content_type_dup_media (get_type (self));
  if (self->text_in_pane == 0)
    rt_text_pane_set_text (self->text_pane, self->text->text, media);
  else if (length > self->text_in_pane)
    {
      g_autoptr (GBytes) rest = g_bytes_new_from_bytes (
          self->text->text, self->text_in_pane, length - self->text_in_pane);

      rt_text_pane_append_text (self->text_pane, rest);
    }
  self->text_in_pane = length;
  show_more_note (self);
}

static void
on_image_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtBodyView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rt_body_read_finish (RT_BODY (source), result, &error);

  if (RT_BODY (source) == self->body && bytes != NULL)
    rt_image_pane_set_bytes (self->image_pane, bytes);
}

static void
fill_image_pane (RtBodyView *self)
{
  guint64 all = rt_body_get_decoded_bytes (self->body);

  if (self->image_read || !is_over (self))
    return;
  self->image_read = TRUE;
  if (all > g_bytes_get_size (self->bytes) && all <= IMAGE_BYTES_MAX
      && rt_body_can_save (self->body))
    rt_body_read_async (self->body, 0, (gsize)all, self->cancellable, on_image_read,
                        g_object_ref (self));
  else
    rt_image_pane_set_bytes (self->image_pane, self->bytes);
}

/* Only the part in sight is filled. */
static void
show_mode (RtBodyView *self)
{
  static const char *const names[] = { "text", "image", "hex" };

  switch (self->mode)
    {
    case RT_BODY_TEXT:
      fill_text_pane (self);
      break;
    case RT_BODY_IMAGE:
      fill_image_pane (self);
      break;
    case RT_BODY_HEX:
      rt_hex_view_set_bytes (self->hex_view, self->bytes);
      break;
    }
  gtk_stack_set_visible_child_name (self->stack, names[self->mode]);
  rt_body_footer_show_mode (self->footer, self->mode, is_image (self));
  show_footer (self);
}

static void
on_text (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtBodyView) self = user_data;
  RtBodyText *text = rt_body_text_read_finish (result, NULL);

  if (text == NULL)
    return;
  g_clear_object (&self->cancellable);
  if (self->text != NULL && self->text->charset.encoding != text->charset.encoding)
    self->text_in_pane = 0;
  g_clear_pointer (&self->text, rt_body_text_free);
  self->text = text;
  if (!self->mode_chosen)
    self->mode = is_image (self) ? RT_BODY_IMAGE
                 : text->binary  ? RT_BODY_HEX
                                 : RT_BODY_TEXT;
  show_mode (self);
  rt_exchange_pane_show (RT_EXCHANGE_PANE (self), self->exchange, NULL);
}

static void
read_text (RtBodyView *self)
{
  gboolean cut = g_bytes_get_size (self->bytes) < rt_body_get_decoded_bytes (self->body)
                 || !is_over (self);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  rt_body_text_read_async (self->bytes, cut, get_type (self), self->encoding,
                           self->cancellable, on_text, g_object_ref (self));
}

static void
reset (RtBodyView *self, RtBody *body)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_set_object (&self->body, body);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->text, rt_body_text_free);
  self->text_in_pane = 0;
  self->image_read = FALSE;
  self->read_over = FALSE;
  self->mode_chosen = FALSE;
  self->encoding = NULL;
  rt_body_footer_reset (self->footer);
}

/* Reads what is new of the beginning of the body: one reading at a time, so that a quick
 * body is read a few times and a slow one as it comes. */
static void
rt_body_view_show (RtExchangePane *pane, RtExchange *exchange, RtHop *hop)
{
  RtBodyView *self = RT_BODY_VIEW (pane);
  RtBody *body = rt_exchange_get_body (exchange);
  GBytes *preview = rt_body_get_preview (body);
  gsize size = preview != NULL ? g_bytes_get_size (preview) : 0;

  g_set_object (&self->exchange, exchange);
  if (self->body != body)
    reset (self, body);
  if (size == 0 || (is_image (self) && !is_over (self)))
    {
      if (is_over (self))
        show_nothing (self);
      else
        show_waiting (self);
      return;
    }
  if (self->cancellable != NULL
      || (self->bytes != NULL && g_bytes_get_size (self->bytes) >= size
          && self->read_over == is_over (self)))
    return;
  if (self->bytes == NULL || g_bytes_get_size (self->bytes) < size)
    {
      g_clear_pointer (&self->bytes, g_bytes_unref);
      self->bytes = g_bytes_ref (preview);
    }
  self->read_over = is_over (self);
  read_text (self);
}

static void
rt_body_view_find (RtExchangePane *pane)
{
  RtBodyView *self = RT_BODY_VIEW (pane);

  if (self->text == NULL)
    return;
  self->mode = RT_BODY_TEXT;
  self->mode_chosen = TRUE;
  show_mode (self);
  rt_text_pane_find (self->text_pane);
}

static void
on_more_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtBodyView) self = user_data;
  g_autoptr (GBytes) bytes = rt_body_read_finish (RT_BODY (source), result, NULL);

  if (bytes == NULL || RT_BODY (source) != self->body)
    return;
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->bytes = g_steal_pointer (&bytes);
  read_text (self);
}

/* From the start again: only so a character at the seam is whole in every encoding. */
static void
on_more (RtBodyView *self)
{
  gsize length = g_bytes_get_size (self->bytes) + RT_BODY_PREVIEW_BYTES;

  rt_body_read_async (self->body, 0, length, NULL, on_more_read, g_object_ref (self));
}

static void
on_mode_chosen (RtBodyView *self, int mode)
{
  self->mode = (RtBodyMode)mode;
  self->mode_chosen = TRUE;
  show_mode (self);
}

static void
on_encoding_chosen (RtBodyView *self, const char *name)
{
  self->encoding = name != NULL ? rt_encoding_find (name) : NULL;
  if (self->bytes != NULL)
    read_text (self);
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

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->exchange);
  g_clear_object (&self->body);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->text, rt_body_text_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_BODY_VIEW);
  G_OBJECT_CLASS (rt_body_view_parent_class)->dispose (object);
}

static void
rt_body_view_class_init (RtBodyViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_body_view_dispose;
  g_type_ensure (ADW_TYPE_STATUS_PAGE);
  g_type_ensure (RT_TYPE_TEXT_PANE);
  g_type_ensure (RT_TYPE_IMAGE_PANE);
  g_type_ensure (RT_TYPE_HEX_VIEW);
  g_type_ensure (RT_TYPE_BODY_FOOTER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-body-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RtBodyView, content);
  gtk_widget_class_bind_template_child (widget_class, RtBodyView, stack);
  gtk_widget_class_bind_template_child (widget_class, RtBodyView, message);
  gtk_widget_class_bind_template_child (widget_class, RtBodyView, progress);
  gtk_widget_class_bind_template_child (widget_class, RtBodyView, text_pane);
  gtk_widget_class_bind_template_child (widget_class, RtBodyView, image_pane);
  gtk_widget_class_bind_template_child (widget_class, RtBodyView, hex_view);
  gtk_widget_class_bind_template_child (widget_class, RtBodyView, footer);
  gtk_widget_class_bind_template_callback (widget_class, show_footer);
  gtk_widget_class_bind_template_callback (widget_class, on_more);
  gtk_widget_class_bind_template_callback (widget_class, on_mode_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_encoding_chosen);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rt_body_view_init (RtBodyView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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

  texture = rt_image_pane_get_texture (self->image_pane);
  if (self->mode == RT_BODY_IMAGE && texture != NULL)
    {
      gdk_clipboard_set_texture (clipboard, texture);
      return TRUE;
    }
  if (self->text == NULL)
    return FALSE;
  data = g_bytes_get_data (self->text->text, &length);
  text = g_strndup (data, length);
  gdk_clipboard_set_text (clipboard, text);
  return TRUE;
}

const char *
rt_body_view_get_footer (RtBodyView *self)
{
  g_return_val_if_fail (RT_IS_BODY_VIEW (self), NULL);

  return rt_body_footer_get_facts (self->footer);
}

/**
 * rt_body_view_get_message:
 * @self: a view
 *
 * Gives what is said in place of a body.
 *
 * Returns: (nullable): the title, or %NULL while a body is shown
 */
const char *
rt_body_view_get_message (RtBodyView *self)
{
  g_return_val_if_fail (RT_IS_BODY_VIEW (self), NULL);

  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "message") == 0
             ? adw_status_page_get_title (self->message)
             : NULL;
}

/**
 * rt_body_view_dup_shown:
 * @self: a view
 *
 * Gives the text as it is shown.
 *
 * Returns: (transfer full): the text
 */
char *
rt_body_view_dup_shown (RtBodyView *self)
{
  g_return_val_if_fail (RT_IS_BODY_VIEW (self), NULL);

  return rt_text_pane_dup_shown (self->text_pane);
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
  g_return_val_if_fail (RT_IS_BODY_VIEW (self), FALSE);

  return self->cancellable != NULL || rt_text_pane_is_loading (self->text_pane);
}
