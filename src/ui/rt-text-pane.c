/* Text with colours, line numbers and find, that stays quick with big texts. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-text-pane.h"

#include "ui/rt-find-bar.h"
#include "ui/rt-text-feeder.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

/* Past this, wrapping holds the window up. */
#define WRAP_BYTES (64 * 1024)

/* Past this, line numbers do: each digit more makes them wider, and the text view then
 * goes through all lines. */
#define NUMBERED_LINES 100000

struct _RtTextPane
{
  GtkWidget parent_instance;

  RtTextFeeder *feeder;
  gsize length;  /* of the text */
  guint64 lines; /* in it, those included that are not in the buffer yet */

  GtkWidget *box;
  RtFindBar *find_bar;
  GtkSourceView *view;
  GtkWidget *more_row;
  GtkLabel *more_note;
  GtkWidget *more_button;
};

G_DEFINE_FINAL_TYPE (RtTextPane, rt_text_pane, GTK_TYPE_WIDGET)

enum
{
  MORE,
  LOADED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkSourceBuffer *
get_buffer (RtTextPane *self)
{
  return GTK_SOURCE_BUFFER (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)));
}

static guint64
count_lines (GBytes *text)
{
  gsize length;
  const char *at = g_bytes_get_data (text, &length);
  const char *end = at + length;
  guint64 lines = 0;

  while (at < end && (at = memchr (at, '\n', end - at)) != NULL)
    {
      lines++;
      at++;
    }
  return lines;
}

/* Only now the text before is gone, and it is known whether lines were broken. */
static void
on_done (RtTextPane *self)
{
  gboolean plain = rt_text_feeder_has_broken_lines (self->feeder);
  GtkTextIter start;

  gtk_source_view_set_show_line_numbers (self->view,
                                         !plain && self->lines <= NUMBERED_LINES);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view),
                               self->length <= WRAP_BYTES && !plain ? GTK_WRAP_WORD_CHAR
                                                                    : GTK_WRAP_NONE);
  gtk_text_buffer_get_start_iter (GTK_TEXT_BUFFER (get_buffer (self)), &start);
  gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (get_buffer (self)), &start);
  g_signal_emit (self, signals[LOADED], 0);
}

static void
on_more_clicked (RtTextPane *self)
{
  g_signal_emit (self, signals[MORE], 0);
}

static void
on_dark_changed (RtTextPane *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleSchemeManager *manager = gtk_source_style_scheme_manager_get_default ();

  gtk_source_buffer_set_style_scheme (get_buffer (self),
                                      gtk_source_style_scheme_manager_get_scheme (
                                          manager, dark ? "Adwaita-dark" : "Adwaita"));
}

static void
feed (RtTextPane *self, GBytes *text)
{
  self->length += g_bytes_get_size (text);
  self->lines += count_lines (text);
  if (self->lines > NUMBERED_LINES)
    gtk_source_view_set_show_line_numbers (self->view, FALSE);
  rt_text_feeder_append (self->feeder, text);
}

static void
rt_text_pane_dispose (GObject *object)
{
  RtTextPane *self = RT_TEXT_PANE (object);

  g_clear_object (&self->feeder);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_TEXT_PANE);
  G_OBJECT_CLASS (rt_text_pane_parent_class)->dispose (object);
}

static void
rt_text_pane_class_init (RtTextPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_text_pane_dispose;

  /**
   * RtTextPane::more:
   * @self: the pane
   *
   * The user wants to see more of the text.
   */
  signals[MORE] = g_signal_new ("more", RT_TYPE_TEXT_PANE, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);

  /**
   * RtTextPane::loaded:
   * @self: the pane
   *
   * All of the text that was given is in the view.
   */
  signals[LOADED] = g_signal_new ("loaded", RT_TYPE_TEXT_PANE, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  g_type_ensure (RT_TYPE_FIND_BAR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-text-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, RtTextPane, box);
  gtk_widget_class_bind_template_child (widget_class, RtTextPane, find_bar);
  gtk_widget_class_bind_template_child (widget_class, RtTextPane, view);
  gtk_widget_class_bind_template_child (widget_class, RtTextPane, more_row);
  gtk_widget_class_bind_template_child (widget_class, RtTextPane, more_note);
  gtk_widget_class_bind_template_child (widget_class, RtTextPane, more_button);
  gtk_widget_class_bind_template_callback (widget_class, on_more_clicked);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rt_text_pane_init (RtTextPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->feeder = rt_text_feeder_new (get_buffer (self));
  g_signal_connect_object (self->feeder, "done", G_CALLBACK (on_done), self,
                           G_CONNECT_SWAPPED);
  gtk_source_buffer_set_highlight_matching_brackets (get_buffer (self), FALSE);
  gtk_text_buffer_set_enable_undo (GTK_TEXT_BUFFER (get_buffer (self)), FALSE);
  rt_find_bar_set_view (self->find_bar, self->view);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (on_dark_changed), self, G_CONNECT_SWAPPED);
  on_dark_changed (self);
}

/**
 * rt_text_pane_set_text:
 * @self: a pane
 * @text: UTF-8, which may hold NULs
 * @content_type: (nullable): what kind of text it is, for the colours
 *
 * Shows @text, slice by slice; "loaded" is emitted in the end.
 */
void
rt_text_pane_set_text (RtTextPane *self, GBytes *text, const char *content_type)
{
  g_return_if_fail (RT_IS_TEXT_PANE (self));

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view), GTK_WRAP_NONE);
  rt_text_feeder_start (self->feeder, rt_syntax_find (content_type));
  self->length = self->lines = 0;
  rt_text_pane_set_note (self, NULL);
  feed (self, text);
  if (!rt_text_feeder_is_busy (self->feeder))
    on_done (self);
}

/**
 * rt_text_pane_append_text:
 * @self: a pane
 * @text: UTF-8, which may hold NULs
 *
 * Shows @text behind what is there.
 */
void
rt_text_pane_append_text (RtTextPane *self, GBytes *text)
{
  g_return_if_fail (RT_IS_TEXT_PANE (self));

  feed (self, text);
}

/**
 * rt_text_pane_set_note:
 * @self: a pane
 * @note: (nullable): what there is to say about the text
 *
 * Says something below the text.
 */
void
rt_text_pane_set_note (RtTextPane *self, const char *note)
{
  g_return_if_fail (RT_IS_TEXT_PANE (self));

  gtk_label_set_label (self->more_note, note != NULL ? note : "");
  gtk_widget_set_visible (self->more_row, note != NULL);
  gtk_widget_hide (self->more_button);
}

/**
 * rt_text_pane_set_extent:
 * @self: a pane
 * @shown: bytes that the text was made from
 * @all: bytes in all
 * @available: whether the others can be read
 *
 * Says below the text how much of it this is, and offers the rest.
 */
void
rt_text_pane_set_extent (RtTextPane *self, guint64 shown, guint64 all, gboolean available)
{
  g_autofree char *shown_text = g_format_size (shown);
  g_autofree char *all_text = g_format_size (all);
  g_autofree char *note = NULL;

  g_return_if_fail (RT_IS_TEXT_PANE (self));

  if (all > shown && available)
    /* Translators: two sizes. */
    note = g_strdup_printf (_ ("These are the first %s of %s."), shown_text, all_text);
  else if (all > shown)
    /* Translators: two sizes. */
    note = g_strdup_printf (_ ("These are the first %s of %s; the rest was not kept."),
                            shown_text, all_text);
  rt_text_pane_set_note (self, note);
  gtk_widget_set_visible (self->more_button, note != NULL && available);
}

/**
 * rt_text_pane_find:
 * @self: a pane
 *
 * Opens the search.
 */
void
rt_text_pane_find (RtTextPane *self)
{
  g_return_if_fail (RT_IS_TEXT_PANE (self));

  rt_find_bar_open (self->find_bar);
}

gboolean
rt_text_pane_has_broken_lines (RtTextPane *self)
{
  g_return_val_if_fail (RT_IS_TEXT_PANE (self), FALSE);

  return rt_text_feeder_has_broken_lines (self->feeder);
}

guint64
rt_text_pane_get_lines (RtTextPane *self)
{
  g_return_val_if_fail (RT_IS_TEXT_PANE (self), 0);

  return rt_text_feeder_get_lines (self->feeder);
}
