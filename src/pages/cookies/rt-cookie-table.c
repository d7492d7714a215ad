/* The cookies of a jar in a table with titles, which sort it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/cookies/rt-cookie-table.h"

#include "pages/cookies/rt-cookie-row.h"
#include "pages/cookies/rt-cookie-words.h"

#include <glib/gi18n.h>

struct _RtCookieTable
{
  GtkWidget parent_instance;

  RtCookieList *list; /* nullable */
  GtkSingleSelection *selection;
  gboolean hides_values;

  GtkWidget *titles;
  GtkScrolledWindow *titles_scroller;
  GtkScrolledWindow *scroller;
  GtkListView *rows;
};

G_DEFINE_FINAL_TYPE (RtCookieTable, rt_cookie_table, GTK_TYPE_WIDGET)

enum
{
  ACTIVATE,
  SELECTION_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, rt_cookie_row_new ());
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, RtCookieTable *self)
{
  rt_cookie_row_show (
      RT_COOKIE_ROW (gtk_list_item_get_child (item)),
      rt_cookie_item_get_cookie (RT_COOKIE_ITEM (gtk_list_item_get_item (item))),
      self->hides_values);
}

/* A new one binds every row anew. */
static void
set_factory (RtCookieTable *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, 0);
  gtk_list_view_set_factory (self->rows, factory);
}

static void
on_activate (RtCookieTable *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  g_signal_emit (self, signals[ACTIVATE], 0);
}

static void
on_selection_changed (RtCookieTable *self)
{
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

/* --- titles --- */

static void
show_order (RtCookieTable *self)
{
  gboolean descending;
  guint column = rt_cookie_list_get_order (self->list, &descending);
  guint i = 0;

  for (GtkWidget *title = gtk_widget_get_first_child (self->titles); title != NULL;
       title = gtk_widget_get_next_sibling (title), i++)
    {
      GtkLabel *label = GTK_LABEL (gtk_button_get_child (GTK_BUTTON (title)));
      const char *words = rt_cookie_words_get_title (i);
      g_autofree char *marked
          = i == column ? g_strdup_printf ("%s %s", words, descending ? "▾" : "▴") : NULL;

      gtk_label_set_label (label, marked != NULL ? marked : words);
    }
}

static void
sort_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RtCookieTable *self = RT_COOKIE_TABLE (widget);
  RtCookieColumn column = (RtCookieColumn)g_variant_get_uint32 (parameter);
  gboolean descending;
  gboolean again = rt_cookie_list_get_order (self->list, &descending) == column;

  rt_cookie_list_set_order (self->list, column, again && !descending);
  show_order (self);
}

/* The titles move with the rows, and do not scroll of their own accord: one adjustment for
 * both is set anew by each of them while they are laid out, and GTK 4.8 warns of that. */
static void
on_title_entered (GtkEventController *controller, RtCookieTable *self)
{
  GtkWidget *title = gtk_event_controller_get_widget (controller);
  graphene_rect_t place;

  if (gtk_widget_compute_bounds (title, self->titles, &place))
    gtk_adjustment_clamp_page (gtk_scrolled_window_get_hadjustment (self->scroller),
                               place.origin.x, place.origin.x + place.size.width);
}

static void
add_titles (RtCookieTable *self)
{
  for (guint i = 0; i < RT_COOKIE_N_COLUMNS; i++)
    {
      GtkWidget *button = gtk_button_new ();
      GtkWidget *label = gtk_label_new (NULL);
      GtkEventController *focus = gtk_event_controller_focus_new ();
      int width = (int)rt_cookie_words_get_width (i);

      gtk_label_set_width_chars (GTK_LABEL (label), width);
      gtk_label_set_max_width_chars (GTK_LABEL (label), width);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_button_set_child (GTK_BUTTON (button), label);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, _ ("Sort"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "table.sort");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", i);
      g_signal_connect (focus, "enter", G_CALLBACK (on_title_entered), self);
      gtk_widget_add_controller (button, focus);
      gtk_box_append (GTK_BOX (self->titles), button);
    }
}

static void
rt_cookie_table_dispose (GObject *object)
{
  RtCookieTable *self = RT_COOKIE_TABLE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_COOKIE_TABLE);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (rt_cookie_table_parent_class)->dispose (object);
}

static void
rt_cookie_table_class_init (RtCookieTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_cookie_table_dispose;
  signals[ACTIVATE]
      = g_signal_new ("activate", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 0);
  signals[SELECTION_CHANGED]
      = g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                      0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/cookies/rt-cookie-table.ui");
  gtk_widget_class_bind_template_child (widget_class, RtCookieTable, titles);
  gtk_widget_class_bind_template_child (widget_class, RtCookieTable, titles_scroller);
  gtk_widget_class_bind_template_child (widget_class, RtCookieTable, scroller);
  gtk_widget_class_bind_template_child (widget_class, RtCookieTable, rows);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_install_action (widget_class, "table.sort", "u", sort_action);
}

static void
rt_cookie_table_init (RtCookieTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  add_titles (self);
  g_object_bind_property (gtk_scrolled_window_get_hadjustment (self->scroller), "value",
                          gtk_scrolled_window_get_hadjustment (self->titles_scroller),
                          "value", G_BINDING_BIDIRECTIONAL);
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected",
                           G_CALLBACK (on_selection_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed",
                           G_CALLBACK (on_selection_changed), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->rows, GTK_SELECTION_MODEL (self->selection));
  set_factory (self);
}

/**
 * rt_cookie_table_set_list:
 * @self: a table
 * @list: what it shows and sorts
 */
void
rt_cookie_table_set_list (RtCookieTable *self, RtCookieList *list)
{
  g_return_if_fail (RT_IS_COOKIE_TABLE (self));

  g_set_object (&self->list, list);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (list));
  show_order (self);
}

/**
 * rt_cookie_table_set_hides_values:
 * @self: a table
 * @hides_values: whether somebody may look on
 */
void
rt_cookie_table_set_hides_values (RtCookieTable *self, gboolean hides_values)
{
  g_return_if_fail (RT_IS_COOKIE_TABLE (self));

  if (self->hides_values == hides_values)
    return;
  self->hides_values = hides_values;
  set_factory (self);
}

/* %NULL: none is selected. */
RtCookie *
rt_cookie_table_get_selected (RtCookieTable *self)
{
  g_return_val_if_fail (RT_IS_COOKIE_TABLE (self), NULL);

  return self->list != NULL ? rt_cookie_list_get (
             self->list, gtk_single_selection_get_selected (self->selection))
                            : NULL;
}
