/* An image, decoded off the main thread, within limits. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-image-pane.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* An image has to be read whole. */
#define BYTES_MAX (64 * 1024 * 1024)
#define CHUNK (64 * 1024)

struct _RtImagePane
{
  GtkWidget parent_instance;

  RtBody *body;              /* what is shown, nullable */
  GCancellable *cancellable; /* of the work for it, nullable */
  GdkTexture *texture;       /* nullable */

  GtkStack *stack;
  GtkPicture *picture;
  AdwStatusPage *problem;
};

G_DEFINE_FINAL_TYPE (RtImagePane, rt_image_pane, GTK_TYPE_WIDGET)

enum
{
  LOADED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_size_prepared (GdkPixbufLoader *loader, int width, int height, gboolean *too_big)
{
  *too_big = width > 0 && height > RT_IMAGE_PIXELS_MAX / width;
  /* A decoder gives up over a size of nothing; any other, and it makes room for the whole. */
  if (*too_big)
    gdk_pixbuf_loader_set_size (loader, 0, 0);
}

static void
decode (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  GError *error = NULL;
  gboolean too_big = FALSE;
  gsize length;
  const guint8 *data = g_bytes_get_data (task_data, &length);
  gboolean fine = TRUE;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), &too_big);
  for (gsize at = 0; fine && !too_big && at < length; at += CHUNK)
    fine = !g_cancellable_is_cancelled (cancellable)
           && gdk_pixbuf_loader_write (loader, data + at, MIN (CHUNK, length - at),
                                       &error);
  /* A cut image still shows what came of it. */
  gdk_pixbuf_loader_close (loader, error == NULL ? &error : NULL);
  if (too_big)
    {
      g_clear_error (&error);
      g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "too many pixels");
    }
  if (!too_big && gdk_pixbuf_loader_get_pixbuf (loader) != NULL)
    {
      g_clear_error (&error);
      g_task_return_pointer (
          task, gdk_texture_new_for_pixbuf (gdk_pixbuf_loader_get_pixbuf (loader)),
          g_object_unref);
      return;
    }
  if (error == NULL)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "no image");
  g_task_return_error (task, error);
}

static void
on_decoded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RtImagePane *self = RT_IMAGE_PANE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;
  g_set_object (&self->texture, texture);
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  if (texture == NULL)
    adw_status_page_set_description (
        self->problem,
        g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE)
            ? _ ("It has more than 64 million pixels. Save it to open it elsewhere.")
            : _ ("It is cut, damaged or of a kind that is not known here."));
  gtk_stack_set_visible_child_name (self->stack, texture != NULL ? "picture" : "problem");
  g_signal_emit (self, signals[LOADED], 0);
}

static void
decode_bytes (RtImagePane *self, GBytes *bytes)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, on_decoded, NULL);

  g_task_set_source_tag (task, decode_bytes);
  g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify)g_bytes_unref);
  g_task_run_in_thread (task, decode);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtImagePane) self = user_data;
  g_autoptr (GBytes) bytes = rt_body_read_finish (RT_BODY (source), result, NULL);

  if (bytes != NULL && RT_BODY (source) == self->body)
    decode_bytes (self, bytes);
}

static void
rt_image_pane_dispose (GObject *object)
{
  RtImagePane *self = RT_IMAGE_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->body);
  g_clear_object (&self->texture);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_IMAGE_PANE);
  G_OBJECT_CLASS (rt_image_pane_parent_class)->dispose (object);
}

static void
rt_image_pane_class_init (RtImagePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_image_pane_dispose;

  /**
   * RtImagePane::loaded:
   * @self: the pane
   *
   * The image, or why there is none, is shown.
   */
  signals[LOADED] = g_signal_new ("loaded", RT_TYPE_IMAGE_PANE, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (ADW_TYPE_STATUS_PAGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-image-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, RtImagePane, stack);
  gtk_widget_class_bind_template_child (widget_class, RtImagePane, picture);
  gtk_widget_class_bind_template_child (widget_class, RtImagePane, problem);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rt_image_pane_init (RtImagePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rt_image_pane_set_body:
 * @self: a pane
 * @body: a body that is over, an image
 *
 * Shows the image that @body holds; "loaded" is emitted in the end.  Does nothing if it is
 * shown already.
 */
void
rt_image_pane_set_body (RtImagePane *self, RtBody *body)
{
  guint64 all = rt_body_get_decoded_bytes (body);
  GBytes *preview = rt_body_get_preview (body);

  g_return_if_fail (RT_IS_IMAGE_PANE (self));

  if (!g_set_object (&self->body, body))
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_object (&self->texture);
  gtk_stack_set_visible_child_name (self->stack, "busy");
  if (all > g_bytes_get_size (preview) && all <= BYTES_MAX && rt_body_can_save (body))
    rt_body_read_async (body, 0, (gsize)all, self->cancellable, on_read,
                        g_object_ref (self));
  else
    decode_bytes (self, preview);
}

GdkTexture *
rt_image_pane_get_texture (RtImagePane *self)
{
  g_return_val_if_fail (RT_IS_IMAGE_PANE (self), NULL);

  return self->texture;
}
