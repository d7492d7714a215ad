/* A form of a page, with its controls. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/forms/rt-html-form.h"

#include "core/wire/rt-error.h"

#include <string.h>

/**
 * rt_html_form_new:
 *
 * Returns: (transfer full): a form without controls, sent in UTF-8
 */
RtHtmlForm *
rt_html_form_new (void)
{
  RtHtmlForm *self = g_new0 (RtHtmlForm, 1);

  self->encoding = rt_encoding_find ("utf-8");
  self->controls = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_form_control_free);
  return self;
}

void
rt_html_form_free (RtHtmlForm *self)
{
  g_free (self->name);
  g_free (self->id);
  g_free (self->action);
  g_free (self->method);
  g_free (self->enctype);
  g_ptr_array_unref (self->controls);
  g_free (self);
}

gboolean
rt_html_form_has_hidden (const RtHtmlForm *self)
{
  for (guint i = 0; i < self->controls->len; i++)
    if (((RtFormControl *)g_ptr_array_index (self->controls, i))->kind
        == RT_CONTROL_HIDDEN)
      return TRUE;
  return FALSE;
}

/**
 * rt_html_form_find:
 * @self: a form
 * @name: of a control
 *
 * Returns: (transfer none) (nullable): the first control of that name which is no button
 */
RtFormControl *
rt_html_form_find (RtHtmlForm *self, const char *name)
{
  for (guint i = 0; i < self->controls->len; i++)
    {
      RtFormControl *control = g_ptr_array_index (self->controls, i);

      if (!rt_form_control_is_submitter (control) && strcmp (control->name, name) == 0)
        return control;
    }
  return NULL;
}

/**
 * rt_html_form_find_submitter:
 * @self: a form
 * @name: of a button; or its id, its value or what stands on it
 *
 * Returns: (transfer none) (nullable): the first button that is called so
 */
RtFormControl *
rt_html_form_find_submitter (RtHtmlForm *self, const char *name)
{
  for (guint i = 0; i < self->controls->len; i++)
    {
      RtFormControl *control = g_ptr_array_index (self->controls, i);

      if (rt_form_control_is_submitter (control)
          && (strcmp (control->name, name) == 0 || g_strcmp0 (control->id, name) == 0
              || strcmp (control->value, name) == 0
              || g_strcmp0 (control->label, name) == 0))
        return control;
    }
  return NULL;
}

/**
 * rt_html_form_get_default_submitter:
 * @self: a form
 *
 * Gives the button that Enter in a text field presses.  If that one is disabled, Enter
 * does nothing.
 *
 * Source: [HTML §4.10.21.2](https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#implicit-submission)
 *
 * Returns: (transfer none) (nullable): the first button; %NULL: there is none
 */
RtFormControl *
rt_html_form_get_default_submitter (RtHtmlForm *self)
{
  for (guint i = 0; i < self->controls->len; i++)
    {
      RtFormControl *control = g_ptr_array_index (self->controls, i);

      if (rt_form_control_is_submitter (control))
        return control;
    }
  return NULL;
}

/**
 * rt_html_form_check:
 * @self: a form
 * @control: a check box or radio button of it
 * @is_checked: whether it is to be
 *
 * Checks it, and of radio buttons no other of that name.
 */
void
rt_html_form_check (RtHtmlForm *self, RtFormControl *control, gboolean is_checked)
{
  gboolean is_radio = strcmp (control->type, "radio") == 0;

  for (guint i = 0; is_radio && is_checked && i < self->controls->len; i++)
    {
      RtFormControl *other = g_ptr_array_index (self->controls, i);

      if (strcmp (other->type, "radio") == 0 && strcmp (other->name, control->name) == 0)
        other->is_checked = FALSE;
    }
  control->is_checked = is_checked;
}

/* Of check boxes and radio buttons several have one name: the value says which is meant. */
static gboolean
check_one (RtHtmlForm *self, const char *name, const char *value, gboolean *found)
{
  RtFormControl *wanted = NULL;

  *found = FALSE;
  for (guint i = 0; i < self->controls->len; i++)
    {
      RtFormControl *control = g_ptr_array_index (self->controls, i);

      if (control->kind != RT_CONTROL_CHECK || strcmp (control->name, name) != 0)
        continue;
      *found = TRUE;
      if (wanted == NULL && strcmp (control->value, value) == 0)
        wanted = control;
    }
  if (wanted == NULL)
    return FALSE;
  rt_html_form_check (self, wanted, TRUE);
  return TRUE;
}

/**
 * rt_html_form_set:
 * @self: a form
 * @name: of a control
 * @value: UTF-8
 * @error: return location for a #GError, or %NULL
 *
 * Fills a control as a user does: see rt_form_control_set_value().  Of a group of radio
 * buttons or check boxes it checks the one with that value.
 *
 * Errors: %RT_ERROR_BAD_FORM if there is no such control, or it offers no such choice.
 *
 * Returns: %TRUE if it was done
 */
gboolean
rt_html_form_set (RtHtmlForm *self, const char *name, const char *value, GError **error)
{
  RtFormControl *control = rt_html_form_find (self, name);
  gboolean is_group;

  if (check_one (self, name, value, &is_group))
    return TRUE;
  if (is_group)
    g_set_error (error, RT_ERROR, RT_ERROR_BAD_FORM, "'%s' offers no '%s'", name, value);
  else if (control == NULL)
    g_set_error (error, RT_ERROR, RT_ERROR_BAD_FORM, "the form has no '%s'", name);
  else
    return rt_form_control_set_value (control, value, error);
  return FALSE;
}

static void
free_queue (gpointer data)
{
  g_queue_free (data);
}

/**
 * rt_html_form_take_hidden:
 * @self: a form, perhaps filled in
 * @fresh: the same form of the same page, fetched again
 *
 * Takes the values of all hidden controls from @fresh: a token may be good for once.
 *
 * Returns: how many values are others now
 */
guint
rt_html_form_take_hidden (RtHtmlForm *self, const RtHtmlForm *fresh)
{
  g_autoptr (GHashTable) queues
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_queue);
  guint n_changed = 0;

  for (guint i = 0; i < fresh->controls->len; i++)
    {
      const RtFormControl *theirs = g_ptr_array_index (fresh->controls, i);
      GQueue *queue = g_hash_table_lookup (queues, theirs->name);

      if (theirs->kind != RT_CONTROL_HIDDEN)
        continue;
      if (queue == NULL)
        g_hash_table_insert (queues, theirs->name, queue = g_queue_new ());
      g_queue_push_tail (queue, theirs->value);
    }
  for (guint i = 0; i < self->controls->len; i++)
    {
      RtFormControl *ours = g_ptr_array_index (self->controls, i);
      GQueue *queue = ours->kind == RT_CONTROL_HIDDEN
                          ? g_hash_table_lookup (queues, ours->name)
                          : NULL;
      const char *value = queue != NULL ? g_queue_pop_head (queue) : NULL;

      if (value == NULL || strcmp (ours->value, value) == 0)
        continue;
      g_free (ours->value);
      ours->value = g_strdup (value);
      n_changed++;
    }
  return n_changed;
}

static void
add_image (RtFormEntries *entries, const RtFormControl *control)
{
  gboolean has_name = *control->name != '\0';
  g_autofree char *x = g_strconcat (control->name, has_name ? ".x" : "x", NULL);
  g_autofree char *y = g_strconcat (control->name, has_name ? ".y" : "y", NULL);

  /* The keyboard presses it nowhere. */
  rt_form_entries_add (entries, x, "0");
  rt_form_entries_add (entries, y, "0");
}

static void
add_choices (RtFormEntries *entries, const RtFormControl *control)
{
  for (guint i = 0; i < control->choices->len; i++)
    {
      const RtFormChoice *choice = g_ptr_array_index (control->choices, i);

      if (choice->is_selected && !choice->is_disabled)
        rt_form_entries_add (entries, control->name, choice->value);
    }
}

static void
add_files (RtFormEntries *entries, const RtFormControl *control)
{
  for (guint i = 0; i < control->files->len; i++)
    rt_form_entries_add_file (entries, control->name,
                              g_ptr_array_index (control->files, i));
  if (control->files->len == 0)
    rt_form_entries_add_file (entries, control->name, NULL);
}

/**
 * rt_html_form_add_entries:
 * @self: a form
 * @control: a control of it; a button was pressed
 * @entries: where to add what it sends
 */
void
rt_html_form_add_entries (const RtHtmlForm *self,
                          const RtFormControl *control,
                          RtFormEntries *entries)
{
  switch (control->kind)
    {
    case RT_CONTROL_IMAGE:
      add_image (entries, control);
      return;
    case RT_CONTROL_SELECT:
      add_choices (entries, control);
      return;
    case RT_CONTROL_FILE:
      add_files (entries, control);
      return;
    case RT_CONTROL_CHECK:
      if (control->is_checked)
        rt_form_entries_add (entries, control->name, control->value);
      return;
    case RT_CONTROL_HIDDEN:
      if (rt_form_control_tells_charset (control))
        {
          g_autofree char *charset = rt_encoding_dup_name (self->encoding);

          rt_form_entries_add (entries, control->name, charset);
          return;
        }
      break;
    case RT_CONTROL_TEXT:
    case RT_CONTROL_TEXTAREA:
    case RT_CONTROL_SUBMIT:
      break;
    }
  rt_form_entries_add (entries, control->name, control->value);
}

/**
 * rt_html_form_make_entries:
 * @self: a form
 * @submitter: (nullable): the button that was pressed; %NULL: none, as a script does it
 *
 * Gathers what the form sends.
 *
 * Source: [HTML §4.10.21.4](https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#constructing-the-form-data-set)
 *
 * Returns: (transfer full): names with their values and files
 */
RtFormEntries *
rt_html_form_make_entries (const RtHtmlForm *self, const RtFormControl *submitter)
{
  RtFormEntries *entries = rt_form_entries_new ();

  for (guint i = 0; i < self->controls->len; i++)
    {
      const RtFormControl *control = g_ptr_array_index (self->controls, i);
      g_autofree char *direction = NULL;

      if (control->is_disabled
          || (rt_form_control_is_submitter (control) && control != submitter)
          || (*control->name == '\0' && control->kind != RT_CONTROL_IMAGE))
        continue;
      rt_html_form_add_entries (self, control, entries);
      if (control->direction_name == NULL)
        continue;
      direction = rt_form_control_dup_direction (control);
      rt_form_entries_add (entries, control->direction_name, direction);
    }
  return entries;
}
