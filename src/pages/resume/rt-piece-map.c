/* A picture of a file: which request brought which of its bytes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/resume/rt-piece-map.h"

#include "pages/resume/rt-piece-cells.h"

#include <glib/gi18n.h>

#define CELL 16
#define GAP 2
#define STEP (CELL + GAP)
#define N_ROWS 3

/* A colour for each connection.  It is not the only sign: where a request begins, its number
 * stands, and the tooltip says all. */
static const char *const colours[] = { "#3584e4", "#33d17a", "#e5a50a", "#9141ac",
                                       "#e66100", "#2190a4", "#c64600", "#865e3c" };

struct _RtPieceMap
{
  GtkWidget parent_instance;

  RtDownload *download; /* nullable */
  RtPieceCell *cells;   /* nullable: the length is not known */
  guint n_cells;
  guint cursor; /* the cell that the keyboard is at */
};

G_DEFINE_FINAL_TYPE (RtPieceMap, rt_piece_map, GTK_TYPE_WIDGET)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
get_n_columns (RtPieceMap *self)
{
  return (guint)MAX (gtk_widget_get_width (GTK_WIDGET (self)) / STEP, 1);
}

static char *
dup_bytes_words (RtPieceMap *self, guint index)
{
  gint64 total = rt_download_get_news (self->download)->total;
  double size = (double)total / self->n_cells;
  g_autofree char *from = g_format_size ((guint64)(index * size));
  g_autofree char *to = g_format_size ((guint64)((index + 1) * size));

  /* Translators: two places in a file, as sizes. */
  return g_strdup_printf (_ ("From %s to %s"), from, to);
}

/* Says what a cell is, for a tooltip and for a screen reader. */
static char *
dup_words (RtPieceMap *self, guint index)
{
  const RtPieceCell *cell = &self->cells[index];
  g_autofree char *bytes = dup_bytes_words (self, index);

  if (cell->filled <= 0)
    /* Translators: “From 1 MB to 2 MB”. */
    return g_strdup_printf (_ ("%s: not there yet"), bytes);
  if (cell->number == 0)
    /* Translators: “From 1 MB to 2 MB”. */
    return g_strdup_printf (_ ("%s: there from before"), bytes);
  /* Translators: “From 1 MB to 2 MB”, the number of a request, and of a connection. */
  return g_strdup_printf (_ ("%s: request %u, over connection %u"), bytes, cell->number,
                          cell->connection);
}

static void
take_cells (RtPieceMap *self)
{
  g_clear_pointer (&self->cells, g_free);
  self->n_cells = get_n_columns (self) * N_ROWS;
  if (self->download != NULL)
    self->cells = rt_piece_cells_new (self->download, self->n_cells);
  self->cursor = MIN (self->cursor, self->n_cells - 1);
}

static void
rt_piece_map_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = N_ROWS * STEP;
  else
    *minimum = *natural = 8 * STEP;
}

static void
rt_piece_map_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  take_cells (RT_PIECE_MAP (widget));
}

static void
get_colour (const RtPieceCell *cell, const GdkRGBA *plain, GdkRGBA *colour)
{
  *colour = *plain;
  if (cell->number == 0)
    colour->alpha *= 0.45f;
  else
    gdk_rgba_parse (colour, colours[(cell->connection - 1) % G_N_ELEMENTS (colours)]);
  if (cell->number % 2 == 1)
    colour->alpha *= 0.75f; /* another try over the same connection */
}

static void
draw_number (GtkWidget *widget, GtkSnapshot *snapshot, guint number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  PangoAttrList *attributes = pango_attr_list_new ();
  const GdkRGBA white = { 1, 1, 1, 1 };
  int width, height;

  pango_attr_list_insert (attributes, pango_attr_scale_new (0.65));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float)(CELL - width) / 2,
                                                          (float)(CELL - height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &white);
  gtk_snapshot_restore (snapshot);
}

static void
draw_cell (RtPieceMap *self, GtkSnapshot *snapshot, guint index, const GdkRGBA *plain)
{
  const RtPieceCell *cell = &self->cells[index];
  GdkRGBA track = *plain;
  GdkRGBA colour;

  track.alpha *= 0.12f;
  get_colour (cell, plain, &colour);
  gtk_snapshot_append_color (snapshot, &track, &GRAPHENE_RECT_INIT (0, 0, CELL, CELL));
  gtk_snapshot_append_color (
      snapshot, &colour, &GRAPHENE_RECT_INIT (0, 0, (float)(CELL * cell->filled), CELL));
}

static void
rt_piece_map_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RtPieceMap *self = RT_PIECE_MAP (widget);
  guint n_columns = get_n_columns (self);
  guint numbered = 0;
  GdkRGBA plain;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &plain);
  for (guint i = 0; self->cells != NULL && i < self->n_cells; i++)
    {
      float x = (float)(i % n_columns * STEP);
      float y = (float)(i / n_columns * STEP);

      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
      draw_cell (self, snapshot, i, &plain);
      if (self->cells[i].number != numbered && self->cells[i].filled >= 0.5)
        {
          numbered = self->cells[i].number;
          if (numbered != 0)
            draw_number (widget, snapshot, numbered);
        }
      if (i == self->cursor && gtk_widget_has_visible_focus (widget))
        gtk_snapshot_render_focus (snapshot, gtk_widget_get_style_context (widget), 0, 0,
                                   CELL, CELL);
      gtk_snapshot_restore (snapshot);
    }
}

/* The cell at a point; n_cells if there is none. */
static guint
find_cell (RtPieceMap *self, double x, double y)
{
  guint n_columns = get_n_columns (self);
  guint column = (guint)MAX (x, 0) / STEP;
  guint row = (guint)MAX (y, 0) / STEP;

  if (self->cells == NULL || column >= n_columns || row >= N_ROWS)
    return self->n_cells;
  return row * n_columns + column;
}

static gboolean
rt_piece_map_query_tooltip (GtkWidget *widget,
                            int x,
                            int y,
                            gboolean keyboard,
                            GtkTooltip *tooltip)
{
  RtPieceMap *self = RT_PIECE_MAP (widget);
  guint index = keyboard ? self->cursor : find_cell (self, x, y);
  g_autofree char *words = NULL;

  if (self->cells == NULL || index >= self->n_cells)
    return FALSE;
  words = dup_words (self, index);
  gtk_tooltip_set_text (tooltip, words);
  return TRUE;
}

static void
choose (RtPieceMap *self, guint index)
{
  if (self->cells != NULL && index < self->n_cells && self->cells[index].number != 0)
    g_signal_emit (self, signals[CHOSEN], 0, self->cells[index].number);
}

static void
set_cursor (RtPieceMap *self, guint index)
{
  g_autofree char *words = NULL;

  if (self->cells == NULL || index >= self->n_cells)
    return;
  self->cursor = index;
  words = dup_words (self, index);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, RtPieceMap *self)
{
  guint index = find_cell (self, x, y);

  set_cursor (self, index);
  choose (self, index);
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint key,
                guint code,
                GdkModifierType state,
                RtPieceMap *self)
{
  guint n_columns = get_n_columns (self);

  switch (key)
    {
    case GDK_KEY_Left:
      set_cursor (self, self->cursor - 1); /* before the first there is none */
      return TRUE;
    case GDK_KEY_Right:
      set_cursor (self, self->cursor + 1);
      return TRUE;
    case GDK_KEY_Up:
      set_cursor (self, self->cursor - n_columns);
      return TRUE;
    case GDK_KEY_Down:
      set_cursor (self, self->cursor + n_columns);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      choose (self, self->cursor);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
rt_piece_map_dispose (GObject *object)
{
  RtPieceMap *self = RT_PIECE_MAP (object);

  g_clear_object (&self->download);
  g_clear_pointer (&self->cells, g_free);
  G_OBJECT_CLASS (rt_piece_map_parent_class)->dispose (object);
}

static void
rt_piece_map_class_init (RtPieceMapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_piece_map_dispose;
  widget_class->measure = rt_piece_map_measure;
  widget_class->size_allocate = rt_piece_map_size_allocate;
  widget_class->snapshot = rt_piece_map_snapshot;
  widget_class->query_tooltip = rt_piece_map_query_tooltip;

  /**
   * RtPieceMap::chosen:
   * @self: a map
   * @number: of a visit
   *
   * The user wants to look at a request.
   */
  signals[CHOSEN] = g_signal_new ("chosen", RT_TYPE_PIECE_MAP, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "piecemap");
}

static void
rt_piece_map_init (RtPieceMap *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_has_tooltip (widget, TRUE);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, keys);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Map of the file"), -1);
}

/**
 * rt_piece_map_show:
 * @self: a map
 * @download: what it is of
 *
 * Draws how far @download has come by now.
 */
void
rt_piece_map_show (RtPieceMap *self, RtDownload *download)
{
  g_return_if_fail (RT_IS_PIECE_MAP (self));

  g_set_object (&self->download, download);
  take_cells (self);
  gtk_widget_set_visible (GTK_WIDGET (self), self->cells != NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
