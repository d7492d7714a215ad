/* What a request carries: text, a file, the parts of a form, or nothing. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/download/rt-body-editor.h"

#include "core/wire/rt-error.h"
#include "ui/rt-no-hyphens.h"

#include <glib/gi18n.h>

/* In the order of the choices. */
typedef enum
{
  SOURCE_NONE,
  SOURCE_TEXT,
  SOURCE_FILE,
  SOURCE_PARTS,
} Source;

struct _RtBodyEditor
{
  GtkWidget parent_instance;

  GFile *file;      /* nullable */
  GPtrArray *parts; /* of RtBodyPart, of a request that was read; nullable */

  GtkWidget *choices;
  GtkDropDown *source;
  GtkEditable *type;
  GtkWidget *types;
  GtkStack *stack;
  GtkTextView *text;
  GtkLabel *file_name;
};

G_DEFINE_FINAL_TYPE (RtBodyEditor, rt_body_editor, GTK_TYPE_WIDGET)

static void
on_type_changed (RtBodyEditor *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->type), "error");
}

static void
on_source_changed (RtBodyEditor *self)
{
  static const char *const pages[] = { "none", "text", "file", "parts" };
  guint source = gtk_drop_down_get_selected (self->source);

  gtk_stack_set_visible_child_name (self->stack, pages[source]);
  gtk_widget_set_visible (GTK_WIDGET (self->type),
                          source == SOURCE_TEXT || source == SOURCE_FILE);
}

static void
set_file (RtBodyEditor *self, GFile *file)
{
  g_autofree char *name = file != NULL ? g_file_get_parse_name (file) : NULL;

  g_set_object (&self->file, file);
  gtk_label_set_text (self->file_name, name != NULL ? name : _ ("No file chosen"));
}

/* A form with files is sent again as it was; there is no such choice without one. */
static void
set_parts (RtBodyEditor *self, GPtrArray *parts)
{
  GtkStringList *choices = GTK_STRING_LIST (gtk_drop_down_get_model (self->source));

  if ((parts != NULL) != (self->parts != NULL))
    {
      const char *const choice[] = { _ ("Form with files"), NULL };

      gtk_string_list_splice (choices, SOURCE_PARTS, parts == NULL,
                              parts != NULL ? choice : NULL);
    }
  if (parts != NULL)
    g_ptr_array_ref (parts);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  self->parts = parts;
}

static void
on_file_chosen (RtBodyEditor *self, int response, GtkFileChooser *chooser)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (chooser);
      set_file (self, file);
    }
  gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (chooser));
  g_object_unref (chooser);
}

static void
on_choose_clicked (RtBodyEditor *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkFileChooserNative *chooser
      = gtk_file_chooser_native_new (_ ("Choose the File to Send"), GTK_WINDOW (root),
                                     GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_file_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
type_action (GtkWidget *widget, const char *name, GVariant *type)
{
  gtk_editable_set_text (RT_BODY_EDITOR (widget)->type,
                         g_variant_get_string (type, NULL));
}

static void
rt_body_editor_dispose (GObject *object)
{
  RtBodyEditor *self = RT_BODY_EDITOR (object);

  g_clear_object (&self->file);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_BODY_EDITOR);
  G_OBJECT_CLASS (rt_body_editor_parent_class)->dispose (object);
}

static void
rt_body_editor_class_init (RtBodyEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_body_editor_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/download/rt-body-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, RtBodyEditor, choices);
  gtk_widget_class_bind_template_child (widget_class, RtBodyEditor, source);
  gtk_widget_class_bind_template_child (widget_class, RtBodyEditor, type);
  gtk_widget_class_bind_template_child (widget_class, RtBodyEditor, types);
  gtk_widget_class_bind_template_child (widget_class, RtBodyEditor, stack);
  gtk_widget_class_bind_template_child (widget_class, RtBodyEditor, text);
  gtk_widget_class_bind_template_child (widget_class, RtBodyEditor, file_name);
  gtk_widget_class_bind_template_callback (widget_class, on_type_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_source_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_clicked);
  gtk_widget_class_install_action (widget_class, "body.type", "s", type_action);
}

static void
rt_body_editor_init (RtBodyEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rt_no_hyphens_install (gtk_text_view_get_buffer (self->text));
}

/**
 * rt_body_editor_read:
 * @self: an editor
 * @request: a request
 *
 * Shows what @request carries.
 */
void
rt_body_editor_read (RtBodyEditor *self, const RtRequest *request)
{
  GBytes *body = rt_request_get_body (request);
  GFile *file = rt_request_get_body_file (request);
  GPtrArray *parts = rt_request_get_body_parts (request);
  gsize length = 0;
  const char *data = body != NULL ? g_bytes_get_data (body, &length) : "";

  g_return_if_fail (RT_IS_BODY_EDITOR (self));

  set_parts (self, parts);
  gtk_drop_down_set_selected (self->source, parts != NULL  ? SOURCE_PARTS
                                            : file != NULL ? SOURCE_FILE
                                            : body != NULL ? SOURCE_TEXT
                                                           : SOURCE_NONE);
  set_file (self, file);
  if (body != NULL)
    {
      g_autofree char *text = g_utf8_make_valid (data, length);

      gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text, -1);
    }
}

/**
 * rt_body_editor_apply:
 * @self: an editor
 * @request: a request
 * @error: return location for a #GError, or %NULL
 *
 * A content type among the fields of @request stays as it is.
 *
 * Errors: %RT_ERROR_BAD_FIELD if the content type cannot be sent, %RT_ERROR_FILE if no
 * file is chosen.
 *
 * Returns: (transfer full) (nullable): @request with the body
 */
RtRequest *
rt_body_editor_apply (RtBodyEditor *self, RtRequest *request, GError **error)
{
  const char *type = gtk_editable_get_text (self->type);
  guint source = gtk_drop_down_get_selected (self->source);
  g_autoptr (RtRequest) carrying = NULL;
  RtRequest *typed;

  g_return_val_if_fail (RT_IS_BODY_EDITOR (self), NULL);

  if (source == SOURCE_NONE)
    return rt_request_ref (request);
  /* Their type, with the boundary, is among the fields. */
  if (source == SOURCE_PARTS)
    return rt_request_with_body_parts (request, self->parts);

  if (source == SOURCE_FILE && self->file == NULL)
    {
      g_set_error (error, RT_ERROR, RT_ERROR_FILE, "no file to send");
      return NULL;
    }
  if (source == SOURCE_FILE)
    carrying = rt_request_with_body_file (request, self->file);
  else
    {
      g_autoptr (GBytes) body = NULL;
      char *text;

      g_object_get (gtk_text_view_get_buffer (self->text), "text", &text, NULL);
      body = g_bytes_new_take (text, strlen (text));
      carrying = rt_request_with_body (request, body);
    }

  if (type[0] == '\0'
      || rt_header_list_find (rt_request_get_fields (request), "Content-Type") != NULL)
    return g_steal_pointer (&carrying);

  typed = rt_request_with_header (carrying, "Content-Type", type, error);
  if (typed == NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->type), "error");
      gtk_widget_grab_focus (GTK_WIDGET (self->type));
    }
  return typed;
}
