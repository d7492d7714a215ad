/* One address of a list, and what became of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/head/rt-check-line.h"

#include "core/check/rt-check-words.h"
#include "pages/head/rt-check-columns.h"
#include "ui/rt-accessible-name.h"
#include "ui/rt-format.h"

#include <glib/gi18n.h>
#include <string.h>

#define LEAST_DIGITS 22
/* More than anybody reads here, and slow to draw. */
#define WORD_BYTES_MAX 400

/* Drawn by hand: a list makes 200 of these at once, and hundreds change in a turn of the
 * main loop.  With room, the columns of all rows stand one below the other. */
struct _RtCheckLine
{
  GtkWidget parent_instance;

  RtCheckItem *item; /* nullable */
  gulong handler;
  char *notes; /* nullable */
};

G_DEFINE_FINAL_TYPE (RtCheckLine, rt_check_line, GTK_TYPE_WIDGET)

/* The words of a verdict also say it; the colour is for a look from afar. */
static const char *
verdict_to_colour (RtCheckVerdict verdict)
{
  switch (verdict)
    {
    case RT_CHECK_EXISTS:
      return "readable_success_color";
    case RT_CHECK_MOVED:
    case RT_CHECK_MOVED_FOR_NOW:
      return "readable_accent_color";
    case RT_CHECK_FORBIDDEN:
    case RT_CHECK_NOT_CHECKABLE:
      return "readable_warning_color";
    case RT_CHECK_MISSING:
    case RT_CHECK_NO_SERVER:
      return "readable_error_color";
    case RT_CHECK_PENDING:
      return NULL;
    }
  g_return_val_if_reached (NULL);
}

static GtkSizeRequestMode
rt_check_line_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rt_check_line_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  int height;
  int digit = rt_check_columns_measure_digit (widget, &height, NULL);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = LEAST_DIGITS * digit;
  else
    *minimum = *natural
        = for_size < 0 || rt_check_columns_fit (for_size, digit) ? height : 2 * height;
}

/* Where text goes. */
typedef struct
{
  GtkWidget *widget;
  GtkSnapshot *snapshot;
  const GdkRGBA *colour;
  int height; /* of a line */
  int ascent;
} Pen;

static void
draw (const Pen *pen,
      const char *text,
      int x,
      int line,
      int width,
      PangoEllipsizeMode mode)
{
  g_autoptr (PangoLayout) layout = NULL;
  int y;

  if (text == NULL || *text == '\0' || width <= 0)
    return;
  layout = gtk_widget_create_pango_layout (pen->widget, text);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, mode);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  /* Words of another script are higher, and still stand on the same line. */
  y = line * pen->height + pen->ascent
      - PANGO_PIXELS (pango_layout_get_baseline (layout));
  gtk_snapshot_save (pen->snapshot);
  gtk_snapshot_translate (pen->snapshot, &GRAPHENE_POINT_INIT ((float)x, (float)y));
  gtk_snapshot_append_layout (pen->snapshot, layout, pen->colour);
  gtk_snapshot_restore (pen->snapshot);
}

static const char *
get_verdict_title (const RtCheckResult *result)
{
  return _ (
      rt_check_verdict_to_title (result != NULL ? result->verdict : RT_CHECK_PENDING));
}

static char *
dup_status (const RtCheckResult *result)
{
  guint status = result != NULL ? rt_check_result_get_status (result) : 0;

  return status > 0 ? g_strdup_printf ("%u", status) : NULL;
}

/* All that is to be said of it, in one line; NULL: nothing. */
static char *
dup_notes (const RtCheckResult *result)
{
  g_autoptr (GPtrArray) notes = rt_check_result_list_notes (result);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < notes->len && text->len < WORD_BYTES_MAX; i++)
    {
      const RtNote *note = notes->pdata[i];
      g_autofree char *words = rt_note_render (note, gettext);

      g_string_append_printf (text, "%s%s", i > 0 ? " · " : "", words);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* All of it in words, for who cannot see the columns. */
static char *
dup_text (const char *address, const RtCheckResult *result)
{
  g_autofree char *status = dup_status (result);
  g_autofree char *notes = result != NULL ? dup_notes (result) : NULL;
  GString *text = g_string_new (address);

  if (text->len > WORD_BYTES_MAX)
    {
      g_string_truncate (text, WORD_BYTES_MAX);
      g_string_append (text, "…");
    }
  g_string_append_printf (text, "\n%s", get_verdict_title (result));
  if (status != NULL)
    g_string_append_printf (text, ", %s", status);
  if (result != NULL)
    g_string_append_printf (text, ", %s", _ (rt_check_ok_to_words (result->is_ok)));
  if (notes != NULL)
    g_string_append_printf (text, "\n%s", notes);
  return g_string_free (text, FALSE);
}

static void
draw_at (const Pen *pen, const char *text, RtCheckPlace place, PangoEllipsizeMode mode)
{
  draw (pen, text, place.x, 0, place.width, mode);
}

static void
draw_wide (const Pen *pen,
           const Pen *verdict,
           const RtCheckLine *self,
           const RtCheckPlace *places)
{
  const RtCheckResult *result = rt_check_item_get_result (self->item);
  g_autofree char *status = dup_status (result);
  g_autofree char *size = result != NULL && result->length >= 0
                              ? g_format_size ((guint64)result->length)
                              : NULL;
  g_autofree char *time = result != NULL && result->attempts > 0
                              ? rt_format_duration (result->time_us)
                              : NULL;

  draw_at (verdict, get_verdict_title (result), places[RT_CHECK_COLUMN_VERDICT],
           PANGO_ELLIPSIZE_END);
  draw_at (pen, status, places[RT_CHECK_COLUMN_STATUS], PANGO_ELLIPSIZE_END);
  draw_at (pen, rt_check_item_get_address (self->item), places[RT_CHECK_COLUMN_ADDRESS],
           PANGO_ELLIPSIZE_MIDDLE);
  draw_at (pen, self->notes, places[RT_CHECK_COLUMN_NOTES], PANGO_ELLIPSIZE_END);
  draw_at (pen, size, places[RT_CHECK_COLUMN_SIZE], PANGO_ELLIPSIZE_END);
  draw_at (pen, time, places[RT_CHECK_COLUMN_TIME], PANGO_ELLIPSIZE_END);
}

/* The address, and below it the verdict with what is to be said. */
static void
draw_narrow (const Pen *pen, const Pen *verdict, const RtCheckLine *self, int width)
{
  const RtCheckResult *result = rt_check_item_get_result (self->item);
  g_autofree char *status = dup_status (result);
  g_autofree char *below = g_strconcat (
      status != NULL ? status : "", status != NULL ? " " : "", get_verdict_title (result),
      self->notes != NULL ? " · " : NULL, self->notes, NULL);

  draw (pen, rt_check_item_get_address (self->item), 0, 0, width, PANGO_ELLIPSIZE_MIDDLE);
  draw (verdict, below, 0, 1, width, PANGO_ELLIPSIZE_END);
}

static void
rt_check_line_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RtCheckLine *self = RT_CHECK_LINE (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  int width = gtk_widget_get_width (widget);
  const RtCheckResult *result;
  const char *name;
  GdkRGBA plain;
  GdkRGBA colour;
  RtCheckPlace places[RT_N_CHECK_COLUMNS];
  int digit;
  Pen pen = { widget, snapshot, &plain };
  Pen verdict;

  if (self->item == NULL)
    return;
  digit = rt_check_columns_measure_digit (widget, &pen.height, &pen.ascent);
  gtk_style_context_get_color (style, &plain);
  result = rt_check_item_get_result (self->item);
  name = verdict_to_colour (result != NULL ? result->verdict : RT_CHECK_PENDING);
  if (name == NULL || !gtk_style_context_lookup_color (style, name, &colour))
    colour = plain;
  verdict = pen;
  verdict.colour = &colour;
  if (rt_check_columns_fit (width, digit))
    {
      rt_check_columns_place (places, width, digit);
      draw_wide (&pen, &verdict, self, places);
    }
  else
    draw_narrow (&pen, &verdict, self, width);
}

static gboolean
rt_check_line_query_tooltip (GtkWidget *widget,
                             int x,
                             int y,
                             gboolean keyboard,
                             GtkTooltip *tooltip)
{
  RtCheckLine *self = RT_CHECK_LINE (widget);
  g_autofree char *text = NULL;

  if (self->item == NULL)
    return FALSE;
  text = dup_text (rt_check_item_get_address (self->item),
                   rt_check_item_get_result (self->item));
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

/* What has the focus is the list's own widget around it. */
static void
show (RtCheckLine *self)
{
  const RtCheckResult *result = rt_check_item_get_result (self->item);
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *text = dup_text (rt_check_item_get_address (self->item), result);

  g_free (self->notes);
  self->notes = result != NULL ? dup_notes (result) : NULL;
  if (parent != NULL)
    rt_accessible_name_set (parent, text);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* NULL: to show and follow nothing. */
static void
set_item (RtCheckLine *self, RtCheckItem *item)
{
  if (self->item != NULL)
    g_clear_signal_handler (&self->handler, self->item);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  self->handler = g_signal_connect_swapped (item, "changed", G_CALLBACK (show), self);
  show (self);
}

static void
rt_check_line_dispose (GObject *object)
{
  set_item (RT_CHECK_LINE (object), NULL);
  G_OBJECT_CLASS (rt_check_line_parent_class)->dispose (object);
}

static void
rt_check_line_finalize (GObject *object)
{
  g_free (RT_CHECK_LINE (object)->notes);
  G_OBJECT_CLASS (rt_check_line_parent_class)->finalize (object);
}

static void
rt_check_line_class_init (RtCheckLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_check_line_dispose;
  G_OBJECT_CLASS (klass)->finalize = rt_check_line_finalize;
  widget_class->get_request_mode = rt_check_line_get_request_mode;
  widget_class->measure = rt_check_line_measure;
  widget_class->snapshot = rt_check_line_snapshot;
  widget_class->query_tooltip = rt_check_line_query_tooltip;
}

static void
rt_check_line_init (RtCheckLine *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, g_object_new (RT_TYPE_CHECK_LINE, NULL));
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  set_item (RT_CHECK_LINE (gtk_list_item_get_child (item)),
            gtk_list_item_get_item (item));
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  set_item (RT_CHECK_LINE (gtk_list_item_get_child (item)), NULL);
}

/* Makes the rows of a list of RtCheckItem. */
GtkListItemFactory *
rt_check_line_make_factory (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  return factory;
}
