/* The choices that a page offers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/forms/rt-html-choices.h"

typedef struct
{
  GPtrArray *choices;
} OptionWalk;

/* Which <optgroup> an option is in. */
typedef struct
{
  const char *group;
  gboolean is_disabled;
} OptionState;

static gboolean
enter_option (const GumboNode *node, gpointer data, gpointer walk_data)
{
  OptionState *state = data;
  OptionWalk *walk = walk_data;
  g_autofree char *text = NULL;
  const char *label;
  const char *value;
  RtFormChoice *choice;

  if (rt_html_is (node, GUMBO_TAG_OPTGROUP))
    {
      state->group = rt_html_get (node, "label");
      state->is_disabled = rt_html_has (node, "disabled");
    }
  if (!rt_html_is (node, GUMBO_TAG_OPTION))
    return TRUE;
  text = rt_html_dup_text (node, G_MAXUINT);
  label = rt_html_get (node, "label");
  value = rt_html_get (node, "value");
  choice = rt_form_choice_new ();
  choice->label = label != NULL && *label != '\0' ? g_strdup (label)
                                                  : rt_html_collapse_space (text);
  choice->value = value != NULL ? g_strdup (value) : rt_html_collapse_space (text);
  choice->group = g_strdup (state->group);
  choice->is_selected = rt_html_has (node, "selected");
  choice->is_disabled = state->is_disabled || rt_html_has (node, "disabled");
  g_ptr_array_add (walk->choices, choice);
  return TRUE;
}

/**
 * rt_html_choices_read:
 * @node: a <select> or <datalist>
 * @choices: (element-type RtFormChoice): where to add its options
 */
void
rt_html_choices_read (const GumboNode *node, GPtrArray *choices)
{
  OptionWalk walk = { choices };
  OptionState state = { NULL, FALSE };

  rt_html_walk (node, &(RtHtmlWalk){ &walk, sizeof state, enter_option }, &state);
}

/**
 * rt_html_choices_settle:
 * @choices: (element-type RtFormChoice): of a <select> that takes one
 * @is_list: whether it shows several lines
 *
 * Leaves the last of those chosen.  One is always chosen, unless it shows several lines.
 *
 * Source: [HTML §4.10.7](https://html.spec.whatwg.org/multipage/form-elements.html#ask-for-a-reset)
 */
void
rt_html_choices_settle (GPtrArray *choices, gboolean is_list)
{
  RtFormChoice *chosen = NULL;

  for (guint i = 0; i < choices->len; i++)
    {
      RtFormChoice *choice = g_ptr_array_index (choices, i);

      if (!choice->is_selected)
        continue;
      if (chosen != NULL)
        chosen->is_selected = FALSE;
      chosen = choice;
    }
  for (guint i = 0; chosen == NULL && !is_list && i < choices->len; i++)
    {
      RtFormChoice *choice = g_ptr_array_index (choices, i);

      if (!choice->is_disabled)
        {
          chosen = choice;
          chosen->is_selected = TRUE;
        }
    }
}
