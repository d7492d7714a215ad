/* One control of a form: what it is called, and what it would send. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/forms/rt-form-control.h"

#include "core/forms/rt-form-value.h"
#include "core/wire/rt-error.h"
#include "core/wire/rt-header-list.h"

#include <fribidi.h>
#include <string.h>

RtFormChoice *
rt_form_choice_new (void)
{
  return g_new0 (RtFormChoice, 1);
}

void
rt_form_choice_free (RtFormChoice *self)
{
  g_free (self->label);
  g_free (self->value);
  g_free (self->group);
  g_free (self);
}

static void
file_free (RtFormFile *self)
{
  g_object_unref (self->file);
  g_free (self->name);
  g_free (self->type);
  g_free (self);
}

static char *
guess_type (const char *name)
{
  g_autofree char *content_type
      = g_content_type_guess (*name != 0 ? name : NULL, NULL, 0, NULL);
  char *media = content_type != NULL && !g_content_type_is_unknown (content_type)
                    ? g_content_type_get_mime_type (content_type)
                    : NULL;

  return media != NULL ? media : g_strdup ("application/octet-stream");
}

/**
 * rt_form_file_dup_type:
 * @self: (nullable): a file; %NULL: none was chosen
 *
 * Returns: (transfer full): its media type, as the server gets it
 */
char *
rt_form_file_dup_type (const RtFormFile *self)
{
  if (self != NULL && self->type != NULL)
    return g_strdup (self->type);
  return guess_type (self != NULL ? self->name : "");
}

/**
 * rt_form_file_set_type:
 * @self: a file
 * @type: (nullable): its media type; %NULL: what its name says
 * @error: return location for a #GError, or %NULL
 *
 * Errors: %RT_ERROR_BAD_FIELD if no field can have that value; @self is as before then.
 *
 * Returns: %TRUE if it is sent with @type
 */
gboolean
rt_form_file_set_type (RtFormFile *self, const char *type, GError **error)
{
  if (type != NULL && !rt_header_check ("Content-Type", type, error))
    return FALSE;
  g_free (self->type);
  self->type = g_strdup (type);
  return TRUE;
}

/**
 * rt_form_control_new:
 * @kind: what it is
 * @type: (transfer none): a constant word, see #RtFormControl
 *
 * Returns: (transfer full): a control without name and value
 */
RtFormControl *
rt_form_control_new (RtFormControlKind kind, const char *type)
{
  RtFormControl *self = g_new0 (RtFormControl, 1);

  self->kind = kind;
  self->type = type;
  self->name = g_strdup ("");
  self->value = g_strdup ("");
  self->choices = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_form_choice_free);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify)file_free);
  return self;
}

/**
 * rt_form_control_new_text:
 * @name: UTF-8
 * @value: UTF-8
 *
 * Returns: (transfer full): a control that sends @value as it is, on several lines perhaps
 */
RtFormControl *
rt_form_control_new_text (const char *name, const char *value)
{
  gboolean has_lines = strpbrk (value, "\r\n") != NULL;
  RtFormControl *self = has_lines ? rt_form_control_new (RT_CONTROL_TEXTAREA, "textarea")
                                  : rt_form_control_new (RT_CONTROL_TEXT, "text");

  g_free (self->name);
  g_free (self->value);
  self->name = g_strdup (name);
  self->value = g_strdup (value);
  return self;
}

void
rt_form_control_free (RtFormControl *self)
{
  g_free (self->name);
  g_free (self->id);
  g_free (self->label);
  g_free (self->value);
  g_ptr_array_unref (self->choices);
  g_ptr_array_unref (self->files);
  g_free (self->minimum);
  g_free (self->maximum);
  g_free (self->step);
  g_free (self->direction_name);
  g_free (self->action);
  g_free (self->method);
  g_free (self->enctype);
  g_free (self);
}

gboolean
rt_form_control_is_submitter (const RtFormControl *self)
{
  return self->kind == RT_CONTROL_SUBMIT || self->kind == RT_CONTROL_IMAGE;
}

/**
 * rt_form_control_tells_charset:
 * @self: a control
 *
 * Source: [HTML §4.10.21.4](https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#constructing-the-form-data-set)
 *
 * Returns: whether it sends the name of the form's encoding, whatever it holds
 */
gboolean
rt_form_control_tells_charset (const RtFormControl *self)
{
  return self->kind == RT_CONTROL_HIDDEN
         && g_ascii_strcasecmp (self->name, "_charset_") == 0;
}

static RtFormChoice *
find_choice (const RtFormControl *self, const char *text)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      RtFormChoice *choice = g_ptr_array_index (self->choices, i);

      if (strcmp (choice->value, text) == 0)
        return choice;
    }
  for (guint i = 0; i < self->choices->len; i++)
    {
      RtFormChoice *choice = g_ptr_array_index (self->choices, i);

      if (strcmp (choice->label, text) == 0)
        return choice;
    }
  return NULL;
}

static gboolean
select_choice (RtFormControl *self, const char *value, GError **error)
{
  RtFormChoice *wanted = find_choice (self, value);

  if (wanted == NULL || wanted->is_disabled)
    {
      g_set_error (error, RT_ERROR, RT_ERROR_BAD_FORM, "'%s' offers no '%s'", self->name,
                   value);
      return FALSE;
    }
  if (!self->is_multiple)
    for (guint i = 0; i < self->choices->len; i++)
      ((RtFormChoice *)g_ptr_array_index (self->choices, i))->is_selected = FALSE;
  wanted->is_selected = TRUE;
  return TRUE;
}

static char *
sanitise (const RtFormControl *self, const char *value)
{
  const RtFormValueLimits limits = { .minimum = self->minimum,
                                     .maximum = self->maximum,
                                     .step = self->step,
                                     .is_multiple = self->is_multiple };

  return rt_form_value_sanitise (self->type, value, &limits);
}

/**
 * rt_form_control_can_send:
 * @self: a control
 * @value: UTF-8
 *
 * Returns: whether it can be filled in so that it sends just @value, or that besides others
 */
gboolean
rt_form_control_can_send (const RtFormControl *self, const char *value)
{
  g_autofree char *sanitised = NULL;

  switch (self->kind)
    {
    case RT_CONTROL_TEXT:
      sanitised = sanitise (self, value);
      return strcmp (sanitised, value) == 0;
    case RT_CONTROL_HIDDEN:
      return !rt_form_control_tells_charset (self);
    case RT_CONTROL_TEXTAREA:
      return TRUE;
    case RT_CONTROL_CHECK:
      return strcmp (self->value, value) == 0;
    case RT_CONTROL_SELECT:
      for (guint i = 0; i < self->choices->len; i++)
        {
          const RtFormChoice *choice = g_ptr_array_index (self->choices, i);

          if (!choice->is_disabled && strcmp (choice->value, value) == 0)
            return TRUE;
        }
      return FALSE;
    case RT_CONTROL_FILE:
    case RT_CONTROL_SUBMIT:
    case RT_CONTROL_IMAGE:
      return FALSE;
    }
  g_return_val_if_reached (FALSE);
}

/**
 * rt_form_control_set_value:
 * @self: a control
 * @value: UTF-8
 * @error: return location for a #GError, or %NULL
 *
 * Fills the control as a user does.  For a <select> it is the value of a choice, or the
 * words that stand there; where several can be chosen, it is chosen, too.  For a check box
 * or radio button it is its own value: that one is checked.
 *
 * Errors: %RT_ERROR_BAD_FORM if the control offers no such choice, or takes a file.
 *
 * Returns: %TRUE if it holds the value
 */
gboolean
rt_form_control_set_value (RtFormControl *self, const char *value, GError **error)
{
  switch (self->kind)
    {
    case RT_CONTROL_TEXT:
      g_free (self->value);
      self->value = sanitise (self, value);
      return TRUE;
    case RT_CONTROL_HIDDEN:
    case RT_CONTROL_TEXTAREA:
    case RT_CONTROL_SUBMIT:
    case RT_CONTROL_IMAGE:
      g_free (self->value);
      self->value = g_strdup (value);
      return TRUE;
    case RT_CONTROL_CHECK:
      self->is_checked = strcmp (self->value, value) == 0;
      if (!self->is_checked)
        g_set_error (error, RT_ERROR, RT_ERROR_BAD_FORM, "'%s' is '%s', not '%s'",
                     self->name, self->value, value);
      return self->is_checked;
    case RT_CONTROL_SELECT:
      return select_choice (self, value, error);
    case RT_CONTROL_FILE:
      g_set_error (error, RT_ERROR, RT_ERROR_BAD_FORM, "'%s' takes a file", self->name);
      return FALSE;
    }
  g_return_val_if_reached (FALSE);
}

/**
 * rt_form_control_add_file:
 * @self: a control that takes files
 * @file: a file; read when the form is sent
 * @type: (nullable): its media type; %NULL: what its name says
 *
 * Chooses a file; where only one can be chosen, in place of the one before.
 */
void
rt_form_control_add_file (RtFormControl *self, GFile *file, const char *type)
{
  RtFormFile *chosen = g_new0 (RtFormFile, 1);

  chosen->file = g_object_ref (file);
  chosen->name = g_file_get_basename (file);
  chosen->type = g_strdup (type);
  if (!self->is_multiple)
    g_ptr_array_set_size (self->files, 0);
  g_ptr_array_add (self->files, chosen);
}

/* The first character with a direction of its own decides. */
static gboolean
runs_from_right (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      FriBidiCharType type = fribidi_get_bidi_type (g_utf8_get_char (text));

      if (FRIBIDI_IS_STRONG (type) && FRIBIDI_IS_LETTER (type))
        return FRIBIDI_IS_RTL (type) != 0;
    }
  return FALSE;
}

/**
 * rt_form_control_dup_direction:
 * @self: a control
 *
 * Says which way its text runs, as a field with a dirname attribute tells the server.
 *
 * Source: [HTML §4.10.18.2](https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#submitting-element-directionality:-the-dirname-attribute)
 *
 * Returns: (transfer full): "ltr" or "rtl"
 */
char *
rt_form_control_dup_direction (const RtFormControl *self)
{
  gboolean rtl = self->direction == RT_FORM_RTL
                 || (self->direction == RT_FORM_BY_TEXT && runs_from_right (self->value));

  return g_strdup (rtl ? "rtl" : "ltr");
}
