/* The bytes that a form sends, before they are sent. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/forms/rt-form-preview.h"

#include "pages/forms/rt-form-request.h"
#include "ui/rt-error-text.h"
#include "ui/rt-no-hyphens.h"

#include <glib/gi18n.h>

/* After the last key, so that a fast typist does not wait for it. */
#define DELAY_MS 100

struct _RtFormPreview
{
  GtkWidget parent_instance;

  RtFormDraft *draft;        /* nullable */
  guint delay;               /* source, or 0 */
  GCancellable *cancellable; /* of the printing that runs, nullable */

  GtkWidget *content;
  GtkTextView *text;
  GtkWidget *boundary;
};

G_DEFINE_FINAL_TYPE (RtFormPreview, rt_form_preview, GTK_TYPE_WIDGET)

static void
stop (RtFormPreview *self)
{
  g_clear_handle_id (&self->delay, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static gboolean
has_boundary (RtFormDraft *draft, const RtFormControl *submitter)
{
  g_auto (RtFormTarget) target = { 0 };

  return rt_form_target_find (&target, rt_form_draft_get_page (draft),
                              rt_form_draft_get_form (draft), submitter, NULL)
         && target.is_post && target.enctype == RT_ENCTYPE_MULTIPART;
}

static void
on_printed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtFormPreview) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text
      = rt_form_request_print_finish (RT_FORM_DRAFT (source), result, &error);
  g_autofree char *words = error != NULL ? rt_error_dup_hint (error) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text),
                            text != NULL    ? text
                            : words != NULL ? words
                                            : "",
                            -1);
}

static void
print (RtFormPreview *self)
{
  RtFormControl *submitter
      = rt_html_form_get_default_submitter (rt_form_draft_get_form (self->draft));

  stop (self);
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_visible (self->boundary, has_boundary (self->draft, submitter));
  rt_form_request_print_async (self->draft, submitter, self->cancellable, on_printed,
                               g_object_ref (self));
}

static gboolean
on_delay_over (gpointer user_data)
{
  RtFormPreview *self = user_data;

  self->delay = 0;
  print (self);
  return G_SOURCE_REMOVE;
}

/* Where nobody sees it, nothing is printed. */
static void
on_changed (RtFormPreview *self)
{
  stop (self);
  if (self->draft != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->delay = g_timeout_add (DELAY_MS, on_delay_over, self);
}

static void
rt_form_preview_map (GtkWidget *widget)
{
  RtFormPreview *self = RT_FORM_PREVIEW (widget);

  GTK_WIDGET_CLASS (rt_form_preview_parent_class)->map (widget);
  on_changed (self);
}

static void
rt_form_preview_dispose (GObject *object)
{
  RtFormPreview *self = RT_FORM_PREVIEW (object);

  stop (self);
  g_clear_object (&self->draft);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_FORM_PREVIEW);
  G_OBJECT_CLASS (rt_form_preview_parent_class)->dispose (object);
}

static void
rt_form_preview_class_init (RtFormPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_form_preview_dispose;
  widget_class->map = rt_form_preview_map;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/forms/rt-form-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, RtFormPreview, content);
  gtk_widget_class_bind_template_child (widget_class, RtFormPreview, text);
  gtk_widget_class_bind_template_child (widget_class, RtFormPreview, boundary);
}

static void
rt_form_preview_init (RtFormPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rt_no_hyphens_install (gtk_text_view_get_buffer (self->text));
}

/**
 * rt_form_preview_set_draft:
 * @self: a preview
 * @draft: whose form is shown as its default button sends it
 */
void
rt_form_preview_set_draft (RtFormPreview *self, RtFormDraft *draft)
{
  g_return_if_fail (RT_IS_FORM_PREVIEW (self));

  if (self->draft == draft)
    return;
  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_func (self->draft, on_changed, self);
  g_set_object (&self->draft, draft);
  g_signal_connect_object (draft, "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  on_changed (self);
}
