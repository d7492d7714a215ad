/* The faults of a server, as rows that unfold. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/servers/rt-fault-list.h"

#include "pages/servers/rt-fault-row.h"

#include <string.h>

struct _RtFaultList
{
  AdwExpanderRow parent_instance;

  GStrv specs; /* nullable: what was set to begin with */
  gboolean has_tls;
  GPtrArray *rows; /* of RtFaultRow by kind, NULL among them; borrowed */
  guint filling;   /* adds to these */
};

G_DEFINE_FINAL_TYPE (RtFaultList, rt_fault_list, ADW_TYPE_EXPANDER_ROW)

static const char *
find_spec (RtFaultList *self, const RtFault *fault)
{
  gsize length = strlen (fault->id);

  for (guint i = 0; self->specs != NULL && self->specs[i] != NULL; i++)
    if (strncmp (self->specs[i], fault->id, length) == 0
        && strchr ("=;", self->specs[i][length]) != NULL)
      return self->specs[i];
  return NULL;
}

static void
update_row (RtFaultList *self, RtFaultRow *row)
{
  gtk_widget_set_sensitive (GTK_WIDGET (row),
                            self->has_tls
                                || rt_fault_row_get_fault (row)->place != RT_FAULT_TLS);
}

static RtFaultRow *
add_row (RtFaultList *self, RtFaultKind kind)
{
  RtFaultRow *row = RT_FAULT_ROW (rt_fault_row_new (kind));
  const char *spec = find_spec (self, rt_fault_row_get_fault (row));

  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (row));
  if (spec != NULL)
    rt_fault_row_read (row, spec);
  update_row (self, row);
  return row;
}

/* One a frame: each takes milliseconds to make and to lay out, and there are many. */
static gboolean
add_next (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  RtFaultList *self = RT_FAULT_LIST (widget);
  guint kind = self->rows->len;
  const RtFault *fault = rt_fault_get (kind);

  if (fault == NULL)
    {
      self->filling = 0;
      return G_SOURCE_REMOVE;
    }
  g_ptr_array_add (self->rows, fault->is_of_program ? NULL : add_row (self, kind));
  return G_SOURCE_CONTINUE;
}

static void
on_expanded (RtFaultList *self)
{
  if (self->filling == 0 && adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    self->filling
        = gtk_widget_add_tick_callback (GTK_WIDGET (self), add_next, NULL, NULL);
}

static void
rt_fault_list_finalize (GObject *object)
{
  RtFaultList *self = RT_FAULT_LIST (object);

  g_strfreev (self->specs);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (rt_fault_list_parent_class)->finalize (object);
}

static void
rt_fault_list_class_init (RtFaultListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_fault_list_finalize;
}

static void
rt_fault_list_init (RtFaultList *self)
{
  self->rows = g_ptr_array_new ();
  g_signal_connect (self, "notify::expanded", G_CALLBACK (on_expanded), NULL);
}

/**
 * rt_fault_list_show:
 * @self: a list that was just made
 * @specs: (nullable): what is set, as rt_fault_plan_new() takes it
 *
 * Shows what is set, and unfolds if anything is.
 */
void
rt_fault_list_show (RtFaultList *self, const char *const *specs)
{
  self->specs = g_strdupv ((GStrv)specs);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), specs != NULL);
}

/**
 * rt_fault_list_set_has_tls:
 * @self: a list
 * @has_tls: whether the server speaks TLS with a certificate that may be given a fault
 *
 * Lets faults of TLS be set, or not.
 */
void
rt_fault_list_set_has_tls (RtFaultList *self, gboolean has_tls)
{
  self->has_tls = has_tls;
  for (guint i = 0; i < self->rows->len; i++)
    if (self->rows->pdata[i] != NULL)
      update_row (self, self->rows->pdata[i]);
}

/* Whose row was never made is as it was. */
static char *
dup_spec (RtFaultList *self, guint kind)
{
  RtFaultRow *row = kind < self->rows->len ? self->rows->pdata[kind] : NULL;

  return row != NULL ? rt_fault_row_dup_spec (row)
                     : g_strdup (find_spec (self, rt_fault_get (kind)));
}

/**
 * rt_fault_list_dup_specs:
 * @self: a list
 *
 * Returns: (transfer full) (nullable): what is set now; %NULL if nothing is
 */
GStrv
rt_fault_list_dup_specs (RtFaultList *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) specs = NULL;

  for (guint kind = 0; rt_fault_get (kind) != NULL; kind++)
    {
      g_autofree char *spec = dup_spec (self, kind);

      if (spec != NULL)
        g_strv_builder_add (builder, spec);
    }
  specs = g_strv_builder_end (builder);
  return specs[0] != NULL ? g_steal_pointer (&specs) : NULL;
}
