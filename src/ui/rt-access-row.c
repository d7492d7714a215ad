/* One line of a server's access log. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-access-row.h"

#include "ui/rt-format.h"

#include <glib/gi18n.h>
#include <time.h>

#define STATUS_CHARS 3
#define TEXT_CHARS 20
#define GAP 9
/* A client may send kilobytes: more than anybody reads here, and slow to draw. */
#define WORD_BYTES_MAX 300
#define TOOLTIP_BYTES_MAX 1000
/* What a client that speaks TLS begins with. */
#define TLS_RECORD "\x16\x03"

/* Drawn by hand, and of a size that does not depend on its text: a list makes 200 of these
 * at once, and thousands of lines can come in a second. */
struct _RtAccessRow
{
  GtkWidget parent_instance;

  RtAccessEntry *entry; /* nullable */
  char *text;           /* nullable: what stands after the status */
};

G_DEFINE_FINAL_TYPE (RtAccessRow, rt_access_row, GTK_TYPE_WIDGET)

static const char *
status_to_colour (guint status)
{
  switch (status / 100)
    {
    case 2:
      return "readable_success_color";
    case 3:
      return "readable_accent_color";
    case 4:
      return "readable_warning_color";
    default:
      return "readable_error_color";
    }
}

static void
get_size (GtkWidget *widget, int *char_width, int *height)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);

  *char_width = pango_font_metrics_get_approximate_digit_width (metrics);
  *height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));
  pango_font_metrics_unref (metrics);
}

static void
rt_access_row_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  int char_width;
  int height;

  get_size (widget, &char_width, &height);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = height;
  else
    *minimum = *natural
        = PANGO_PIXELS_CEIL ((STATUS_CHARS + TEXT_CHARS) * char_width) + GAP;
}

static void
draw (GtkWidget *widget,
      GtkSnapshot *snapshot,
      const char *text,
      float x,
      const GdkRGBA *colour)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  float width = MAX (0, (float)gtk_widget_get_width (widget) - x);

  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, (int)width * PANGO_SCALE);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, 0));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

static void
rt_access_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RtAccessRow *self = RT_ACCESS_ROW (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  g_autofree char *status = NULL;
  GdkRGBA plain;
  GdkRGBA colour;
  int char_width;
  int height;

  if (self->entry == NULL)
    return;
  get_size (widget, &char_width, &height);
  gtk_style_context_get_color (style, &plain);
  if (!gtk_style_context_lookup_color (style, status_to_colour (self->entry->status),
                                       &colour))
    colour = plain;
  status = self->entry->status > 0 ? g_strdup_printf ("%u", self->entry->status)
                                   : g_strdup ("–");
  draw (widget, snapshot, status, 0, &colour);
  draw (widget, snapshot, self->text,
        (float)PANGO_PIXELS_CEIL (STATUS_CHARS * char_width) + GAP, &plain);
}

/* @text is ASCII from @start on. */
static void
shorten (GString *text, gsize start, gsize limit)
{
  if (text->len - start <= limit)
    return;
  g_string_truncate (text, start + limit);
  g_string_append (text, "…");
}

static gboolean
rt_access_row_query_tooltip (GtkWidget *widget,
                             int x,
                             int y,
                             gboolean keyboard,
                             GtkTooltip *tooltip)
{
  const RtAccessEntry *entry = RT_ACCESS_ROW (widget)->entry;
  g_autoptr (GString) line = g_string_new (NULL);

  if (entry == NULL)
    return FALSE;
  rt_access_entry_append_line (entry, line);
  g_string_truncate (line, line->len - 1);
  shorten (line, 0, TOOLTIP_BYTES_MAX);
  gtk_tooltip_set_text (tooltip, line->str);
  return TRUE;
}

static void
rt_access_row_finalize (GObject *object)
{
  RtAccessRow *self = RT_ACCESS_ROW (object);

  g_clear_pointer (&self->entry, rt_access_entry_unref);
  g_free (self->text);
  G_OBJECT_CLASS (rt_access_row_parent_class)->finalize (object);
}

static void
rt_access_row_class_init (RtAccessRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rt_access_row_finalize;
  widget_class->measure = rt_access_row_measure;
  widget_class->snapshot = rt_access_row_snapshot;
  widget_class->query_tooltip = rt_access_row_query_tooltip;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
rt_access_row_init (RtAccessRow *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
rt_access_row_new (void)
{
  return g_object_new (RT_TYPE_ACCESS_ROW, NULL);
}

static void
append_escaped (GString *text, const char *word)
{
  gsize start = text->len;

  rt_access_log_append_escaped (text, word);
  shorten (text, start, WORD_BYTES_MAX);
}

static void
append_word (GString *text, const char *word)
{
  if (word == NULL)
    return;
  g_string_append (text, "  ");
  append_escaped (text, word);
}

static void
append_request (GString *text, const RtAccessEntry *entry)
{
  g_autofree char *method = NULL;
  g_autofree char *target = NULL;

  if (entry->request == NULL && entry->status == 0)
    g_string_append_printf (text, "  %s", _ ("TLS handshake failed"));
  else if (entry->request == NULL)
    g_string_append_printf (text, "  %s", _ ("not readable"));
  else if (g_str_has_prefix (entry->request, TLS_RECORD))
    g_string_append_printf (text, "  %s", _ ("TLS, which is not spoken here"));
  else if (rt_access_entry_split_request (entry, &method, &target))
    {
      append_word (text, method);
      g_string_append_c (text, ' ');
      append_escaped (text, target);
    }
  else
    append_word (text, entry->request);
}

/* What is looked for first stands first: there may be room for little of it. */
static char *
make_text (const RtAccessEntry *entry)
{
  time_t seconds = entry->time_us / G_USEC_PER_SEC;
  struct tm local;
  char clock[16] = "";
  g_autofree char *size = g_format_size (entry->body_bytes);
  g_autofree char *duration = rt_format_duration (entry->duration_us);
  GString *text;

  if (localtime_r (&seconds, &local) != NULL)
    strftime (clock, sizeof clock, "%H:%M:%S", &local);
  text = g_string_new (clock);
  append_request (text, entry);
  g_string_append_printf (text, "  %s  %s", size, duration);
  append_word (text, entry->host);
  append_word (text, entry->agent);
  return g_string_free (text, FALSE);
}

/**
 * rt_access_row_show:
 * @self: a row
 * @entry: the line to show
 */
void
rt_access_row_show (RtAccessRow *self, RtAccessEntry *entry)
{
  g_return_if_fail (RT_IS_ACCESS_ROW (self));

  rt_access_entry_ref (entry);
  g_clear_pointer (&self->entry, rt_access_entry_unref);
  self->entry = entry;
  g_free (self->text);
  self->text = make_text (entry);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
rt_access_row_get_text (RtAccessRow *self)
{
  g_return_val_if_fail (RT_IS_ACCESS_ROW (self), NULL);

  return self->text;
}
