/* Finds widgets of a template from outside. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/ui/rt-test-widget.h"

static GtkWidget *
find (GtkWidget *top, const char *id, GType type)
{
  GtkWidget *found = NULL;

  if (id != NULL
          ? g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (top)), id) == 0
          : g_type_is_a (G_OBJECT_TYPE (top), type))
    return top;
  for (GtkWidget *child = gtk_widget_get_first_child (top);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find (child, id, type);
  return found;
}

/**
 * rt_test_find:
 * @top: a widget
 * @id: the id of a widget in a template
 *
 * Returns: (transfer none): the first widget from @top on with that id; the test fails if
 * there is none
 */
GtkWidget *
rt_test_find (GtkWidget *top, const char *id)
{
  GtkWidget *found = find (top, id, G_TYPE_INVALID);

  if (found == NULL)
    g_error ("there is no widget '%s'", id);
  return found;
}

/**
 * rt_test_find_type:
 * @top: a widget
 * @type: a type of widget
 *
 * Returns: (transfer none) (nullable): the first widget from @top on of that type
 */
GtkWidget *
rt_test_find_type (GtkWidget *top, GType type)
{
  return find (top, NULL, type);
}
