/* A long list with a filter above it and its sums below it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-list-pane.h"

#include "ui/rt-accessible-name.h"

struct _RtListPane
{
  GtkWidget parent_instance;

  GtkMultiSelection *selection;

  GtkWidget *box; /* has all the others */
  GtkWidget *controls;
  GtkWidget *entry;
  GtkWidget *overlay;
  GtkStack *stack;
  GtkLabel *nothing;
  GtkScrolledWindow *scroller;
  GtkListView *rows;
  GtkLabel *counts;
};

static GtkBuildableIface *parent_buildable;

static void
add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  RtListPane *self = RT_LIST_PANE (buildable);

  if (g_strcmp0 (type, "control") == 0)
    gtk_box_append (GTK_BOX (self->controls), GTK_WIDGET (child));
  else if (g_strcmp0 (type, "header") == 0)
    gtk_box_insert_child_after (GTK_BOX (self->box), GTK_WIDGET (child), self->controls);
  else if (g_strcmp0 (type, "overlay") == 0)
    gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), GTK_WIDGET (child));
  else if (g_strcmp0 (type, "footer") == 0)
    gtk_box_insert_child_after (GTK_BOX (self->box), GTK_WIDGET (child), self->overlay);
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RtListPane,
                               rt_list_pane,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

typedef enum
{
  PROP_FIND_HINT = 1,
  PROP_FIND_LABEL,
  PROP_LIST_LABEL,
} RtListPaneProperty;

static GParamSpec *properties[PROP_LIST_LABEL + 1];

enum
{
  FILTER_CHANGED,
  SELECTION_CHANGED,
  ACTIVATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_search_changed (RtListPane *self)
{
  g_signal_emit (self, signals[FILTER_CHANGED], 0);
}

static void
on_stop_search (RtListPane *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->rows));
}

static void
on_selection_changed (RtListPane *self)
{
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static void
on_activate (RtListPane *self, guint position)
{
  g_signal_emit (self, signals[ACTIVATE], 0, position);
}

static void
on_find (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_grab_focus (RT_LIST_PANE (widget)->entry);
}

static void
rt_list_pane_dispose (GObject *object)
{
  RtListPane *self = RT_LIST_PANE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_LIST_PANE);
  g_clear_object (&self->selection);
  G_OBJECT_CLASS (rt_list_pane_parent_class)->dispose (object);
}

static void
rt_list_pane_set_property (GObject *object,
                           guint id,
                           const GValue *value,
                           GParamSpec *spec)
{
  RtListPane *self = RT_LIST_PANE (object);
  const char *words = g_value_get_string (value);

  switch ((RtListPaneProperty)id)
    {
    case PROP_FIND_HINT:
      gtk_widget_set_tooltip_text (self->entry, words);
      return;
    case PROP_FIND_LABEL:
      rt_accessible_name_set (self->entry, words);
      return;
    case PROP_LIST_LABEL:
      rt_accessible_name_set (GTK_WIDGET (self->rows), words);
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
install_signals (void)
{
  /**
   * RtListPane::filter-changed:
   * @self: a pane
   *
   * The user looks for another text.
   */
  signals[FILTER_CHANGED]
      = g_signal_new ("filter-changed", RT_TYPE_LIST_PANE, G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 0);

  /**
   * RtListPane::selection-changed:
   * @self: a pane
   *
   * Other rows are selected.
   */
  signals[SELECTION_CHANGED]
      = g_signal_new ("selection-changed", RT_TYPE_LIST_PANE, G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 0);

  /**
   * RtListPane::activate:
   * @self: a pane
   * @position: of a row
   *
   * The user wants to look at it.
   */
  signals[ACTIVATE] = g_signal_new ("activate", RT_TYPE_LIST_PANE, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-list-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, RtListPane, box);
  gtk_widget_class_bind_template_child (widget_class, RtListPane, controls);
  gtk_widget_class_bind_template_child (widget_class, RtListPane, entry);
  gtk_widget_class_bind_template_child (widget_class, RtListPane, overlay);
  gtk_widget_class_bind_template_child (widget_class, RtListPane, stack);
  gtk_widget_class_bind_template_child (widget_class, RtListPane, nothing);
  gtk_widget_class_bind_template_child (widget_class, RtListPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, RtListPane, rows);
  gtk_widget_class_bind_template_child (widget_class, RtListPane, counts);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
rt_list_pane_class_init (RtListPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = rt_list_pane_dispose;
  object_class->set_property = rt_list_pane_set_property;
  properties[PROP_FIND_HINT] = g_param_spec_string ("find-hint", NULL, NULL, NULL, flags);
  properties[PROP_FIND_LABEL]
      = g_param_spec_string ("find-label", NULL, NULL, NULL, flags);
  properties[PROP_LIST_LABEL]
      = g_param_spec_string ("list-label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  install_signals ();
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "list.find", NULL, on_find);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK,
                                       "list.find", NULL);
}

static void
rt_list_pane_init (RtListPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->selection = gtk_multi_selection_new (NULL);
  gtk_list_view_set_model (self->rows, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "selection-changed",
                           G_CALLBACK (on_selection_changed), self, G_CONNECT_SWAPPED);
}

void
rt_list_pane_set_factory (RtListPane *self, GtkListItemFactory *factory)
{
  g_return_if_fail (RT_IS_LIST_PANE (self));

  gtk_list_view_set_factory (self->rows, factory);
}

void
rt_list_pane_set_model (RtListPane *self, GListModel *model)
{
  g_return_if_fail (RT_IS_LIST_PANE (self));

  gtk_multi_selection_set_model (self->selection, model);
}

guint
rt_list_pane_get_n_shown (RtListPane *self)
{
  g_return_val_if_fail (RT_IS_LIST_PANE (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}

/* What the user looks for; "": everything. */
const char *
rt_list_pane_get_text (RtListPane *self)
{
  g_return_val_if_fail (RT_IS_LIST_PANE (self), "");

  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

guint64
rt_list_pane_count_selected (RtListPane *self)
{
  g_autoptr (GtkBitset) selected = NULL;

  g_return_val_if_fail (RT_IS_LIST_PANE (self), 0);

  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  return gtk_bitset_get_size (selected);
}

/**
 * rt_list_pane_dup_selected:
 * @self: a pane
 *
 * Returns: (transfer full) (element-type guint): the positions that are selected
 */
GArray *
rt_list_pane_dup_selected (RtListPane *self)
{
  GArray *positions = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GtkBitset) selected = NULL;
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (RT_IS_LIST_PANE (self), positions);

  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    g_array_append_val (positions, position);
  return positions;
}

/**
 * rt_list_pane_show_counts:
 * @self: a pane
 * @counts: the sums
 * @nothing: (nullable): what is said if there is no row; %NULL: nobody knows yet what there
 *   will be, and what is shown stays
 *
 * Says what the list comes to.
 */
void
rt_list_pane_show_counts (RtListPane *self, const char *counts, const char *nothing)
{
  gboolean is_empty = rt_list_pane_get_n_shown (self) == 0;

  if (g_strcmp0 (gtk_label_get_text (self->counts), counts) != 0)
    gtk_label_set_text (self->counts, counts);
  if (nothing == NULL)
    return;
  gtk_label_set_text (self->nothing, nothing);
  gtk_stack_set_visible_child_name (self->stack, is_empty ? "empty" : "list");
}

GtkListView *
rt_list_pane_get_rows (RtListPane *self)
{
  g_return_val_if_fail (RT_IS_LIST_PANE (self), NULL);

  return self->rows;
}

GtkScrolledWindow *
rt_list_pane_get_scroller (RtListPane *self)
{
  g_return_val_if_fail (RT_IS_LIST_PANE (self), NULL);

  return self->scroller;
}
