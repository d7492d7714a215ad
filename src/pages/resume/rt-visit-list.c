/* The requests of a download, to be looked at. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/resume/rt-visit-list.h"

#include "ui/rt-error-text.h"

#include <glib/gi18n.h>

/* The newest; the map knows them all. */
#define ROWS_MAX 12

struct _RtVisitList
{
  GtkWidget parent_instance;

  RtDownload *download; /* nullable */
  guint n_visits;       /* when the rows were made */
  guint n_ended;

  GtkWidget *rows;
};

G_DEFINE_FINAL_TYPE (RtVisitList, rt_visit_list, GTK_TYPE_WIDGET)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_row_activated (RtVisitList *self, GtkListBoxRow *row)
{
  GtkWidget *label = gtk_list_box_row_get_child (row);
  const char *name = gtk_widget_get_name (label);

  g_signal_emit (self, signals[CHOSEN], 0, (guint)g_ascii_strtoull (name, NULL, 10));
}

static char *
dup_outcome (const RtVisit *visit)
{
  const RtPastHop *last = g_ptr_array_index (visit->hops, visit->hops->len - 1);
  const RtMessageHead *head = last->report->answer_head;

  if (head != NULL)
    return g_strdup_printf ("%u %s", head->status, head->reason);
  /* Without an error it was given up: another connection had the bytes sooner. */
  return visit->error != NULL ? rt_error_dup_title (visit->error, NULL)
                              : g_strdup (_ ("not answered"));
}

static char *
dup_words (const RtVisit *visit)
{
  g_autofree char *outcome = dup_outcome (visit);
  g_autofree char *size
      = g_format_size ((guint64)(visit->brought.end - visit->brought.first));

  if (visit->end_us == 0)
    /* Translators: the number of a request, of a connection, and such as “206 Partial
     * Content”. */
    return g_strdup_printf (_ ("%u · connection %u · %s · running"), visit->number,
                            visit->connection, outcome);
  /* Translators: the number of a request, of a connection, such as “206 Partial Content”,
   * and how much it brought. */
  return g_strdup_printf (_ ("%u · connection %u · %s · %s"), visit->number,
                          visit->connection, outcome, size);
}

static void
append_row (RtVisitList *self, const RtVisit *visit)
{
  g_autofree char *words = dup_words (visit);
  g_autofree char *number = g_strdup_printf ("%u", visit->number);
  GtkWidget *label = gtk_label_new (words);

  gtk_widget_set_name (label, number);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_end (label, 12);
  gtk_widget_set_margin_top (label, 6);
  gtk_widget_set_margin_bottom (label, 6);
  gtk_list_box_append (GTK_LIST_BOX (self->rows), label);
}

static void
clear (RtVisitList *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->rows), row);
}

static void
rt_visit_list_dispose (GObject *object)
{
  RtVisitList *self = RT_VISIT_LIST (object);

  g_clear_object (&self->download);
  g_clear_pointer (&self->rows, gtk_widget_unparent);
  G_OBJECT_CLASS (rt_visit_list_parent_class)->dispose (object);
}

static void
rt_visit_list_class_init (RtVisitListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rt_visit_list_dispose;

  /**
   * RtVisitList::chosen:
   * @self: a list
   * @number: of a visit
   *
   * The user wants to look at a request.
   */
  signals[CHOSEN] = g_signal_new ("chosen", RT_TYPE_VISIT_LIST, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
}

static void
rt_visit_list_init (RtVisitList *self)
{
  self->rows = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->rows), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->rows, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Requests"), -1);
  g_signal_connect_object (self->rows, "row-activated", G_CALLBACK (on_row_activated),
                           self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->rows, GTK_WIDGET (self));
}

static guint
count_ended (GPtrArray *visits)
{
  guint n_ended = 0;

  for (guint i = 0; i < visits->len; i++)
    {
      const RtVisit *visit = g_ptr_array_index (visits, i);

      n_ended += visit != NULL && visit->end_us != 0 ? 1 : 0;
    }
  return n_ended;
}

/**
 * rt_visit_list_show:
 * @self: a list
 * @download: whose requests they are
 *
 * Shows the newest requests of @download, the newest first.
 */
void
rt_visit_list_show (RtVisitList *self, RtDownload *download)
{
  GPtrArray *visits = rt_download_get_visits (download);
  guint n_ended = count_ended (visits);

  g_return_if_fail (RT_IS_VISIT_LIST (self));

  if (self->download == download && self->n_visits == visits->len
      && self->n_ended == n_ended)
    return;
  g_set_object (&self->download, download);
  self->n_visits = visits->len;
  self->n_ended = n_ended;
  clear (self);
  for (guint i = visits->len; i-- > 0 && visits->len - i <= ROWS_MAX;)
    if (g_ptr_array_index (visits, i) != NULL)
      append_row (self, g_ptr_array_index (visits, i));
  gtk_widget_set_visible (GTK_WIDGET (self),
                          gtk_widget_get_first_child (self->rows) != NULL);
}
