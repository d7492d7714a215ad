/* The forms of a page, for people and for programs. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-form-list.h"

#include "cli/rt-cli-json.h"
#include "cli/rt-cli-print.h"
#include "core/forms/rt-form-submission.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean
is_post (const RtHtmlForm *form)
{
  return form->method != NULL && g_ascii_strcasecmp (form->method, "post") == 0;
}

/* What a control would send: the words that tell it, and nothing where it holds nothing. */
static char *
describe_value (const RtFormControl *control)
{
  GString *text = g_string_new (NULL);

  if (control->kind == RT_CONTROL_CHECK)
    g_string_append_printf (text, control->is_checked ? "[x] %s" : "[ ] %s",
                            control->value);
  else if (control->kind == RT_CONTROL_SELECT)
    for (guint i = 0; i < control->choices->len; i++)
      {
        const RtFormChoice *choice = g_ptr_array_index (control->choices, i);

        g_string_append_printf (text, choice->is_selected ? "%s[%s]" : "%s%s",
                                i > 0 ? " " : "", choice->value);
      }
  else
    g_string_append (text, control->value);
  return g_string_free (text, FALSE);
}

/* In columns of a terminal, where some characters take two. */
static void
print_cell (const char *text, int width)
{
  int used = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!g_unichar_iszerowidth (c))
        used += g_unichar_iswide (c) ? 2 : 1;
    }
  g_print ("%s%*s ", text, MAX (width - used, 0), "");
}

static void
print_control (const RtFormControl *control)
{
  g_autofree char *value = describe_value (control);
  g_autofree char *shown_value = rt_cli_dup_printable (value);
  g_autofree char *shown_name = rt_cli_dup_printable (control->name);
  g_autofree char *shown_label
      = control->label != NULL ? rt_cli_dup_printable (control->label) : NULL;

  g_print ("  ");
  print_cell (shown_name, 24);
  print_cell (control->type, 14);
  g_print ("%s", shown_value);
  if (shown_label != NULL && *shown_label != '\0')
    g_print ("  “%s”", shown_label);
  if (control->is_token)
    g_print ("  (%s)", _ ("token"));
  if (control->is_disabled)
    g_print ("  (%s)", _ ("disabled"));
  g_print ("\n");
}

static void
print_form (const RtFormPage *page, const RtHtmlForm *form, guint number)
{
  g_auto (RtFormTarget) target = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  const char *called = form->name != NULL ? form->name : form->id;
  g_autofree char *shown = called != NULL ? rt_cli_dup_printable (called) : NULL;

  if (rt_form_target_find (&target, page, form, NULL, &error))
    address = g_uri_to_string (target.uri);
  else
    address = rt_cli_dup_printable (form->action != NULL ? form->action : "");
  g_print (_ ("Form %u"), number);
  if (shown != NULL && *shown != '\0')
    g_print (" “%s”", shown);
  g_print (": %s %s", is_post (form) ? "POST" : "GET", address);
  if (is_post (form) && error == NULL)
    g_print (" (%s)", rt_enctype_to_media (target.enctype));
  g_print ("\n");
  for (guint i = 0; i < form->controls->len; i++)
    print_control (g_ptr_array_index (form->controls, i));
}

/**
 * rt_cli_form_list_print:
 * @page: a page
 * @only: the number of a form; 0: all
 *
 * Prints the forms of a page, each control on a line.
 */
void
rt_cli_form_list_print (const RtFormPage *page, guint only)
{
  if (page->forms->len == 0)
    rt_cli_note (_ ("The page has no forms."));
  for (guint i = 0; i < page->forms->len; i++)
    {
      if (only != 0 && only != i + 1)
        continue;
      if (only == 0 && i > 0)
        g_print ("\n");
      print_form (page, g_ptr_array_index (page->forms, i), i + 1);
    }
}

static void
put_choices (JsonBuilder *builder, const RtFormControl *control)
{
  if (control->choices->len == 0)
    return;
  json_builder_set_member_name (builder, "choices");
  json_builder_begin_array (builder);
  for (guint i = 0; i < control->choices->len; i++)
    {
      const RtFormChoice *choice = g_ptr_array_index (control->choices, i);

      json_builder_begin_object (builder);
      rt_cli_json_put_string (builder, "value", choice->value);
      rt_cli_json_put_string (builder, "label", choice->label);
      rt_cli_json_put_string (builder, "group", choice->group);
      rt_cli_json_put_flag (builder, "selected", choice->is_selected);
      rt_cli_json_put_flag (builder, "disabled", choice->is_disabled);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
put_control (JsonBuilder *builder, const RtFormControl *control)
{
  json_builder_begin_object (builder);
  rt_cli_json_put_string (builder, "name", control->name);
  rt_cli_json_put_string (builder, "type", control->type);
  rt_cli_json_put_string (builder, "value", control->value);
  rt_cli_json_put_string (builder, "id", control->id);
  rt_cli_json_put_string (builder, "label", control->label);
  rt_cli_json_put_flag (builder, "hidden", control->kind == RT_CONTROL_HIDDEN);
  rt_cli_json_put_flag (builder, "disabled", control->is_disabled);
  if (control->kind == RT_CONTROL_CHECK)
    rt_cli_json_put_flag (builder, "checked", control->is_checked);
  if (control->kind == RT_CONTROL_HIDDEN)
    rt_cli_json_put_flag (builder, "token", control->is_token);
  put_choices (builder, control);
  rt_cli_json_put_string (builder, "action", control->action);
  rt_cli_json_put_string (builder, "method", control->method);
  rt_cli_json_put_string (builder, "enctype", control->enctype);
  json_builder_end_object (builder);
}

static void
put_controls (JsonBuilder *builder,
              const char *name,
              const RtHtmlForm *form,
              gboolean are_submitters)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < form->controls->len; i++)
    {
      const RtFormControl *control = g_ptr_array_index (form->controls, i);

      if (rt_form_control_is_submitter (control) == are_submitters)
        put_control (builder, control);
    }
  json_builder_end_array (builder);
}

static void
put_form (JsonBuilder *builder,
          const RtFormPage *page,
          const RtHtmlForm *form,
          guint number)
{
  g_auto (RtFormTarget) target = { 0 };
  gboolean found = rt_form_target_find (&target, page, form, NULL, NULL);
  g_autofree char *address
      = found ? g_uri_to_string (target.uri) : g_strdup (form->action);
  g_autofree char *charset = rt_encoding_dup_name (form->encoding);

  json_builder_begin_object (builder);
  rt_cli_json_put_number (builder, "index", number);
  rt_cli_json_put_string (builder, "name", form->name);
  rt_cli_json_put_string (builder, "id", form->id);
  rt_cli_json_put_string (builder, "method", is_post (form) ? "POST" : "GET");
  rt_cli_json_put_string (builder, "action", address);
  rt_cli_json_put_string (builder, "enctype",
                          found ? rt_enctype_to_media (target.enctype) : NULL);
  rt_cli_json_put_string (builder, "charset", charset);
  put_controls (builder, "fields", form, FALSE);
  put_controls (builder, "submitters", form, TRUE);
  json_builder_end_object (builder);
}

/**
 * rt_cli_form_list_print_json:
 * @page: a page
 * @only: the number of a form; 0: all
 *
 * Prints the forms of a page as one JSON array.
 */
void
rt_cli_form_list_print_json (const RtFormPage *page, guint only)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < page->forms->len; i++)
    if (only == 0 || only == i + 1)
      put_form (builder, page, g_ptr_array_index (page->forms, i), i + 1);
  json_builder_end_array (builder);
  rt_cli_json_print (builder);
}
