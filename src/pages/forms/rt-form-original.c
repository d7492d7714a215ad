/* How the forms are on their page, while they are filled in. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/forms/rt-form-original.h"

#include "pages/forms/rt-form-order.h"

struct _RtFormOriginal
{
  GHashTable *added;    /* of RtFormControl: those that the page has not */
  GHashTable *disabled; /* of RtFormControl: those that the page would not send */
  GHashTable *orders; /* GPtrArray of RtFormControl, as they were before they were moved,
                           by RtHtmlForm */
};

RtFormOriginal *
rt_form_original_new (void)
{
  RtFormOriginal *self = g_new (RtFormOriginal, 1);

  self->added = g_hash_table_new (NULL, NULL);
  self->disabled = g_hash_table_new (NULL, NULL);
  self->orders
      = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
  return self;
}

void
rt_form_original_free (RtFormOriginal *self)
{
  g_hash_table_unref (self->added);
  g_hash_table_unref (self->disabled);
  g_hash_table_unref (self->orders);
  g_free (self);
}

/* Takes down what a form would not send, before that is changed. */
void
rt_form_original_note (RtFormOriginal *self, const RtHtmlForm *form)
{
  for (guint i = 0; i < form->controls->len; i++)
    {
      RtFormControl *control = g_ptr_array_index (form->controls, i);

      if (control->is_disabled)
        g_hash_table_add (self->disabled, control);
    }
}

gboolean
rt_form_original_was_disabled (RtFormOriginal *self, const RtFormControl *control)
{
  return g_hash_table_contains (self->disabled, control);
}

/* Takes down that the page has no such control. */
void
rt_form_original_add (RtFormOriginal *self, RtFormControl *control)
{
  g_hash_table_add (self->added, control);
}

gboolean
rt_form_original_is_added (RtFormOriginal *self, const RtFormControl *control)
{
  return g_hash_table_contains (self->added, control);
}

/* Is called before a control that was added goes for good. */
void
rt_form_original_forget (RtFormOriginal *self,
                         const RtHtmlForm *form,
                         RtFormControl *control)
{
  GPtrArray *order = g_hash_table_lookup (self->orders, form);

  if (order != NULL)
    g_ptr_array_remove (order, control);
  g_hash_table_remove (self->added, control);
}

/* Is called before controls of @form are moved. */
void
rt_form_original_keep_order (RtFormOriginal *self, RtHtmlForm *form)
{
  GPtrArray *order;

  if (g_hash_table_contains (self->orders, form))
    return;
  order = g_ptr_array_sized_new (form->controls->len);
  g_ptr_array_extend (order, form->controls, NULL, NULL);
  g_hash_table_insert (self->orders, form, order);
}

/* Is called afterwards: what was moved there and back again was not moved. */
void
rt_form_original_settle_order (RtFormOriginal *self, RtHtmlForm *form)
{
  GPtrArray *order = g_hash_table_lookup (self->orders, form);

  if (rt_form_order_holds (form->controls, order))
    g_hash_table_remove (self->orders, form);
}

gboolean
rt_form_original_is_moved (RtFormOriginal *self, const RtHtmlForm *form)
{
  return g_hash_table_contains (self->orders, form);
}

/* Puts the controls of a form that was moved where they were at first. */
void
rt_form_original_restore_order (RtFormOriginal *self, RtHtmlForm *form)
{
  rt_form_order_merge (form->controls, g_hash_table_lookup (self->orders, form));
  g_hash_table_remove (self->orders, form);
}
