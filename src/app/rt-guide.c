/* The guide to a tab, in a window of its own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "app/rt-guide.h"

struct _RtGuide
{
  AdwWindow parent_instance;

  GtkScrolledWindow *scrolled;
  GtkBox *content;
};

G_DEFINE_FINAL_TYPE (RtGuide, rt_guide, ADW_TYPE_WINDOW)

/* In the first of the user's languages that there is, else in English. */
static GBytes *
load (const char *name)
{
  const char *const *languages = g_get_language_names ();
  GBytes *bytes = NULL;

  for (guint i = 0; bytes == NULL; i++)
    {
      const char *language = languages[i] != NULL ? languages[i] : "en";
      g_autofree char *path = g_strdup_printf (
          "/io/github/roundtriphttp/Roundtrip/guide/%s/%s", language, name);

      bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
      if (languages[i] == NULL)
        break;
    }
  return bytes;
}

static void
decode (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GdkTexture *texture = gdk_texture_new_from_bytes (data, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
on_decoded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (texture != NULL)
    gtk_picture_set_paintable (GTK_PICTURE (source), GDK_PAINTABLE (texture));
  else
    g_warning ("no picture in the guide: %s", error->message);
}

/* What stands between backticks is typed or read as it is. */
static char *
dup_markup (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "`", -1);
  GString *markup = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *part = g_markup_escape_text (parts[i], -1);

      g_string_append_printf (markup, i % 2 == 1 ? "<tt>%s</tt>" : "%s", part);
    }
  return g_string_free (markup, FALSE);
}

static GtkWidget *
label_new (const char *text, GtkAccessibleRole role)
{
  g_autofree char *markup = dup_markup (text);

  return g_object_new (GTK_TYPE_LABEL, "accessible-role", role, "label", markup,
                       "use-markup", TRUE, "wrap", TRUE, "wrap-mode",
                       PANGO_WRAP_WORD_CHAR, "xalign", 0.0, "hexpand", TRUE, NULL);
}

static void
append_heading (RtGuide *self, const char *text)
{
  GtkWidget *label = label_new (text, GTK_ACCESSIBLE_ROLE_HEADING);

  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (self->content, label);
}

static void
append_item (RtGuide *self, const char *text)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *bullet = gtk_label_new ("•");

  gtk_widget_set_valign (bullet, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (row), bullet);
  gtk_box_append (GTK_BOX (row), label_new (text, GTK_ACCESSIBLE_ROLE_LABEL));
  gtk_box_append (self->content, row);
}

/* A line such as “![words](name.png)”.  To decode it takes longer than a frame may. */
static void
append_picture (RtGuide *self, const char *line)
{
  g_auto (GStrv) parts = g_strsplit_set (line, "[]()", -1);
  GtkWidget *picture;
  GBytes *bytes;
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (g_strv_length (parts) == 5);

  bytes = load (parts[3]);
  g_return_if_fail (bytes != NULL);

  picture = gtk_picture_new ();
  gtk_picture_set_alternative_text (GTK_PICTURE (picture), parts[1]);
  gtk_widget_add_css_class (picture, "card");
  gtk_box_append (self->content, picture);
  task = g_task_new (picture, NULL, on_decoded, NULL);
  g_task_set_source_tag (task, append_picture);
  g_task_set_task_data (task, bytes, (GDestroyNotify)g_bytes_unref);
  g_task_run_in_thread (task, decode);
}

/* Each line of a guide is a whole. */
static void
append_line (RtGuide *self, const char *line)
{
  if (g_str_has_prefix (line, "# "))
    gtk_window_set_title (GTK_WINDOW (self), line + strlen ("# "));
  else if (g_str_has_prefix (line, "## "))
    append_heading (self, line + strlen ("## "));
  else if (g_str_has_prefix (line, "* "))
    append_item (self, line + strlen ("* "));
  else if (g_str_has_prefix (line, "!["))
    append_picture (self, line);
  else if (*line != '\0')
    gtk_box_append (self->content, label_new (line, GTK_ACCESSIBLE_ROLE_LABEL));
}

static void
rt_guide_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RT_TYPE_GUIDE);
  G_OBJECT_CLASS (rt_guide_parent_class)->dispose (object);
}

static void
rt_guide_class_init (RtGuideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_guide_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/app/rt-guide.ui");
  gtk_widget_class_bind_template_child (widget_class, RtGuide, scrolled);
  gtk_widget_class_bind_template_child (widget_class, RtGuide, content);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
rt_guide_init (RtGuide *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rt_guide_new:
 * @parent: the window beside which it is read
 *
 * Returns: (transfer none): a window that is not shown yet, and goes with @parent
 */
RtGuide *
rt_guide_new (GtkWindow *parent)
{
  return g_object_new (RT_TYPE_GUIDE, "transient-for", parent, NULL);
}

/**
 * rt_guide_show:
 * @self: the window
 * @page: the name of a row of rt_pages_get()
 *
 * Shows what the tab is for and what to try on it, in the user's language.
 */
void
rt_guide_show (RtGuide *self, const char *page)
{
  g_autofree char *name = g_strdup_printf ("%s.md", page);
  g_autoptr (GBytes) bytes = load (name);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GtkWidget *child;

  g_return_if_fail (RT_IS_GUIDE (self));
  g_return_if_fail (bytes != NULL);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->content))) != NULL)
    gtk_box_remove (self->content, child);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    append_line (self, lines[i]);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  gtk_window_present (GTK_WINDOW (self));
}
