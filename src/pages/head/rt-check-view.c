/* A list of addresses and what became of each, with what can be done about it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/head/rt-check-view.h"

#include "core/check/rt-check-words.h"
#include "pages/head/rt-check-line.h"
#include "ui/rt-format.h"

#include <glib/gi18n.h>

struct _RtCheckView
{
  GtkWidget parent_instance;

  RtCheckList *list; /* nullable */
  GSignalGroup *signals;
  GtkMultiSelection *selection;
  char *sort; /* the name of a key */
  gboolean is_descending;

  GtkWidget *controls; /* has to be known, to be freed */
  GtkSearchEntry *entry;
  GtkDropDown *verdict;
  GtkWidget *menu_button;
  GtkStack *stack;
  GtkListView *rows;
  GtkProgressBar *progress;
  GtkLabel *counts;
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
                               gtk_editable_get_text (GTK_EDITABLE (self->entry)) };

  if (self->list != NULL)
    rt_check_list_set_order (self->list, &order);
}

static void
on_stop_search (RtCheckView *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->rows));
}

static char *
make_counts (const RtCheckSums *sums)
{
  guint n_moved = sums->n[RT_CHECK_MOVED] + sums->n[RT_CHECK_MOVED_FOR_NOW];
  guint n_known = sums->n[RT_CHECK_EXISTS] + n_moved + sums->n[RT_CHECK_MISSING];
  g_autofree char *checked = rt_format_count (sums->n_checked);
  g_autofree char *rows = rt_format_count (sums->n_rows);
  g_autofree char *exist = rt_format_count (sums->n[RT_CHECK_EXISTS]);
  g_autofree char *moved = rt_format_count (n_moved);
  g_autofree char *missing = rt_format_count (sums->n[RT_CHECK_MISSING]);
  g_autofree char *unknown = rt_format_count (sums->n_checked - n_known);
  g_autofree char *saved = g_format_size ((guint64)sums->saved);

  return g_strdup_printf (
      /* Translators: numbers of addresses, and a size such as 1.2 MB. */
      _ ("%s of %s checked · %s exist · %s moved · %s missing · %s unknown · %s not "
         "downloaded"),
      checked, rows, exist, moved, missing, unknown, saved);
}

static void
show_state (RtCheckView *self)
{
  const RtCheckSums *sums = &rt_check_list_get_table (self->list)->sums;
  g_autofree char *counts = make_counts (sums);
  gboolean is_running = rt_check_list_is_running (self->list);
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  if (g_strcmp0 (gtk_label_get_text (self->counts), counts) != 0)
    gtk_label_set_text (self->counts, counts);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), is_running);
  gtk_progress_bar_set_fraction (
      self->progress, sums->n_rows > 0 ? (double)sums->n_checked / sums->n_rows : 0);
  /* Nothing flickers while the rows of a new filter are being found. */
  if (rt_check_list_is_ordered (self->list))
    gtk_stack_set_visible_child_name (
        self->stack, n_shown == 0 && sums->n_rows > 0 ? "empty" : "list");
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
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GtkBitset) selected
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      guint row = rt_check_list_get_row (self->list, position);

      g_array_append_val (rows, row);
    }
  return rows;
}

/* While rows are selected, no result moves them away. */
static void
on_selection_changed (RtCheckView *self)
{
  g_autoptr (GtkBitset) selected
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  guint64 n = gtk_bitset_get_size (selected);

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
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                            rt_check_table_get (rt_check_list_get_table (self->list),
                                                g_array_index (rows, guint, i))
                                ->address);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
}

static void
on_find (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (RT_CHECK_VIEW (widget)->entry));
}

/* --- rows --- */

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, rt_check_line_new ());
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  rt_check_line_set_item (RT_CHECK_LINE (gtk_list_item_get_child (item)),
                          gtk_list_item_get_item (item));
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  rt_check_line_set_item (RT_CHECK_LINE (gtk_list_item_get_child (item)), NULL);
}

static void
make_rows (RtCheckView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  gtk_list_view_set_factory (self->rows, factory);
  self->selection = gtk_multi_selection_new (NULL);
  gtk_list_view_set_model (self->rows, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "selection-changed",
                           G_CALLBACK (on_selection_changed), self, G_CONNECT_SWAPPED);
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
  g_clear_object (&self->selection);
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
  gtk_widget_class_install_action (widget_class, "check.find", NULL, on_find);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK,
                                       "check.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK,
                                       "check.find", NULL);
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
  gtk_widget_class_bind_template_child (widget_class, RtCheckView, controls);
  gtk_widget_class_bind_template_child (widget_class, RtCheckView, entry);
  gtk_widget_class_bind_template_child (widget_class, RtCheckView, verdict);
  gtk_widget_class_bind_template_child (widget_class, RtCheckView, menu_button);
  gtk_widget_class_bind_template_child (widget_class, RtCheckView, stack);
  gtk_widget_class_bind_template_child (widget_class, RtCheckView, rows);
  gtk_widget_class_bind_template_child (widget_class, RtCheckView, progress);
  gtk_widget_class_bind_template_child (widget_class, RtCheckView, counts);
  gtk_widget_class_bind_template_callback (widget_class, on_order_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
rt_check_view_init (RtCheckView *self)
{
  self->sort = g_strdup (keys[RT_CHECK_BY_ROW]);
  gtk_widget_init_template (GTK_WIDGET (self));
  make_rows (self);
  make_verdicts (self);
  self->signals = g_signal_group_new (RT_TYPE_CHECK_LIST);
  g_signal_group_connect_swapped (self->signals, "updated", G_CALLBACK (show_state),
                                  self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What can be done with the list"), -1);
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
  gtk_multi_selection_set_model (self->selection, G_LIST_MODEL (list));
  on_order_changed (self);
  show_state (self);
}
