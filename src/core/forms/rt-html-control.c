/* What an element of a page is as a control of a form. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/forms/rt-html-control.h"

#include "core/forms/rt-form-value.h"
#include "core/forms/rt-html-choices.h"

#include <string.h>

static RtFormControl *
read_select (const GumboNode *node)
{
  gboolean is_multiple = rt_html_has (node, "multiple");
  const char *size = rt_html_get (node, "size");
  gboolean is_list = size != NULL && g_ascii_strtoull (size, NULL, 10) > 1;
  RtFormControl *control = rt_form_control_new (
      RT_CONTROL_SELECT, is_multiple ? "select-multiple" : "select-one");

  control->is_multiple = is_multiple;
  rt_html_choices_read (node, control->choices);
  if (!is_multiple)
    rt_html_choices_settle (control->choices, is_list);
  return control;
}

static void
read_submitter (const GumboNode *node, RtFormControl *control)
{
  control->action = g_strdup (rt_html_get (node, "formaction"));
  control->method = g_strdup (rt_html_get (node, "formmethod"));
  control->enctype = g_strdup (rt_html_get (node, "formenctype"));
}

static RtFormControlKind
get_input_kind (const char *type)
{
  if (strcmp (type, "hidden") == 0)
    return RT_CONTROL_HIDDEN;
  if (strcmp (type, "checkbox") == 0 || strcmp (type, "radio") == 0)
    return RT_CONTROL_CHECK;
  if (strcmp (type, "file") == 0)
    return RT_CONTROL_FILE;
  if (strcmp (type, "submit") == 0)
    return RT_CONTROL_SUBMIT;
  if (strcmp (type, "image") == 0)
    return RT_CONTROL_IMAGE;
  return RT_CONTROL_TEXT;
}

static void
set_input_value (const GumboNode *node, RtFormControl *control)
{
  const char *value = rt_html_get (node, "value");
  RtFormValueLimits limits = { control->minimum, control->maximum, control->step, value,
                               control->is_multiple };

  g_free (control->value);
  if (control->kind == RT_CONTROL_CHECK)
    control->value = g_strdup (value != NULL ? value : "on");
  else if (control->kind == RT_CONTROL_SUBMIT)
    control->value = g_strdup (value != NULL ? value : "Submit");
  else if (control->kind == RT_CONTROL_FILE)
    control->value = g_strdup ("");
  else
    control->value
        = rt_form_value_sanitise (control->type, value != NULL ? value : "", &limits);
}

static RtFormControl *
read_input (const GumboNode *node)
{
  const char *type = rt_form_type_find (rt_html_get (node, "type"));
  RtFormControl *control;

  if (strcmp (type, "reset") == 0 || strcmp (type, "button") == 0)
    return NULL;
  control = rt_form_control_new (get_input_kind (type), type);
  control->is_multiple = rt_html_has (node, "multiple");
  control->is_checked
      = control->kind == RT_CONTROL_CHECK && rt_html_has (node, "checked");
  control->minimum = g_strdup (rt_html_get (node, "min"));
  control->maximum = g_strdup (rt_html_get (node, "max"));
  control->step = g_strdup (rt_html_get (node, "step"));
  set_input_value (node, control);
  if (rt_form_control_is_submitter (control))
    read_submitter (node, control);
  if (control->kind == RT_CONTROL_IMAGE)
    control->label = g_strdup (rt_html_get (node, "alt"));
  return control;
}

static RtFormControl *
read_button (const GumboNode *node)
{
  const char *type = rt_html_get (node, "type");
  const char *value = rt_html_get (node, "value");
  g_autofree char *text = NULL;
  RtFormControl *control;

  if (type != NULL
      && (g_ascii_strcasecmp (type, "button") == 0
          || g_ascii_strcasecmp (type, "reset") == 0))
    return NULL;
  text = rt_html_dup_text (node, RT_HTML_LABEL_NODES_MAX);
  control = rt_form_control_new (RT_CONTROL_SUBMIT, "submit");
  control->label = rt_html_collapse_space (text);
  g_free (control->value);
  control->value = g_strdup (value != NULL ? value : "");
  read_submitter (node, control);
  return control;
}

static RtFormControl *
read_textarea (const GumboNode *node)
{
  RtFormControl *control = rt_form_control_new (RT_CONTROL_TEXTAREA, "textarea");

  g_free (control->value);
  control->value = rt_html_dup_text (node, G_MAXUINT);
  return control;
}

/**
 * rt_html_control_read:
 * @node: an element
 *
 * Reads what the element itself says.
 *
 * Returns: (transfer full) (nullable): a control without a name; %NULL: @node is none that
 *   sends anything
 */
RtFormControl *
rt_html_control_read (const GumboNode *node)
{
  if (rt_html_is (node, GUMBO_TAG_INPUT))
    return read_input (node);
  if (rt_html_is (node, GUMBO_TAG_BUTTON))
    return read_button (node);
  if (rt_html_is (node, GUMBO_TAG_SELECT))
    return read_select (node);
  if (rt_html_is (node, GUMBO_TAG_TEXTAREA))
    return read_textarea (node);
  return NULL;
}
