/* What two visits did to the cookies, side by side. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/cookies/rt-visits-view.h"

#include "pages/cookies/rt-gradual-rows.h"
#include "pages/cookies/rt-visit-row.h"
#include "ui/rt-columns-layout.h"
#include "ui/rt-format.h"

#include <glib/gi18n.h>

struct _RtVisitsView
{
  GtkWidget parent_instance;

  RtVisitDiff *diff; /* nullable */
  guint n_visits;
  gboolean hides_values;
  GCancellable *cancellable; /* of the comparison that goes on, nullable */

  GtkWidget *content;
  GtkWidget *titles;
  GtkToggleButton *first;
  GtkToggleButton *second;
  GtkLabel *note;
  RtGradualRows *rows;
  GtkLabel *others;
};

G_DEFINE_FINAL_TYPE (RtVisitsView, rt_visits_view, GTK_TYPE_WIDGET)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The records of both visits, of RtCookieVisit. */
typedef struct
{
  GPtrArray *visits[2]; /* the second is nullable */
} Comparison;

static void
comparison_free (gpointer data)
{
  Comparison *comparison = data;

  g_clear_pointer (&comparison->visits[0], g_ptr_array_unref);
  g_clear_pointer (&comparison->visits[1], g_ptr_array_unref);
  g_free (comparison);
}

static void
compare_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Comparison *comparison = data;

  g_task_return_pointer (task,
                         rt_visit_diff_new (comparison->visits[0], comparison->visits[1]),
                         (GDestroyNotify)rt_visit_diff_free);
}

/* A visit may take several exchanges, and each several hops. */
static GPtrArray *
collect (GPtrArray *exchanges)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < exchanges->len; i++)
    {
      GListModel *hops = rt_exchange_get_hops (exchanges->pdata[i]);

      for (guint j = 0; j < g_list_model_get_n_items (hops); j++)
        {
          g_autoptr (RtHop) hop = g_list_model_get_item (hops, j);
          GObject *record = rt_hop_get_cookies (hop);

          if (record != NULL)
            g_ptr_array_add (records, g_object_ref (record));
        }
    }
  return records;
}

static GtkWidget *
make_row (guint row, gpointer user_data)
{
  RtVisitsView *self = user_data;

  return rt_visit_row_new (self->diff->rows->pdata[row], self->n_visits,
                           self->hides_values);
}

static void
show_others (RtVisitsView *self)
{
  guint n = MAX (self->diff->n_others[0], self->diff->n_others[1]);
  g_autofree char *count = rt_format_count (n);
  g_autofree char *words = NULL;

  if (self->diff->rows->len == 0 && n == 0)
    words = g_strdup (_ ("No cookie was sent, and none was set."));
  else if (n > 0)
    /* Translators: %s is a number. */
    words = g_strdup_printf (ngettext ("%s cookie of another domain was withheld.",
                                       "%s cookies of other domains were withheld.", n),
                             count);
  gtk_label_set_label (self->others, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->others), words != NULL);
}

static void
show_rows (RtVisitsView *self)
{
  rt_gradual_rows_set (self->rows, self->diff != NULL ? self->diff->rows->len : 0,
                       make_row, self);
  if (self->diff != NULL)
    show_others (self);
}

static void
on_compared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RtVisitsView *self = RT_VISITS_VIEW (source);
  RtVisitDiff *diff = g_task_propagate_pointer (G_TASK (result), NULL);
  const Comparison *comparison = g_task_get_task_data (G_TASK (result));

  /* Others are compared by now, or nobody looks any more. */
  if (diff == NULL)
    return;
  g_clear_pointer (&self->diff, rt_visit_diff_free);
  self->diff = diff;
  self->n_visits = comparison->visits[1] != NULL ? 2 : 1;
  show_rows (self);
}

/* One of the two buttons is always down. */
static void
on_toggled (RtVisitsView *self, GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    g_signal_emit (self, signals[CHOSEN], 0, button == self->second ? 1u : 0u);
}

static void
rt_visits_view_dispose (GObject *object)
{
  RtVisitsView *self = RT_VISITS_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_VISITS_VIEW);
  g_clear_pointer (&self->diff, rt_visit_diff_free);
  G_OBJECT_CLASS (rt_visits_view_parent_class)->dispose (object);
}

static void
rt_visits_view_class_init (RtVisitsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_visits_view_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/cookies/rt-visits-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RtVisitsView, content);
  gtk_widget_class_bind_template_child (widget_class, RtVisitsView, titles);
  gtk_widget_class_bind_template_child (widget_class, RtVisitsView, first);
  gtk_widget_class_bind_template_child (widget_class, RtVisitsView, second);
  gtk_widget_class_bind_template_child (widget_class, RtVisitsView, note);
  gtk_widget_class_bind_template_child (widget_class, RtVisitsView, rows);
  gtk_widget_class_bind_template_child (widget_class, RtVisitsView, others);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
}

static void
rt_visits_view_init (RtVisitsView *self)
{
  g_type_ensure (RT_TYPE_COLUMNS_LAYOUT);
  g_type_ensure (RT_TYPE_GRADUAL_ROWS);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rt_visits_view_show:
 * @self: a view
 * @first: (element-type RtExchange): those of the first visit; over
 * @second: (element-type RtExchange) (nullable): those of the second; likewise
 *
 * Puts the visits side by side.  They are compared in a thread: a jar may be full.
 */
void
rt_visits_view_show (RtVisitsView *self, GPtrArray *first, GPtrArray *second)
{
  g_autoptr (GTask) task = NULL;
  Comparison *comparison = g_new0 (Comparison, 1);

  g_return_if_fail (RT_IS_VISITS_VIEW (self));

  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  comparison->visits[0] = collect (first);
  comparison->visits[1] = second != NULL ? collect (second) : NULL;
  task = g_task_new (self, self->cancellable, on_compared, NULL);
  g_task_set_source_tag (task, rt_visits_view_show);
  g_task_set_task_data (task, comparison, comparison_free);
  g_task_run_in_thread (task, compare_in_thread);
  gtk_widget_set_visible (self->titles, second != NULL);
}

/* Shows which visit is looked at. */
void
rt_visits_view_choose (RtVisitsView *self, guint visit)
{
  g_return_if_fail (RT_IS_VISITS_VIEW (self));

  gtk_toggle_button_set_active (visit == 0 ? self->first : self->second, TRUE);
}

/* What there is to say about the visits as a whole; %NULL: nothing. */
void
rt_visits_view_set_note (RtVisitsView *self, const char *note)
{
  g_return_if_fail (RT_IS_VISITS_VIEW (self));

  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
}

void
rt_visits_view_set_hides_values (RtVisitsView *self, gboolean hides_values)
{
  g_return_if_fail (RT_IS_VISITS_VIEW (self));

  if (self->hides_values == hides_values)
    return;
  self->hides_values = hides_values;
  show_rows (self);
}
