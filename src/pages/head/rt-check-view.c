/* A list of addresses and what became of each, with what can be done about it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/head/rt-check-view.h"

#include "core/check/rt-check-words.h"
#include "pages/head/rt-check-counts.h"
#include "pages/head/rt-check-line.h"
#include "pages/head/rt-check-titles.h"
#include "ui/rt-accessible-name.h"
#include "ui/rt-list-pane.h"

#include <glib/gi18n.h>

/* With more, an exchange has its place below. */
#define ROWS_HEIGHT_MAX 280

struct _RtCheckView
{
  GtkWidget parent_instance;

  RtCheckList *list; /* nullable */
  GSignalGroup *signals;
  char *sort; /* the name of a key */
  gboolean is_descending;

  RtListPane *pane; /* has all the others */
  GtkDropDown *verdict;
  GtkWidget *menu_button;
  RtCheckTitles *titles;
  GtkProgressBar *progress;
};

G_DEFINE_FINAL_TYPE (RtCheckView, rt_check_view, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_SORT = 1,
  PROP_DESCENDING,
} RtCheckViewProperty;

static GParamSpec *properties[PROP_DESCENDING + 1];

enum
{
  CHOSEN,
  COMPARE,
  RECHECK,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* In the order of RtCheckKey. */
static const char *const keys[]
    = { "row", "address", "verdict", "status", "length", "time" };

/* --- what is shown --- */

static RtCheckKey
get_key (RtCheckView *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i], self->sort))
      return (RtCheckKey)i;
  return RT_CHECK_BY_ROW;
}

/* The first of the choices is any. */
static guint
get_verdicts (RtCheckView *self)
{
  guint selected = gtk_drop_down_get_selected (self->verdict);

  return selected == 0 || selected == GTK_INVALID_LIST_POSITION ? 0
                                                                : 1u << (selected - 1);
}

static void
on_order_changed (RtCheckView *self)
{
  const RtCheckOrder order = { get_key (self), self->is_descending, get_verdicts (self),
                               rt_list_pane_get_text (self->pane) };

  rt_check_titles_show_order (self->titles, order.key, order.is_descending);
  if (self->list != NULL)
    rt_check_list_set_order (self->list, &order);
}

/* As in other tables: up, down, and as they were. */
static void
on_sort (RtCheckView *self, guint key)
{
  gboolean is_known = key == get_key (self);

  if (is_known && self->is_descending)
    g_object_set (self, "sort", keys[RT_CHECK_BY_ROW], "descending", FALSE, NULL);
  else
    g_object_set (self, "sort", keys[key], "descending", is_known, NULL);
}

static void
show_state (RtCheckView *self)
{
  const RtCheckSums *sums = &rt_check_list_get_table (self->list)->sums;
  g_autofree char *counts = rt_check_counts_dup_text (sums);
  gboolean is_running = rt_check_list_is_running (self->list);

  gtk_widget_set_visible (GTK_WIDGET (self->progress), is_running);
  gtk_progress_bar_set_fraction (
      self->progress, sums->n_rows > 0 ? (double)sums->n_checked / sums->n_rows : 0);
  /* Nothing flickers while the rows of a new filter are being found. */
  rt_list_pane_show_counts (
      self->pane, counts,
      rt_check_list_is_ordered (self->list) ? _ ("No address matches") : NULL);
}

/* --- what is selected --- */

/**
 * rt_check_view_dup_selected:
 * @self: a view
 *
 * Returns: (transfer full) (element-type guint): the numbers of the rows that are selected
 */
GArray *
rt_check_view_dup_selected (RtCheckView *self)
{
  GArray *rows = rt_list_pane_dup_selected (self->pane);

  for (guint i = 0; i < rows->len; i++)
    {
      guint *row = &g_array_index (rows, guint, i);

      *row = rt_check_list_get_row (self->list, *row);
    }
  return rows;
}

/* While rows are selected, no result moves them away. */
static void
on_selection_changed (RtCheckView *self)
{
  guint64 n = rt_list_pane_count_selected (self->pane);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "check.compare", n == 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "check.recheck", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "check.copy", n > 0);
  if (self->list != NULL)
    rt_check_list_set_frozen (self->list, n > 0);
}

static void
on_activate (RtCheckView *self, guint position)
{
  g_signal_emit (self, signals[CHOSEN], 0, rt_check_list_get_row (self->list, position));
}

static void
on_compare (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GArray) rows = rt_check_view_dup_selected (RT_CHECK_VIEW (widget));

  if (rows->len == 1)
    g_signal_emit (widget, signals[COMPARE], 0, g_array_index (rows, guint, 0));
}

static void
on_recheck (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[RECHECK], 0);
}

static void
on_copy (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RtCheckView *self = RT_CHECK_VIEW (widget);
  g_autoptr (GArray) rows = rt_check_view_dup_selected (self);
  g_autofree char *text
      = rt_check_table_dup_addresses (rt_check_list_get_table (self->list), rows);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

/* --- rows --- */

static void
make_rows (RtCheckView *self)
{
  g_autoptr (GtkListItemFactory) factory = rt_check_line_make_factory ();

  rt_list_pane_set_factory (self->pane, factory);
  gtk_scrolled_window_set_max_content_height (rt_list_pane_get_scroller (self->pane),
                                              ROWS_HEIGHT_MAX);
  gtk_scrolled_window_set_propagate_natural_height (
      rt_list_pane_get_scroller (self->pane), TRUE);
}

static void
make_verdicts (RtCheckView *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  /* Translators: any verdict on an address. */
  gtk_string_list_append (words, _ ("All"));
  for (guint i = 0; i < RT_N_CHECK_VERDICTS; i++)
    gtk_string_list_append (words, _ (rt_check_verdict_to_title (i)));
  gtk_drop_down_set_model (self->verdict, G_LIST_MODEL (words));
}

/* --- the widget --- */

static void
rt_check_view_dispose (GObject *object)
{
  RtCheckView *self = RT_CHECK_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_CHECK_VIEW);
  g_clear_object (&self->signals);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (rt_check_view_parent_class)->dispose (object);
}

static void
rt_check_view_finalize (GObject *object)
{
  g_free (RT_CHECK_VIEW (object)->sort);
  G_OBJECT_CLASS (rt_check_view_parent_class)->finalize (object);
}

static void
rt_check_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RtCheckView *self = RT_CHECK_VIEW (object);

  switch ((RtCheckViewProperty)id)
    {
    case PROP_SORT:
      g_value_set_string (value, self->sort);
      return;
    case PROP_DESCENDING:
      g_value_set_boolean (value, self->is_descending);
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rt_check_view_set_property (GObject *object,
                            guint id,
                            const GValue *value,
                            GParamSpec *pspec)
{
  RtCheckView *self = RT_CHECK_VIEW (object);

  switch ((RtCheckViewProperty)id)
    {
    case PROP_SORT:
      g_free (self->sort);
      self->sort = g_value_dup_string (value);
      break;
    case PROP_DESCENDING:
      self->is_descending = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  g_object_notify_by_pspec (object, pspec);
  on_order_changed (self);
}

static void
install_signals (void)
{
  /**
   * RtCheckView::chosen:
   * @self: a view
   * @row: the number of a row
   *
   * The user wants to look at it.
   */
  signals[CHOSEN] = g_signal_new ("chosen", RT_TYPE_CHECK_VIEW, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  /**
   * RtCheckView::compare:
   * @self: a view
   * @row: the number of a row
   *
   * The user wants to see how the answers to HEAD and GET differ.
   */
  signals[COMPARE] = g_signal_new ("compare", RT_TYPE_CHECK_VIEW, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  /**
   * RtCheckView::recheck:
   * @self: a view
   *
   * What is selected is to be checked again.
   */
  signals[RECHECK] = g_signal_new ("recheck", RT_TYPE_CHECK_VIEW, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_property_action (widget_class, "check.sort", "sort");
  gtk_widget_class_install_property_action (widget_class, "check.descending",
                                            "descending");
  gtk_widget_class_install_action (widget_class, "check.compare", NULL, on_compare);
  gtk_widget_class_install_action (widget_class, "check.recheck", NULL, on_recheck);
  gtk_widget_class_install_action (widget_class, "check.copy", NULL, on_copy);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK,
                                       "check.copy", NULL);
}

static void
rt_check_view_class_init (RtCheckViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags
      = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = rt_check_view_dispose;
  object_class->finalize = rt_check_view_finalize;
  object_class->get_property = rt_check_view_get_property;
  object_class->set_property = rt_check_view_set_property;
  properties[PROP_SORT] = g_param_spec_string ("sort", NULL, NULL, "row", flags);
  properties[PROP_DESCENDING]
      = g_param_spec_boolean ("descending", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  install_signals ();
  install_actions (widget_class);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/head/rt-check-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RtCheckView, pane);
  gtk_widget_class_bind_template_child (widget_class, RtCheckView, verdict);
  gtk_widget_class_bind_template_child (widget_class, RtCheckView, menu_button);
  gtk_widget_class_bind_template_child (widget_class, RtCheckView, titles);
  gtk_widget_class_bind_template_child (widget_class, RtCheckView, progress);
  gtk_widget_class_bind_template_callback (widget_class, on_order_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_sort);
  gtk_widget_class_bind_template_callback (widget_class, on_selection_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
rt_check_view_init (RtCheckView *self)
{
  self->sort = g_strdup (keys[RT_CHECK_BY_ROW]);
  g_type_ensure (RT_TYPE_CHECK_TITLES);
  g_type_ensure (RT_TYPE_LIST_PANE);
  gtk_widget_init_template (GTK_WIDGET (self));
  make_rows (self);
  make_verdicts (self);
  self->signals = g_signal_group_new (RT_TYPE_CHECK_LIST);
  g_signal_group_connect_swapped (self->signals, "updated", G_CALLBACK (show_state),
                                  self);
  rt_accessible_name_set (self->menu_button, _ ("What can be done with the list"));
  on_selection_changed (self);
}

/**
 * rt_check_view_set_list:
 * @self: a view
 * @list: what to show
 */
void
rt_check_view_set_list (RtCheckView *self, RtCheckList *list)
{
  g_return_if_fail (RT_IS_CHECK_VIEW (self));

  g_set_object (&self->list, list);
  g_signal_group_set_target (self->signals, list);
  rt_list_pane_set_model (self->pane, G_LIST_MODEL (list));
  on_order_changed (self);
  show_state (self);
}
