/* The line below a body: what it is, and how to look at it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-body-footer.h"

#include "ui/rt-body-text.h"
#include "ui/rt-format.h"

#include <glib/gi18n.h>

struct _RtBodyFooter
{
  GtkWidget parent_instance;

  GArray *modes; /* of RtBodyMode: those in the list, in order */
  gboolean can_pretty;
  gboolean can_image;
  gboolean following; /* the lists follow the view, not the user */

  GtkWidget *content;
  GtkWidget *box;
  GtkLabel *facts;
  GtkDropDown *mode_list;
  GtkDropDown *encoding_list;
};

G_DEFINE_FINAL_TYPE (RtBodyFooter, rt_body_footer, GTK_TYPE_WIDGET)

enum
{
  MODE_CHOSEN,
  ENCODING_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
mode_to_label (RtBodyMode mode)
{
  switch (mode)
    {
    case RT_BODY_TEXT:
      return _ ("Text");
    case RT_BODY_PRETTY:
      /* Translators: JSON or XML, indented. */
      return _ ("Laid Out");
    case RT_BODY_IMAGE:
      return _ ("Image");
    case RT_BODY_HEX:
      return _ ("Hex");
    }
  g_return_val_if_reached (NULL);
}

static void
on_mode_selected (RtBodyFooter *self)
{
  guint index = gtk_drop_down_get_selected (self->mode_list);

  if (!self->following && index < self->modes->len)
    g_signal_emit (self, signals[MODE_CHOSEN], 0,
                   (int)g_array_index (self->modes, RtBodyMode, index));
}

static void
on_encoding_selected (RtBodyFooter *self)
{
  guint index = gtk_drop_down_get_selected (self->encoding_list);
  const RtEncoding *encoding = index > 0 && index != GTK_INVALID_LIST_POSITION
                                   ? rt_encoding_get (index - 1)
                                   : NULL;

  if (!self->following)
    g_signal_emit (self, signals[ENCODING_CHOSEN], 0,
                   encoding != NULL ? encoding->name : NULL);
}

static void
fill_encodings (RtBodyFooter *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const RtEncoding *encoding;

  /* Translators: the character set is found out from the answer. */
  gtk_string_list_append (names, _ ("Automatic"));
  for (guint i = 0; (encoding = rt_encoding_get (i)) != NULL; i++)
    gtk_string_list_append (names, encoding->name);
  self->following = TRUE;
  gtk_drop_down_set_model (self->encoding_list, G_LIST_MODEL (names));
  self->following = FALSE;
}

static void
fill_modes (RtBodyFooter *self, gboolean can_pretty, gboolean can_image)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_array_set_size (self->modes, 0);
  for (int i = RT_BODY_TEXT; i <= RT_BODY_HEX; i++)
    {
      RtBodyMode mode = (RtBodyMode)i;

      if ((mode == RT_BODY_IMAGE && !can_image)
          || (mode == RT_BODY_PRETTY && !can_pretty))
        continue;
      g_array_append_val (self->modes, mode);
      gtk_string_list_append (names, mode_to_label (mode));
    }
  gtk_drop_down_set_model (self->mode_list, G_LIST_MODEL (names));
}

static void
rt_body_footer_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RT_TYPE_BODY_FOOTER);
  G_OBJECT_CLASS (rt_body_footer_parent_class)->dispose (object);
}

static void
rt_body_footer_finalize (GObject *object)
{
  g_array_unref (RT_BODY_FOOTER (object)->modes);
  G_OBJECT_CLASS (rt_body_footer_parent_class)->finalize (object);
}

static void
rt_body_footer_class_init (RtBodyFooterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_body_footer_dispose;
  G_OBJECT_CLASS (klass)->finalize = rt_body_footer_finalize;

  /**
   * RtBodyFooter::mode-chosen:
   * @self: the footer
   * @mode: (type RtBodyMode): how to show the body
   *
   * The user chose how to look at the body.
   */
  signals[MODE_CHOSEN]
      = g_signal_new ("mode-chosen", RT_TYPE_BODY_FOOTER, G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  /**
   * RtBodyFooter::encoding-chosen:
   * @self: the footer
   * @name: (nullable): an encoding, or %NULL to find it out
   *
   * The user chose the character set.
   */
  signals[ENCODING_CHOSEN]
      = g_signal_new ("encoding-chosen", RT_TYPE_BODY_FOOTER, G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-body-footer.ui");
  gtk_widget_class_bind_template_child (widget_class, RtBodyFooter, content);
  gtk_widget_class_bind_template_child (widget_class, RtBodyFooter, box);
  gtk_widget_class_bind_template_child (widget_class, RtBodyFooter, facts);
  gtk_widget_class_bind_template_child (widget_class, RtBodyFooter, mode_list);
  gtk_widget_class_bind_template_child (widget_class, RtBodyFooter, encoding_list);
  gtk_widget_class_bind_template_callback (widget_class, on_mode_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_encoding_selected);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rt_body_footer_init (RtBodyFooter *self)
{
  self->modes = g_array_new (FALSE, TRUE, sizeof (RtBodyMode));
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_encodings (self);
}

/**
 * rt_body_footer_show_facts:
 * @self: a footer
 * @content_type: (nullable): the value of Content-Type
 * @charset: (nullable): the character set of the text
 * @text: (nullable): where the text is shown; goes with @charset
 * @image: (nullable): the image that is shown
 *
 * Says what the body is.
 */
void
rt_body_footer_show_facts (RtBodyFooter *self,
                           const char *content_type,
                           const RtCharset *charset,
                           RtTextPane *text,
                           GdkTexture *image)
{
  g_autofree char *media = rt_content_type_dup_media (content_type);
  g_autoptr (GString) facts
      = g_string_new (media[0] != '\0' ? media : _ ("no content type"));

  g_return_if_fail (RT_IS_BODY_FOOTER (self));

  if (image != NULL)
    /* Translators: width and height of an image. */
    g_string_append_printf (facts, _ (" · %d × %d pixels"), gdk_texture_get_width (image),
                            gdk_texture_get_height (image));
  if (text != NULL)
    {
      g_autofree char *words = rt_charset_dup_words (charset);
      guint64 lines = rt_text_pane_get_lines (text);
      g_autofree char *count = rt_format_count (lines);

      g_string_append_printf (facts, " · %s · ", words);
      g_string_append_printf (facts, ngettext ("%s line", "%s lines", (gulong)lines),
                              count);
      if (rt_text_pane_has_broken_lines (text))
        g_string_append (facts, _ (" · long lines broken for display"));
    }
  gtk_label_set_label (self->facts, facts->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->facts), facts->str);
}

/**
 * rt_body_footer_show_mode:
 * @self: a footer
 * @mode: how the body is shown
 * @can_pretty: whether it can be laid out
 * @can_image: whether it can be shown as an image
 *
 * Follows the view.
 */
void
rt_body_footer_show_mode (RtBodyFooter *self,
                          RtBodyMode mode,
                          gboolean can_pretty,
                          gboolean can_image)
{
  g_return_if_fail (RT_IS_BODY_FOOTER (self));

  self->following = TRUE;
  if (self->can_pretty != can_pretty || self->can_image != can_image
      || self->modes->len == 0)
    fill_modes (self, can_pretty, can_image);
  self->can_pretty = can_pretty;
  self->can_image = can_image;
  for (guint i = 0; i < self->modes->len; i++)
    if (g_array_index (self->modes, RtBodyMode, i) == mode)
      gtk_drop_down_set_selected (self->mode_list, i);
  self->following = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->encoding_list),
                          mode == RT_BODY_TEXT || mode == RT_BODY_PRETTY);
}

/**
 * rt_body_footer_reset:
 * @self: a footer
 *
 * Forgets what was chosen for another body.
 */
void
rt_body_footer_reset (RtBodyFooter *self)
{
  g_return_if_fail (RT_IS_BODY_FOOTER (self));

  self->following = TRUE;
  gtk_drop_down_set_selected (self->encoding_list, 0);
  self->following = FALSE;
}
