/* Rows below each other, made a few at a time. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/cookies/rt-gradual-rows.h"

#include <glib/gi18n.h>

/* So many are shown at first, and again with each click on “Show More”. */
#define ROWS_STEP 60

/* A row takes two to three milliseconds: the window goes on between so many. */
#define ROWS_AT_ONCE 2

struct _RtGradualRows
{
  GtkWidget parent_instance;

  guint n_rows;
  guint n_wanted; /* at most */
  guint next;     /* the first that is not made yet */
  RtGradualRowsMake make;
  gpointer user_data; /* borrowed */
  guint filling;      /* source, or 0 */

  GtkWidget *rows;
  GtkWidget *more;
};

G_DEFINE_FINAL_TYPE (RtGradualRows, rt_gradual_rows, GTK_TYPE_WIDGET)

static gboolean
on_fill (gpointer user_data)
{
  RtGradualRows *self = user_data;

  for (guint n = 0; n < ROWS_AT_ONCE; n++)
    {
      if (self->next >= MIN (self->n_rows, self->n_wanted))
        {
          self->filling = 0;
          gtk_widget_set_visible (self->more, self->next < self->n_rows);
          return G_SOURCE_REMOVE;
        }
      gtk_box_append (GTK_BOX (self->rows), self->make (self->next, self->user_data));
      self->next++;
    }
  return G_SOURCE_CONTINUE;
}

static void
fill (RtGradualRows *self)
{
  if (self->filling == 0)
    self->filling = g_idle_add (on_fill, self);
}

static void
on_more_clicked (RtGradualRows *self)
{
  self->n_wanted += ROWS_STEP;
  fill (self);
}

static void
rt_gradual_rows_dispose (GObject *object)
{
  RtGradualRows *self = RT_GRADUAL_ROWS (object);

  g_clear_handle_id (&self->filling, g_source_remove);
  g_clear_pointer (&self->rows, gtk_widget_unparent);
  g_clear_pointer (&self->more, gtk_widget_unparent);
  G_OBJECT_CLASS (rt_gradual_rows_parent_class)->dispose (object);
}

static void
rt_gradual_rows_class_init (RtGradualRowsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_gradual_rows_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rt_gradual_rows_init (RtGradualRows *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 12);
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_parent (self->rows, GTK_WIDGET (self));
  self->more = gtk_button_new_with_mnemonic (_ ("Show _More"));
  gtk_widget_set_halign (self->more, GTK_ALIGN_START);
  gtk_widget_set_visible (self->more, FALSE);
  g_signal_connect_swapped (self->more, "clicked", G_CALLBACK (on_more_clicked), self);
  gtk_widget_set_parent (self->more, GTK_WIDGET (self));
}

/**
 * rt_gradual_rows_set:
 * @self: the rows
 * @n_rows: how many there are
 * @make: makes one
 * @user_data: for @make; must outlive the rows, or be set anew
 *
 * Shows others in the place of those that are there.
 */
void
rt_gradual_rows_set (RtGradualRows *self,
                     guint n_rows,
                     RtGradualRowsMake make,
                     gpointer user_data)
{
  GtkWidget *row;

  g_return_if_fail (RT_IS_GRADUAL_ROWS (self));

  while ((row = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), row);
  gtk_widget_set_visible (self->more, FALSE);
  self->n_rows = n_rows;
  self->n_wanted = ROWS_STEP;
  self->next = 0;
  self->make = make;
  self->user_data = user_data;
  fill (self);
}
