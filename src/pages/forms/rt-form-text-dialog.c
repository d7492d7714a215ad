/* The fields of a form, edited as text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/forms/rt-form-text-dialog.h"

#include "pages/forms/rt-form-lines.h"
#include "pages/forms/rt-form-rewrite.h"
#include "ui/rt-no-hyphens.h"

#include <glib/gi18n.h>

/* Names of fields that are told: there is no room for more. */
#define NAMES_MAX 10

struct _RtFormTextDialog
{
  AdwWindow parent_instance;

  RtFormDraft *draft;

  GtkTextView *text;
  GtkLabel *files;
  GtkLabel *fault;
};

G_DEFINE_FINAL_TYPE (RtFormTextDialog, rt_form_text_dialog, ADW_TYPE_WINDOW)

static char *
dup_fault (RtFormLinesFault fault, guint line)
{
  switch (fault)
    {
    case RT_FORM_LINES_GOOD:
      return g_strdup ("");
    case RT_FORM_LINES_NO_EQUALS:
      return g_strdup_printf (_ ("Line %u has no “=” between a name and a value."), line);
    case RT_FORM_LINES_NO_NAME:
      return g_strdup_printf (_ ("Line %u has no name before its “=”."), line);
    case RT_FORM_LINES_BAD_ESCAPE:
      return g_strdup_printf (
          _ ("Line %u has a lone backslash: write \\\\ for a backslash."), line);
    case RT_FORM_LINES_TOO_MANY:
      return g_strdup_printf (
          _ ("Line %u is one too many: a form of %u fields is as long as it gets."), line,
          RT_FORM_LINES_MAX);
    }
  g_return_val_if_reached (NULL);
}

static void
on_text_changed (RtFormTextDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->fault), FALSE);
}

static void
show_fault (RtFormTextDialog *self, RtFormLinesFault fault, guint line)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  g_autofree char *words = dup_fault (fault, line);
  GtkTextIter at;

  gtk_text_buffer_get_iter_at_line (buffer, &at, (int)line - 1);
  gtk_text_buffer_place_cursor (buffer, &at);
  gtk_text_view_scroll_to_iter (self->text, &at, 0, FALSE, 0, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
  gtk_label_set_text (self->fault, words);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), TRUE);
}

static void
on_apply_clicked (RtFormTextDialog *self)
{
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  RtFormLinesFault fault;
  guint line;

  g_object_get (gtk_text_view_get_buffer (self->text), "text", &text, NULL);
  entries = rt_form_lines_read (text, &fault, &line);
  if (entries == NULL)
    {
      show_fault (self, fault, line);
      return;
    }
  rt_form_draft_take_entries (self->draft, entries);
  gtk_window_close (GTK_WINDOW (self));
}

static void
rt_form_text_dialog_dispose (GObject *object)
{
  RtFormTextDialog *self = RT_FORM_TEXT_DIALOG (object);

  g_clear_object (&self->draft);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_FORM_TEXT_DIALOG);
  G_OBJECT_CLASS (rt_form_text_dialog_parent_class)->dispose (object);
}

static void
rt_form_text_dialog_class_init (RtFormTextDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_form_text_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/forms/rt-form-text-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RtFormTextDialog, text);
  gtk_widget_class_bind_template_child (widget_class, RtFormTextDialog, files);
  gtk_widget_class_bind_template_child (widget_class, RtFormTextDialog, fault);
  gtk_widget_class_bind_template_callback (widget_class, on_apply_clicked);
}

static void
rt_form_text_dialog_init (RtFormTextDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rt_no_hyphens_install (gtk_text_view_get_buffer (self->text));
}

/* The fields that no text can hold. */
static void
show_files (RtFormTextDialog *self)
{
  GPtrArray *controls = rt_form_draft_get_form (self->draft)->controls;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;
  g_autofree char *words = NULL;

  for (guint i = 0; i < controls->len && names->len < NAMES_MAX; i++)
    {
      const RtFormControl *control = g_ptr_array_index (controls, i);

      if (control->kind == RT_CONTROL_FILE && *control->name != '\0')
        g_ptr_array_add (names, control->name);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->files), names->len > 0);
  if (names->len == NAMES_MAX)
    g_ptr_array_add (names, (gpointer) "…");
  g_ptr_array_add (names, NULL);
  list = g_strjoinv (", ", (char **)names->pdata);
  /* Translators: %s is a list of names of fields. */
  words = g_strdup_printf (_ ("Files stay as they are: %s"), list);
  gtk_label_set_text (self->files, words);
}

/**
 * rt_form_text_dialog_open:
 * @widget: what the user did it in
 * @draft: whose form is edited
 *
 * Shows a dialog with a line for each name and value that the form sends; of a form that
 * sends too many it says so.
 */
void
rt_form_text_dialog_open (GtkWidget *widget, RtFormDraft *draft)
{
  g_autoptr (GPtrArray) entries = rt_form_rewrite_list (rt_form_draft_get_form (draft));
  g_autofree char *text = NULL;
  RtFormTextDialog *self;
  GtkTextBuffer *buffer;

  if (entries->len > RT_FORM_LINES_MAX)
    {
      gtk_widget_activate_action (widget, "win.toast", "s",
                                  _ ("This form sends too many fields to edit as text"));
      return;
    }
  self = g_object_new (RT_TYPE_FORM_TEXT_DIALOG, "transient-for",
                       gtk_widget_get_root (widget), NULL);
  self->draft = g_object_ref (draft);
  buffer = gtk_text_view_get_buffer (self->text);
  text = rt_form_lines_print (entries);
  gtk_text_buffer_set_text (buffer, text, -1);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (on_text_changed), self,
                           G_CONNECT_SWAPPED);
  show_files (self);
  gtk_window_present (GTK_WINDOW (self));
}
