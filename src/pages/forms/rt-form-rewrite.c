/* What a form sends, as a list that is written anew. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/forms/rt-form-rewrite.h"

#include <string.h>

typedef struct
{
  GHashTable *named;   /* GPtrArray of RtFormControl, in their order, by their name */
  GHashTable *taken;   /* what holds an entry already: see find_slot() */
  GHashTable *holding; /* of RtFormControl: those that hold an entry */
  GPtrArray *controls; /* RtFormControl by entry; NULL: none yet */
  GPtrArray *slots;    /* likewise */
} Rewrite;

static gboolean
is_listed (const RtFormControl *control)
{
  return !control->is_disabled && *control->name != '\0'
         && control->kind != RT_CONTROL_FILE && !rt_form_control_is_submitter (control);
}

/**
 * rt_form_rewrite_list:
 * @form: a form
 *
 * Returns: (transfer full): the names and values that it sends, but for its files and for
 * what goes along with them by itself
 */
RtFormEntries *
rt_form_rewrite_list (const RtHtmlForm *form)
{
  RtFormEntries *entries = rt_form_entries_new ();

  for (guint i = 0; i < form->controls->len; i++)
    {
      const RtFormControl *control = g_ptr_array_index (form->controls, i);

      if (is_listed (control))
        rt_html_form_add_entries (form, control, entries);
    }
  return entries;
}

static gboolean
is_radio (const RtFormControl *control)
{
  return control->kind == RT_CONTROL_CHECK && strcmp (control->type, "radio") == 0;
}

static RtFormControl *
find_first_radio (GPtrArray *controls)
{
  for (guint i = 0; i < controls->len; i++)
    if (is_radio (g_ptr_array_index (controls, i)))
      return g_ptr_array_index (controls, i);
  return NULL;
}

/* What of a control holds one entry: a choice where there may be several; and radio buttons
 * of one name hold one together.  %NULL: nothing that is free. */
static gpointer
find_slot (Rewrite *self, GPtrArray *named, RtFormControl *control, const char *value)
{
  gpointer slot = is_radio (control) ? find_first_radio (named) : control;

  if (g_hash_table_contains (self->taken, slot))
    return NULL;
  if (control->kind != RT_CONTROL_SELECT || !control->is_multiple)
    return slot;
  for (guint i = 0; i < control->choices->len; i++)
    {
      RtFormChoice *choice = g_ptr_array_index (control->choices, i);

      if (!choice->is_disabled && strcmp (choice->value, value) == 0
          && !g_hash_table_contains (self->taken, choice))
        return choice;
    }
  return NULL;
}

static gboolean
sends_now (const RtHtmlForm *form, const RtFormControl *control, const char *value)
{
  g_autoptr (GPtrArray) entries = rt_form_entries_new ();

  if (!is_listed (control))
    return FALSE;
  rt_html_form_add_entries (form, control, entries);
  for (guint i = 0; i < entries->len; i++)
    if (strcmp (((RtFormEntry *)g_ptr_array_index (entries, i))->value, value) == 0)
      return TRUE;
  return FALSE;
}

static void
find_holder (Rewrite *self,
             const RtHtmlForm *form,
             const RtFormEntry *entry,
             guint index,
             gboolean must_send_now)
{
  GPtrArray *named = g_hash_table_lookup (self->named, entry->name);

  if (self->controls->pdata[index] != NULL)
    return;
  for (guint i = 0; named != NULL && i < named->len; i++)
    {
      RtFormControl *control = g_ptr_array_index (named, i);
      gpointer slot = find_slot (self, named, control, entry->value);

      if (slot == NULL
          || !(must_send_now ? sends_now (form, control, entry->value)
                             : rt_form_control_can_send (control, entry->value)))
        continue;
      g_hash_table_add (self->taken, slot);
      g_hash_table_add (self->holding, control);
      self->controls->pdata[index] = control;
      self->slots->pdata[index] = slot;
      return;
    }
}

static void
index_names (Rewrite *self, const RtHtmlForm *form)
{
  for (guint i = 0; i < form->controls->len; i++)
    {
      RtFormControl *control = g_ptr_array_index (form->controls, i);
      GPtrArray *named = g_hash_table_lookup (self->named, control->name);

      if (named == NULL)
        {
          named = g_ptr_array_new ();
          g_hash_table_insert (self->named, control->name, named);
        }
      g_ptr_array_add (named, control);
    }
}

static void
unselect (RtFormControl *control)
{
  for (guint i = 0; i < control->choices->len; i++)
    ((RtFormChoice *)g_ptr_array_index (control->choices, i))->is_selected = FALSE;
}

/* Before they are filled in again, or as those that send nothing any more. */
static void
empty_controls (Rewrite *self, RtHtmlForm *form, GPtrArray *dropped)
{
  for (guint i = 0; i < form->controls->len; i++)
    {
      RtFormControl *control = g_ptr_array_index (form->controls, i);
      gboolean is_holding = g_hash_table_contains (self->holding, control);
      GPtrArray *named = g_hash_table_lookup (self->named, control->name);

      if (is_radio (control)
          && g_hash_table_contains (self->taken, find_first_radio (named)))
        control->is_checked = FALSE;
      if (is_holding && control->kind == RT_CONTROL_SELECT)
        unselect (control);
      if (is_holding || !is_listed (control))
        continue;
      if (control->kind == RT_CONTROL_CHECK)
        control->is_checked = FALSE;
      else
        {
          control->is_disabled = TRUE;
          g_ptr_array_add (dropped, control);
        }
    }
}

static void
fill_in (RtFormControl *control, gpointer slot, const char *value)
{
  control->is_disabled = FALSE;
  if (control->kind == RT_CONTROL_CHECK)
    control->is_checked = TRUE;
  else if (slot != control)
    ((RtFormChoice *)slot)->is_selected = TRUE;
  else if (!rt_form_control_tells_charset (control))
    rt_form_control_set_value (control, value, NULL);
}

static GPtrArray *
fill_in_all (Rewrite *self, RtHtmlForm *form, const RtFormEntries *entries)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GPtrArray *wanted = g_ptr_array_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      const RtFormEntry *entry = g_ptr_array_index (entries, i);
      RtFormControl *control = self->controls->pdata[i];

      if (control != NULL)
        fill_in (control, self->slots->pdata[i], entry->value);
      else
        {
          control = rt_form_control_new_text (entry->name, entry->value);
          g_ptr_array_add (form->controls, control);
        }
      if (g_hash_table_add (seen, control))
        g_ptr_array_add (wanted, control);
    }
  return wanted;
}

/**
 * rt_form_rewrite:
 * @form: a form
 * @entries: names and values that it is to send in place of what rt_form_rewrite_list() gives
 * @dropped: (element-type RtFormControl): where to add the controls that send nothing now
 *
 * Fills in the form.  Each entry goes to a control of its name that sends it already, or to
 * the first that can; for one that none can send, a text field is added at the end.
 *
 * Returns: (transfer container) (element-type RtFormControl): the controls that send
 * @entries, in their order
 */
GPtrArray *
rt_form_rewrite (RtHtmlForm *form, const RtFormEntries *entries, GPtrArray *dropped)
{
  g_autoptr (GHashTable) named = g_hash_table_new_full (
      g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) holding = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) controls = g_ptr_array_new ();
  g_autoptr (GPtrArray) slots = g_ptr_array_new ();
  Rewrite rewrite = { named, taken, holding, controls, slots };

  g_ptr_array_set_size (controls, entries->len);
  g_ptr_array_set_size (slots, entries->len);
  index_names (&rewrite, form);
  for (guint i = 0; i < entries->len; i++)
    find_holder (&rewrite, form, g_ptr_array_index (entries, i), i, TRUE);
  for (guint i = 0; i < entries->len; i++)
    find_holder (&rewrite, form, g_ptr_array_index (entries, i), i, FALSE);
  empty_controls (&rewrite, form, dropped);
  return fill_in_all (&rewrite, form, entries);
}
